//! Headings → tree: how deep each heading lies.
//!
//! No form has a depth of its own. A heading whose family is open already closes that section and follows
//! it; one whose family is new lies below what is open. So （１） lies below １ in one paper and above it in
//! the next, as each paper has it. Exceptions are what all papers agree on: the units of 第N… keep their
//! order, 1-2 lies in 1, and headings that return in every chapter (現状と課題) lie where they lay before.

use std::collections::BTreeMap;

use crate::extract::Rank;
use crate::read::block::Block;
use crate::read::line::Line;
use crate::read::mark::Family;
use crate::read::statement;
use crate::read::words;

/// A heading to be placed.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Its mark's family.
    pub(crate) family: Family,
    /// Its number.
    pub(crate) number: Vec<u32>,
    /// How many sections it lies in, where a planner says so.
    pub(crate) depth: Option<usize>,
    /// What tells whether it has been there before.
    pub(crate) key: String,
    /// Blank lines above it.
    pub(crate) gap: usize,
    /// Its label and number as printed, as a key: 基本目標Ⅰ.
    pub(crate) label: String,
    /// Whether it announces targets: 【数値目標】.
    pub(crate) announces_targets: bool,
    /// Whether it announces descriptions: （現状と課題）.
    pub(crate) announces_background: bool,
}

impl Entry {
    /// The heading that `block` is.
    pub(crate) fn of(block: &Block, lines: &[Line]) -> Self {
        let number = block.mark.as_ref().map(|mark| mark.number.clone()).unwrap_or_default();
        let words = statement::trailing(&block.words).map_or(block.words.as_str(), |(words, _)| words);
        let is_label = matches!(block.family(), Family::Label(..));
        let label = if is_label { words::key(block.marker(lines)) } else { String::new() };
        Self {
            family: block.family().clone(),
            number,
            depth: match block.rank() {
                Rank::Placed(level) => Some(usize::from(level).saturating_sub(1)),
                _ => None,
            },
            key: words::key(words),
            announces_targets: statement::is_target_heading(words),
            announces_background: statement::is_background_heading(words),
            gap: lines[block.lines[0]].gap,
            label,
        }
    }
}

/// The open sections while a document is walked through.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    open: Vec<Open>,
    /// Under which family a heading without number lay when it first appeared.
    homes: BTreeMap<(Family, String), Option<Family>>,
    plain_seen: usize,
}

#[derive(Debug)]
struct Open {
    entry: Entry,
    section: usize,
    has_body: bool,
}

/// No paper nests its lists deeper; what seems to has numbers that begin again.
const DEEPEST: usize = 12;

/// Headings that stand for themselves at the ends of a paper, whatever is open.
pub(crate) const OUTERMOST: &[&str] = &[
    "はじめに",
    "おわりに",
    "終わりに",
    "結び",
    "むすび",
    "むすびに",
    "あとがき",
    "まえがき",
    "序文",
    "資料編",
    "付録",
    "附則",
    "参考資料",
    "用語解説",
    "用語集",
    "巻末資料",
];

/// Headings of what a paper says of itself before it begins: no chapter lies in them.
const SUMMARIES: &[&str] = &["概要", "要旨", "要約", "摘要"];

impl Stack {
    /// The innermost open section.
    pub(crate) fn top(&self) -> Option<usize> {
        self.open.last().map(|open| open.section)
    }

