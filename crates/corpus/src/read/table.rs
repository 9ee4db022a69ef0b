//! Sets tables (表) aside: rows of figures, their titles, heads, notes and the row labels between them.
//!
//! In plain text a table has lost its rules; what is left is lines whose cells are parted by spaces, most
//! of them numbers. Rows are recognised one by one, then a region grows from row to row.

use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::statement;
use crate::read::words;

/// How many lines that are not rows themselves may stand between two rows: labels wrap, heads intervene.
const REACH: usize = 3;

/// Marks the lines of tables.
pub(crate) fn set_aside(lines: &mut [Line]) {
    let rows: Vec<usize> =
        (0..lines.len()).filter(|&index| lines[index].is_text() && is_row(&lines[index])).collect();
    let mut table: Vec<bool> = vec![false; lines.len()];
    for run in
        rows.chunk_by(|&a, &b| b - a <= REACH + 1 && (a + 1..b).all(|index| may_be_label(&lines[index])))
    {
        let (first, last) = (run[0], run[run.len() - 1]);
        table[first..=last].fill(true);
    }
    for (index, line) in lines.iter().enumerate() {
        if line.is_text() && !table[index] && opens_table(line.text) {
            let end = (index + 1..lines.len()).find(|&at| ends_table(lines, at)).unwrap_or(lines.len());
            table[index..end].fill(true);
        }
    }
    extend(lines, &mut table);
    for (line, is_table) in lines.iter_mut().zip(table) {
        if is_table && line.is_text() {
            line.role = Role::Table;
        }
    }
}

/// Heads and titles above a table, notes and sources below it.
fn extend(lines: &[Line], table: &mut [bool]) {
    for index in 0..lines.len() {
        let text = lines[index].text;
        let near = (index.saturating_sub(2)..(index + 3).min(lines.len())).any(|other| table[other]);
        if !table[index] && ((near && is_caption(text)) || is_numbered_caption(text)) {
            table[index] = true;
        }
    }
    // A caption that is too long for its line goes on right above the table.
    for index in 1..lines.len() {
        let rest = &lines[index];
        let is_rest = rest.is_text() && rest.gap == 0 && !rest.ends && rest.mark.is_none();
        let above_table =
            lines.get(index + 1).is_some_and(|next| next.role == Role::Table || table[index + 1]);
        if is_rest && above_table && is_numbered_caption(lines[index - 1].text) {
            table[index] = true;
        }
    }
    // A head of short words directly above the first row: 指標名 現状値 目標値. Another such line above it is none.
    let heads: Vec<usize> = (1..lines.len())
        .filter(|&index| table[index] && !table[index - 1])
        .filter(|&index| is_head(&lines[index - 1]) && lines[index].gap <= 1)
        .map(|index| index - 1)
        .collect();
    for head in heads {
        table[head] = true;
    }
    // Backwards, so that a title below a table sees the source below itself.
    for index in (0..lines.len()).rev() {
        if !table[index] && table.get(index + 1) == Some(&true) && is_title_at(lines, index) {
            table[index] = true;
        }
    }
}

/// A row: three cells or more of which two are figures, or cells parted by tabs, bars or wide gaps.
fn is_row(line: &Line) -> bool {
    let text = line.text;
    if shows_error(text) && !text.contains('。') {
        return true;
    }
    if line.ends {
        return false;
    }
    if text.starts_with('|') && text.ends_with('|') && text.len() > 2 {
        return true;
    }
    if text.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 3 {
        return true;
    }
    // 受診率 41％ → 55％ says where it is to go: no more than two figures, and no head above them.
    if let Some((before, after)) = text.split_once(['→', '⇒', '➡'])
        && before.split_whitespace().count() == 2
        && after.split_whitespace().count() == 1
    {
        return false;
    }
    if !text.contains(char::is_whitespace) || (line.mark.is_some() && !ends_in_figures(text)) {
        return false;
    }
    let cells: Vec<&str> = text.split_whitespace().collect();
    let figures = cells.iter().filter(|cell| is_figure(cell)).count();
    let trailing = cells.iter().rev().take_while(|cell| is_figure(cell)).count();
    // ３ 年 10 月 would be a wrapped sentence set with spaces; a row has no particles at its end.
    (cells.len() >= 3
        && figures >= 2
        && (trailing >= 2 || figures * 3 >= cells.len())
        && !words::ends_open(text))
        || (cells.len() == 2 && figures == 2)
}

