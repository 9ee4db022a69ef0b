//! The HIT: a statement in its place, as every answer that quotes gives it.

use std::io::{self, Write};

use kurabe_model::{
    Comparator, Deadline, Diagnostic, DocumentFacts, Field, FiscalYear, Municipality, MunicipalityCode,
    Quote, Statement, StatementKind, Target,
};
use kurabe_query as query;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::check::Row;
use super::{Layout, rounded, write_lines, write_whole};
use crate::{Lang, Shown};

/// A statement in its place, as every answer quotes it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Hit<'a> {
    id: &'a str,
    rank: Option<usize>,
    score: Option<f64>,
    municipality: Place<'a>,
    document: Source<'a>,
    path: &'a [String],
    department: &'a [String],
    #[schemars(with = "String")]
    kind: StatementKind,
    text: &'a str,
    source: Lines<'a>,
    themes: &'a [String],
    targets: Vec<TargetRow<'a>>,
    deadlines: Vec<DeadlineRow<'a>>,
    #[schemars(with = "Vec<FieldRow>")]
    fields: &'a [Field],
    /// From and to, in characters of `text`.
    highlights: &'a [(usize, usize)],
    matched: Vec<MatchedRow<'a>>,
    citation: String,
}

/// What a table or a form says of a statement.
#[derive(JsonSchema)]
#[schemars(rename = "Field")]
#[expect(dead_code, reason = "the shape of what `model` writes: it knows no schemas")]
struct FieldRow {
    name: String,
    value: String,
}

/// A municipality as rows name it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Municipality")]
pub(super) struct Place<'a> {
    /// Six digits (全国地方公共団体コード).
    #[schemars(with = "String")]
    code: MunicipalityCode,
    name: &'a str,
    prefecture: &'a str,
}

impl<'a> From<&'a Municipality> for Place<'a> {
    fn from(municipality: &'a Municipality) -> Self {
        Self { code: municipality.code, name: &municipality.name, prefecture: &municipality.prefecture }
    }
}

/// A document as rows name it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DocumentName")]
pub(super) struct Source<'a> {
    id: &'a str,
    title: &'a str,
    #[schemars(with = "Option<u16>")]
    fiscal_year: Option<FiscalYear>,
    department: Option<&'a str>,
}

impl<'a> From<&'a DocumentFacts> for Source<'a> {
    fn from(facts: &'a DocumentFacts) -> Self {
        Self {
            id: facts.id.as_str(),
            title: &facts.title.value,
            fiscal_year: facts.first_year(),
            department: facts.department.as_ref().map(|fact| fact.value.as_str()),
        }
    }
}

/// Where it stands in its source; lines are those of the text, counted from 1.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct Lines<'a> {
    file: &'a str,
    page: Option<usize>,
    /// The number printed on that page, where it is another one.
    printed_page: Option<&'a str>,
    lines: [usize; 2],
    /// Which table of the source, or sheet of the workbook, and which row of it.
    table: Option<usize>,
    row: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Target")]
pub(super) struct TargetRow<'a> {
    text: &'a str,
    #[serde(serialize_with = "plain_number")]
    value: f64,
    unit: &'a str,
    #[schemars(with = "String")]
    comparator: Comparator,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Deadline")]
pub(super) struct DeadlineRow<'a> {
    text: &'a str,
    #[schemars(with = "u16")]
    year: FiscalYear,
}

/// A whole number is written as one: 4000, not 4000.0.
pub(super) fn plain_number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    // Beyond 2^53 not every whole number is a double, and none stands in a plan.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

impl<'a> From<&'a Quote> for Hit<'a> {
    fn from(quote: &'a Quote) -> Self {
        let Quote { municipality, facts, statement, .. } = quote;
        Self {
            id: statement.id.as_str(),
            rank: None,
            score: None,
            municipality: municipality.into(),
            document: Source::from(facts),
            path: &quote.path,
            department: &statement.departments,
            kind: statement.kind,
            text: &statement.text,
            source: Lines {
                file: facts.file_name(),
                page: statement.span.page,
                printed_page: statement.span.printed_page.as_deref(),
                lines: [statement.span.first_line, statement.span.last_line],
                table: statement.span.row.map(|row| row.table),
                row: statement.span.row.map(|row| row.row),
            },
            themes: &quote.themes,
            targets: statement.targets.iter().map(TargetRow::from).collect(),
            deadlines: statement.deadlines.iter().map(DeadlineRow::from).collect(),
            fields: &statement.fields,
            highlights: &[],
            matched: Vec::new(),
            citation: quote.citation(),
        }
    }
}

