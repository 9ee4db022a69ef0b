//! The head of a table (表の見出し行): one row of labels, or several where groups of columns have a label of their own.

use super::cells::Cells;
use super::column::{Holds, is_plan};
use super::when;
use crate::extract::Rank;
use crate::read::words::{compact, is_digit};

/// How far down a head is looked for: titles and notes on units stand above it.
const DEPTH: usize = 12;
/// How many rows a head has at the most.
const ROWS: usize = 4;
/// How many columns are named; nobody reads a broader table, and what is looked for beside a column must have an end.
const COLUMNS: usize = 400;
/// The longest label, in characters.
const LABEL: usize = 24;

/// What labels of official papers begin or end with.
const WORDS: &[&str] = &[
    "番号",
    "No",
    "No.",
    "NO",
    "№",
    "ＮＯ",
    "名",
    "名称",
    "件名",
    "区分",
    "種別",
    "分類",
    "分野",
    "項目",
    "事業",
    "施策",
    "取組",
    "取り組み",
    "取組み",
    "内容",
    "概要",
    "目的",
    "説明",
    "方針",
    "方向性",
    "課題",
    "現状",
    "背景",
    "効果",
    "成果",
    "実績",
    "評価",
    "進捗",
    "状況",
    "達成度",
    "目標",
    "目標値",
    "基準値",
    "現状値",
    "実績値",
    "指標",
    "単位",
    "担当",
    "担当課",
    "所管",
    "所管課",
    "部署",
    "部局",
    "所属",
    "課名",
    "主体",
    "対象",
    "期間",
    "時期",
    "開始",
    "終了",
    "期限",
    "スケジュール",
    "予算",
    "予算額",
    "決算",
    "決算額",
    "事業費",
    "金額",
    "額",
    "財源",
    "根拠",
    "備考",
    "年度",
    "計画",
    "合計",
    "順位",
    "優先度",
    "重点",
    "課",
    "施設",
    "場所",
    "地区",
    "開始日",
];

/// The head of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// Which rows it takes, by their places.
    first: usize,
    end: usize,
    /// The labels above each column, from top to bottom; none where it has no label.
    labels: Vec<Vec<String>>,
    /// What each column is called: its labels.
    names: Vec<String>,
    /// What each column holds.
    holds: Vec<Holds>,
    /// The words of its rows, to know them when they come again on the next page.
    printed: Vec<Vec<String>>,
}

impl Head {
    /// The head of a table; an empty one where nothing shows that it has any.
    pub(crate) fn of(rows: &[Cells]) -> Self {
        let several = |row: &&Cells| row.written().nth(1).is_some();
        let first = rows.iter().take(DEPTH).position(|row| several(&row) && is_head(row));
        let Some(first) = first.filter(|&first| rows.iter().take(first).filter(several).count() <= 2) else {
            return Self::default();
        };
        if !announces(&rows[first]) && !contrasts(&rows[first], &rows[first + 1..]) {
            return Self::default();
        }
        let mut end = first + 1;
        while end - first < ROWS
            && let Some(below) = rows.get(end)
            && refines(&rows[end - 1], below)
        {
            end += 1;
        }
        let printed = rows[first..end].iter().map(words).collect();
        let labels = labels(&rows[first..end]);
        let names = labels.iter().map(|labels| labels.join("／")).collect();
        let mut holds: Vec<Holds> = labels.iter().map(|labels| Holds::below(labels)).collect();
        name_indicators(&mut holds, &labels);
        plan_years(&mut holds, &labels);
        Self { first, end, labels, names, holds, printed }
    }

    /// What a column holds.
    pub(crate) fn holds(&self, column: usize) -> Holds {
        self.holds.get(column).copied().unwrap_or(Holds::Other)
    }

    /// Whether a row, by its place, is one of its own or stands below it.
    pub(crate) fn is_above(&self, at: usize) -> bool {
        self.end > 0 && at >= self.first
    }

