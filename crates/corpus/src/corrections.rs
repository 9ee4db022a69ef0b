//! `corrections.toml` beside the catalogue (訂正): what a planner says of lines that were misread.
//!
//! Written by hand, so every fault is found in one go, each with its line and what would be right. An entry is
//!
//! ```toml
//! [[correction]]
//! document = "midori-plan"       # the id in the catalogue
//! line = 12                      # the line of the text, as `corpus outline --lines` shows it
//! text = "１ 施策の方向"          # what stands on it
//! is = "heading"                 # heading, title, body, table or ignore
//! level = 2                      # of a heading, counted from 1
//! # last_line = 14               # where it goes on to another line, that line
//! # last_text = "…"              # and what stands on that
//! ```
//!
//! The text says which line is meant, the number only which of several that say the same: so a mark survives when a file
//! is extracted anew and its lines have moved, and is stale when the text is gone.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use kurabe_model::DocumentId;
use kurabe_text::fold;
use toml::de::DeValue;

use crate::extract::{Joint, LineFacts, Part, Rank};
use crate::handwritten::{self, Entry, Fault, FaultKind, Form, count};
use crate::read::line_end;

/// How a correction is entered.
const FORM: Form = Form { array: "correction", head: "[[correction]]", keys: &KEYS };

const KEYS: [(&str, &str); 7] = [
    ("document", r#"document = "kokubunji-seisakubu-2024""#),
    ("line", "line = 12"),
    ("text", r#"text = "１ 施策の方向""#),
    ("is", r#"is = "heading"  # title, body, table, ignore"#),
    ("level", "level = 2"),
    ("last_line", "last_line = 14"),
    ("last_text", r#"last_text = "着実に進める。""#),
];

/// The deepest heading there can be.
const DEEPEST: u8 = 9;

/// What a planner says of a line, or of several that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    /// Where it stands in the file.
    pub(crate) entry: usize,
    /// What the first line says.
    pub(crate) text: String,
    first: usize,
    last: Option<(usize, String)>,
    is: Verdict,
}

/// What lines can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// 題名
    Title,
    /// 見出し, and its level
    Heading(u8),
    /// 本文
    Body,
    /// 表
    Table,
    /// 除く: neither text nor table
    Ignore,
}

/// A correction where its text stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    lines: RangeInclusive<usize>,
    is: Verdict,
}

/// The corrections of each document, in the order of the file.
pub(crate) type Corrections = BTreeMap<DocumentId, Vec<Correction>>;

/// Reads the file, or says everything that is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Corrections, Vec<Fault>> {
    let mut corrections = Corrections::new();
    let faults = handwritten::read(text, &FORM, |entry| {
        if let Some((document, correction)) = correction(entry) {
            corrections.entry(document).or_default().push(correction);
        }
    });
    if faults.is_empty() { Ok(corrections) } else { Err(faults) }
}

/// What an entry says, or nothing after saying what is wrong with it.
fn correction(entry: &mut Entry) -> Option<(DocumentId, Correction)> {
    let document = entry.required("document", DeValue::as_str);
    let id = document.and_then(|(id, line)| match id.parse::<DocumentId>() {
        Ok(id) => Some(id),
        Err(_) => entry.refuse(line, FaultKind::InvalidId { id: id.to_owned() }),
    });
    let first = entry.required("line", count);
    let text = entry.required("text", words);
    let is = verdict(entry);
    let last_line = entry.optional("last_line", count);
    let last_text = entry.optional("last_text", words);
    let last = match (first, last_line, last_text) {
        (_, None, None) => None,
        (_, Some(_), None) => entry.refuse(entry.line(), FaultKind::MissingKey { key: "last_text" }),
        (_, None, Some(_)) => entry.refuse(entry.line(), FaultKind::MissingKey { key: "last_line" }),
        (Some((first, _)), Some((last, line)), Some(_)) if last < first => {
            entry.refuse_value("last_line", line)
        }
        (_, Some((last, _)), Some((text, _))) => Some((last, text.to_owned())),
    };
    if !entry.is_sound() {
        return None;
    }
    let correction =
        Correction { entry: entry.line(), text: text?.0.to_owned(), first: first?.0, last, is: is? };
    Some((id?, correction))
}

fn verdict(entry: &mut Entry) -> Option<Verdict> {
    let (is, line) = entry.required("is", DeValue::as_str)?;
    let level = entry.optional("level", count);
    let is = match is {
        "heading" => {
            let Some((level, line)) = level else {
                return entry.refuse(entry.line(), FaultKind::MissingKey { key: "level" });
            };
            let level = u8::try_from(level).ok().filter(|level| *level <= DEEPEST);
            return level
                .map_or_else(|| entry.refuse_value("level", line), |level| Some(Verdict::Heading(level)));
        }
        "title" => Verdict::Title,
        "body" => Verdict::Body,
        "table" => Verdict::Table,
        "ignore" => Verdict::Ignore,
        _ => return entry.refuse_value("is", line),
    };
    // Only headings have levels: another one was meant to be one.
    level.map_or(Some(is), |(_, line)| entry.refuse_value("level", line))
}

