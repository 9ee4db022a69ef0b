//! Characteristic words (特徴語): what one municipality, year or theme says more than the others.
//!
//! The measure is the log-odds ratio of Monroe, Colaresi & Quinn, "Fightin' Words" (Political Analysis 16, 2008):
//! the share of a word here against its share elsewhere, both drawn towards its share in all by an informative
//! prior. Two things differ from the paper. A word counts once a statement: one that says 自転車 five times is
//! one statement about bicycles, and counting tokens would take the four others for evidence. And words are
//! ranked by the signed root of the likelihood ratio of the same counts, and not by the ratio over its standard
//! error: that falls where a word stands nowhere else, the more the surer the case (Hauck & Donner 1977), and
//! buries what only one city says below what all say. The intervals are those of the same likelihood.
//!
//! A compound is measured beside the words it is made of, by the same formula; shares are always of single
//! words, so that they are fair to statements of any length.

use std::collections::BTreeSet;

use kurabe_index::{Counted, Facet, Filter, Size, Tallied, years_within};

use crate::contrast::Contrast;
use crate::keywords::{Names, inside};
use crate::search::{corpus, searched};
use crate::{Context, CorpusFacts, Error, Filters, Result, Searched, UnderstoodFilter};

/// A question for characteristic words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsRequest {
    /// What is set against each other.
    pub by: Group,
    /// Those that are wanted, as typed; all of them if there are none. The others count all the same.
    pub only: Vec<String>,
    /// Where to look.
    pub filters: Filters,
    /// How many statements of a group need a word.
    pub least: usize,
    /// Whether names of municipalities are words.
    pub names: bool,
    /// How many words are wanted of each.
    pub limit: usize,
}

/// What statements can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// 自治体
    Municipality,
    /// 年度
    Year,
    /// テーマ
    Theme,
}

impl Group {
    /// The facet that holds it.
    pub const fn facet(self) -> Facet {
        match self {
            Self::Municipality => Facet::Municipality,
            Self::Year => Facet::Year,
            Self::Theme => Facet::Theme,
        }
    }
}

/// The characteristic words of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// What was set against each other.
    pub by: Group,
    /// How many statements of a group needed a word.
    pub least: usize,
    /// Each with its words.
    pub groups: Vec<TermsOf>,
    /// All there is, what belongs to no group too.
    pub size: Size,
    /// What was searched.
    pub searched: Searched,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// The characteristic words of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct TermsOf {
    /// The group's value in the index.
    pub value: String,
    /// What people call it.
    pub label: String,
    /// How much there is of it.
    pub size: Size,
    /// How many words are characteristic of it, shown or not.
    pub total: usize,
    /// The words, the most characteristic first, as many as were wanted.
    pub terms: Vec<CharacteristicTerm>,
}

/// A characteristic word.
#[derive(Debug, Clone, PartialEq)]
pub struct CharacteristicTerm {
    /// The word as it is printed.
    pub term: String,
    /// What its spellings share, a space between the words it is made of; nodes of a network are called so.
    pub key: String,
    /// How many statements here have it.
    pub here: usize,
    /// How many others.
    pub elsewhere: usize,
    /// Its share here and elsewhere, in ten thousand words.
    pub per_10000: (f64, f64),
    /// How much likelier it is here.
    pub contrast: Contrast,
}

