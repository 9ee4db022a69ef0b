//! Blocks → the lines of a page, and what the page shows of each.

use super::face::Face;
use super::flow::Flow;
use super::list::List;
use super::table;
use super::tree::{Block, Kind, Tree};
use crate::extract::writer::Writer;
use crate::extract::{Extract, Joint, LineFacts, Part, Rank, Row, most};
use crate::read::begins_with_mark;

/// What stands beside the text is written on lines of about this length, in bytes.
const LONGEST_ASIDE: usize = 2000;

/// How many blocks outwards a list is looked for.
const LOOK: usize = 256;

/// The lines of a page of which `asides` stand beside the text.
pub(super) fn write(tree: &Tree, asides: &[bool]) -> Extract {
    let mut pen = Pen::default();
    pen.title(tree, asides);
    let mut at = 1;
    while let Some(node) = tree.nodes.get(at) {
        pen.leave(at);
        pen.turn(asides[at]);
        match &node.kind {
            Kind::Words { text, face } => pen.words(text, *face),
            Kind::Block(_) if asides[at] => pen.flow.part(),
            Kind::Block(block) if block.tag == "table" && table::holds_data(tree, at) => {
                pen.table(tree, at);
                at = node.end;
                continue;
            }
            Kind::Block(block) => pen.enter(tree, at, block),
        }
        at += 1;
    }
    pen.end_line();
    pen.finish()
}

/// A line before it is known how the running text is set.
struct Line {
    text: String,
    facts: LineFacts,
    /// How most of its letters are set.
    face: Face,
    letters: usize,
    /// Whether a blank line stands above it.
    stands_off: bool,
    /// Whether it is the name of what the next one says.
    is_term: bool,
}

/// A block that is open.
struct Around {
    end: usize,
    rank: Rank,
    indent: usize,
    keeps_space: bool,
    list: Option<List>,
    pair: Option<Pair>,
    stands_off: bool,
}

/// The two sides of a list of terms (定義リスト).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    Term,
    Description,
}

#[derive(Default)]
struct Pen {
    lines: Vec<Line>,
    open: Vec<Around>,
    flow: Flow,
    /// How the letters of the line so far are set.
    faces: Vec<(Face, usize)>,
    is_aside: bool,
    joint: Joint,
    stands_off: bool,
    mark: Option<String>,
    tables: u32,
    /// Whether an h1 is the title of the page.
    has_title: bool,
}

