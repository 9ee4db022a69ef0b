//! What was judged, as JSON: counts of each part and of all, and the misses.

use std::io::{self, Write};

use kurabe_eval::{CaseReport, ComparisonReport, Counts, Score};
use serde::Serialize;

use super::ranking::Ranking;
use super::themes::{self, Themes};
use super::{Layout, write_lines, write_whole};
use crate::{Judgement, SignalMeasure, SignalRow};

#[derive(Serialize)]
struct Evaluation<'a> {
    files: Vec<File<'a>>,
    total: Figures,
    misses: &'a [kurabe_eval::Miss],
    absent: &'a [String],
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Figures {
    #[serde(flatten)]
    statements: Agreement,
    path: usize,
    kind: usize,
    departments: usize,
    targets: Agreement,
    forbidden: usize,
}

/// Counts with the shares made of them; a share of nothing is null.
#[derive(Serialize)]
pub(super) struct Agreement {
    #[serde(flatten)]
    counts: Counts,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl From<&Counts> for Agreement {
    fn from(counts: &Counts) -> Self {
        Self { counts: *counts, precision: counts.precision(), recall: counts.recall(), f1: counts.f1() }
    }
}

impl From<&Score> for Figures {
    fn from(score: &Score) -> Self {
        Self {
            statements: Agreement::from(&score.statements),
            path: score.path,
            kind: score.kind,
            departments: score.departments,
            targets: Agreement::from(&score.targets),
            forbidden: score.forbidden,
        }
    }
}

/// What was judged; what was not is left out.
#[derive(Serialize)]
struct Judged<'a> {
    #[serde(flatten)]
    reading: Option<Evaluation<'a>>,
    ranking: Option<Ranking<'a>>,
    cases: Option<&'a CaseReport>,
    comparables: Option<&'a ComparisonReport>,
    signals: Vec<Signal<'a>>,
    themes: Option<Themes<'a>>,
}

/// One figure by words alone, by meaning alone, and by both.
#[derive(Serialize)]
struct Signal<'a> {
    category: Option<&'a str>,
    measure: &'static str,
    words: Option<f64>,
    meaning: Option<f64>,
    both: Option<f64>,
}

impl<'a> From<&'a SignalRow> for Signal<'a> {
    fn from(row: &'a SignalRow) -> Self {
        let measure = match row.of {
            SignalMeasure::Searches => "ndcg@10",
            SignalMeasure::Comparables => "comparables_ndcg@5",
            SignalMeasure::Auc => "comparables_auc",
        };
        let [words, meaning, both] = row.values;
        let category = Some(row.name.as_str()).filter(|name| !name.is_empty());
        Self { category, measure, words, meaning, both }
    }
}

/// Writes a judgement; as lines, one file, search, theme each, and the cases that do not hold.
pub fn evaluation(out: &mut dyn Write, layout: Layout, judgement: &Judgement) -> io::Result<()> {
    let reading = judgement.reading.as_ref();
    let files = reading.into_iter().flat_map(|report| &report.files);
    let files = files.map(|(file, score)| File { file, figures: Figures::from(score) });
    match layout {
        Layout::Lines => {
            write_lines(out, files)?;
            write_lines(out, judgement.ranking.iter().flat_map(|report| &report.queries))?;
            write_lines(out, judgement.cases.iter().flat_map(|report| &report.misses))?;
            write_lines(out, judgement.comparisons.iter().flat_map(|report| &report.sources))?;
            write_lines(out, judgement.themes.iter().flat_map(themes::rows))
        }
        Layout::Whole => write_whole(
            out,
            &Judged {
                reading: reading.map(|report| Evaluation {
                    files: files.collect(),
                    total: Figures::from(&report.total),
                    misses: &report.misses,
                    absent: &report.absent,
                }),
                ranking: judgement
                    .ranking
                    .as_ref()
                    .map(|report| Ranking::of(report, judgement.difference.as_ref())),
                cases: judgement.cases.as_ref(),
                comparables: judgement.comparisons.as_ref(),
                signals: judgement.signals.iter().map(Signal::from).collect(),
                themes: judgement.themes.as_ref().map(Themes::of),
            },
        ),
    }
}
