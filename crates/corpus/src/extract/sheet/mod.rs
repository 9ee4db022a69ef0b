//! Workbooks (XLSX, XLSM) → text: a row of a sheet (シート) is a line, its cells as the sheet shows them, a tab between two.
//!
//! A sheet is a table, numbered as the workbook orders them, and its name is a heading above its rows. What stands in
//! cells that are merged downwards (結合セル) stands in each of their rows, as a reader sees it; rows and columns in
//! which nothing stands at all are left out, so that one cell in the last corner of a sheet costs nothing. Sheets, rows
//! and columns that are hidden are not read, be it by a filter, and neither is what is struck out: nobody published it.

mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic;

use calamine::{Font, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use kurabe_model::{Format, Limit, Omission, Problem};

use self::shown::shown;
use super::office::{Hidden, Struck, hidden, struck};
use super::writer::Writer;
use super::{Extract, LineFacts, Rank, Row, one_line};

/// How many cells of a workbook may hold something: a plan of all measures of a large city has some ten thousand.
const MOST_CELLS: usize = 1_000_000;
/// How long the text may become, in bytes.
const LONGEST: usize = 64 * 1024 * 1024;
/// How many merged areas of a sheet are looked at.
const MOST_MERGED: usize = 100_000;

/// The cells of a sheet in which something stands, by row and column, counted from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// The text of a workbook, or why there is none.
pub(super) fn extract(bytes: &[u8]) -> Result<Extract, Problem> {
    // The library reckons with places of cells as a file names them, and panics where one is beyond any sheet.
    panic::catch_unwind(|| read(bytes)).unwrap_or(Err(Problem::Broken { format: Format::Xlsx }))
}

fn read(bytes: &[u8]) -> Result<Extract, Problem> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
    let sheets: Vec<Sheet> = book.sheets_metadata().to_vec();
    let is_work = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet;
    let visible = sheets.iter().filter(is_work).filter(|sheet| sheet.visible == SheetVisible::Visible);
    let hidden_sheets =
        sheets.iter().filter(is_work).filter(|sheet| sheet.visible != SheetVisible::Visible).count();
    let names: Vec<&str> = visible.map(|sheet| sheet.name.as_str()).collect();
    let mut not_shown = hidden(bytes)?;
    let struck = struck(bytes)?;
    let mut writer = Writer::default();
    let (mut left, mut written) = (MOST_CELLS, 0);
    let mut left_out = LeftOut::default();
    for (index, name) in names.iter().enumerate() {
        let mut cells = cells(&mut book, name, &struck, &mut left, &mut left_out)?;
        let not_shown = not_shown.remove(*name).unwrap_or_default();
        let merged = book.merge_cells_by_sheet_name(name).map_err(|error| problem(&error))?;
        for area in merged.iter().take(MOST_MERGED) {
            fill_down(&mut cells, area.start, area.end);
            // What is merged is shown as long as a part of it is.
            uncover(&mut cells, &not_shown, area.start, area.end);
        }
        left_out.take_hidden(&mut cells, &not_shown);
        if cells.is_empty() {
            continue;
        }
        // A name the program gave says something only where there are several.
        if names.len() > 1 || !is_given_by_program(name) {
            writer.line(&one_line([*name]), LineFacts { rank: Rank::Heading(1), ..LineFacts::default() });
        }
        let columns: BTreeSet<u32> = cells.values().flat_map(BTreeMap::keys).copied().collect();
        for (number, row) in &cells {
            let last = row.keys().next_back().copied().unwrap_or_default();
            let cell = |column: &u32| row.get(column).map_or("", String::as_str);
            let line = columns.range(..=last).map(cell).collect::<Vec<_>>().join("\t");
            written += line.len();
            if written > LONGEST {
                return Err(Problem::OverLimit { limit: Limit::Output });
            }
            let row = Row { table: index as u32 + 1, row: number + 1 };
            writer.row(&line, row);
        }
    }
    let mut extract = writer.into_extract();
    if extract.lines.iter().all(|line| line.row.is_none()) {
        return Err(Problem::Empty);
    }
    extract.problems = left_out.problems(hidden_sheets);
    Ok(extract)
}