    /// The places of its rows.
    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        self.first..self.end
    }

    /// The place behind its last row.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// How many columns it has.
    pub(crate) fn columns(&self) -> usize {
        self.names.len()
    }

    /// The columns that hold something, in order.
    pub(crate) fn all(&self, holds: Holds) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.columns()).filter(move |&column| self.holds(column) == holds)
    }

    /// The labels above a column, from top to bottom.
    pub(crate) fn labels(&self, column: usize) -> &[String] {
        self.labels.get(column).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a column is called.
    pub(crate) fn name(&self, column: usize) -> Option<&str> {
        self.names.get(column).map(String::as_str)
    }

    /// Whether the row at a place says something below the head: one label alone names what follows, and a head that
    /// comes again says nothing new.
    pub(crate) fn is_row(&self, at: usize, row: &Cells) -> bool {
        let mut cells = row.written();
        let says = match (cells.next(), cells.next()) {
            (Some(only), None) => !is_label(only.text),
            (first, _) => first.is_some(),
        };
        says && !(self.first..self.end).contains(&at) && !self.printed.contains(&words(row))
    }
}

/// The tables that stand below each other in one (積み重ねた表): each head of its own that stands off, or below a title,
/// begins another.
pub(crate) fn stacked<'r, 's>(rows: &'r [Cells<'s>]) -> Vec<&'r [Cells<'s>]> {
    let stands_off =
        |before: &Cells, row: &Cells| row.row.row > before.row.row + 1 || before.written().nth(1).is_none();
    let names_columns = |row: &Cells| {
        let holds = row.written().map(|cell| Holds::by(&compact(cell.text)));
        holds.filter(|holds| *holds != Holds::Other).count() >= 2
    };
    let begins = |(at, pair): (usize, &[Cells])| {
        let [before, row] = pair else { return None };
        (stands_off(before, row) && is_head(row) && announces(row) && names_columns(row)).then_some(at + 1)
    };
    let mut parts = Vec::new();
    let mut from = 0;
    for at in rows.windows(2).enumerate().filter_map(begins) {
        parts.push(&rows[from..at]);
        from = at;
    }
    parts.push(&rows[from..]);
    parts
}

/// Whether a text could be a label: short, and neither a figure nor a sentence.
pub(crate) fn is_label(text: &str) -> bool {
    let compact: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    !compact.is_empty()
        && compact.len() <= LABEL
        && !text.contains('。')
        && !compact.ends_with(&['る'])
        && !compact.ends_with(&['す'])
        && !is_figure(text)
}

/// Whether a text is a number and little else; a year is a label: 令和６年度, R6, 2024.
fn is_figure(text: &str) -> bool {
    // 指標１, 指標２: labels of a kind are counted.
    if text.strip_suffix(is_digit).is_some_and(|kind| !kind.ends_with(is_digit) && is_known(kind)) {
        return false;
    }
    let letters = text.chars().filter(|c| !c.is_whitespace());
    let (digits, others): (Vec<char>, Vec<char>) = letters.partition(|&c| is_digit(c));
    let is_year = others.contains(&'年')
        || (others.len() <= 3 && matches!(others.first(), Some('R' | 'Ｒ' | 'H' | 'Ｈ')))
        || Holds::by(text) == Holds::Goal;
    let signs = |c: &char| {
        matches!(
            c,
            ',' | '，'
                | '.'
                | '．'
                | '%'
                | '％'
                | '-'
                | '－'
                | '−'
                | '△'
                | '▲'
                | '+'
                | '±'
                | '/'
                | '～'
                | '~'
                | '('
                | ')'
                | '（'
                | '）'
        )
    };
    let units = others.iter().filter(|c| !signs(c)).count();
    let is_dash = digits.is_empty()
        && !others.is_empty()
        && others.iter().all(|c| signs(c) || matches!(c, '―' | '‐' | 'ー' | '…'));
    is_dash || (!digits.is_empty() && !is_year && units <= 2)
}

/// Whether all cells of a row are labels. A year of four figures is one in a head alone.
pub(crate) fn is_head(row: &Cells) -> bool {
    row.rank == Rank::Unknown
        && row.written().all(|cell| is_label(cell.text) || when::is_year(cell.text))
        && row.written().any(|cell| is_label(cell.text))
}

/// Whether half of the labels are such as heads have.
fn announces(row: &Cells) -> bool {
    let labels = || row.written().map(|cell| compact(cell.text));
    let known = labels().filter(|label| is_known(label)).count();
    known * 2 >= labels().count()
}

fn is_known(label: &str) -> bool {
    let bare = label.split(['（', '(']).next().filter(|bare| !bare.is_empty()).unwrap_or(label);
    WORDS.iter().any(|word| bare.ends_with(word)) || kurabe_text::years(bare).len() == 1
}

/// Whether the rows below are of another sort: most of them have figures or sentences.
fn contrasts(head: &Cells, below: &[Cells]) -> bool {
    let is_other = |row: &&Cells| {
        row.written().any(|cell| !is_label(cell.text)) && row.cells.len() >= head.written().count()
    };
    let others = below.iter().filter(is_other).count();
    others > 0 && others * 2 >= below.len()
}