    /// Notes that the innermost section has text of its own.
    pub(crate) fn fill(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.has_body = true;
        }
    }

    /// Opens the section numbered `section`; returns the one it lies in.
    pub(crate) fn push(&mut self, entry: Entry, section: usize) -> Option<usize> {
        let depth = self.place(&entry).min(DEEPEST - 1);
        self.open.truncate(depth);
        let parent = self.open.last();
        if !entry.family.is_numbered() {
            let home = parent.map(|open| open.entry.family.clone());
            self.homes.entry((entry.family.clone(), entry.key.clone())).or_insert(home);
        }
        self.plain_seen += usize::from(entry.family == Family::Plain);
        let parent = parent.map(|open| open.section);
        self.open.push(Open { entry, section, has_body: false });
        parent
    }

    /// How many open sections stay open above the heading.
    fn place(&self, entry: &Entry) -> usize {
        if let Some(depth) = entry.depth {
            return depth.min(self.open.len());
        }
        if OUTERMOST.contains(&entry.key.as_str()) {
            return 0;
        }
        match &entry.family {
            Family::Unit(rank) => self.place_unit(*rank),
            Family::Article => self.place_article(),
            Family::Declared(level) => self.place_declared(*level),
            Family::Depth(count) => self.place_compound(entry, *count),
            Family::Label(_, count) if *count > 1 => self.place_compound(entry, *count),
            Family::Symbol(_) | Family::Bracket(_) | Family::Tagged(_) | Family::Field(_) | Family::Plain => {
                self.place_unnumbered(entry)
            }
            _ => self.place_number(entry),
        }
    }

    fn first_where(&self, closes: impl Fn(&Open) -> bool) -> usize {
        self.open.iter().position(closes).unwrap_or(self.open.len())
    }

    /// A level the file declares lies in the last one above it; what it does not declare is closed.
    fn place_declared(&self, level: usize) -> usize {
        let above = |open: &Open| matches!(open.entry.family, Family::Declared(other) if other < level);
        self.open.iter().rposition(above).map_or(0, |position| position + 1)
    }

    /// A unit closes its like and everything that is smaller; chapters lie in parts, never in lists.
    fn place_unit(&self, rank: usize) -> usize {
        let like = self
            .open
            .iter()
            .position(|open| matches!(open.entry.family, Family::Unit(other) if other >= rank));
        if let Some(position) = like {
            return position;
        }
        let larger = self.open.iter().rposition(|open| matches!(open.entry.family, Family::Unit(_)));
        let holds = |open: &&Open| open.entry.family.holds_chapters();
        larger.map_or_else(|| self.open.iter().take_while(holds).count(), |position| position + 1)
    }

    /// Articles lie beside one another in their chapter, whatever lists they have.
    fn place_article(&self) -> usize {
        let holds =
            |open: &&Open| matches!(open.entry.family, Family::Unit(_) | Family::Declared(_) | Family::Plain);
        let like = self.open.iter().position(|open| open.entry.family == Family::Article);
        like.unwrap_or_else(|| self.open.iter().take_while(holds).count())
    }

    /// 1-2 lies in 1, wherever a heading with the number 1 is open.
    fn place_compound(&self, entry: &Entry, count: usize) -> usize {
        if let Some(position) = self.open.iter().position(|open| open.entry.family == entry.family) {
            return position;
        }
        let prefix = &entry.number[..count - 1];
        let parent = self.open.iter().rposition(|open| open.entry.number == prefix);
        if let Some(position) = parent {
            return position + 1;
        }
        // 1.2.3 without a 1.2: below the deepest one that is shorter.
        let shorter = self
            .open
            .iter()
            .rposition(|open| matches!(open.entry.family, Family::Depth(other) if other < count));
        let longer =
            self.first_where(|open| matches!(open.entry.family, Family::Depth(other) if other > count));
        shorter.map_or(longer, |position| position + 1)
    }

    /// A number that counts on continues its list; a 1 right below a heading of its own kind begins a list
    /// inside it.
    fn place_number(&self, entry: &Entry) -> usize {
        let number = entry.number.first().copied().unwrap_or_default();
        let like = |open: &&Open| open.entry.family == entry.family;
        let last = |open: &Open| open.entry.number.first().copied().unwrap_or_default();
        let positions: Vec<usize> = (0..self.open.len()).filter(|&at| like(&&self.open[at])).collect();
        if let Some(&next) = positions.iter().rev().find(|&&at| last(&self.open[at]) + 1 == number) {
            return next;
        }
        let Some(&innermost) = positions.last() else { return self.place_new(entry, number) };
        let restarts = number == 1
            && innermost + 1 == self.open.len()
            && self.open.len() < DEEPEST
            && !self.open[innermost].has_body;
        if restarts {
            return self.open.len();
        }
        positions.iter().rev().copied().find(|&at| last(&self.open[at]) < number).unwrap_or(innermost)
    }

    /// A list of numbers that begins lies in what is open, unless that is a foreword.
    fn place_new(&self, entry: &Entry, number: u32) -> usize {
        let foreword = self.open.iter().position(|open| {
            let key = open.entry.key.as_str();
            let is_plain = open.entry.family == Family::Plain;
            let bare = key.trim_matches(|c: char| !c.is_alphanumeric());
            let is_summary = !open.entry.family.is_numbered() && SUMMARIES.contains(&bare);
            let is_foreword = is_plain && (OUTERMOST.contains(&key) || self.plain_seen == 1 && number == 1);
            open.has_body && (is_foreword || is_summary && number == 1)
        });
        // A list of targets is over where a list of measures begins, and so is a description where a number says
        // that they are measures: 施策の方向（１）.
        let numbers_measures = matches!(&entry.family, Family::Label(label, _)
            if ["施策", "取組", "方向", "対策", "事業"].iter().any(|measure| label.contains(measure)));
        let box_above = self.open.len().checked_sub(1).filter(|&last| {
            let open = &self.open[last].entry;
            let is_over = open.announces_targets || (open.announces_background && numbers_measures);
            last > 0 && self.open[last].has_body && is_over && !open.family.is_numbered()
        });
        foreword.or(box_above).unwrap_or(self.open.len())
    }

    /// A heading without number lies where its like lay before, or beside the open one of its kind.
    fn place_unnumbered(&self, entry: &Entry) -> usize {
        if let Some(home) = self.homes.get(&(entry.family.clone(), entry.key.clone())) {
            let position = match home {
                Some(home) => self.open.iter().rposition(|open| open.entry.family == *home).map(|at| at + 1),
                None => Some(0),
            };
            if let Some(position) = position {
                return position;
            }
        }
        // 基本目標Ⅰの達成目標 lies in 基本目標Ⅰ.
        let named = |open: &Open| {
            !open.entry.label.is_empty()
                && entry.key.strip_prefix(&open.entry.label).is_some_and(|rest| rest.starts_with('の'))
        };
        if let Some(position) = self.open.iter().rposition(named) {
            return position + 1;
        }
        // Right below a numbered heading it opens that heading's text.
        if self.open.last().is_some_and(|open| !open.has_body && open.entry.family.is_numbered()) {
            return self.open.len();
        }
        let like: Vec<usize> =
            (0..self.open.len()).filter(|&at| self.open[at].entry.family == entry.family).collect();
        let Some(&innermost) = like.last() else {
            // Set off more widely than open headings without number, it lies outside of them.
            let closer = |open: &Open| {
                matches!(open.entry.family, Family::Symbol(_) | Family::Bracket(_) | Family::Tagged(_))
                    && open.entry.gap < entry.gap
            };
            return if entry.family == Family::Plain { self.first_where(closer) } else { self.open.len() };
        };
        // More space above it than above its like: it belongs with one further out that has as much.
        let as_far = like.iter().rev().copied().find(|&at| self.open[at].entry.gap >= entry.gap);
        as_far.unwrap_or(innermost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::tests::assembled;

    /// How deep each heading lies, one figure a heading; `.` is a statement.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let (lines, blocks) = assembled(source);
        let blocks = crate::read::pieces::join(source, &lines, blocks);
        let mut stack = Stack::default();
        let mut depths: Vec<usize> = Vec::new();
        let mut seen = String::new();
        for block in &blocks {
            if block.complete {
                stack.fill();
                seen.push('.');
                continue;
            }
            let parent = stack.push(Entry::of(block, &lines), depths.len());
            let depth = parent.map_or(0, |parent| depths[parent] + 1);
            depths.push(depth);
            seen.push_str(&depth.to_string());
        }
        assert_eq!(seen, expected, "{source}");
    }

    #[test]
    fn a_new_form_lies_below_and_an_open_one_beside() {
        check("１ 一\n（１） 二\n行う。\n（２） 三\n行う。\n２ 四\n行う。", "01.1.0.");
        check("（１） 一\n１ 二\n行う。\n２ 三\n行う。\n（２） 四\n行う。", "01.1.0.");
    }

    #[test]
    fn units_keep_their_order() {
        check("第１節 一\n行う。\n第２章 二\n第１節 三\n行う。", "0.01.");
    }

    #[test]
    fn compound_numbers_lie_in_their_first() {
        check("1 総則\n1-1 目的\n行う。\n2 施策\n2-1 窓口\n行う。", "01.01.");
    }

    #[test]
    fn headings_that_return_lie_where_they_lay() {
        check("１ 子育て\n現状と課題\n減る。\n主な取組\n行う。\n２ 教育\n現状と課題\n減る。", "01.1.01.");
    }

    #[test]
    fn measures_lie_beside_the_targets_above_them() {
        check("１ 稼ぐ\n【数値目標】\n増やす。\n(1) 農業\n行う。\n(2) 林業\n行う。", "01.1.1.");
        check("１ 稼ぐ\n【施策】\n行う。\n(1) 農業\n行う。", "01.2.");
        check(
            "１ 稼ぐ\n（現状と課題）\n減る。\n施策の方向（１） 農業\n行う。\n施策の方向（２） 林業\n行う。",
            "01.1.1.",
        );
        check("１ 稼ぐ\n【現状と課題】\n減る。\n(1) 農業\n減る。", "01.2.");
    }

    #[test]
    fn articles_lie_beside_one_another() {
        check(
            "第１章 総則\n（定義）\n第２条　定める。\nア　企業\nイ　団体\n（責務）\n第３条　行う。",
            "01.221.",
        );
        check("（定義）\n第２条　定める。\n（責務）\n第３条　行う。\n附　則\n施行する。", "0.0.0.");
    }

    #[test]
    fn no_chapter_lies_in_a_summary() {
        check("〔概要〕\n述べる。\n１ 背景\n述べる。\n２ 方針\n行う。", "0.0.0.");
        check("１ 相談\n【概要】\n行う。\n（１） 窓口\n行う。\n２ 支援\n行う。", "01.1.0.");
        check("【健康】\n述べる。\n１ 相談\n行う。", "0.1.");
    }

    #[test]
    fn the_ends_of_a_paper_lie_outside() {
        check("第１章 総則\n１ 目的\n行う。\nおわりに\n行う。", "01.0.");
    }
}
