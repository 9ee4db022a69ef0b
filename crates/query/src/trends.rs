//! Trends (推移): how often terms and themes come up, year by year, as shares that are fair to how much there is.
//! A term is counted wherever it is printed, in statements and in headings; shares are those of statements alone.

use std::collections::BTreeMap;

use kurabe_index::{Facet, Filter, Page, Plan, Searched};
use kurabe_model::{DocumentId, FiscalYear};
use kurabe_text::Normalized;

use crate::kwic::each;
use crate::search::corpus;
use crate::{Context, CorpusFacts, Error, Filters, Result, UnderstoodFilter};

/// What a theme is asked for with: theme:dx.
const THEME: &str = "theme:";
/// The quantile of the normal distribution that leaves 95 % in the middle.
const Z: f64 = 1.959_964;

/// A question for trends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendsRequest {
    /// Terms, looked for as characters; themes as theme:dx.
    pub terms: Vec<String>,
    /// Where to look.
    pub filters: Filters,
}

/// Terms over years.
#[derive(Debug, Clone, PartialEq)]
pub struct Trends {
    /// The terms as people call them, in the order typed.
    pub terms: Vec<String>,
    /// What there is of each year, the earliest first; documents without a year last.
    pub years: Vec<YearOf>,
    /// For every term, a point of each year.
    pub points: Vec<Vec<Point>>,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// What there is of a year: the denominators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearOf {
    /// The first year of the documents; none for those without one.
    pub year: Option<FiscalYear>,
    /// Statements.
    pub statements: usize,
    /// Documents they stand in.
    pub documents: usize,
    /// Which these are, as the corpus has them.
    pub searched: Vec<DocumentId>,
    /// Words of these documents; none where the filters take parts of documents.
    pub words: Option<u64>,
}

/// A term in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// How often it stands there, in statements and in headings; none for a theme.
    pub mentions: Option<usize>,
    /// In how many statements.
    pub statements: usize,
    /// The share of the year's statements.
    pub share: f64,
    /// Where the share lies with a confidence of 95 % (Wilson), taking the statements for a sample.
    pub interval: (f64, f64),
    /// How often it stands there to ten thousand words of statements.
    pub per_10000_words: Option<f64>,
}

/// Counts terms year by year.
pub fn trends(context: &Context<'_>, request: &TrendsRequest) -> Result<Trends> {
    let asked = context.filters(&request.filters)?;
    let filters: Vec<Filter> = asked.iter().map(|filter| filter.filter.clone()).collect();
    let years = years(context, &filters)?;
    let (mut terms, mut points) = (Vec::new(), Vec::new());
    for typed in &request.terms {
        let (label, counts, nothing) = match typed.strip_prefix(THEME) {
            Some(theme) => {
                let (label, counts) = of_theme(context, typed, theme, &filters)?;
                (label, counts, (None, 0))
            }
            None => (typed.trim().to_owned(), of_term(context, typed, &filters)?, (Some(0), 0)),
        };
        terms.push(label);
        let counted = |year: &YearOf| counts.get(&year.year).copied().unwrap_or(nothing);
        points.push(years.iter().map(|year| point(year, counted(year))).collect());
    }
    Ok(Trends { terms, years, points, filters: asked, corpus: corpus(context) })
}

/// How often, and in how many statements, by year.
type CountsByYear = BTreeMap<Option<FiscalYear>, (Option<usize>, usize)>;

fn of_term(context: &Context<'_>, typed: &str, filters: &[Filter]) -> Result<CountsByYear> {
    let term = Normalized::new(typed.trim()).into_text();
    let fields = [Searched::TextPairs, Searched::HeadingPairs];
    let found = each(context, &term, &fields, filters, |_, quote, text| {
        let said = text.text().matches(&term).count();
        let above: usize =
            quote.opens.iter().map(|heading| Normalized::new(heading).text().matches(&term).count()).sum();
        (said + above > 0).then(|| (quote.facts.first_year(), said, above))
    })?;
    let mut counts = CountsByYear::new();
    for (year, said, above) in found {
        let (mentions, statements) = counts.entry(year).or_insert((Some(0), 0));
        *mentions = mentions.map(|mentions| mentions + said + above);
        *statements += usize::from(said > 0);
    }
    Ok(counts)
}

