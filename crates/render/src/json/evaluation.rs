//! How well documents were read, as JSON: the counts of each file and of all, and the misses.

use std::io::{self, Write};

use kurabe_eval::{Report, Score};
use serde::Serialize;

use super::{Layout, write_lines, write_whole};

#[derive(Serialize)]
struct Evaluation<'a> {
    files: Vec<File<'a>>,
    total: Figures,
    misses: &'a [kurabe_eval::Miss],
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
    counts: Score,
    precision: f64,
    recall: f64,
    f1: f64,
}

impl Figures {
    fn of(score: &Score) -> Self {
        Self { counts: *score, precision: score.precision(), recall: score.recall(), f1: score.f1() }
    }
}

/// Writes a report; as lines, one file each.
pub fn evaluation(out: &mut dyn Write, layout: Layout, report: &Report) -> io::Result<()> {
    let files = report.files.iter().map(|(file, score)| File { file, figures: Figures::of(score) });
    match layout {
        Layout::Lines => write_lines(out, files),
        Layout::Whole => {
            let total = Figures::of(&report.total);
            write_whole(out, &Evaluation { files: files.collect(), total, misses: &report.misses })
        }
    }
}
