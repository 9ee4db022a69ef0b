//! How a source is set: whether its paragraphs are wrapped, at which width, and how far lines stand apart.
//!
//! Text copied from a PDF is cut at the column's width; text typed or exported is one paragraph a line.
//! Everything that decides whether two lines belong together asks here.

use crate::read::line::Line;

/// The measure of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The column's width, if lines are wrapped at one.
    pub(crate) width: Option<usize>,
    /// Blank lines between two lines of one paragraph.
    pub(crate) leading: usize,
    /// Whether a paragraph begins with an indented line.
    pub(crate) indents: bool,
}

/// Two full-width characters fewer than the column holds is still a full line: a line may not begin with a
/// closing bracket or a full stop, and Latin words are not cut.
const RAGGED: usize = 6;

/// The narrowest column: twelve full-width characters.
const NARROWEST: usize = 24;

/// An indent that opens a paragraph; a single ASCII space is dirt from a page break.
pub(crate) const PARAGRAPH_INDENT: usize = 2;

impl Layout {
    /// Measures a source.
    pub(crate) fn measure(lines: &[Line]) -> Self {
        let texts: Vec<&Line> = lines.iter().filter(|line| line.is_text()).collect();
        // Lines that are unfinished and have an ordinary line below: most of them, if any, are wrapped.
        let open: Vec<usize> = texts
            .windows(2)
            .filter(|pair| pair[0].width >= NARROWEST && pair[1].gap <= 1 && !pair[0].ends)
            .filter(|pair| {
                pair[1].mark.is_none() && pair[0].mark.as_ref().is_none_or(|mark| !mark.family.is_numbered())
            })
            .map(|pair| pair[0].width)
            .collect();
        let width = column_width(&open).filter(|width| {
            texts.iter().filter(|line| line.width > width + RAGGED).count() * 8 <= texts.len()
        });
        let (mut wrapped_gaps, mut tight) = (0, 0);
        let (mut opened, mut flush) = (0, 0);
        for pair in lines.windows(2).filter(|pair| pair.iter().all(Line::is_text)) {
            let (line, next) = (&pair[0], &pair[1]);
            let ends = line.ends;
            if width.is_some_and(|width| line.width + RAGGED >= width) && !ends {
                wrapped_gaps += 1;
                tight += usize::from(next.gap == 0);
            }
            if ends && next.gap == 0 && next.mark.is_none() {
                opened += usize::from(next.indent >= PARAGRAPH_INDENT);
                flush += usize::from(next.indent < PARAGRAPH_INDENT);
            }
        }
        Self {
            width,
            leading: usize::from(wrapped_gaps > 0 && tight * 2 < wrapped_gaps),
            indents: opened >= 3 && opened * 2 >= flush,
        }
    }

    /// Whether a line goes to the column's edge, so that its text may run on below.
    pub(crate) fn is_full(&self, line: &Line) -> bool {
        self.width.is_some_and(|width| line.width + line.indent.min(2) + RAGGED >= width)
    }

    /// Whether another character had found room on the line.
    pub(crate) fn has_room(&self, line: &Line) -> bool {
        self.width.is_none_or(|width| line.width + line.indent.min(2) + 2 < width)
    }

    /// Whether a line stands further from the one before than the lines of a paragraph do.
    pub(crate) fn stands_apart(&self, line: &Line) -> bool {
        line.gap > self.leading
    }
}

/// The width at which most unfinished lines end, if they do end together.
fn column_width(open: &[usize]) -> Option<usize> {
    let longest = open.iter().copied().max()?;
    let mut counts = vec![0usize; longest + 1];
    for &width in open {
        counts[width] += 1;
    }
    // A line that is not a paragraph's last one is within `RAGGED` of the column's width.
    let cluster = |width: usize| counts[width.saturating_sub(RAGGED)..=width].iter().sum::<usize>();
    let width = (0..=longest).max_by_key(|&width| (cluster(width), counts[width]))?;
    let together = cluster(width);
    (together >= 3 && together * 2 >= open.len()).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: Layout) {
        assert_eq!(Layout::measure(&crate::read::line::cut(source).lines), expected, "{source}");
    }

    const WRAPPED: &str = "市民参加を進めるため、情報の公\n開と共有に取り組み、市民と行政\nとの対話の場を広げるとともに、\n                           地域の担い手を育てる。\n";

    #[test]
    fn lines_that_end_together_are_wrapped() {
        check(WRAPPED, Layout { width: Some(30), leading: 0, indents: false });
        let spaced = WRAPPED.replace('\n', "\n\n");
        check(&spaced, Layout { width: Some(30), leading: 1, indents: false });
    }

    #[test]
    fn a_paragraph_a_line_has_no_width() {
        let source = "市民参加を進める。\n情報の公開と共有に取り組み、対話の場を広げる。\n担い手を育てる。\n";
        check(source, Layout { width: None, leading: 0, indents: false });
    }

    #[test]
    fn paragraphs_that_open_with_an_indent() {
        let indented: String = WRAPPED.lines().map(|line| format!("{line}\n")).collect();
        let source = format!("　{indented}").repeat(4);
        assert!(Layout::measure(&crate::read::line::cut(&source).lines).indents);
    }
}
