//! The head of a table (表の見出し行): one row of labels, or several where groups of columns have a label of their own.

use super::cells::Cells;
use super::column::Holds;
use crate::read::words::{compact, is_digit};

/// How far down a head is looked for: titles and notes on units stand above it.
const DEPTH: usize = 12;
/// How many rows a head has at the most.
const ROWS: usize = 4;
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
    /// What each column is called; nothing where it has no label.
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
        let names = names(&rows[first..end]);
        let holds = names.iter().map(|name| Holds::by(name)).collect();
        Self { first, end, names, holds, printed }
    }

    /// What a column holds.
    pub(crate) fn holds(&self, column: usize) -> Holds {
        self.holds.get(column).copied().unwrap_or(Holds::Other)
    }

    /// Whether a row, by its place, is one of its own or stands below it.
    pub(crate) fn is_above(&self, at: usize) -> bool {
        self.end > 0 && at >= self.first
    }

    /// The place behind its last row.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// How many columns it has.
    pub(crate) fn columns(&self) -> usize {
        self.names.len()
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
    let letters = text.chars().filter(|c| !c.is_whitespace());
    let (digits, others): (Vec<char>, Vec<char>) = letters.partition(|&c| is_digit(c));
    let is_year = others.contains(&'年')
        || (others.len() <= 3 && matches!(others.first(), Some('R' | 'Ｒ' | 'H' | 'Ｈ')));
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

fn is_head(row: &Cells) -> bool {
    row.written().all(|cell| is_label(cell.text))
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

/// Whether a row below a head names the columns of its groups: it has labels where the head has gaps, and nothing but
/// them or what the head says already elsewhere.
fn refines(above: &Cells, below: &Cells) -> bool {
    if !is_head(below) {
        return false;
    }
    let at = |row: &Cells, column: usize| row.cell(column).map(|cell| compact(cell.text));
    let first = (0..above.cells.len()).find(|&column| at(above, column).is_some()).unwrap_or_default();
    let mut fills = false;
    for column in 0..below.cells.len() {
        let Some(label) = at(below, column) else { continue };
        match at(above, column) {
            None if column > first => fills = true,
            // The first column of a group.
            Some(group) if group == label || at(above, column + 1).is_none() => {}
            _ => return false,
        }
    }
    fills
}

/// The names of the columns: the labels from top to bottom, those of a group for all its columns.
fn names(rows: &[Cells]) -> Vec<String> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut names: Vec<Vec<String>> = vec![Vec::new(); columns];
    for (depth, row) in rows.iter().enumerate() {
        let mut group: Option<String> = None;
        for (column, name) in names.iter_mut().enumerate() {
            let own = row.cell(column).map(|cell| compact(cell.text));
            if own.is_some() {
                group.clone_from(&own);
            }
            let is_grouped = || rows.iter().skip(depth + 1).any(|below| below.cell(column).is_some());
            let label = own.or_else(|| group.clone().filter(|_| is_grouped()));
            name.extend(label.filter(|label| !name.contains(label)));
        }
    }
    names.into_iter().map(|labels| labels.join("／")).collect()
}

fn words(row: &Cells) -> Vec<String> {
    row.cells.iter().map(|cell| compact(cell.text)).collect()
}