impl Pen {
    /// Writes what the page is called in the list of pages, before all else: where no heading names the page, that does.
    fn title(&mut self, tree: &Tree, asides: &[bool]) {
        let mut heads = (0..tree.nodes.len()).filter(|&at| !asides[at] && tree.tag(at) == "h1");
        self.has_title = heads.next().is_some() && heads.next().is_none();
        let parts: Vec<String> = tree
            .title
            .split(['｜', '|', '│', '≪', '»', '＜', '<'])
            .flat_map(|part| part.split(" - "))
            .flat_map(|part| part.split(" – "))
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|part| !part.is_empty())
            .collect();
        let own = (!self.has_title).then(|| parts.iter().position(|part| !is_site(part)).unwrap_or(0));
        for (at, part) in parts.into_iter().enumerate() {
            let facts = if Some(at) == own {
                LineFacts { rank: Rank::Title, joint: Joint::Opens, ..LineFacts::default() }
            } else {
                LineFacts::furniture()
            };
            self.line(part, facts);
        }
    }

    fn line(&mut self, text: String, facts: LineFacts) {
        let stands_off = std::mem::take(&mut self.stands_off);
        self.lines.push(Line { text, facts, face: Face::default(), letters: 0, stands_off, is_term: false });
    }

    /// Goes over to what stands beside the text, or back.
    fn turn(&mut self, is_aside: bool) {
        if self.is_aside != is_aside {
            self.end_line();
            self.is_aside = is_aside;
        }
    }

    fn words(&mut self, text: &str, face: Face) {
        let keeps_space = self.open.last().is_some_and(|around| around.keeps_space);
        let mut letters = 0;
        for c in text.chars() {
            if keeps_space && !self.is_aside {
                if c == '\n' {
                    self.count(face, std::mem::take(&mut letters));
                    self.break_line();
                } else if c != '\r' {
                    self.flow.push_raw(c);
                }
            } else {
                self.flow.push(c);
            }
            letters += usize::from(c.is_alphanumeric());
        }
        self.count(face, letters);
        if self.is_aside && self.flow.text().len() > LONGEST_ASIDE {
            self.end_line();
        }
    }

    fn count(&mut self, face: Face, letters: usize) {
        match self.faces.iter_mut().find(|(other, _)| *other == face) {
            Some((_, count)) => *count += letters,
            None => self.faces.push((face, letters)),
        }
    }

    fn enter(&mut self, tree: &Tree, at: usize, block: &Block) {
        let (rank, keeps_space, indent, pair) =
            self.open.last().map_or((Rank::Unknown, false, 0, None), |around| {
                (around.rank, around.keeps_space, around.indent, around.pair)
            });
        match block.tag.as_str() {
            "br" => return self.break_line(),
            // Old pages print headings as pictures.
            "img" => {
                if matches!(rank, Rank::Heading(_) | Rank::Title) && self.flow.text().is_empty() {
                    self.words(block.attribute("alt").unwrap_or_default(), Face::default());
                }
                return;
            }
            _ => self.end_line(),
        }
        let own = match block.level() {
            Some(1) if self.has_title => Rank::Title,
            Some(level) => Rank::Heading(level),
            None => rank,
        };
        let items = || tree.children(at).filter(|&child| tree.tag(child) == "li").count();
        let list = List::of(block, if block.attribute("reversed").is_some() { items() } else { 0 });
        let is_inner_list =
            list.is_some() && self.open.iter().rev().take(LOOK).any(|around| around.list.is_some());
        if block.tag == "li"
            && let Some(list) = self.open.iter_mut().rev().take(LOOK).find_map(|around| around.list.as_mut())
        {
            self.mark = Some(list.mark(block));
        }
        let stands_off = block.level().is_some()
            || matches!(block.tag.as_str(), "p" | "pre" | "blockquote" | "dl" | "hr" | "figure" | "table")
            || (list.is_some() && !is_inner_list);
        self.stands_off |= stands_off;
        self.joint = Joint::Opens;
        let is_inset = is_inner_list || matches!(block.tag.as_str(), "dd" | "blockquote");
        self.open.push(Around {
            end: tree.nodes[at].end,
            rank: own,
            indent: indent + usize::from(is_inset),
            keeps_space: keeps_space || block.tag == "pre",
            list,
            pair: match block.tag.as_str() {
                "dt" => Some(Pair::Term),
                "dd" => Some(Pair::Description),
                _ => pair,
            },
            stands_off,
        });
    }

    /// Closes the blocks that end before a node.
    fn leave(&mut self, at: usize) {
        while self.open.last().is_some_and(|around| around.end <= at) {
            self.end_line();
            let stands_off = self.open.pop().is_some_and(|around| around.stands_off);
            self.stands_off |= stands_off;
            self.joint = Joint::Opens;
            self.mark = None;
        }
    }

    /// Breaks a line inside a block: the next one may go on with it.
    fn break_line(&mut self) {
        let is_heading =
            self.open.last().is_some_and(|around| matches!(around.rank, Rank::Heading(_) | Rank::Title));
        if self.flow.text().trim().is_empty() {
            // A second one in a row leaves a line empty.
            self.stands_off = !self.lines.is_empty();
            self.flow.take();
            return;
        }
        self.end_line();
        self.joint = if is_heading { Joint::Continues } else { Joint::Unknown };
    }

    fn end_line(&mut self) {
        let text = self.flow.take();
        let faces = std::mem::take(&mut self.faces);
        if text.trim().is_empty() {
            return;
        }
        if self.is_aside || is_way(&text) {
            let stands_off = std::mem::take(&mut self.stands_off);
            self.line(text, LineFacts::furniture());
            self.stands_off = stands_off;
            return;
        }
        let (rank, pair, indent) = self
            .open
            .last()
            .map_or((Rank::Unknown, None, 0), |around| (around.rank, around.pair, around.indent));
        let rank = match rank {
            // Some pages set whole paragraphs as headings, for their looks.
            Rank::Heading(_) if text.ends_with('。') && text.chars().count() > 40 => Rank::Unknown,
            rank => rank,
        };
        let mark = self.mark.take().filter(|_| rank == Rank::Unknown && !begins_with_mark(&text, false));
        let pair = pair.filter(|_| rank == Rank::Unknown && mark.is_none());
        if pair == Some(Pair::Description) && self.describe(&text) {
            return;
        }
        // A name alone is no heading: nothing would end it where the list ends.
        let rank = if pair == Some(Pair::Term) { Rank::Body } else { rank };
        let indent = "　".repeat(indent.min(10));
        let letters: usize = faces.iter().map(|(_, count)| count).sum();
        let bold: usize = faces.iter().filter(|(face, _)| face.bold).map(|(_, count)| count).sum();
        let size = most(faces.iter().map(|(face, count)| (face.size, *count)));
        let size = size.unwrap_or(Face::default().size);
        let joint = std::mem::replace(&mut self.joint, Joint::Unknown);
        self.line(
            format!("{indent}{}{text}", mark.unwrap_or_default()),
            LineFacts { joint, rank, ..LineFacts::default() },
        );
        if let Some(line) = self.lines.last_mut() {
            line.letters = letters;
            line.face = Face { size, bold: bold * 10 > letters * 7, link: false };
            line.is_term = pair == Some(Pair::Term);
        }
    }

    /// Writes what is said of a term behind it, as a label and its value; where no term stands right above, or one
    /// that is a sentence of its own, nothing is written.
    fn describe(&mut self, text: &str) -> bool {
        let is_label =
            |line: &&mut Line| line.is_term && !line.text.ends_with(['。', '．', '？', '?', '！', '!']);
        let Some(line) = self.lines.last_mut().filter(is_label) else { return false };
        line.is_term = false;
        if !line.text.ends_with(['：', ':']) {
            line.text.push('：');
        }
        line.text.push_str(text);
        line.letters += text.chars().filter(|c| c.is_alphanumeric()).count();
        line.face = Face::default();
        if begins_with_mark(&line.text, false) {
            line.facts.rank = Rank::Unknown;
        }
        true
    }

    /// Where the text itself says what the page is called in the list of pages, its title stands there.
    fn find_title(&mut self) {
        let compact = |line: &Line| line.text.split_whitespace().collect::<String>();
        let is_title = |line: &Line| line.facts.rank == Rank::Title;
        let Some(listed) = self.lines.iter().position(is_title).filter(|_| !self.has_title) else { return };
        let name = compact(&self.lines[listed]);
        let is_body = |line: &Line| line.facts.part == Part::Body;
        let printed =
            self.lines.iter().skip(listed + 1).position(|line| is_body(line) && compact(line) == name);
        if let Some(printed) = printed {
            self.lines[listed].facts = LineFacts::furniture();
            self.lines[listed + 1 + printed].facts.rank = Rank::Title;
        }
    }

    fn table(&mut self, tree: &Tree, at: usize) {
        self.end_line();
        self.tables += 1;
        self.stands_off = true;
        let (captions, rows) = table::rows(tree, at);
        for caption in captions {
            self.line(caption, LineFacts { part: Part::Table, ..LineFacts::default() });
        }
        for (number, row) in rows {
            self.line(row, LineFacts::of_row(Row { table: self.tables, row: number }));
        }
        self.stands_off = true;
        self.joint = Joint::Opens;
    }

    /// All lines, their type measured by that of the running text.
    fn finish(mut self) -> Extract {
        self.find_title();
        // Running text are whole sentences, if there are any.
        let says = |line: &&Line| line.facts.rank == Rank::Unknown && line.letters > 0;
        let ends = |line: &&Line| says(line) && line.text.ends_with('。');
        let has_sentences = self.lines.iter().any(|line| ends(&line));
        let runs = || self.lines.iter().filter(|line| if has_sentences { ends(line) } else { says(line) });
        let running = most(runs().map(|line| (line.face.size, line.letters))).unwrap_or(100);
        let letters =
            |bold: bool| runs().filter(|line| line.face.bold == bold).map(|line| line.letters).sum::<usize>();
        let shows_bold = letters(true) <= letters(false);
        let mut writer = Writer::default();
        for Line { text, mut facts, face, stands_off, .. } in self.lines {
            let size = u32::from(face.size) * 100 / u32::from(running);
            facts.size = size.clamp(1, 1000) as u16;
            facts.bold = face.bold && shows_bold;
            // What is small and bold is a heading of the lowest level, and no footnote.
            if facts.bold {
                facts.size = facts.size.max(100);
            }
            if stands_off {
                writer.blank();
            }
            writer.line(&text, facts);
        }
        writer.into_extract()
    }
}