fn of_theme(
    context: &Context<'_>,
    typed: &str,
    theme: &str,
    filters: &[Filter],
) -> Result<(String, CountsByYear)> {
    let values = context.values(Facet::Theme, theme)?;
    let values = values.map_err(|why| Error::Filter { facet: Facet::Theme, typed: typed.to_owned(), why })?;
    let plans =
        values.iter().map(|value| Plan::Has { facet: Facet::Theme, value: value.value.clone(), score: 0.0 });
    let page = Page::NONE.counting(&[Facet::Year]);
    let matches = context.index.matches(&Plan::Any(plans.collect()), filters, page)?;
    let mut counts = CountsByYear::new();
    let mut dated = 0;
    for (year, count) in matches.by(Facet::Year) {
        dated += count;
        counts.insert(year.parse().ok().map(FiscalYear::new), (None, *count));
    }
    counts.insert(None, (None, matches.total - dated));
    Ok((values.into_iter().map(|value| value.label).collect::<Vec<_>>().join("、"), counts))
}

/// What there is of each year within filters.
fn years(context: &Context<'_>, filters: &[Filter]) -> Result<Vec<YearOf>> {
    let index = context.index;
    let page = Page::NONE.counting(&[Facet::Document, Facet::Year]);
    let all = index.matches(&Plan::Everything, filters, page)?;
    let mut undated: BTreeMap<String, usize> = all.by(Facet::Document).iter().cloned().collect();
    let held = all.by(Facet::Year).iter();
    let mut held: Vec<FiscalYear> =
        held.filter_map(|(year, _)| year.parse().ok()).map(FiscalYear::new).collect();
    held.sort_unstable();
    let mut years = Vec::new();
    for year in held {
        let within: Vec<Filter> =
            filters.iter().cloned().chain([Filter::Years(vec![(year, year)])]).collect();
        let matches = index.matches(&Plan::Everything, &within, page)?;
        let documents: BTreeMap<String, usize> = matches.by(Facet::Document).iter().cloned().collect();
        undated.retain(|id, _| !documents.contains_key(id));
        years.push(year_of(context, Some(year), &documents));
    }
    if !undated.is_empty() {
        years.push(year_of(context, None, &undated));
    }
    Ok(years)
}

fn year_of(context: &Context<'_>, year: Option<FiscalYear>, documents: &BTreeMap<String, usize>) -> YearOf {
    let sources = context.index.manifest().sources.iter();
    let sources = sources.filter_map(|source| Some((source, documents.get(source.id.as_str())?)));
    // How many words a part of a document has is not known.
    let words =
        sources.clone().map(|(source, found)| (*found == source.statements).then_some(source.tokens[0]));
    YearOf {
        year,
        statements: documents.values().sum(),
        documents: documents.len(),
        words: words.sum(),
        searched: sources.map(|(source, _)| source.id.clone()).collect(),
    }
}

fn point(year: &YearOf, (mentions, statements): (Option<usize>, usize)) -> Point {
    let share = if year.statements > 0 { statements as f64 / year.statements as f64 } else { 0.0 };
    let words = year.words.filter(|words| *words > 0);
    Point {
        mentions,
        statements,
        share,
        interval: wilson(statements, year.statements),
        per_10000_words: mentions.zip(words).map(|(mentions, words)| mentions as f64 * 1e4 / words as f64),
    }
}

/// The interval of Wilson (1927): it stays within 0 and 1, and says something of few statements, too.
fn wilson(with: usize, all: usize) -> (f64, f64) {
    if all == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (all as f64, with as f64 / all as f64);
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn intervals_are_those_of_the_tables() {
        let check = |with, all, low: f64, high: f64| {
            let (from, to) = wilson(with, all);
            assert!((from - low).abs() < 5e-4 && (to - high).abs() < 5e-4, "{from} {to}");
        };
        check(0, 10, 0.0, 0.2775);
        check(5, 10, 0.2366, 0.7634);
        check(10, 10, 0.7225, 1.0);
        check(15, 148, 0.0624, 0.1605);
        check(0, 0, 0.0, 1.0);
    }
}