/// How much of what stands in a workbook is not read.
#[derive(Default)]
struct LeftOut {
    rows: usize,
    columns: usize,
    struck: usize,
}

impl LeftOut {
    /// Takes what is hidden away from the cells of a sheet.
    fn take_hidden(&mut self, cells: &mut Cells, hidden: &Hidden) {
        let rows = cells.len();
        cells.retain(|row, _| !hidden.rows.contains(row));
        self.rows += rows - cells.len();
        let columns: BTreeSet<u32> = cells.values().flat_map(BTreeMap::keys).copied().collect();
        self.columns += columns.intersection(&hidden.columns).count();
        cells.values_mut().for_each(|row| row.retain(|column, _| !hidden.columns.contains(column)));
        cells.retain(|_, row| !row.is_empty());
    }

    fn problems(&self, sheets: usize) -> Vec<Problem> {
        let counts = [
            (Omission::HiddenSheets, sheets),
            (Omission::HiddenRows, self.rows),
            (Omission::HiddenColumns, self.columns),
            (Omission::Withdrawn, self.struck),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        counts.map(|(what, count)| Problem::LeftOut { what, count }).collect()
    }
}

/// The cells of a sheet as it shows them; of those that may still come, `left`, so many are taken away.
fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    struck: &Struck,
    left: &mut usize,
    left_out: &mut LeftOut,
) -> Result<Cells, Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| problem(&error))?;
    let styles = reader.styles().to_vec();
    let mut cells = Cells::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| problem(&error))? {
        let format = styles.get(style).and_then(|style| style.number_format.as_ref());
        let mut text = shown(cell.get_value(), format.map_or("", |format| format.format_code.as_str()));
        if text.is_empty() {
            continue;
        }
        if let Some(kept) = struck.left_of(&text) {
            left_out.struck += 1;
            text = one_line([kept]);
            if text.is_empty() {
                continue;
            }
        }
        let font = styles.get(style).and_then(|style| style.font.as_ref());
        if font.is_some_and(Font::has_strikethrough) {
            left_out.struck += 1;
            continue;
        }
        *left = left.checked_sub(1).ok_or(Problem::OverLimit { limit: Limit::Output })?;
        let (row, column) = cell.get_position();
        cells.entry(row).or_default().insert(column, text);
    }
    Ok(cells)
}

/// Writes what stands in the first row of a merged area into its other rows, where these hold anything.
fn fill_down(cells: &mut Cells, (top, first): (u32, u32), (bottom, _): (u32, u32)) {
    let Some(text) = cells.get(&top).and_then(|row| row.get(&first)).cloned() else { return };
    for (_, row) in cells.range_mut(top..=bottom).skip(1) {
        row.entry(first).or_insert_with(|| text.clone());
    }
}

/// Moves what stands in a hidden first column of a merged area into the first column of it that is shown.
fn uncover(cells: &mut Cells, hidden: &Hidden, (top, first): (u32, u32), (bottom, last): (u32, u32)) {
    if !hidden.columns.contains(&first) {
        return;
    }
    let Some(shown) = (first..=last).find(|column| !hidden.columns.contains(column)) else { return };
    for (_, row) in cells.range_mut(top..=bottom) {
        if let Some(text) = row.remove(&first) {
            row.entry(shown).or_insert(text);
        }
    }
}

/// Whether a sheet has the name it was made with: Sheet1, シート2.
fn is_given_by_program(name: &str) -> bool {
    let lower = name.to_lowercase();
    let number = ["sheet", "シート", "ｓｈｅｅｔ"].iter().find_map(|stem| lower.strip_prefix(stem));
    number.is_some_and(|number| number.chars().all(char::is_numeric))
}

fn problem(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::PasswordNeeded,
        _ => Problem::Broken { format: Format::Xlsx },
    }
}

#[cfg(test)]
mod tests;
