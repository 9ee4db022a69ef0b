//! The title printed in a document (文書名): the first thing on its first page that is neither date nor
//! signature; a chapter's own heading, when the document is one chapter; else what a side tab spells out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kurabe_model::{Heading, Span};

use crate::extract::Rank;
use crate::read::block::Block;
use crate::read::heading::Class;
use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::stack;
use crate::read::words;

/// What official papers are called.
const PAPERS: &[&str] = &[
    "計画",
    "方針",
    "大綱",
    "プラン",
    "戦略",
    "ビジョン",
    "構想",
    "指針",
    "目標",
    "施策",
    "要綱",
    "プログラム",
    "所信",
    "演説",
    "表明",
    "説明",
    "報告",
    "概要",
    "一覧",
    "マニフェスト",
    "憲章",
    "条例",
    "綱領",
    "ロードマップ",
    "ガイドライン",
    "白書",
    "予算",
    "評価",
    "案",
    "書",
    "編",
    "版",
    "答弁",
    "シート",
    "あいさつ",
];

/// Headings that open a paper's text but never name it.
const OPENINGS: &[&str] = &[
    "はじめに",
    "まえがき",
    "序文",
    "序",
    "目次",
    "趣旨",
    "目的",
    "背景",
    "ごあいさつ",
    "あいさつ",
    "現状",
    "現状と課題",
    "総論",
    "概要",
];

/// What is set so large on a first page is its title, whatever it is called; in hundredths of the text's type.
const TITLE_SIZE: u16 = 130;

/// The longest title of several lines.
const MOST_LINES: usize = 4;

/// Chooses the title among the blocks before the first statement; those it takes are no longer headings.
pub(crate) fn choose(
    source: &str,
    lines: &[Line],
    blocks: &[Block],
    classes: &mut [Class],
    tab: Option<Heading>,
) -> Option<Heading> {
    if let Some(heading) = declared(source, lines, blocks) {
        return Some(heading);
    }
    let first = (0..blocks.len()).find(|&index| classes[index] != Class::Departments)?;
    if classes[first] == Class::Statement {
        return tab;
    }
    if let Some(heading) = only_chapter(source, lines, blocks, classes, first) {
        return Some(heading);
    }
    let mut plain: Vec<usize> = (first..blocks.len())
        .take_while(|&index| {
            (*blocks[index].family() == Family::Plain || goes_on_large(blocks, index))
                && matches!(classes[index], Class::Heading | Class::Loose)
        })
        .take(MOST_LINES)
        .collect();
    let mut is_set_large = false;
    // Where the page shows its type, the title is what is largest; what stands above it is a series or a sender.
    let size = |index: usize| blocks[index].shown.map(|shown| shown.size);
    if let Some(largest) = plain.iter().filter_map(|&index| size(index)).max()
        && let Some(start) = plain.iter().position(|&index| size(index) == Some(largest))
    {
        plain.drain(..start).for_each(|index| classes[index] = Class::Loose);
        let end = plain.iter().position(|&index| size(index) != Some(largest));
        plain.truncate(end.unwrap_or(plain.len()));
        is_set_large = largest >= TITLE_SIZE;
    }
    let printed = if is_set_large { Some(plain.clone()) } else { printed_title(blocks, classes, &plain) };
    let Some(taken) = printed else { return tab };
    let title = printed_on(source, lines, blocks, &taken);
    let last = taken.last().copied();
    for index in taken {
        classes[index] = Class::Title;
    }
    // What else stands between the title and the first numbered heading is on the title page.
    for &index in plain.iter().filter(|&&index| Some(index) > last) {
        if classes.get(index + 1) == Some(&Class::Heading)
            && !stack::OUTERMOST.contains(&words::key(&blocks[index].words).as_str())
        {
            classes[index] = Class::Loose;
        }
    }
    Some(title)
}

