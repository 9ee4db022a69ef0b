//! Lines → blocks: undoes line wraps. A block is one heading, one item or one paragraph.
//!
//! Two neighbouring lines belong together when the first cannot have ended where it does: it fills the
//! column, or stops at a particle, or inside a bracket. Blank lines prove little, papers are set with one
//! between any two lines; what a page leaves between (a footer, a table, a caption) proves nothing.

use std::ops::Range;

use kurabe_model::Span;

use crate::extract::{self, LineFacts, Rank};
use crate::read::layout::{Layout, PARAGRAPH_INDENT};
use crate::read::line::{Line, Role, columns};
use crate::read::mark::{Family, Mark};
use crate::read::stack::OUTERMOST;
use crate::read::words;

/// Lines that make up one heading, item or paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Which lines, by place.
    pub(crate) lines: Vec<usize>,
    /// The mark of the first line.
    pub(crate) mark: Option<Mark>,
    /// Whether it ends as a sentence does, outside of brackets.
    pub(crate) complete: bool,
    /// Whether something was set aside between it and the block before.
    pub(crate) interrupted: bool,
    /// The heading as it is to be read, where it is printed in pieces or in another order.
    pub(crate) printed: Option<String>,
    /// The words behind the mark, line wraps undone.
    pub(crate) words: String,
    /// What the file shows of its first line; nothing where it is nothing but text.
    pub(crate) shown: Option<LineFacts>,
    /// Brackets left open.
    depth: usize,
}

impl Block {
    /// Where the words behind the mark stand.
    pub(crate) fn words_span(&self, lines: &[Line]) -> Span {
        self.span(lines, self.mark.as_ref().map_or(0, |mark| mark.length))
    }

    /// Where the whole block stands.
    pub(crate) fn whole_span(&self, lines: &[Line]) -> Span {
        self.span(lines, 0)
    }

    fn span(&self, lines: &[Line], skip: usize) -> Span {
        let mut pieces: Vec<Range<usize>> = self.lines.iter().map(|&at| lines[at].content()).collect();
        let (first, last) = (&lines[self.lines[0]], &lines[self.lines[self.lines.len() - 1]]);
        if skip < pieces[0].len() {
            pieces[0].start += skip;
        } else if pieces.len() > 1 {
            pieces.remove(0);
        }
        Span::new(pieces, first.number, last.number)
    }

    /// The block as a heading: mark and words, white-space runs collapsed.
    pub(crate) fn heading(&self, source: &str, lines: &[Line]) -> String {
        if let Some(printed) = &self.printed {
            return printed.clone();
        }
        words::spaced(&self.heading_span(lines).text(source))
    }

    /// Where the heading stands.
    pub(crate) fn heading_span(&self, lines: &[Line]) -> Span {
        // Markdown's # is no part of what is printed.
        if self.marker(lines).starts_with('#') { self.words_span(lines) } else { self.whole_span(lines) }
    }

    /// Takes the lines of `other`, which follows, in.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.words.push_str(&other.words);
    }

    /// What the file itself says it is.
    pub(crate) fn rank(&self) -> Rank {
        self.shown.map_or(Rank::Unknown, |shown| shown.rank)
    }

    /// Whether its type sets it off from running text.
    pub(crate) fn stands_out(&self) -> bool {
        self.shown.is_some_and(|shown| sets_off(&shown))
    }

    /// Whether it is set in the type of footnotes and captions.
    pub(crate) fn is_small(&self) -> bool {
        self.shown.is_some_and(|shown| shown.size <= SMALL)
    }

    /// The mark as printed, without the space behind it.
    pub(crate) fn marker<'s>(&self, lines: &[Line<'s>]) -> &'s str {
        let length = self.mark.as_ref().map_or(0, |mark| mark.length);
        lines[self.lines[0]].text.get(..length).unwrap_or_default().trim_end()
    }

    /// The sort of the mark.
    pub(crate) fn family(&self) -> &Family {
        self.mark.as_ref().map_or(&Family::Plain, |mark| &mark.family)
    }
}

