//! Rows and columns of sheets that are not shown (非表示の行・列): hidden by hand, by a filter, or without any height or width.
//!
//! The library that reads cells does not say it. A sheet is walked along once, event by event: nothing is kept of its
//! cells.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{Format, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::Package;
use super::xml::Tree;
use super::{Fault, main_part, problem};

/// Rows and columns a sheet can have.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// What a sheet does not show, counted from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Hidden {
    pub(in crate::extract) rows: BTreeSet<u32>,
    pub(in crate::extract) columns: BTreeSet<u32>,
}

/// What the sheets of a workbook do not show, by their names.
pub(in crate::extract) fn hidden(bytes: &[u8]) -> Result<BTreeMap<String, Hidden>, Problem> {
    sheets(bytes).map_err(|fault| problem(fault, Format::Xlsx))
}

fn sheets(bytes: &[u8]) -> Result<BTreeMap<String, Hidden>, Fault> {
    let mut package = Package::open(bytes)?;
    let (book, xml) = main_part(&mut package)?;
    let parts: BTreeMap<String, String> =
        package.relations(&book)?.into_iter().map(|relation| (relation.id, relation.target)).collect();
    let tree = Tree::parse(&xml)?;
    let root = tree.root().ok_or(Fault::Damaged)?;
    let lists = root.children().filter(|element| element.name() == "sheets");
    let mut sheets = BTreeMap::new();
    for sheet in lists.flat_map(|list| list.children()) {
        let part = sheet.prefixed("id").and_then(|id| parts.get(id.as_ref()));
        let (Some(name), Some(part)) = (sheet.attribute("name"), part) else { continue };
        if let Some(xml) = package.part(part)? {
            sheets.insert(name.into_owned(), of_sheet(&xml)?);
        }
    }
    Ok(sheets)
}

/// What one sheet does not show.
fn of_sheet(xml: &str) -> Result<Hidden, Fault> {
    let mut reader = Reader::from_str(xml);
    let mut hidden = Hidden::default();
    // A row that has no number follows the one before.
    let mut row = 0;
    loop {
        match reader.read_event().map_err(|_| Fault::Damaged)? {
            Event::Start(start) | Event::Empty(start) => match start.local_name().into_inner() {
                "row" => {
                    row = number(&start, "r").filter(|row| *row <= LAST_ROW).unwrap_or(row + 1);
                    if is_hidden(&start, "ht") {
                        hidden.rows.insert(row.saturating_sub(1));
                    }
                }
                "col" if is_hidden(&start, "width") => {
                    let first = number(&start, "min").unwrap_or(1).max(1);
                    let last = number(&start, "max").unwrap_or(first).min(LAST_COLUMN);
                    hidden.columns.extend(first - 1..last);
                }
                _ => {}
            },
            Event::DocType(_) => return Err(Fault::Damaged),
            Event::Eof => return Ok(hidden),
            _ => {}
        }
    }
}

/// Whether a row or a column is hidden, or has no `size`.
fn is_hidden(start: &BytesStart, size: &str) -> bool {
    let says = attribute(start, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"));
    says || attribute(start, size).and_then(|value| value.parse::<f64>().ok()) == Some(0.0)
}

fn number(start: &BytesStart, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == name)?;
    Some(found.value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_are_hidden_in_several_ways() {
        let hidden = of_sheet(
            "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\"/>\
             <col min=\"9\" max=\"4000000000\" hidden=\"true\"/></cols><sheetData><row/><row hidden=\"1\"><c/></row>\
             <row r=\"9\" ht=\"0\" customHeight=\"1\"/><row hidden=\"0\" ht=\"13.5\"/></sheetData></worksheet>",
        )
        .unwrap();
        assert_eq!(hidden.rows.into_iter().collect::<Vec<_>>(), [1, 8]);
        assert_eq!(hidden.columns.range(..8).copied().collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(hidden.columns.last(), Some(&(LAST_COLUMN - 1)));
    }

    #[test]
    fn what_is_no_sheet_is_damaged() {
        assert_eq!(of_sheet("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"), Err(Fault::Damaged));
        assert_eq!(of_sheet("<worksheet><row></col></worksheet>"), Err(Fault::Damaged));
    }
}
