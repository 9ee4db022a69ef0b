//! What the index holds (所蔵): its documents as they were read, and what there is none of: the denominators of every
//! answer.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::Paper;
use kurabe_model::{DocumentId, MunicipalityKind};

use crate::passage::in_order;
use crate::search::corpus;
use crate::{Context, CorpusFacts, Error, Result};

/// The documents there are, and what is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Holdings {
    /// The documents in the order of the corpus.
    pub documents: Vec<Holding>,
    /// Of each prefecture that has any: how many of its municipalities have a document, and how many it has.
    pub prefectures: Vec<(String, usize, usize)>,
    /// How many municipalities there are, with documents or without.
    pub municipalities: usize,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// A document that is held.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// The document without its statements.
    pub paper: Paper,
    /// How many statements it gave.
    pub statements: usize,
}

/// Lists what there is.
pub fn holdings(context: &Context<'_>) -> Result<Holdings> {
    let sources = &context.index.manifest().sources;
    let mut documents = Vec::new();
    for (source, paper) in sources.iter().zip(context.index.papers()) {
        documents.extend(paper?.map(|paper| Holding { paper, statements: source.statements }));
    }
    // What has no council makes no plans.
    let plans = |kind: MunicipalityKind| kind != MunicipalityKind::AdministrativeWard;
    let all: Vec<_> = context.gazetteer.municipalities().iter().filter(|one| plans(one.kind)).collect();
    let held: BTreeSet<_> = documents.iter().map(|holding| holding.paper.municipality.code).collect();
    let mut by_prefecture: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut order = Vec::new();
    for municipality in &all {
        let name = municipality.prefecture.as_str();
        let counts = by_prefecture.entry(name).or_insert_with(|| {
            order.push(name);
            (0, 0)
        });
        counts.0 += usize::from(held.contains(&municipality.code));
        counts.1 += 1;
    }
    let counted = |name: &str| {
        let (held, all) = by_prefecture.get(name).copied().filter(|(held, _)| *held > 0)?;
        Some((name.to_owned(), held, all))
    };
    Ok(Holdings {
        prefectures: order.into_iter().filter_map(counted).collect(),
        municipalities: all.len(),
        documents,
        corpus: corpus(context),
    })
}

/// The document called `id` with its statements in their order.
pub fn paper(context: &Context<'_>, id: &DocumentId) -> Result<Paper> {
    let unknown = || Error::UnknownDocument { id: id.clone() };
    let mut paper = context.index.paper(id)?.ok_or_else(unknown)?;
    for place in in_order(context, Vec::new(), &[id])? {
        paper.document.statements.push(context.index.quote(place)?.statement);
    }
    Ok(paper)
}
