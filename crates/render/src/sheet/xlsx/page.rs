//! A sheet of a workbook: its head stays in sight and is printed on every page, the columns people read come first
//! and are what is printed, and those for programs stand to the right of them.

use std::io::{self, Write};

use super::parts::Listed;
use super::style::Style;
use super::width::{Widths, that_fits};
use super::xml::escaped;
use crate::sheet::column::Field;

/// As many rows as a sheet can have.
const ROWS: usize = 1_048_576;
/// How many rows the widths of columns are found from.
const LOOKED_AT: usize = 200;

/// A sheet on its way.
pub(super) struct Page {
    name: String,
    is_first: bool,
    /// The fields in the order of their columns.
    order: Vec<usize>,
    widths: Option<Widths>,
    /// The rows that came before there were widths.
    waiting: Vec<Vec<String>>,
    /// How many rows there are, with the head.
    rows: usize,
}

impl Page {
    pub(super) fn new(name: String, is_first: bool, fields: &[Field]) -> Self {
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|&field| !fields[field].main);
        Self { name, is_first, order, widths: None, waiting: Vec::new(), rows: 1 }
    }

    /// Whether there is no room for another row.
    pub(super) fn is_full(&self) -> bool {
        self.rows == ROWS
    }

    /// Writes a row, or keeps it for a little.
    pub(super) fn row(&mut self, out: &mut dyn Write, fields: &[Field], cells: &[String]) -> io::Result<()> {
        self.rows += 1;
        match &self.widths {
            Some(widths) => write_row(out, widths, &self.order, fields, (self.rows, cells)),
            None => {
                self.waiting.push(cells.to_vec());
                if self.waiting.len() == LOOKED_AT { self.begin(out, fields) } else { Ok(()) }
            }
        }
    }

    /// Writes what comes before the rows, and those that have waited for it.
    fn begin(&mut self, out: &mut dyn Write, fields: &[Field]) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let widths = Widths::fitting(fields, &waiting);
        let leading = leading(fields);
        out.write_all(
            br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#,
        )?;
        let selected = if self.is_first { r#" tabSelected="1""# } else { "" };
        let first = place(leading, 2);
        let (split, pane) = match leading {
            0 => (String::new(), "bottomLeft"),
            columns => (format!(r#" xSplit="{columns}""#), "bottomRight"),
        };
        write!(
            out,
            r#"<sheetViews><sheetView{selected} workbookViewId="0"><pane{split} ySplit="1" topLeftCell="{first}" activePane="{pane}" state="frozen"/><selection pane="{pane}" activeCell="{first}" sqref="{first}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>"#
        )?;
        for (column, &field) in self.order.iter().enumerate() {
            let (number, width) = (column + 1, widths.column(field));
            write!(out, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#)?;
        }
        out.write_all(b"</cols><sheetData>")?;
        let height = widths.height(fields.iter().map(|field| &field.head));
        write!(out, r#"<row r="1" ht="{height}" customHeight="1">"#)?;
        for (column, &field) in self.order.iter().enumerate() {
            write_text(out, &place(column, 1), Style::Head, &fields[field].head)?;
        }
        out.write_all(b"</row>")?;
        for (index, cells) in waiting.iter().enumerate() {
            write_row(out, &widths, &self.order, fields, (index + 2, cells))?;
        }
        self.widths = Some(widths);
        Ok(())
    }

    /// Writes what comes behind the rows.
    pub(super) fn end(mut self, out: &mut dyn Write, fields: &[Field]) -> io::Result<Listed> {
        if self.widths.is_none() {
            self.begin(out, fields)?;
        }
        let pages = self.widths.as_ref().map_or(1, |widths| widths.pages(fields));
        let leading = leading(fields);
        let last = |columns: usize| place(columns.saturating_sub(1), self.rows);
        let (filtered, printed) =
            (last(fields.len()), last(fields.iter().filter(|field| field.main).count()));
        // 35 of the lines of a source is no number to reckon with, whatever it looks like.
        write!(
            out,
            r#"</sheetData><autoFilter ref="A1:{filtered}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="{pages}" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter><ignoredErrors><ignoredError sqref="A1:{filtered}" numberStoredAsText="1"/></ignoredErrors></worksheet>"#
        )?;
        Ok(Listed { name: self.name, filtered, printed, leading })
    }
}

/// How many columns stay in sight: those at the beginning that head their rows.
fn leading(fields: &[Field]) -> usize {
    fields.iter().take_while(|field| field.leads).count()
}

/// Writes the row of that number.
fn write_row(
    out: &mut dyn Write,
    widths: &Widths,
    order: &[usize],
    fields: &[Field],
    (row, cells): (usize, &[String]),
) -> io::Result<()> {
    let height = widths.height(cells.iter());
    write!(out, r#"<row r="{row}" ht="{height}" customHeight="1">"#)?;
    for (column, &field) in order.iter().enumerate() {
        let (place, field, cell) = (place(column, row), &fields[field], &cells[field]);
        let number = || cell.parse::<f64>().ok().filter(|number| number.is_finite());
        match number().filter(|_| field.is_number()) {
            Some(number) => {
                let style = Style::of_number(field).number();
                write!(out, r#"<c r="{place}" s="{style}"><v>{number}</v></c>"#)?;
            }
            None => write_text(out, &place, Style::of_text(field, cell), cell)?,
        }
    }
    out.write_all(b"</row>")
}

fn write_text(out: &mut dyn Write, place: &str, style: Style, text: &str) -> io::Result<()> {
    let style = style.number();
    if text.is_empty() {
        return write!(out, r#"<c r="{place}" s="{style}"/>"#);
    }
    let (whole, start, end) = (that_fits(text), r#"<is><t xml:space="preserve">"#, "</t></is>");
    write!(out, r#"<c r="{place}" s="{style}" t="inlineStr">{start}{}{end}</c>"#, escaped(&whole))
}

/// The name of a cell: the first column is A, the first row 1.
fn place(column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn columns_have_letters() {
        let names = [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")];
        for (column, name) in names {
            assert_eq!(place(column, 1), name);
        }
    }
}