/// Finds the words each group says more than the others.
pub fn terms(context: &Context<'_>, request: &TermsRequest) -> Result<Terms> {
    let facet = request.by.facet();
    let asked = context.filters(&request.filters)?;
    let filters: Vec<Filter> = asked.iter().map(|filter| filter.filter.clone()).collect();
    let wanted = context.wanted(request.by, &request.only)?;
    let tally = context.index.tally(Counted::Keywords, facet, &filters, request.least)?;
    let is_all = |(_, size): &(String, Size)| size.statements == tally.all.statements;
    if tally.groups.len() < 2 && tally.groups.iter().all(is_all) {
        let only = tally.groups.first().map(|(value, _)| context.label(facet, value));
        let (statements, narrowed) = (tally.all.statements, !filters.is_empty());
        return Err(Error::NothingToContrast { facet, only, statements, narrowed });
    }
    let mut by_group: Vec<Vec<(&Tallied, usize)>> = vec![Vec::new(); tally.groups.len()];
    for word in &tally.words {
        for (group, count) in word.groups.iter().filter(|(_, count)| *count >= request.least) {
            by_group[*group].push((word, *count));
        }
    }
    // The names that are no news: everybody's, but in a municipality only its own.
    let everybody = if request.names { Names::default() } else { context.all_names() };
    let of = |((value, size), words): ((String, Size), Vec<(&Tallied, usize)>)| {
        let own = if request.names { None } else { context.own_names(request.by, &value) };
        let (total, terms) = best(&words, size, tally.all, own.as_ref().unwrap_or(&everybody), request.limit);
        TermsOf { label: context.label(facet, &value), value, size, total, terms }
    };
    let mut groups: Vec<TermsOf> = tally
        .groups
        .into_iter()
        .zip(by_group)
        .filter(|((value, _), _)| request.only.is_empty() || wanted.contains(value))
        .map(of)
        .collect();
    // A municipality or theme that was named is in the answer, with nothing if need be.
    if request.by != Group::Year {
        let missing = wanted.into_iter().filter(|value| groups.iter().all(|group| group.value != *value));
        let nothing = |value: String| of(((value, Size::default()), Vec::new()));
        let missing: Vec<TermsOf> = missing.map(nothing).collect();
        groups.extend(missing);
    }
    Ok(Terms {
        by: request.by,
        least: request.least,
        groups,
        size: tally.all,
        searched: searched(context, &filters)?,
        filters: asked,
        corpus: corpus(context),
    })
}

/// The words that are said more here, as sure as 95 %, the surest first; without those that mostly stand inside of
/// a longer one of them; and how many there are beside those that are wanted.
fn best<'t>(
    words: &[(&'t Tallied, usize)],
    here: Size,
    all: Size,
    names: &Names,
    limit: usize,
) -> (usize, Vec<CharacteristicTerm>) {
    let contrast = |&(word, count): &(&Tallied, usize)| {
        let elsewhere = (word.total - count, all.words - here.words);
        Contrast::of((count, here.words), elsewhere)
    };
    let with_z = |word: &(&'t Tallied, usize)| {
        let contrast = contrast(word);
        (*word, contrast, contrast.z())
    };
    let mut ranked: Vec<_> = words.iter().map(with_z).collect();
    ranked.retain(|((word, _), _, z)| *z > Contrast::SURE && !names.are_in(&word.key));
    let counts: Vec<(&str, usize)> = ranked.iter().map(|((word, count), ..)| (&*word.key, *count)).collect();
    let inside = inside(&counts);
    ranked.retain(|((word, _), ..)| !inside.contains(word.key.as_str()));
    ranked
        .sort_by(|((one, _), _, a), ((other, _), _, b)| b.total_cmp(a).then_with(|| one.key.cmp(&other.key)));
    let share = |count: usize, of: u64| if of > 0 { count as f64 * 1e4 / of as f64 } else { 0.0 };
    let term = |&((word, count), contrast, _): &((&Tallied, usize), Contrast, f64)| CharacteristicTerm {
        term: word.form.clone(),
        key: word.key.clone(),
        here: count,
        elsewhere: word.total - count,
        per_10000: (share(count, here.words), share(word.total - count, all.words - here.words)),
        contrast,
    };
    (ranked.len(), ranked.iter().take(limit).map(term).collect())
}

impl Context<'_> {
    /// The values meant by what was typed.
    fn wanted(&self, by: Group, typed: &[String]) -> Result<Vec<String>> {
        let typed = typed.to_vec();
        let asked = match by {
            Group::Municipality => Filters { municipality: typed, ..Filters::default() },
            Group::Year => Filters { year: typed, ..Filters::default() },
            Group::Theme => Filters { theme: typed, ..Filters::default() },
        };
        let values = self.filters(&asked)?.into_iter().flat_map(|asked| match asked.filter {
            Filter::Is(_, values) => values,
            Filter::Years(ranges) => years_within(&ranges),
            _ => Vec::new(),
        });
        Ok(values.collect())
    }

    /// The names that are no news in a group, where it is a municipality.
    fn own_names(&self, by: Group, value: &str) -> Option<Names> {
        let own = value.parse().ok().filter(|_| by == Group::Municipality)?;
        self.gazetteer.get(own).map(Names::of_itself)
    }

    /// The names of all municipalities there are documents of.
    pub(crate) fn all_names(&self) -> Names {
        let sources = self.index.manifest().sources.iter();
        let codes: BTreeSet<&String> = sources.map(|source| &source.municipality).collect();
        let known = |code: &String| code.parse().ok().and_then(|code| self.gazetteer.get(code));
        Names::of_all(codes.into_iter().filter_map(known))
    }
}
