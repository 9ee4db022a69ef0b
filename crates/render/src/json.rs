//! JSON for other programs.
//!
//! Whole answers are one object; as lines (JSONL) they are the rows alone, one a line. The names of the
//! fields are a contract: they are only ever added to.
//!
//! | command | object | row |
//! |---|---|---|
//! | `corpus list` | `documents` | a document, with the `errors` of one that gave nothing |
//! | `corpus outline` | `documents` | a document with its `outline` |
//! | `corpus outline --statements` | `total`, `hits`, `errors` | a HIT |
//! | `corpus outline --lines` | `lines` | a line: `document`, `line`, `page`, `is`, `level`, `text` |
//! | `corpus check` | counts, `diagnostics` | a diagnostic |
//! | `corpus add` | `documents` with their `outline`, `files`, `passed_over` | a file: `path`, `result`, `document`, `message` |
//! | `corpus log` | `total`, `damaged_lines`, `events` | an event: `at`, `change`, `document`, `command`, `changed`, `sha256`, `entry` |
//! | `eval` | `files`, `total`, `misses`, `absent` | a file with its counts |
//! | ranking of `eval` | `categories`, `total`, `queries`, `misses`, `difference` | a query with its figures |
//! | typed cases of `eval` | `categories`, `total`, `misses` | a miss |
//! | comparable statements of `eval` | `sources`, `ndcg`, `auc`, `found` | a source with its figures |
//! | themes of `eval` | `statements`, `themes`, `total`, `misses` | a theme with its counts |
//! | `search` | `query`, `total`, `corpus`, `searched`, `understood`, `suggestion`, `facets`, `hits`, `loose` | a HIT with `loose`, `explanation` |
//! | `similar` | `source`, `text`, `corpus`, `threshold`, `municipalities` | a municipality with `found`, `best` (how comparable its best is), its denominators and `hits`: HIT with `similarity`, `reasons`; none beyond the municipalities asked for (`--limit`) |
//! | `compare` | `corpus`, `subjects`, `municipalities`, `cells` | a cell with its `subject` and municipality |
//! | `compare --rows measures` | `corpus`, `subjects`, `municipalities`, `rows` | a measure: `municipalities`, `hits` with `similarity` |
//! | `report` | `matrix` as `compare` has it, `subjects`, `searched` | a subject with its `measures`, `gaps` and `targets` |
//! | `gaps` | denominators, `peers`, `missing`, `alone` with their totals | a measure: `gap`, `municipalities`, `hits`, `nearest` |
//! | `peers` | `municipality`, `peers` | a peer with `likeness` and what is common |
//! | `changes` | `old`, `new` with their denominators, `corpus`, `counts`, `changes` | a change: `verdict`, `similarity`, `near` (a statement of the other edition, `nearness`), `old` and `new` HITs, `headings_changed`, `segments`, `targets`, `deadlines` |
//! | `kwic` | `term`, `total`, `statements`, `corpus`, `searched`, `lines` | a HIT with `left`, `keyword`, `right`; its highlight is the term |
//! | `trends` | `terms`, `corpus`, `rows` | `term`, `year`, `mentions`, `per_10000_words`, `statements`, `share`, `interval`, `statements_searched`, `documents_searched` |
//! | `terms` | `by`, `corpus`, `searched`, `groups` with their size and `terms` | a term with its `group`, `rank`, counts, rates, `log_odds`, `interval`, `z` |
//! | `network` | `of`, `corpus`, `searched`, `nodes` with their `municipalities`, `edges` | an edge: `source`, `target`, `count`, `jaccard`, `dice`, `npmi` |
//! | `targets` | `total`, `statements`, `corpus`, `searched`, `targets` | a HIT with `target`, `measured`, `deadline`, `common` |
//! | `show` | `total`, `hits` | a HIT with `marker`, `previous`, `next` |
//! | any that failed | `errors` | – |

mod answer;
mod changes;
mod check;
mod compare;
mod corpus;
mod document;
mod evaluation;
mod gaps;
mod held;
mod hit;
mod intake;
mod kwic;
mod lines;
mod measures;
mod models;
mod network;
mod notice;
mod peers;
mod ranking;
mod report;
mod schema;
mod similar;
mod status;
mod targets;
mod terms;
mod themes;
mod trends;

use std::cell::RefCell;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

pub use answer::answer;
pub use changes::changes;
pub use check::check;
pub use compare::compare;
pub use document::{list, outline};
pub use evaluation::evaluation;
pub use gaps::gaps;
pub use held::{cluster, pushed};
pub use hit::{show, statements};
pub use intake::{intake, log};
pub use kwic::kwic;
pub use lines::lines;
pub use measures::measures;
pub use models::models;
pub use network::network;
pub use notice::errors;
pub use peers::peers;
pub use report::report;
pub use schema::schemas;
pub use similar::similar;
pub use status::status;
pub use targets::targets;
pub use terms::terms;
pub use trends::trends;

/// How an answer is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One object, indented.
    Whole,
    /// One row a line.
    Lines,
}

/// Writes one object, indented, and a line end.
fn write_whole(out: &mut dyn Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, answer)?;
    out.write_all(b"\n")
}

/// Writes each row on a line of its own.
fn write_lines<T: Serialize>(out: &mut dyn Write, rows: impl IntoIterator<Item = T>) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Rows that are written as they come.
struct Rows<I>(RefCell<I>);

impl<I> Rows<I> {
    fn of(rows: I) -> Self {
        Self(RefCell::new(rows))
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Rows<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.borrow_mut().by_ref())
    }
}

/// Similarities and shares are compared, not computed with: four decimals are the same on every machine.
fn rounded(value: impl Into<f64>) -> f64 {
    (value.into() * 1e4).round() / 1e4
}

/// As many figures as researchers reckon on with; those behind depend on the machine.
fn exact(value: f64) -> f64 {
    (value * 1e10).round() / 1e10
}
