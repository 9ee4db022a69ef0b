//! The ledger of targets as JSON, one after another however many there are.

use std::borrow::Borrow;
use std::io::{self, Write};

use kurabe_model::FiscalYear;
use kurabe_query::{Ledger, TargetEntry};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::corpus::{Corpus, Searched};
use super::hit::{Hit, TargetRow, plain_number};
use super::{Layout, Rows, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Targets")]
pub(super) struct Whole<'a> {
    total: usize,
    statements: usize,
    without_number: usize,
    corpus: Corpus<'a>,
    searched: Searched,
    #[schemars(with = "Vec<Row>")]
    targets: Rows<Box<dyn Iterator<Item = Entry<TargetEntry>> + 'a>>,
}

/// A HIT with one of its targets.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StatedTarget")]
struct Row<'a> {
    target: TargetRow<'a>,
    measured: &'a str,
    #[schemars(with = "Option<u16>")]
    deadline: Option<FiscalYear>,
    common: Common<'a>,
    #[serde(flatten)]
    hit: Hit<'a>,
}

/// A value in a unit others can be compared in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CommonValue")]
struct Common<'a> {
    #[serde(serialize_with = "plain_number")]
    value: f64,
    unit: &'a str,
}

/// Writes a ledger; as lines, one target each.
pub fn targets(
    out: &mut dyn Write,
    layout: Layout,
    ledger: &Ledger,
    entries: impl Iterator<Item = TargetEntry>,
) -> io::Result<()> {
    let rows = entries.map(Entry);
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                total: ledger.total,
                statements: ledger.statements,
                without_number: ledger.without_number,
                corpus: Corpus::from(&ledger.corpus),
                searched: Searched::from(&ledger.searched),
                targets: Rows::of(Box::new(rows)),
            },
        ),
    }
}

/// A target with its statement on its way out.
pub(super) struct Entry<T>(pub(super) T);

impl<T: Borrow<TargetEntry>> Serialize for Entry<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.0.borrow();
        let row = Row {
            target: TargetRow::from(&entry.target),
            measured: &entry.measured,
            deadline: entry.deadline(),
            common: Common { value: entry.scale.value, unit: &entry.scale.unit },
            hit: Hit::from(&entry.quote),
        };
        row.serialize(serializer)
    }
}
