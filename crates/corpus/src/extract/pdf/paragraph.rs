//! Which lines of the text go on with the line before: read off where they begin and end in their column.
//!
//! A line that left room for the next word ended a paragraph; one that begins further in opens one, unless it
//! hangs below the number of an item. Where the page leaves it open, the words decide later.

use std::collections::BTreeMap;

use super::line::Line;
use crate::extract::Joint;
use crate::extract::most;

/// A line of the text and the column it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'l> {
    pub(super) line: &'l Line,
    /// Columns (段) are counted through the file.
    pub(super) column: usize,
    /// Whether a table stands between it and the line before.
    pub(super) interrupted: bool,
}

/// The measure of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f64,
    right: f64,
    /// Whether it was measured by more than a single line.
    is_measured: bool,
    /// How far apart the lines of a paragraph stand, in the size of their type.
    pub(super) leading: f64,
}

/// The weight of bold type.
const BOLD: u8 = 2;
/// Offsets smaller than this are none, in ems.
const SLACK: f64 = 0.7;
/// Lines that stand further apart than this belong to two paragraphs, in leadings.
const APART: f64 = 1.35;
/// As many lines as it takes to measure a column by itself.
const ENOUGH: usize = 6;

/// The columns the lines stand in.
pub(super) fn columns(lines: &[Placed<'_>]) -> Vec<Column> {
    let mut columns: Vec<(usize, Column)> = Vec::new();
    for run in lines.chunk_by(|a, b| a.column == b.column) {
        columns.push((run.len(), measure(run)));
    }
    // A column of few lines is as wide as the others that begin where it does.
    let place = |column: &Column| (column.left / 20.0).round() as i64;
    let mut widest: BTreeMap<i64, f64> = BTreeMap::new();
    for (_, column) in columns.iter().filter(|(lines, _)| *lines >= ENOUGH) {
        let right = widest.entry(place(column)).or_insert(column.right);
        *right = right.max(column.right);
    }
    let leading = most(
        columns
            .iter()
            .filter(|(lines, _)| *lines >= ENOUGH)
            .map(|(_, column)| ((column.leading * 20.0) as i64, 1)),
    );
    columns
        .into_iter()
        .map(|(lines, mut column)| {
            if lines < ENOUGH {
                let wide = widest.get(&place(&column));
                column.is_measured = lines > 1 || wide.is_some();
                column.right = wide.map_or(column.right, |right| right.max(column.right));
                column.leading = leading.map_or(column.leading, |leading| leading as f64 / 20.0);
            }
            column
        })
        .collect()
}

fn measure(run: &[Placed<'_>]) -> Column {
    let lines = || run.iter().map(|placed| placed.line);
    let left = lines().map(|line| line.x0).fold(f64::INFINITY, f64::min);
    let mut ends: Vec<f64> = lines().map(|line| line.x1).collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    let em = most(lines().map(|line| ((line.size * 10.0) as i64, 1))).map_or(10.0, |size| size as f64 / 10.0);
    // The edge is where several lines end; one that goes beyond it is no measure.
    let fewest = 2.max(run.len() / 8);
    let at_edge = |end: &&f64| {
        ends.iter().filter(|other| (**end - em * 0.6..=**end).contains(*other)).count() >= fewest
    };
    let right = ends.iter().find(at_edge).or(ends.first()).copied().unwrap_or_default();
    let steps = run.windows(2).filter_map(|pair| {
        let (above, below) = (pair[0].line, pair[1].line);
        let step = (below.mid - above.mid) / below.size;
        let alike = (above.size - below.size).abs() < 0.2 && (0.9..3.0).contains(&step);
        alike.then_some(((step * 20.0).round() as i64, 1))
    });
    Column { left, right, is_measured: true, leading: most(steps).map_or(1.7, |step| step as f64 / 20.0) }
}

/// How each line hangs on the one before.
pub(super) fn joints(lines: &[Placed<'_>], columns: &[Column]) -> Vec<Joint> {
    let indents = open_with_indent(lines, columns);
    let mut joints = Vec::with_capacity(lines.len());
    // Where the paragraph that is open began.
    let mut opened = 0;
    for at in 0..lines.len() {
        let joint = match at.checked_sub(1) {
            None => Joint::Opens,
            Some(above) => {
                Meeting { above: lines[above], below: lines[at], columns, first: opened == above, indents }
                    .joint()
            }
        };
        if joint != Joint::Continues {
            opened = at;
        }
        joints.push(joint);
    }
    joints
}

/// Whether paragraphs begin with an indent: behind a line that left room, most lines without a mark do.
fn open_with_indent(lines: &[Placed<'_>], columns: &[Column]) -> bool {
    let (mut indented, mut flush) = (0, 0);
    for pair in lines.windows(2) {
        let meeting = Meeting { above: pair[0], below: pair[1], columns, first: false, indents: false };
        let ends = meeting.above.line.text().ends_with('。') && !meeting.is_full();
        if ends && !opens_with_mark(&meeting.below.line.text()) {
            let inside = meeting.inset(&meeting.below) >= SLACK;
            indented += usize::from(inside);
            flush += usize::from(!inside);
        }
    }
    indented > flush
}

/// Two lines that follow one another.
struct Meeting<'a, 'l> {
    above: Placed<'l>,
    below: Placed<'l>,
    columns: &'a [Column],
    /// Whether the upper one is the first of its paragraph.
    first: bool,
    indents: bool,
}

impl Meeting<'_, '_> {
    fn column(&self, placed: &Placed<'_>) -> Column {
        self.columns[placed.column]
    }

    /// How far a line begins inside its column, in ems.
    fn inset(&self, placed: &Placed<'_>) -> f64 {
        (placed.line.x0 - self.column(placed).left) / placed.line.size
    }

    fn same_column(&self) -> bool {
        self.above.column == self.below.column
    }

    /// Whether the upper line has no room for the first word of the lower one.
    fn is_full(&self) -> bool {
        let line = self.above.line;
        let column = self.column(&self.above);
        if !column.is_measured && !self.same_column() {
            return false;
        }
        let room = (column.right - line.x1) / line.size;
        // No line may begin with what closes: such a character took the one before it along.
        const HANGING: f64 = 1.0;
        room < first_word(&self.below.line.text()) + HANGING
    }

    fn joint(&self) -> Joint {
        let (above, below) = (self.above.line, self.below.line);
        let alike = (above.size - below.size).abs() <= below.size * 0.08 && above.weight == below.weight;
        if !alike || above.way != below.way || self.below.interrupted {
            return Joint::Opens;
        }
        let step = (below.mid - above.mid) / below.size;
        if self.same_column() && step > self.column(&self.below).leading * APART {
            return Joint::Opens;
        }
        let (upper, lower) = (above.text(), below.text());
        if leads_to_page(&upper) {
            return Joint::Opens;
        }
        if !self.is_full() {
            return if breaks_off(&upper) { Joint::Unknown } else { Joint::Opens };
        }
        // In a bold line 2) is no part of a sentence.
        let marked = crate::read::begins_with_mark(&lower, below.weight < BOLD);
        let further = if self.same_column() {
            (below.x0 - above.x0) / below.size
        } else {
            self.inset(&self.below) - self.inset(&self.above)
        };
        let ended = upper.ends_with(['。', '．']);
        if further > SLACK {
            // What hangs below the words of an item goes on with it.
            let hangs = self.first && opens_with_mark(&upper) && !marked && further < 8.0;
            return if hangs { Joint::Continues } else { Joint::Opens };
        }
        if further < -SLACK {
            let indented_first = self.first && further > -2.6 && !opens_with_mark(&upper);
            return match (indented_first, marked) {
                (true, false) => Joint::Continues,
                (true, true) => Joint::Unknown,
                (false, _) => Joint::Opens,
            };
        }
        match (marked, ended) {
            (true, _) => Joint::Unknown,
            (false, true) if self.indents => Joint::Continues,
            (false, true) => Joint::Unknown,
            (false, false) => Joint::Continues,
        }
    }
}

/// How broad the first word of a line is, in ems: it could not be cut.
fn first_word(text: &str) -> f64 {
    let word = text.chars().take_while(|c| c.is_ascii() && !c.is_whitespace()).count();
    if word > 0 { word as f64 * 0.55 } else { 1.0 }
}

/// Whether a line is an entry of a list of contents: dots lead to the number of its page.
fn leads_to_page(text: &str) -> bool {
    text.ends_with(|c: char| c.is_numeric())
        && ["....", "……", "‥‥", "・・・", "．．．"].iter().any(|dots| text.contains(dots))
}

/// Whether a line cannot be the last one of anything.
fn breaks_off(text: &str) -> bool {
    text.ends_with([
        '、', '，', 'を', 'に', 'が', 'は', 'の', 'で', 'と', 'へ', 'や', 'も', 'し', 'り', 'て', '・', '（',
        '「',
    ])
}

/// Whether a line begins as an item or a numbered heading does.
fn opens_with_mark(text: &str) -> bool {
    crate::read::begins_with_mark(text, true)
}