/// Whether a cell, or what a narrow one runs into, ends in the value a sheet has where it could not work one out or show it:
/// #REF!, ########.
fn shows_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!"];
    text.split_whitespace().enumerate().any(|(at, cell)| {
        // At the beginning, up to six open a heading of Markdown.
        ERRORS.iter().any(|error| cell.ends_with(error))
            || cell.ends_with("###") && (at > 0 || !cell.starts_with('#'))
    }) || text.len() > 2 && text.bytes().all(|byte| byte == b'#')
}

/// Whether the last two cells hold figures: only a row of a table with numbered rows does.
fn ends_in_figures(text: &str) -> bool {
    text.split_whitespace().rev().take(2).filter(|cell| is_figure(cell)).count() == 2
}

/// A cell that holds a figure: 1,234千円, △3.2, 80.5%, 44, R7, ―, 10件以上, →85％.
fn is_figure(cell: &str) -> bool {
    // A year heads a column of figures.
    if cell.ends_with(['年', '度']) && cell.len() <= 24 && cell.chars().any(words::is_digit) {
        return true;
    }
    // What is longer is words; most cells are.
    if cell.len() > 60 || cell.starts_with(words::is_japanese) && !cell.starts_with(['約', '計']) {
        return false;
    }
    let narrowed: String = cell.chars().map(words::narrow).collect();
    if narrowed.chars().all(|c| {
        matches!(
            c,
            '-' | '―'
                | '→'
                | '○'
                | '◎'
                | '◯'
                | '●'
                | '×'
                | '※'
                | '.'
                | '…'
                | 'ー'
                | '↑'
                | '↓'
                | '⇒'
        )
    }) {
        return true;
    }
    let core = narrowed.trim_start_matches(['△', '▲', '+', '-', '(', '約', '計', '→', '¥', '±']);
    let core = core.strip_prefix(['R', 'H', 'S']).unwrap_or(core);
    let digits =
        core.chars().take_while(|&c| c.is_ascii_digit() || matches!(c, ',' | '.' | '/' | '~' | '-')).count();
    let rest: String = core.chars().skip(digits).collect();
    digits > 0
        && core.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().count() <= 6
        && !rest.chars().any(|c| matches!(c, 'の' | 'を' | 'は' | 'が' | 'に' | '、' | '。' | 'つ'))
}

/// A line between two rows that may belong to them: short, no sentence, no number of a heading.
fn may_be_label(line: &Line) -> bool {
    line.role != Role::Text || (line.width <= 60 && !line.ends && !is_numbered_heading(line))
}

fn is_numbered_heading(line: &Line) -> bool {
    line.mark.as_ref().is_some_and(|mark| {
        mark.family.is_numbered() || matches!(mark.family, Family::Bracket(_) | Family::Declared(_))
    })
}

