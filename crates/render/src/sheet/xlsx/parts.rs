//! The parts of a workbook beside its sheets: what there is, how it hangs together, what is printed.

use std::fmt::Write as _;

use super::style;
use super::xml::escaped;

/// A sheet that is whole.
pub(super) struct Listed {
    pub(super) name: String,
    /// The last cell of what can be filtered.
    pub(super) filtered: String,
    /// The last cell of what is printed.
    pub(super) printed: String,
    /// How many columns are repeated on every page.
    pub(super) leading: usize,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The name of the part a sheet is, counted from 1.
pub(super) fn sheet(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// All parts but the sheets, by name.
pub(super) fn all(sheets: &[Listed]) -> [(&'static str, String); 5] {
    [
        ("xl/styles.xml", style::SHEET.to_owned()),
        ("xl/workbook.xml", workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", relations(sheets.len())),
        ("_rels/.rels", start()),
        ("[Content_Types].xml", types(sheets.len())),
    ]
}

fn workbook(sheets: &[Listed]) -> String {
    let (mut list, mut names) = (String::new(), String::new());
    // Writing into a string does not fail.
    for (place, Listed { name, filtered, printed, leading }) in sheets.iter().enumerate() {
        let (number, name) = (place + 1, escaped(name));
        let _ = write!(list, r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
        let quoted = name.replace('\'', "''");
        let mut define = |kind: &str, hidden: &str, range: &str| {
            let _ = write!(
                names,
                r#"<definedName name="_xlnm.{kind}" localSheetId="{place}"{hidden}>'{quoted}'!{range}</definedName>"#
            );
        };
        define("_FilterDatabase", r#" hidden="1""#, &format!("$A$1:{}", fixed(filtered)));
        define("Print_Area", "", &format!("$A$1:{}", fixed(printed)));
        // More than one column never heads the rows, so a letter is enough.
        let columns = if *leading > 0 { format!("$A:$A,'{quoted}'!") } else { String::new() };
        define("Print_Titles", "", &format!("{columns}$1:$1"));
    }
    format!(
        r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews><sheets>{list}</sheets><definedNames>{names}</definedNames></workbook>"#
    )
}

/// The name of a cell as one that stays: $F$12 of F12.
fn fixed(place: &str) -> String {
    let letters: String = place.chars().take_while(char::is_ascii_alphabetic).collect();
    let row: String = place.chars().skip_while(char::is_ascii_alphabetic).collect();
    format!("${letters}${row}")
}

fn relations(sheets: usize) -> String {
    let mut list = String::new();
    for number in 1..=sheets {
        let _ = write!(
            list,
            r#"<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
    }
    let own = sheets + 1;
    format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{list}<Relationship Id="rId{own}" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#
    )
}

fn start() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    )
}

fn types(sheets: usize) -> String {
    let mut list = String::new();
    for number in 1..=sheets {
        let part = sheet(number);
        let _ = write!(list, r#"<Override PartName="/{part}" ContentType="{TYPE}.worksheet+xml"/>"#);
    }
    format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{list}<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>"#
    )
}
