//! What there is to search of each municipality (検索の母数): the denominators of every "not found".

use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::{Facet, Filter, Page, Plan, Source};
use kurabe_model::{DocumentId, Municipality, MunicipalityCode};

use crate::{Context, Result};

/// How much of a municipality was searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The municipality.
    pub municipality: Municipality,
    /// Its statements within the filters.
    pub statements: usize,
    /// Documents that were read: those they stand in, and those that have tables only.
    pub documents: usize,
    /// How many of these have tables only (表だけの文書), and no statement to search.
    pub only_tables: usize,
    /// Which these are, as the corpus has them.
    pub searched: Vec<DocumentId>,
    /// Documents of it that gave nothing, filters aside.
    pub unreadable: usize,
    /// Which these are.
    pub unread: Vec<DocumentId>,
}

impl Reach {
    /// Nothing of a municipality.
    pub(crate) fn nothing(municipality: &Municipality) -> Self {
        Self {
            municipality: municipality.clone(),
            statements: 0,
            documents: 0,
            only_tables: 0,
            searched: Vec::new(),
            unreadable: 0,
            unread: Vec::new(),
        }
    }
}

/// What there is within `filters` of each municipality that has a document or was named, by its code. Those that
/// filters leave out as municipalities are not there; those of which nothing else is left are, with nothing.
pub(crate) fn reach(context: &Context<'_>, filters: &[Filter]) -> Result<Vec<Reach>> {
    let sources = &context.index.manifest().sources;
    let within = Within::of(context, filters)?;
    let mut by_code: BTreeMap<MunicipalityCode, Reach> = BTreeMap::new();
    for source in sources {
        let known = source.municipality.parse().ok().and_then(|code| context.gazetteer.get(code));
        let Some(municipality) = known else { continue };
        let reach = by_code.entry(municipality.code).or_insert_with(|| Reach::nothing(municipality));
        reach.statements += within.statements_of(source);
        reach.only_tables += usize::from(within.only_tables.contains(&source.id));
        if within.is_read(source) {
            reach.documents += 1;
            reach.searched.push(source.id.clone());
        }
        if !source.is_read() {
            reach.unreadable += 1;
            reach.unread.push(source.id.clone());
        }
    }
    for code in named(filters) {
        let Some(municipality) = context.gazetteer.get(code) else { continue };
        by_code.entry(code).or_insert_with(|| Reach::nothing(municipality));
    }
    let mut reached: Vec<Reach> = by_code.into_values().collect();
    reached.retain(|reach| is_meant(&reach.municipality, filters));
    Ok(reached)
}

/// What of the corpus lies within filters.
pub(crate) struct Within {
    /// How many statements.
    pub(crate) statements: usize,
    /// How many of each document, by its id; nothing where no filter leaves any out.
    counts: Option<BTreeMap<String, usize>>,
    /// The documents without any statement whose tables have rows.
    pub(crate) only_tables: BTreeSet<DocumentId>,
}

impl Within {
    pub(crate) fn of(context: &Context<'_>, filters: &[Filter]) -> Result<Self> {
        let sources = &context.index.manifest().sources;
        let without = sources.iter().filter(|source| source.statements == 0 && source.rows > 0);
        let mut only_tables: BTreeSet<DocumentId> = without.map(|source| source.id.clone()).collect();
        if filters.is_empty() {
            let statements = context.index.summary().statements;
            return Ok(Self { statements, counts: None, only_tables });
        }
        if filters.iter().all(names) {
            let within: Vec<&Source> =
                sources.iter().filter(|source| published_within(source, filters)).collect();
            let has = |id: &DocumentId| within.iter().any(|source| source.id == *id);
            only_tables.retain(has);
            let statements = within.iter().map(|source| source.statements).sum();
            let counts = within.iter().filter(|source| source.statements > 0);
            let counts = counts.map(|source| (source.id.to_string(), source.statements)).collect();
            return Ok(Self { statements, counts: Some(counts), only_tables });
        }
        let (statements, counts) = documents(context, filters)?;
        // A document without statements is known to the index of rows alone, by the same filters.
        if let Some(rows) = context.of_rows().filter(|_| !only_tables.is_empty()) {
            let (_, rows) = documents(&rows, filters)?;
            only_tables.retain(|id| rows.contains_key(id.as_str()));
        }
        Ok(Self { statements, counts: Some(counts), only_tables })
    }

    /// How many statements of a source there are.
    fn statements_of(&self, source: &Source) -> usize {
        match &self.counts {
            None => source.statements,
            Some(counts) => counts.get(source.id.as_str()).copied().unwrap_or(0),
        }
    }

    /// Whether something of a source was read.
    pub(crate) fn is_read(&self, source: &Source) -> bool {
        self.statements_of(source) > 0 || self.only_tables.contains(&source.id)
    }
}

/// Whether a filter says nothing but which municipalities: then the list of sources knows all there is to count.
fn names(filter: &Filter) -> bool {
    matches!(filter, Filter::Is(Facet::Municipality, _) | Filter::IsNot(Facet::Municipality, _))
}

fn published_within(source: &Source, filters: &[Filter]) -> bool {
    filters.iter().all(|filter| match filter {
        Filter::Is(_, codes) => codes.contains(&source.municipality),
        Filter::IsNot(_, codes) => !codes.contains(&source.municipality),
        _ => true,
    })
}

/// How many statements there are within filters, and how many in each document.
fn documents(context: &Context<'_>, filters: &[Filter]) -> Result<(usize, BTreeMap<String, usize>)> {
    let page = Page::NONE.counting(&[Facet::Document]);
    let matches = context.index.matches(&Plan::Everything, filters, page)?;
    Ok((matches.total, matches.by(Facet::Document).iter().cloned().collect()))
}

/// What there is of one municipality.
pub(crate) fn reach_of(context: &Context<'_>, own: &Municipality) -> Result<Reach> {
    let found = reach(context, &[])?.into_iter().find(|reach| reach.municipality.code == own.code);
    Ok(found.unwrap_or_else(|| Reach::nothing(own)))
}

/// The municipalities that filters name.
fn named(filters: &[Filter]) -> impl Iterator<Item = MunicipalityCode> {
    let named = filters.iter().filter_map(|filter| match filter {
        Filter::Is(Facet::Municipality, codes) => Some(codes),
        _ => None,
    });
    named.flatten().filter_map(|code| code.parse().ok())
}

/// Whether a municipality is within filters, whatever it says.
fn is_meant(municipality: &Municipality, filters: &[Filter]) -> bool {
    let value = |facet: &Facet| match facet {
        Facet::Municipality => Some(municipality.code.to_string()),
        Facet::MunicipalityKind => Some(municipality.kind.as_str().to_owned()),
        Facet::Prefecture => Some(municipality.prefecture.clone()),
        _ => None,
    };
    filters.iter().all(|filter| match filter {
        Filter::Is(facet, values) => value(facet).is_none_or(|value| values.contains(&value)),
        Filter::IsNot(facet, values) => value(facet).is_none_or(|value| !values.contains(&value)),
        _ => true,
    })
}
