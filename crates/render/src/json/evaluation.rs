//! How well documents were read, as JSON: the counts of each file and of all, and the misses.

use std::io::{self, Write};

use kurabe_eval::{Counts, Report, Score};
use serde::Serialize;

use super::{Layout, write_lines, write_whole};

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

/// Writes a report; as lines, one file each.
pub fn evaluation(out: &mut dyn Write, layout: Layout, report: &Report) -> io::Result<()> {
    let files = report.files.iter().map(|(file, score)| File { file, figures: Figures::from(score) });
    match layout {
        Layout::Lines => write_lines(out, files),
        Layout::Whole => {
            let total = Figures::from(&report.total);
            let (misses, absent) = (&report.misses, &report.absent);
            write_whole(out, &Evaluation { files: files.collect(), total, misses, absent })
        }
    }
}