/// Whether a row below a head is one of it: it repeats a label, which is merged over both; or it has labels where the head
/// has gaps, and years below what is told year by year, and nothing else but the first columns of groups.
fn refines(above: &Cells, below: &Cells) -> bool {
    if !is_head(below) {
        return false;
    }
    let at = |row: &Cells, column: usize| row.cell(column).map(|cell| compact(cell.text));
    let columns = || (0..below.cells.len()).filter_map(|column| Some((column, at(below, column)?)));
    if columns().any(|(column, label)| at(above, column) == Some(label)) {
        return true;
    }
    let first = (0..above.cells.len()).find(|&column| at(above, column).is_some()).unwrap_or_default();
    let mut refines = false;
    for (column, label) in columns() {
        match at(above, column) {
            None if column > first => refines = true,
            Some(group) if is_told_by_year(&group, &label) => refines = true,
            // 目標年度 beside 基準年度 is a stage; alone it asks for a year.
            Some(stage) if Holds::by(&stage) == Holds::Due && when::is_year(&label) => {}
            // The first column of a group.
            Some(_) if at(above, column + 1).is_none() => {}
            _ => return false,
        }
    }
    refines
}

/// 数値目標, 基準値, 目標値: where nothing else names what is measured, the first of two columns of goals does.
fn name_indicators(holds: &mut [Holds], labels: &[Vec<String>]) {
    let is_named = holds.iter().any(|holds| matches!(holds, Holds::Indicator | Holds::Name));
    let goals = holds.iter().filter(|holds| **holds == Holds::Goal).count();
    let first = labels.iter().position(|labels| !labels.is_empty());
    let Some(first) = first.filter(|_| !is_named && goals > 1) else { return };
    let has_year = labels[first].iter().any(|label| when::year(label).is_some());
    if holds[first] == Holds::Goal && !has_year {
        holds[first] = Holds::Indicator;
    }
}

/// In a table of indicators that says where they stood in one year (R6実績) and for no goal where it is, the years after
/// that one are those they are to be reached in.
fn plan_years(holds: &mut [Holds], labels: &[Vec<String>]) {
    let is_of_indicators = holds.contains(&Holds::Indicator) && !holds.contains(&Holds::Goal);
    let year =
        |labels: &[String]| labels.iter().rev().find_map(|label| when::year(label)).map(|due| due.year);
    let stood = holds.iter().zip(labels).filter(|(holds, _)| **holds == Holds::Standing);
    let Some(stood) = stood.filter_map(|(_, labels)| year(labels)).max().filter(|_| is_of_indicators) else {
        return;
    };
    for (holds, labels) in holds.iter_mut().zip(labels) {
        let is_bare = !labels.is_empty() && labels.iter().all(|label| when::is_year(label));
        if *holds == Holds::Other && is_bare && year(labels).is_some_and(|year| year > stood) {
            *holds = Holds::Goal;
        }
    }
}

/// Whether a label below another one says when what that names is, or which of its values: R8 below 目標値, 目標 below
/// 令和8年度. What asks for a time has it as its value: 令和8年度 below 開始年度.
fn is_told_by_year(group: &str, label: &str) -> bool {
    let is_value = |label: &str| matches!(Holds::by(label), Holds::Goal | Holds::Standing) || is_plan(label);
    (when::is_year(label) && is_value(group)) || (when::is_year(group) && is_value(label))
}

/// The labels above each column from top to bottom, those of a group above all its columns.
fn labels(rows: &[Cells]) -> Vec<Vec<String>> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().min(COLUMNS);
    let mut labels: Vec<Vec<String>> = vec![Vec::new(); columns];
    for (depth, row) in rows.iter().enumerate() {
        let mut group: Option<String> = None;
        for (column, above) in labels.iter_mut().enumerate() {
            let own = row.cell(column).map(|cell| compact(cell.text));
            if own.is_some() {
                group.clone_from(&own);
            }
            let is_grouped = || rows.iter().skip(depth + 1).any(|below| below.cell(column).is_some());
            let label = own.or_else(|| group.clone().filter(|_| is_grouped()));
            above.extend(label.filter(|label| !above.contains(label)));
        }
    }
    labels
}

fn words(row: &Cells) -> Vec<String> {
    row.cells.iter().map(|cell| compact(cell.text)).collect()
}