/// Joins the text lines of a source to blocks. A line that turns out to be a caption inside a sentence
/// becomes furniture.
pub(crate) fn assemble(source: &str, lines: &mut [Line], layout: Layout) -> Vec<Block> {
    let mut sorted: Vec<&str> = lines.iter().map(|line| line.text).collect();
    sorted.sort_unstable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut skipped = false;
    for index in 0..lines.len() {
        if !lines[index].is_text() {
            skipped = true;
            continue;
        }
        let text = lines[index].text;
        let mark = lines[index].mark.clone();
        let joint = blocks.last().map(|block| {
            let last = block.lines[block.lines.len() - 1];
            let interrupted = skipped || lines[last].page != lines[index].page;
            Joint { lines, sorted: &sorted, layout, block, last, index, mark: mark.as_ref(), interrupted }
        });
        let interrupted = joint.as_ref().is_some_and(|joint| joint.interrupted);
        if joint.as_ref().is_some_and(|joint| !joint.is_shown() && joint.is_caption()) {
            lines[index].role = Role::Furniture;
            skipped = true;
            continue;
        }
        let joins = joint.is_some_and(|joint| joint.joins());
        skipped = false;
        match blocks.last_mut().filter(|_| joins) {
            Some(block) => {
                block.depth = words::open_brackets(block.depth, text);
                block.complete = block.depth == 0 && lines[index].ends;
                block.lines.push(index);
            }
            None => {
                let depth = words::open_brackets(0, text);
                let complete = depth == 0 && lines[index].ends;
                forget_glued_number(lines, blocks.last_mut());
                blocks.push(Block {
                    lines: vec![index],
                    mark,
                    complete,
                    interrupted,
                    printed: None,
                    words: String::new(),
                    shown: lines[index].shown,
                    depth,
                });
            }
        }
    }
    forget_glued_number(lines, blocks.last_mut());
    for block in &mut blocks {
        block.words = block.words_span(lines).text(source);
    }
    blocks
}

/// A bare number right before the words of a sentence belongs to the sentence: ２０世紀半ば….
fn forget_glued_number(lines: &[Line], block: Option<&mut Block>) {
    let Some(block) = block.filter(|block| block.complete) else { return };
    let glued = block.mark.as_ref().is_some_and(|mark| mark.weak)
        && block.marker(lines).ends_with(words::is_digit)
        && lines[block.lines[0]].text.len() > block.marker(lines).len()
        && block.mark.as_ref().is_some_and(|mark| mark.length == block.marker(lines).len());
    if glued {
        block.mark = None;
    }
}

/// Type of this size is larger than running text's, or smaller, in hundredths of that.
const LARGE: u16 = 112;
const SMALL: u16 = 92;

/// Whether a line's type sets it off from running text, or the file says that it is a heading.
pub(crate) fn sets_off(shown: &LineFacts) -> bool {
    matches!(shown.rank, Rank::Heading(_) | Rank::Placed(_))
        || shown.size > SMALL && (shown.bold || shown.size >= LARGE)
}

/// A heading narrower than this has not come to the end of its line, in columns.
const NARROW: usize = 24;

/// What has a comma and is as wide as this is a clause rather than a heading, in columns.
const LONG_CLAUSE: usize = 40;

/// Where a line meets the block before it.
struct Joint<'a> {
    lines: &'a [Line<'a>],
    /// The texts of all lines in order, to see which come again.
    sorted: &'a [&'a str],
    layout: Layout,
    block: &'a Block,
    last: usize,
    index: usize,
    mark: Option<&'a Mark>,
    interrupted: bool,
}

