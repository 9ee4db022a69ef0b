//! Words of a workbook that are struck out within a cell (取消線の付いた文字): the library that reads cells gives them like
//! any others, and does not say which string of the workbook a cell holds.
//!
//! A cell is known by its words. Where the same words stand elsewhere in the workbook and are struck out in another way, or
//! not at all, nobody can tell which cell has which: they stay.

use std::collections::BTreeMap;

use kurabe_model::{Format, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::Package;
use super::xml::named;
use super::{Fault, main_part, problem};

/// The words of cells that are struck out in part, without their white space, and what is left of them.
#[derive(Debug, Default)]
pub(in crate::extract) struct Struck {
    left: BTreeMap<String, String>,
}

impl Struck {
    /// What is left of the words of a cell, if some of them are struck out.
    pub(in crate::extract) fn left_of(&self, words: &str) -> Option<&str> {
        if self.left.is_empty() {
            return None;
        }
        self.left.get(&key(words)).map(String::as_str)
    }
}

/// What is struck out within the cells of a workbook.
pub(in crate::extract) fn struck(bytes: &[u8]) -> Result<Struck, Problem> {
    of_workbook(bytes).map_err(|fault| problem(fault, Format::Xlsx))
}

fn of_workbook(bytes: &[u8]) -> Result<Struck, Fault> {
    let mut struck = Struck::default();
    each_part(bytes, |xml| if xml.contains("strike") { struck.gather(xml) } else { Ok(()) })?;
    if !struck.left.is_empty() {
        each_part(bytes, |xml| struck.doubt(xml))?;
    }
    Ok(struck)
}

/// Hands out the parts of a workbook that hold strings, one after another: those all sheets share, and sheets with their own.
fn each_part(bytes: &[u8], mut take: impl FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut package = Package::open(bytes)?;
    let (book, _) = main_part(&mut package)?;
    let parts = package.relations(&book)?;
    for part in parts.iter().filter(|part| matches!(part.kind.as_str(), "sharedStrings" | "worksheet")) {
        package.part(&part.target)?.map_or(Ok(()), |xml| take(&xml))?;
    }
    Ok(())
}

impl Struck {
    /// Takes in what is struck out in a part.
    fn gather(&mut self, xml: &str) -> Result<(), Fault> {
        each(xml, |text| {
            if text.kept != text.whole {
                self.left.insert(key(&text.whole), text.kept.clone());
            }
        })
    }

    /// Gives up what stands in a part in another way.
    fn doubt(&mut self, xml: &str) -> Result<(), Fault> {
        each(xml, |text| {
            let key = key(&text.whole);
            if self.left.get(&key).is_some_and(|kept| *kept != text.kept) {
                self.left.remove(&key);
            }
        })
    }
}

/// A string of the workbook.
#[derive(Default)]
struct Text {
    whole: String,
    /// What of it is not struck out.
    kept: String,
}

/// Hands out the strings one after another; of the readings (ふりがな) beside them nothing is kept.
fn each(xml: &str, mut take: impl FnMut(&Text)) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    let mut text = Text::default();
    let (mut is_struck, mut is_reading, mut is_text) = (false, false, false);
    loop {
        let event = reader.read_event().map_err(|_| Fault::Damaged)?;
        let words = match &event {
            Event::Start(start) | Event::Empty(start) => {
                let opens = matches!(event, Event::Start(_));
                match start.local_name().into_inner() {
                    "si" | "is" => text = Text::default(),
                    "r" => is_struck = false,
                    "strike" => is_struck = says_so(start),
                    "rPh" => is_reading = opens,
                    "t" => is_text = opens,
                    _ => {}
                }
                continue;
            }
            Event::End(end) => {
                match end.local_name().into_inner() {
                    "si" | "is" => take(&text),
                    "r" => is_struck = false,
                    "rPh" => is_reading = false,
                    "t" => is_text = false,
                    _ => {}
                }
                continue;
            }
            Event::Text(words) => words.xml10_content(),
            Event::CData(words) => words.xml10_content(),
            Event::GeneralRef(reference) => named(reference)?,
            Event::DocType(_) => return Err(Fault::Damaged),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        if is_text && !is_reading {
            text.whole.push_str(&words);
            if !is_struck {
                text.kept.push_str(&words);
            }
        }
    }
}

/// Whether words are struck out that have this property.
fn says_so(strike: &BytesStart) -> bool {
    let mut attributes = strike.attributes();
    let value = attributes.with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == "val");
    value.is_none_or(|value| !matches!(value.value.trim(), "0" | "false"))
}

/// Words without their white space, of which the library leaves some away.
fn key(words: &str) -> String {
    words.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_are_struck_out_are_left_away() {
        let run = |strike: &str, words: &str| format!("<r><rPr>{strike}</rPr><t>{words}</t></r>");
        let strings = [
            run("", "窓口を") + &run("<strike/>", "三つ") + &run("<strike val=\"0\"/>", "四つ &amp; 一つ"),
            "<t>ただの文</t>".to_owned(),
            run("<strike/>", "廃止"),
            run("<strike/>", "同じ") + &run("", "文"),
            "<t>同じ文</t>".to_owned(),
            run("", "読み") + "<rPh><t>ヨミ</t></rPh>" + &run("<strike/>", "方"),
        ];
        let xml: String = strings.iter().map(|string| format!("<si>{string}</si>")).collect();
        let xml = format!("<sst>{xml}</sst>");
        let mut struck = Struck::default();
        struck.gather(&xml).and_then(|()| struck.doubt(&xml)).unwrap();
        assert_eq!(struck.left_of("窓口を三つ四つ & 一つ"), Some("窓口を四つ & 一つ"));
        assert_eq!(struck.left_of("廃止"), Some(""));
        assert_eq!(struck.left_of("読み方"), Some("読み"));
        for whole in ["ただの文", "同じ文", "窓口"] {
            assert_eq!(struck.left_of(whole), None, "{whole}");
        }
        assert_eq!(struck.gather("<!DOCTYPE x><sst>strike</sst>"), Err(Fault::Damaged));
    }
}