/// Where a unit is given for all figures below, a table begins even if its first rows have none.
fn opens_table(text: &str) -> bool {
    if !text.contains('位') {
        return false;
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (compact.contains("単位：") || compact.contains("単位:")) && !words::ends_sentence(text)
}

/// A table opened by its unit goes on to the next heading or sentence.
fn ends_table(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    if !line.is_text() {
        return false;
    }
    // A sentence may be wrapped: its first line shows by a line below that ends it.
    let wraps = lines.get(at + 1).is_some_and(|next| next.gap <= line.gap && next.ends);
    // A short line that stands off, with prose below it, heads that prose.
    let heads_prose = line.gap > 0
        && lines.get(at + 1).is_some_and(|next| {
            next.width >= 40 && next.text.contains('。') && !is_row(next) && next.mark.is_none()
        });
    (is_numbered_heading(line) && !is_row(line))
        || heads_prose
        || line.ends
        || (wraps && line.width >= 30 && !is_row(line))
}

/// 資料：…, 出典：…, （単位：千円）, ※…, ■… beside a table.
fn is_caption(text: &str) -> bool {
    opens_table(text)
        || ["資料", "出典", "出所", "（注", "(注", "注）", "注)", "注：", "備考", "＊", "※"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Whether the line is a title of the table below it: what follows its like is an item of a list, and what has
/// a numbered caption below it is none of that caption's table either.
fn is_title_at(lines: &[Line], index: usize) -> bool {
    let symbol = |line: &Line| line.mark.as_ref().map(|mark| mark.family.clone());
    let line = &lines[index];
    let follows_like =
        index > 0 && lines[index - 1].is_text() && line.gap == 0 && symbol(&lines[index - 1]) == symbol(line);
    let above_caption = lines.get(index + 1).is_some_and(|next| is_numbered_caption(next.text));
    is_title(line) && !follows_like && !above_caption
}

/// ■市民意識調査の結果 right above a table, or between it and its source.
fn is_title(line: &Line) -> bool {
    let text = line.text;
    let is_titled = line.mark.as_ref().is_some_and(|mark| {
        matches!(mark.family, Family::Symbol('■' | '□' | '◆' | '◇' | '●' | '▼' | '▲' | '○'))
    });
    is_titled
        && !line.ends
        && !words::ends_predicate(text)
        && !words::ends_open(text)
        && !statement::commits(text)
        && text.chars().count() <= 60
}

/// 表１ 人口の推移, 図2-1 …, 写真：…
fn is_numbered_caption(text: &str) -> bool {
    let rest = ["図表", "別表", "グラフ", "写真", "資料", "図", "表"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| words::is_digit(c) || matches!(c, '：' | ':'))
            && !words::ends_sentence(text)
            && text.chars().count() <= 60
    })
}

/// A head: two short cells or more, none of them a figure or a word of a sentence.
fn is_head(line: &Line) -> bool {
    let cells: Vec<&str> = line.text.split_whitespace().collect();
    cells.len() >= 2
        && cells.iter().all(|cell| cell.chars().count() <= 10 && !words::ends_open(cell))
        && !line.ends
        && line.mark.is_none()
        && cells.iter().filter(|cell| cell.chars().count() == 1).count() * 2 < cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that stay, in order.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        assert_eq!(crate::read::line::kept(source, set_aside), expected, "{source}");
    }

    #[test]
    fn rows_go_with_their_title_head_and_source() {
        check(
            "人口の動きを示す。\n■人口の推移\n区分 男性 女性\n総数 1,234 1,301\n高齢者 320 410\n資料：住民基本台帳\n増加を目指す。",
            &["人口の動きを示す。", "増加を目指す。"],
        );
        check("|指標|目標|\n|---|---|\n|受診率|60％|\n受診率を高める。", &["受診率を高める。"]);
        check("a\tb\tc\n進める。", &["進める。"]);
        check("表１ 人口の推移\n進める。", &["進める。"]);
        check("表１ 市町村ごとの\n人口の推移\na\tb\tc\n進める。", &["進める。"]);
    }

    #[test]
    fn a_unit_opens_a_table_up_to_the_next_heading_or_sentence() {
        check("（単位：千円）\n歳入 市税\n歳出 民生費\n１ 財政\n健全化する。", &["１ 財政", "健全化する。"]);
        check("単位：人の命を守る。", &["単位：人の命を守る。"]);
    }

    #[test]
    fn what_a_sheet_could_not_work_out_is_in_a_table() {
        check("#REF!\n進める。\n########", &["進める。"]);
        check("公園の再整備 56000#REF!\n見守り 8400 ####\n進める。", &["進める。"]);
        check("### 施策\n# 1\n進める。", &["### 施策", "# 1", "進める。"]);
    }

    #[test]
    fn a_table_has_one_head() {
        check(
            "子育て 教育\n福祉 医療\n指標名 現状値\n受診率 50 60\n接種率 70 80",
            &["子育て 教育", "福祉 医療"],
        );
    }

    #[test]
    fn items_above_a_table_are_no_titles() {
        for below in ["図表１　合計特殊出生率の推移", "1.42 1.38 1.51 1.47"] {
            let items = "○出産祝金を支給する\n○医療費の無料化";
            check(&format!("{items}\n{below}"), &items.lines().collect::<Vec<_>>());
        }
        check("○保育料を減免する\n1.42 1.38 1.51", &["○保育料を減免する"]);
    }

    #[test]
    fn words_stay() {
        let items = "・申請率　18％ → 60％\n・満足度　70％ → 90％";
        check(items, &items.lines().collect::<Vec<_>>());
        check(
            "１ 市民の声\n相談件数は 10 件から 20 件に増えた。\n令和 ３ 年 10 月に\n始めた。",
            &["１ 市民の声", "相談件数は 10 件から 20 件に増えた。", "令和 ３ 年 10 月に", "始めた。"],
        );
    }
}