/// Whether a line in brackets is set as large as the line of a title before it: （導入編）.
fn goes_on_large(blocks: &[Block], index: usize) -> bool {
    let size = |index: usize| blocks[index].shown.map(|shown| shown.size).filter(|size| *size >= TITLE_SIZE);
    matches!(blocks[index].family(), Family::Bracket(_))
        && size(index).is_some()
        && index.checked_sub(1).is_some_and(|above| size(above) == size(index))
}

/// The title the file itself names: the lines it calls so, up to the first that it does not.
fn declared(source: &str, lines: &[Line], blocks: &[Block]) -> Option<Heading> {
    let is_title = |block: &Block| block.rank() == Rank::Title;
    let first = blocks.iter().position(is_title)?;
    let count = blocks[first..].iter().take_while(|block| is_title(block)).count();
    Some(printed_on(source, lines, blocks, &(first..first + count).collect::<Vec<_>>()))
}

/// The title that is printed on the blocks at `taken`, of which there is one at least.
fn printed_on(source: &str, lines: &[Line], blocks: &[Block], taken: &[usize]) -> Heading {
    let mut text = String::new();
    for &index in taken {
        let words = blocks[index].heading(source, lines);
        if !text.is_empty() && !words.starts_with(['（', '(', '～', '〜', '－', '―']) {
            text.push(' ');
        }
        text.push_str(&words);
    }
    let spans: Vec<_> = taken.iter().map(|&index| blocks[index].whole_span(lines)).collect();
    let pieces = spans.iter().flat_map(|span| span.pieces().to_vec()).collect();
    let span = Span::new(pieces, spans[0].first_line, spans[spans.len() - 1].last_line);
    Heading { text, span }
}

/// Whether words, as a key, are what a paper is called.
fn names_paper(text: &str) -> bool {
    let bare = text.split(['（', '(', '「', '～', '〜']).next().unwrap_or_default();
    let ends = |text: &str| PAPERS.iter().any(|paper| text.ends_with(paper));
    !is_year(text)
        && text.chars().count() >= 4
        && (ends(text) || ends(bare) || ends(text.trim_end_matches(['）', ')', '」', '』'])))
        && !OPENINGS.contains(&text)
}

/// The running title (柱) of a paper that is printed on its pages without a title of its own: what most of them have.
pub(crate) fn running(lines: &[Line]) -> Option<Heading> {
    const FEWEST: usize = 3;
    let mut pages: BTreeMap<&str, (usize, &Line)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.role == Role::Furniture) {
        pages.entry(line.text).or_insert((0, line)).0 += 1;
    }
    let named =
        pages.into_values().filter(|(count, line)| *count >= FEWEST && names_paper(&words::key(line.text)));
    // Of several as frequent the first that is printed.
    let (_, line) = named.max_by_key(|(count, line)| (*count, Reverse(line.number)))?;
    let text = words::spaced(line.text);
    Some(Heading { text, span: Span::new(vec![line.content()], line.number, line.number) })
}

/// A line that only says for which years the paper is.
fn is_year(text: &str) -> bool {
    let years = kurabe_text::years(text);
    years.first().is_some_and(|year| year.range.start == 0)
        && years.iter().map(|year| year.range.len()).sum::<usize>() + 12 >= text.len()
}

