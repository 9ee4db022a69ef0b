//! The running text of pages in its columns (段).

use super::Printed;
use super::line::Line;
use super::paragraph::Placed;

/// So many lines below a line that stands across columns, and beside them, show that there are columns.
const FEWEST: usize = 3;

/// The lines of the running text in their order, each in its column: where a line stands above the one before, a
/// new column has begun.
pub(super) fn body<'p>(pages: &'p [Printed], furniture: &[Vec<bool>]) -> Vec<Placed<'p>> {
    let mut placed: Vec<Placed<'p>> = Vec::new();
    let mut column = 0;
    for (page, furniture) in pages.iter().zip(furniture) {
        let first = placed.len();
        let mut above: Option<&Line> = None;
        let mut interrupted = false;
        for (at, line) in page.lines.iter().enumerate().filter(|(at, _)| !furniture[*at]) {
            if page.tables[at].is_some() || page.drawn[at] {
                interrupted = true;
                continue;
            }
            let goes_on =
                above.is_some_and(|above| above.way == line.way && line.mid > above.mid - line.size * 0.5);
            if !goes_on && !placed.is_empty() {
                column += 1;
            }
            placed.push(Placed { line, column, interrupted });
            (above, interrupted) = (Some(line), false);
        }
        part_heads(&mut placed[first..]);
        column = placed.last().map_or(0, |placed| placed.column);
    }
    placed
}

/// Parts the lines at the head of a column that stand across the next one, too, as the title above columns does.
fn part_heads(page: &mut [Placed<'_>]) {
    let columns: Vec<usize> = page.chunk_by(|a, b| a.column == b.column).map(<[_]>::len).collect();
    let (mut start, mut more) = (0, 0);
    for (at, &length) in columns.iter().enumerate() {
        let (own, behind) = page[start..].split_at_mut(length);
        let next = &behind[..columns.get(at + 1).copied().unwrap_or_default()];
        let head = head(own, next);
        own[..head].iter_mut().for_each(|placed| placed.column += more);
        if head > 0 {
            more += 1;
            // What stands below does not go on with it.
            own[head].interrupted = true;
        }
        own[head..].iter_mut().for_each(|placed| placed.column += more);
        start += length;
    }
}

/// How many lines at the head of a column stand across it and the next one; none unless all others leave room for that.
fn head(own: &[Placed<'_>], next: &[Placed<'_>]) -> usize {
    let Some(first) = next.first() else { return 0 };
    let left = next.iter().map(|placed| placed.line.x0).fold(f64::INFINITY, f64::min);
    let top = next.iter().map(|placed| placed.line.mid).fold(f64::INFINITY, f64::min);
    let is_across = |line: &Line| {
        line.way == first.line.way
            && line.x0 + line.size < left
            && line.x1 > left + line.size
            && line.mid < top
    };
    let head = own.iter().take_while(|placed| is_across(placed.line)).count();
    let below = own.get(head..).unwrap_or_default();
    let leaves_room = below.iter().all(|placed| placed.line.x1 < left);
    if leaves_room && below.len().min(next.len()) >= FEWEST { head } else { 0 }
}