impl Joint<'_> {
    fn above(&self) -> &Line<'_> {
        &self.lines[self.last]
    }

    fn below(&self) -> &Line<'_> {
        &self.lines[self.index]
    }

    fn above_text(&self) -> &str {
        self.above().text
    }

    fn below_text(&self) -> &str {
        self.below().text
    }

    /// Whether the line goes on with the block: as the file shows it, else as the words say.
    fn joins(&self) -> bool {
        match self.below().shown.map(|shown| shown.joint) {
            Some(extract::Joint::Opens) => false,
            Some(extract::Joint::Continues) => true,
            // What is said to be a heading ends where the next line is said to be none.
            Some(extract::Joint::Unknown) | None => {
                self.above().rank() == self.below().rank() && self.reads_on()
            }
        }
    }

    /// Whether the file shows how the line hangs on the one before.
    fn is_shown(&self) -> bool {
        self.below().shown.is_some_and(|shown| shown.joint != extract::Joint::Unknown)
    }

    /// Whether the words of the line go on with those of the block.
    fn reads_on(&self) -> bool {
        if self.mark.is_some_and(|mark| !mark.weak)
            || crate::read::statement::departments_line(self.below_text()).is_some()
        {
            return false;
        }
        if !self.block.complete && self.mark.is_none() && words::cannot_begin(self.below_text()) {
            return true;
        }
        let open = self.is_open();
        if self.mark.is_some() && !self.interrupted && self.layout.stands_apart(self.below()) {
            return false;
        }
        if self.mark.is_some() && !(open && self.is_running_text()) {
            return false;
        }
        if *self.block.family() == Family::Spoken || self.follows_outermost() {
            return false;
        }
        if self.block.complete {
            return self.continues_paragraph();
        }
        if is_heading_mark(self.block.mark.as_ref()) {
            return self.continues_heading();
        }
        if self.continues_phrase() {
            return true;
        }
        let near = self.interrupted || !self.layout.stands_apart(self.below());
        let running = self.is_running_text();
        open && !self.opens_paragraph() && (near || (running && self.below().gap <= self.layout.leading + 2))
    }

    /// Whether the block is はじめに, おわりに or the like, or a word like しごと, ひと: it ends in what could be a
    /// particle and is whole all the same.
    fn follows_outermost(&self) -> bool {
        let length = self.block.mark.as_ref().map_or(0, |mark| mark.length);
        let text = self.above_text().get(length..).unwrap_or_default();
        let is_word = is_heading_mark(self.block.mark.as_ref())
            && text.chars().count() <= 4
            && text.chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'));
        self.block.lines.len() == 1
            && self.above().width <= 20 + columns(self.above_text().get(..length).unwrap_or_default())
            && (is_word || OUTERMOST.contains(&words::key(text).as_str()))
    }

    /// Whether the block cannot have ended with its last line.
    fn is_open(&self) -> bool {
        let wrapped = self.layout.width.is_some();
        let in_bracket = self.block.depth > 0 && wrapped;
        let full = self.layout.is_full(self.above());
        // A paragraph on one line that breaks off in the middle of a sentence was cut by a page.
        let broken = !wrapped && (self.above_text().contains('。') || self.is_cut_by_page());
        !self.block.complete && (in_bracket || full || broken || words::ends_open(self.above_text()))
    }

    /// Whether a page ended in the middle of a sentence: what stands above has a clause behind it, and what stands
    /// below finishes the sentence.
    fn is_cut_by_page(&self) -> bool {
        let text = self.above_text();
        self.interrupted
            && self.block.lines.len() == 1
            && self.above().width >= LONG_CLAUSE
            && text.contains('、')
            && !words::ends_predicate(text)
            && self.mark.is_none()
            && self.below().ends
    }

    /// Whether the block has shown itself to be a paragraph or an item, not a heading of one line.
    fn is_running_text(&self) -> bool {
        self.block.lines.len() > 1
            || self.block.depth > 0
            || self.above_text().contains(['。', '、'])
            || words::ends_open(self.above_text())
    }

    fn opens_paragraph(&self) -> bool {
        let hanging = self.block.mark.is_some() || self.hangs();
        self.below().indent >= PARAGRAPH_INDENT && self.layout.indents && !hanging
    }

    /// Whether the block's own continuation lines are indented as this one is.
    fn hangs(&self) -> bool {
        let (above, below) = (self.above().indent, self.below().indent);
        self.block.lines.len() > 1 && above >= PARAGRAPH_INDENT && above.abs_diff(below) <= 1
    }

    /// A full stop at the end of a full line: the paragraph may go on below.
    fn continues_paragraph(&self) -> bool {
        // Where every paragraph opens with an indent, a line that has none goes on, ragged edge or not.
        let ends_early = if self.layout.indents {
            !self.layout.is_full(self.above())
        } else {
            self.layout.has_room(self.above())
        };
        if self.layout.width.is_none() || ends_early {
            return false;
        }
        // Below a first line that is indented itself, the paragraph's other lines are not.
        let opens =
            self.layout.indents && self.block.lines.len() == 1 && self.below().indent >= PARAGRAPH_INDENT;
        let indented = self.below().indent > self.above().indent || (opens && self.block.mark.is_none());
        let hanging = self.block.mark.is_some() && indented || self.hangs();
        if indented && !hanging {
            return false;
        }
        if self.interrupted {
            return self.layout.indents;
        }
        !self.layout.stands_apart(self.below())
    }

    /// A heading runs on when its line is full or stops at a particle, and the rest is short and stands
    /// close; an item with a number runs on as any paragraph.
    fn continues_heading(&self) -> bool {
        let (above, below) = (self.above(), self.below());
        let open = self.layout.is_full(above) || words::ends_open(self.above_text()) || self.block.depth > 0;
        if self.continues_phrase() {
            return true;
        }
        // A short heading is not wrapped: what is indented below it is its text.
        let opens_text = above.width <= NARROW && below.indent > above.indent && below.ends;
        if !open
            || opens_text
            || self.interrupted
            || self.layout.stands_apart(below)
            || (below.indent >= PARAGRAPH_INDENT && self.layout.indents)
        {
            return false;
        }
        // What makes it an item is that it ends as a sentence before the next mark.
        let ends_soon = self.lines[self.index..]
            .iter()
            .filter(|line| line.is_text())
            .take(12)
            .take_while(|line| line.number == below.number || line.mark.as_ref().is_none_or(|mark| mark.weak))
            .find(|line| !self.layout.is_full(line) || line.ends);
        let is_sentence = ends_soon.is_some_and(|line| line.ends);
        let is_rest = !below.ends && !self.layout.is_full(below);
        if is_rest {
            return true;
        }
        is_sentence
            && (self.layout.is_full(above) || self.block.depth > 0 || words::ends_open(self.above_text()))
            && !self.reads_as_heading()
    }

    /// A heading in larger type wraps before the column's edge: its rest is a short phrase right below,
    /// with the text standing off from it. A phrase that comes again elsewhere is a heading of its own.
    fn continues_phrase(&self) -> bool {
        let (above, below) = (self.above(), self.below());
        let Some(width) = self.layout.width else { return false };
        let text = self.below_text();
        let cannot_stop = words::ends_attributive(self.above_text())
            || (is_heading_mark(self.block.mark.as_ref()) && above.width * 10 >= width * 7);
        if !cannot_stop || self.interrupted || self.block.lines.len() > 1 || self.mark.is_some() {
            return false;
        }
        let next = self.lines.get(self.index + 1);
        let text_stands_off = next.is_none_or(|next| {
            !next.is_text()
                || self.layout.stands_apart(next)
                || next.indent >= PARAGRAPH_INDENT
                || next.mark.is_some()
        });
        let phrase = !below.ends && !words::ends_open(text) && !words::ends_predicate(text);
        let comes_again = || {
            let after = self.sorted.partition_point(|other| *other <= text);
            after - self.sorted.partition_point(|other| *other < text) > 1
        };
        phrase
            && text_stands_off
            && below.width <= above.width
            && (below.indent < PARAGRAPH_INDENT || is_heading_mark(self.block.mark.as_ref()))
            && !self.layout.stands_apart(below)
            && !comes_again()
    }

    /// Whether the block's one line, full as it is, is a noun phrase that needs nothing more.
    fn reads_as_heading(&self) -> bool {
        let text = self.above_text();
        self.block.lines.len() == 1
            && !text.contains(['、', '。'])
            && !words::ends_open(text)
            && [
                "推進",
                "充実",
                "強化",
                "確保",
                "整備",
                "支援",
                "形成",
                "実現",
                "向上",
                "促進",
                "活用",
                "創出",
                "について",
                "育成",
                "構築",
                "改革",
                "づくり",
                "検討",
                "対策",
                "振興",
                "保全",
                "拡大",
                "状況",
                "課題",
                "計画",
            ]
            .iter()
            .any(|noun| text.ends_with(noun))
    }

    /// A short line that stands in the way of a sentence: the caption of a photograph at a page's end.
    fn is_caption(&self) -> bool {
        let (above, below) = (self.above(), self.below());
        let points = self.mark.is_some_and(|mark| matches!(mark.family, Family::Symbol('▲' | '△')));
        let open = self.layout.is_full(above) || words::ends_open(above.text);
        if self.block.complete || (self.mark.is_some() && !points) || !open || self.layout.is_full(below) {
            return false;
        }
        let text = self.below_text();
        let stands_off = points || self.layout.stands_apart(below) || self.interrupted;
        let phrase = !below.ends && !words::ends_open(text) && !words::ends_predicate(text);
        let Some(next) =
            self.lines.get(self.index + 1..).and_then(|rest| rest.iter().find(|line| line.is_text()))
        else {
            return false;
        };
        let goes_on = next.mark.as_ref().is_none_or(|mark| mark.weak)
            && (next.indent < PARAGRAPH_INDENT || points)
            && (self.layout.is_full(next) || next.ends);
        stands_off
            && phrase
            && (goes_on || points)
            && self.is_running_text()
            && !is_heading_mark(self.block.mark.as_ref())
    }
}

/// Whether a block with such a mark is a heading as long as no sentence shows.
fn is_heading_mark(mark: Option<&Mark>) -> bool {
    mark.is_some_and(|mark| {
        !matches!(mark.family, Family::Symbol(_) | Family::Tagged(_) | Family::Field(_) | Family::Plain)
    })
}

#[cfg(test)]
pub(super) mod tests;