/// The heading of the one part or chapter a document consists of, or a title set off as nothing else is:
/// 第２部 区政運営方針, # 計画, ◆令和７年度の重点施策.
fn only_chapter(
    source: &str,
    lines: &[Line],
    blocks: &[Block],
    classes: &mut [Class],
    first: usize,
) -> Option<Heading> {
    let family = blocks[first].family();
    let is_chapter =
        matches!(family, Family::Unit(_) | Family::Declared(1) | Family::Symbol(_) | Family::Bracket(_))
            && classes[first] == Class::Heading;
    // 図書館基本計画 above 第１章, both of the outermost level of the file: what heads no text of its own names the paper.
    let next = blocks.iter().zip(classes.iter()).skip(first + 1).find(|(block, class)| {
        **class == Class::Statement || (**class == Class::Heading && block.family() == family)
    });
    let names_all = *family == Family::Declared(1)
        && names_paper(&words::key(&blocks[first].words))
        && next.is_some_and(|(_, class)| *class == Class::Heading);
    let again = blocks.iter().zip(classes.iter()).skip(first + 1).any(|(block, class)| {
        *class == Class::Heading
            && match (&family, block.family()) {
                (Family::Unit(rank), Family::Unit(other)) => other <= rank,
                (family, other) => other == *family,
            }
    });
    if !is_chapter || (again && !names_all) {
        return None;
    }
    classes[first] = Class::Title;
    Some(Heading { text: blocks[first].heading(source, lines), span: blocks[first].heading_span(lines) })
}

/// Which of the plain blocks at the top make up the title: those up to the last one that names a paper;
/// otherwise the first one, if a heading follows it and it is not the opening of the text.
fn printed_title(blocks: &[Block], classes: &[Class], plain: &[usize]) -> Option<Vec<usize>> {
    let text = |index: usize| words::key(&blocks[index].words);
    let names_paper = |index: usize| names_paper(&text(index));
    // A heading with text right below it heads that text; the title stands above.
    let heads_text = |index: usize| {
        classes[index] == Class::Heading
            && classes.get(index + 1) == Some(&Class::Statement)
            && index > plain[0]
    };
    let named = plain
        .iter()
        .copied()
        .take_while(|&index| !heads_text(index))
        .filter(|&index| names_paper(index))
        .last();
    if let Some(last) = named {
        return Some(plain.iter().copied().filter(|&index| index <= last).collect());
    }
    let &top = plain.first()?;
    (top == 0 && !OPENINGS.contains(&text(top).as_str())).then(|| vec![top])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::tests::assembled;

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        let (lines, blocks) = assembled(source);
        let mut classes = crate::read::heading::classify(&lines, &blocks);
        let title = choose(source, &lines, &blocks, &mut classes, None);
        assert_eq!(title.as_ref().map(|title| title.text.as_str()), expected, "{source}");
    }

    #[test]
    fn what_names_a_paper_is_its_title() {
        check("緑川市総合計画\n１ 施策\n進める。", Some("緑川市総合計画"));
        check("緑川市\n第３次行政改革大綱\n１ 施策\n進める。", Some("緑川市 第３次行政改革大綱"));
    }

    #[test]
    fn the_only_chapter_is_the_title() {
        check("第２部 区政運営方針\n１ 施策\n進める。", Some("第２部 区政運営方針"));
        check("# 緑の計画\n## 施策\n進める。", Some("緑の計画"));
        check("第１章 総則\n進める。\n第２章 施策\n図る。", None);
        // Of several headings of the outermost level the first names the paper only where it heads no text of its own.
        check("# 緑の基本計画\n# 第１章 現状\n進める。\n# 第２章 施策\n図る。", Some("緑の基本計画"));
        check("# 緑の基本計画\n進める。\n# 施策\n図る。", None);
    }

    #[test]
    fn a_running_title_names_what_has_no_other() {
        let source = "緑川市総合計画\n第１章 総則\n進める。\n\x0c".repeat(4);
        let mut lines = crate::read::line::cut(&source).lines;
        for line in lines.iter_mut().filter(|line| line.text == "緑川市総合計画") {
            line.role = Role::Furniture;
        }
        let title = running(&lines).map(|title| (title.text, title.span.first_line));
        assert_eq!(title, Some(("緑川市総合計画".to_owned(), 1)));
        assert_eq!(running(&lines[..4]), None);
    }

    #[test]
    fn text_that_begins_at_once_has_none() {
        check("進める。\n１ 施策\n図る。", None);
        check("はじめに\n市の計画を定める。", None);
    }
}
