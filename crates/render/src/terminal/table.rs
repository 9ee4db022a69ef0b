//! A table for a reader: columns that line up, narrowed where the terminal ends, with … where something is cut.

use std::io::{self, Write};

use super::Reader;
use super::width::{cut, pad, pad_left, width};

/// What stands between columns.
const GAP: usize = 2;
/// The least a column is narrowed to.
const LEAST: usize = 8;

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    head: String,
    right: bool,
    /// Whether its cells may be cut; numbers and ids are of no use when they are.
    whole: bool,
}

impl Column {
    /// A column of text, which may be cut.
    pub(super) fn text(head: impl Into<String>) -> Self {
        Self { head: head.into(), right: false, whole: false }
    }

    /// A column of numbers.
    pub(super) fn number(head: impl Into<String>) -> Self {
        Self { head: head.into(), right: true, whole: true }
    }

    /// A column that is never cut.
    pub(super) fn whole(head: impl Into<String>) -> Self {
        Self { head: head.into(), right: false, whole: true }
    }
}

/// Writes a table. Where the columns do not fit side by side, those behind the first are written in several
/// tables, each of which repeats the first.
pub(super) fn table(
    out: &mut dyn Write,
    reader: Reader,
    columns: &[Column],
    rows: &[Vec<String>],
) -> io::Result<()> {
    let natural: Vec<usize> = (0..columns.len())
        .map(|index| {
            let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| width(cell));
            cells.chain([width(&columns[index].head)]).max().unwrap_or(0)
        })
        .collect();
    let Some(available) = reader.width else {
        return part(out, reader, columns, rows, &(0..columns.len()).collect::<Vec<_>>(), &natural);
    };
    let least = |index: usize| {
        if columns[index].whole { natural[index] } else { natural[index].min(LEAST) }
    };
    let mut rest: Vec<usize> = (1..columns.len()).collect();
    let mut first = true;
    while first || !rest.is_empty() {
        let mut used = least(0);
        let mut count = 0;
        while let Some(&index) = rest.get(count) {
            used += GAP + least(index);
            if used > available && count > 0 {
                break;
            }
            count += 1;
        }
        let mut shown: Vec<usize> = vec![0];
        shown.extend(rest.drain(..count));
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        let widths = fitted(columns, &natural, &shown, available);
        part(out, reader, columns, rows, &shown, &widths)?;
    }
    Ok(())
}

/// The widths of the columns shown: those that may be cut share what room there is, and none is wider than it
/// needs.
fn fitted(columns: &[Column], natural: &[usize], shown: &[usize], available: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let soft: Vec<usize> = shown.iter().copied().filter(|&index| !columns[index].whole).collect();
    let used = |widths: &[usize]| shown.iter().map(|&index| widths[index] + GAP).sum::<usize>();
    let widest = soft.iter().map(|&index| natural[index]).max().unwrap_or(0);
    let mut most = widest;
    while used(&widths) > available + GAP && most > LEAST {
        most -= 1;
        for &index in &soft {
            widths[index] = natural[index].min(most);
        }
    }
    // What is left over makes the first of them wider by one.
    for &index in &soft {
        if used(&widths) < available + GAP && widths[index] < natural[index] {
            widths[index] += 1;
        }
    }
    widths
}

fn part(
    out: &mut dyn Write,
    reader: Reader,
    columns: &[Column],
    rows: &[Vec<String>],
    shown: &[usize],
    widths: &[usize],
) -> io::Result<()> {
    let line = |cell: &dyn Fn(usize) -> String| {
        let mut line = String::new();
        for (place, &index) in shown.iter().enumerate() {
            if place > 0 {
                line.push_str("  ");
            }
            let cell = cut(&cell(index), widths[index]);
            line.push_str(&match columns[index].right {
                true => pad_left(&cell, widths[index]),
                false => pad(&cell, widths[index]),
            });
        }
        line.trim_end().to_owned()
    };
    writeln!(out, "{}", reader.dim(&line(&|index| columns[index].head.clone())))?;
    for row in rows {
        writeln!(out, "{}", line(&|index| row.get(index).cloned().unwrap_or_default()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn written(width: Option<usize>) -> String {
        let columns =
            [Column::text("測るもの"), Column::number("値"), Column::text("自治体"), Column::whole("id")];
        let row =
            ["公共施設の延床面積の削減割合", "12", "国分寺市", "kokubunji-1"].map(str::to_owned).to_vec();
        let mut out = Vec::new();
        table(&mut out, Reader { lang: Lang::Japanese, color: false, width }, &columns, &[row]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_pipe_gets_everything() {
        assert!(written(None).contains("公共施設の延床面積の削減割合  12  国分寺市  kokubunji-1\n"));
    }

    #[test]
    fn on_a_terminal_nothing_is_wider_and_what_is_cut_is_marked() {
        for columns in [24, 30, 36, 44, 80] {
            let table = written(Some(columns));
            assert!(table.lines().all(|line| width(line) <= columns), "{columns}\n{table}");
            assert!(table.contains("kokubunji-1") && table.contains("12"), "{table}");
        }
        assert_eq!(written(Some(44)).lines().nth(1), Some("公共施設の延床面…  12  国分寺市  kokubunji-1"));
    }

    #[test]
    fn columns_share_the_room() {
        let columns = ["一", "二", "三"].map(Column::text);
        let row = vec!["あ".repeat(30), "い".repeat(20), "う".repeat(3)];
        let mut out = Vec::new();
        let reader = Reader { lang: Lang::Japanese, color: false, width: Some(40) };
        table(&mut out, reader, &columns, &[row]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().nth(1), Some("あああああああ…  いいいいいいい…  ううう"), "{text}");
    }

    #[test]
    fn columns_without_room_follow_below() {
        let narrow = written(Some(24));
        assert_eq!(narrow.matches("測るもの").count(), 2, "{narrow}");
    }
}