fn words<'v>(value: &'v DeValue<'v>) -> Option<&'v str> {
    value.as_str().filter(|text| !key(text).is_empty())
}

/// A line without what differs between two ways of writing, extracting or showing it: a terminal shows a tab between cells
/// as a picture of one.
fn key(line: &str) -> String {
    fold(line).chars().filter(|c| !c.is_whitespace() && *c != '␉').collect()
}

/// Where the texts of corrections stand in a text now, and those that are stale.
pub(crate) fn place<'c>(corrections: &'c [Correction], text: &str) -> (Vec<Placed>, Vec<&'c Correction>) {
    if corrections.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, line) in text.split(line_end(text)).enumerate() {
        numbers.entry(key(line)).or_default().push(index + 1);
    }
    let at = |text: &str, from: usize, near: usize| {
        let all = numbers.get(&key(text)).into_iter().flatten().copied();
        all.filter(|line| *line >= from).min_by_key(|line| (line.abs_diff(near), *line))
    };
    let (mut placed, mut stale) = (Vec::new(), Vec::new());
    for correction in corrections {
        let first = at(&correction.text, 1, correction.first);
        let lines = first.and_then(|first| match &correction.last {
            None => Some(first..=first),
            Some((last, text)) => at(text, first, first + (last - correction.first)).map(|last| first..=last),
        });
        match lines {
            Some(lines) => placed.push(Placed { lines, is: correction.is }),
            None => stale.push(correction),
        }
    }
    (placed, stale)
}

/// What corrections say, without where they stand in the file.
pub(crate) fn said(corrections: &[Correction]) -> String {
    let said = corrections
        .iter()
        .map(|Correction { text, first, last, is, .. }| format!("{first} {text:?} {last:?} {is:?}"));
    said.collect::<Vec<_>>().join("\n")
}

impl Placed {
    /// What a line is, whose file shows `shown`, if this is about it.
    pub(crate) fn settles(&self, line: usize, shown: LineFacts) -> Option<LineFacts> {
        self.lines.contains(&line).then_some(())?;
        let is_first = line == *self.lines.start();
        let (part, rank) = match self.is {
            Verdict::Title => (Part::Body, Rank::Title),
            Verdict::Heading(level) => (Part::Body, Rank::Placed(level)),
            Verdict::Body => (Part::Body, Rank::Body),
            Verdict::Table => (Part::Table, Rank::Unknown),
            Verdict::Ignore => (Part::Furniture, Rank::Unknown),
        };
        let joint = match self.is {
            Verdict::Heading(_) if !is_first => Joint::Continues,
            Verdict::Heading(_) | Verdict::Title => Joint::Opens,
            Verdict::Body if is_first => Joint::Opens,
            _ => shown.joint,
        };
        Some(LineFacts { part, rank, joint, ..shown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_with_its_line() {
        let faults = parse(
            "[[correction]]\ndocument = \"Plan\"\nline = 0\ntext = \"　\"\nis = \"head\"\nlevle = 1\n\n\
             [[correction]]\ndocument = \"plan\"\nline = 4\ntext = \"本文\"\nis = \"heading\"\nlast_line = 2\n\n\
             [other]\n",
        )
        .unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 8, 8, 15], "{faults:#?}");
        assert!(parse("[[correction]\n").is_err());
        assert_eq!(parse("# 訂正\n").unwrap(), Corrections::new());
    }

    #[test]
    fn a_mark_goes_with_its_text_and_is_stale_without_it() {
        let corrections = parse(
            "[[correction]]\ndocument = \"plan\"\nline = 3\ntext = \"同じ 行\"\nis = \"ignore\"\n\
             [[correction]]\ndocument = \"plan\"\nline = 1\ntext = \"始まり\"\nlast_line = 2\nlast_text = \"終わり\"\nis = \"table\"\n\
             [[correction]]\ndocument = \"plan\"\nline = 1\ntext = \"ない行\"\nis = \"body\"\n",
        )
        .unwrap();
        let corrections = &corrections[&"plan".parse().unwrap()];
        let (placed, stale) = place(corrections, "同じ行\n新しい行\n始まり\n間\n終わり\n同じ行\n");
        let lines: Vec<_> = placed.iter().map(|placed| placed.lines.clone()).collect();
        assert_eq!(lines, [1..=1, 3..=5]);
        assert_eq!(stale.iter().map(|stale| stale.text.as_str()).collect::<Vec<_>>(), ["ない行"]);
    }
}
