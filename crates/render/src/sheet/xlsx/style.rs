//! How cells look (書式).

use crate::sheet::column::{Field, Shape};
use crate::sheet::csv::is_formula;

/// The formats of a workbook. The face is one that Windows and Office have, made for signs and papers of the public
/// sector (UD); who lacks it sees another one.
pub(super) const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts count="2">
<font><sz val="10"/><name val="BIZ UDPGothic"/><family val="3"/><charset val="128"/></font>
<font><b/><sz val="10"/><name val="BIZ UDPGothic"/><family val="3"/><charset val="128"/></font>
</fonts>
<fills count="3">
<fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/><bgColor indexed="64"/></patternFill></fill>
</fills>
<borders count="3">
<border><left/><right/><top/><bottom/><diagonal/></border>
<border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border>
<border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="medium"><color rgb="FF404040"/></bottom><diagonal/></border>
</borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="8">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="2" borderId="2" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment horizontal="right" vertical="top" wrapText="1"/></xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>
"#;

/// A format, by its place among those above.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style {
    Head = 1,
    Text = 2,
    Lead = 3,
    /// Of a text that would become a formula as soon as somebody edits the cell.
    Quoted = 4,
    Number = 5,
    Share = 6,
    /// Of a text that ends beside the next column.
    LeadingUp = 7,
}

impl Style {
    /// The format of a text in a column.
    pub(super) fn of_text(field: &Field, text: &str) -> Self {
        match field.leads {
            _ if is_formula(text) => Self::Quoted,
            true => Self::Lead,
            false if field.shape == Shape::LeadingUp => Self::LeadingUp,
            false => Self::Text,
        }
    }

    /// The format of a number in a column.
    pub(super) fn of_number(field: &Field) -> Self {
        if field.shape == Shape::Share { Self::Share } else { Self::Number }
    }

    /// Its number in the file.
    pub(super) fn number(self) -> u8 {
        self as u8
    }
}
