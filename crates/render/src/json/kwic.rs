//! A term in its contexts as JSON.

use std::io::{self, Write};

use kurabe_query::{Concordance, KwicLine};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::corpus::{Corpus, Searched};
use super::hit::Hit;
use super::{Layout, Rows, write_lines, write_whole};

/// The whole answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Concordance")]
pub(super) struct Whole<'a> {
    term: &'a str,
    total: usize,
    statements: usize,
    corpus: Corpus<'a>,
    searched: Searched,
    #[schemars(with = "Vec<Row>")]
    lines: Rows<Box<dyn Iterator<Item = Line> + 'a>>,
}

/// A HIT with the context of one place; its highlight is the term.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TermInContext")]
struct Row<'a> {
    left: &'a str,
    keyword: &'a str,
    right: &'a str,
    #[serde(flatten)]
    hit: Hit<'a>,
}

/// Writes a concordance; as lines, one place each.
pub fn kwic(
    out: &mut dyn Write,
    layout: Layout,
    found: &Concordance,
    lines: impl Iterator<Item = KwicLine>,
) -> io::Result<()> {
    let rows = lines.map(Line);
    match layout {
        Layout::Lines => write_lines(out, rows),
        Layout::Whole => write_whole(
            out,
            &Whole {
                term: &found.term,
                total: found.total,
                statements: found.statements,
                corpus: Corpus::from(&found.corpus),
                searched: Searched::from(&found.searched),
                lines: Rows::of(Box::new(rows)),
            },
        ),
    }
}

/// A line on its way out.
struct Line(KwicLine);

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(line) = self;
        let hit = Hit::from(&line.quote).emphasising(std::slice::from_ref(&line.place));
        Row { left: &line.left, keyword: &line.keyword, right: &line.right, hit }.serialize(serializer)
    }
}