/// Whether a part of a page's name is the name of its site.
fn is_site(part: &str) -> bool {
    part.ends_with(['市', '区', '町', '村', '県', '都', '府', '道'])
        || ["ホームページ", "サイト", "ウェブ", "HP", "Web", "WEB", "Site", "City"]
            .iter()
            .any(|end| part.ends_with(end))
}

/// Whether a line is no text of the page wherever it stands: where one is on the site, ways back to the top and past
/// the menus, when and under which number the page was put there.
fn is_way(text: &str) -> bool {
    const TRAILS: [&str; 8] = ["現在の位置", "現在位置", "現在地", "ホーム", "トップ", "HOME", "Home", "TOP"];
    const STAMPS: [&str; 9] = [
        "更新日",
        "最終更新",
        "掲載日",
        "公開日",
        "登録日",
        "ページ番号",
        "ページID",
        "記事番号",
        "印刷する",
    ];
    const PLACES: [&str; 7] =
        ["ページの先頭", "ページの上", "ページトップ", "前のページ", "トップページ", "一覧", "メニュー"];
    const WAYS: [&str; 6] = ["へ", "へ戻る", "に戻る", "へもどる", "にもどる", "へ移動"];
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '▲' | '△' | '↑' | '[' | ']' | '・'));
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    let is_short = text.chars().count() <= 20;
    let is_back = PLACES.iter().any(|place| text.contains(place)) || text.starts_with("トップ");
    let is_past = (text.contains("本文") && ends(&["へ移動", "へスキップ", "へジャンプ", "へ"]))
        || ends(&["ここから", "ここまで", "ここから本文です。", "ここまでが本文です。", "ここまでです。"]);
    (begins(&TRAILS) && text.contains(['>', '＞', '›', '»']))
        || (begins(&STAMPS) && !text.contains('。') && text.chars().count() <= 60)
        || (is_short && (is_past || (is_back && ends(&WAYS))))
}