impl<'a> Hit<'a> {
    /// The statement with something in it emphasised: ranges of characters.
    pub(super) fn emphasising(self, highlights: &'a [(usize, usize)]) -> Self {
        Self { highlights, ..self }
    }

    /// A statement with its place in an answer.
    pub(super) fn ranked(quote: &'a Quote, rank: usize) -> Self {
        Self { rank: Some(rank), ..Self::from(quote) }
    }
}

impl<'a> From<&'a query::Hit> for Hit<'a> {
    fn from(hit: &'a query::Hit) -> Self {
        Self {
            rank: Some(hit.rank),
            score: Some(rounded(hit.score)),
            highlights: &hit.highlights,
            matched: hit.matched.iter().map(MatchedRow::from).collect(),
            ..Self::from(&hit.quote)
        }
    }
}

/// Why a statement was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Matched")]
struct MatchedRow<'a> {
    term: &'a str,
    /// exact, variant, synonym, theme or meaning.
    via: &'static str,
    of: &'a str,
}

impl<'a> From<&'a query::Matched> for MatchedRow<'a> {
    fn from(matched: &'a query::Matched) -> Self {
        Self { term: &matched.term, via: matched.via.as_str(), of: &matched.of }
    }
}

impl<'a> From<&'a Target> for TargetRow<'a> {
    fn from(target: &'a Target) -> Self {
        let Target { text, value, unit, comparator, .. } = target;
        Self { text, value: *value, unit, comparator: *comparator }
    }
}

impl<'a> From<&'a Deadline> for DeadlineRow<'a> {
    fn from(deadline: &'a Deadline) -> Self {
        Self { text: &deadline.text, year: deadline.year }
    }
}

/// A hit, and what stands beside it in the source.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ShownStatement")]
struct ShownRow<'a> {
    #[serde(flatten)]
    hit: Hit<'a>,
    marker: &'a str,
    previous: Option<Neighbour<'a>>,
    next: Option<Neighbour<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Neighbour<'a> {
    id: &'a str,
    text: &'a str,
}

impl<'a> From<&'a Statement> for Neighbour<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self { id: statement.id.as_str(), text: &statement.text }
    }
}

/// Statements with what stands beside them in their sources.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statements")]
pub(super) struct Hits<'a> {
    total: usize,
    hits: Vec<ShownRow<'a>>,
}

/// All statements of some documents.
#[derive(Serialize)]
struct Statements<'a> {
    total: usize,
    hits: Vec<Hit<'a>>,
    /// Why documents gave none.
    errors: Vec<Row<'a>>,
}

/// Writes all statements of documents as hits, and why documents gave none.
pub fn statements(
    out: &mut dyn Write,
    layout: Layout,
    lang: Lang,
    quotes: &[Quote],
    errors: &[Diagnostic],
) -> io::Result<()> {
    let hits = quotes.iter().map(Hit::from);
    match layout {
        Layout::Lines => write_lines(out, hits),
        Layout::Whole => {
            let errors = errors.iter().map(|diagnostic| Row::of(diagnostic, lang)).collect();
            write_whole(out, &Statements { total: quotes.len(), hits: hits.collect(), errors })
        }
    }
}

/// Writes statements as hits with their neighbours.
pub fn show(out: &mut dyn Write, layout: Layout, shown: &[Shown<'_>]) -> io::Result<()> {
    let rows = shown.iter().map(|Shown { quote, previous, next }| ShownRow {
        hit: Hit::from(*quote),
        marker: &quote.statement.marker,
        previous: previous.map(Neighbour::from),
        next: next.map(Neighbour::from),
    });
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(out, &Hits { total: shown.len(), hits: rows.collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_as_such() {
        let written = |value| {
            let target = Target {
                text: String::new(),
                range: 0..0,
                value,
                unit: "人".into(),
                comparator: Comparator::AtLeast,
                deadline: None,
            };
            serde_json::to_value(TargetRow::from(&target)).unwrap()["value"].to_string()
        };
        assert_eq!(written(4000.0), "4000");
        assert_eq!(written(2.5), "2.5");
    }
}
