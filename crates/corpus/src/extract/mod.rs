//! Stored file → text (抽出): what a file says, line by line, with what its pages show besides.
//!
//! A text file in UTF-8 is its own text. Whatever else is read is turned into lines once, and the reading goes on from
//! there: it never sees a parser. What text alone cannot carry (that a line is set in larger type, goes on with
//! the line before or stands in a table) travels beside it as one [`LineFacts`] a line.

mod encoding;
mod figure;
mod html;
mod office;
mod pdf;
mod sheet;
pub(crate) mod text;
mod writer;

use std::collections::BTreeMap;

use kurabe_model::{Format, Limit, Problem};
use serde::{Deserialize, Serialize};

/// The text of a stored file and what is known of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The lines of the file, a form feed before the first one of every page but the first.
    pub text: String,
    /// What is known of each line, in their order; none where the file is nothing but text.
    pub lines: Vec<LineFacts>,
    /// The numbers its pages are known by, printed on them (ノンブル) or given by the file, in their order; none where
    /// no page has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Option<String>>,
    /// What went wrong, though something could be read.
    pub problems: Vec<Problem>,
}

/// What a file shows of a line besides its words (行の体裁).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFacts {
    /// What part of the page it belongs to.
    #[serde(rename = "p", default, skip_serializing_if = "is_default")]
    pub part: Part,
    /// Whether it goes on with the line before.
    #[serde(rename = "j", default, skip_serializing_if = "is_default")]
    pub joint: Joint,
    /// The size of its type, in hundredths of the running text's.
    #[serde(rename = "s", default = "as_body", skip_serializing_if = "is_as_body")]
    pub size: u16,
    /// Whether its type is heavier than the running text's.
    #[serde(rename = "b", default, skip_serializing_if = "is_default")]
    pub bold: bool,
    /// What the file itself says it is.
    #[serde(rename = "h", default, skip_serializing_if = "is_default")]
    pub rank: Rank,
    /// Which row of a table it is.
    #[serde(rename = "r", default, skip_serializing_if = "is_default")]
    pub row: Option<Row>,
}

impl Default for LineFacts {
    fn default() -> Self {
        Self {
            part: Part::default(),
            joint: Joint::default(),
            size: as_body(),
            bold: false,
            rank: Rank::default(),
            row: None,
        }
    }
}

/// The parts of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Running text and headings (本文).
    #[default]
    Body,
    /// A table (表) or the words of a drawing.
    Table,
    /// Running titles (柱), page numbers (ノンブル), what stands in the margin.
    Furniture,
}

/// What a file says a line is: the tag of a web page, the style of a text of Word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rank {
    /// Nothing: how it looks and what it says have to tell.
    #[default]
    Unknown,
    /// Running text, whatever it looks like.
    Body,
    /// The title of the paper (題名), or a line of it.
    Title,
    /// A heading (見出し) so many levels deep, counted from 1.
    Heading(u8),
    /// A heading that lies so deep below those above it, counted from 1, whatever they are: a planner says so.
    Placed(u8),
}

impl LineFacts {
    /// A row of a table.
    fn of_row(row: Row) -> Self {
        Self { part: Part::Table, row: Some(row), ..Self::default() }
    }

    /// What is printed on a page and is no text of it.
    fn furniture() -> Self {
        Self { part: Part::Furniture, ..Self::default() }
    }
}

/// A row of a table (表の行). It is one line of the text: its cells in order, a tab between two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Which table of the file, counted from 1.
    #[serde(rename = "t")]
    pub table: u32,
    /// Which row of the table, or of the sheet, counted from 1.
    #[serde(rename = "r")]
    pub row: u32,
}

/// How a line hangs on the line of the body before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Joint {
    /// The page does not show it: the words have to.
    #[default]
    Unknown,
    /// It begins a paragraph, an item or a heading.
    Opens,
    /// It goes on with the line before.
    Continues,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn as_body() -> u16 {
    100
}

fn is_as_body(size: &u16) -> bool {
    *size == as_body()
}

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, Markdown's too: its own extract where it is UTF-8.
    Text,
    /// HTML.
    Html,
    /// PDF.
    Pdf,
    /// What an office program makes.
    Office(Format),
}

impl Kind {
    /// The kind of a file, by the ending of its name; the ending where no such file is read.
    pub(crate) fn of(file: &str) -> Result<Self, Problem> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
        match extension.as_str() {
            "txt" | "md" | "markdown" => Ok(Self::Text),
            "html" | "htm" | "xhtml" | "xht" => Ok(Self::Html),
            "pdf" => Ok(Self::Pdf),
            // Templates and files with macros are built alike; no macro is ever run.
            "docx" | "docm" | "dotx" | "dotm" => Ok(Self::Office(Format::Docx)),
            "xlsx" | "xlsm" => Ok(Self::Office(Format::Xlsx)),
            "pptx" | "pptm" | "ppsx" | "potx" => Ok(Self::Office(Format::Pptx)),
            "odt" | "ott" => Ok(Self::Office(Format::Odt)),
            _ => Err(Problem::UnsupportedFormat { extension }),
        }
    }

    /// The format of such files; text has none of its own.
    fn format(self) -> Option<Format> {
        match self {
            Self::Text => None,
            Self::Html => Some(Format::Html),
            Self::Pdf => Some(Format::Pdf),
            Self::Office(format) => Some(format),
        }
    }
}

/// Whether a stored file is its own extract: nothing of it is parsed, and nothing is kept beside it.
pub(crate) fn is_its_own(file: &str, bytes: &[u8]) -> bool {
    Kind::of(file) == Ok(Kind::Text) && encoding::utf8(bytes).is_some()
}

/// The text of a stored file, or why there is none.
///
/// A file that is not text is parsed by code that a stranger's bytes may break: a process that has more to do than
/// this one file hands it to another process.
pub fn extract(file: &str, bytes: &[u8]) -> Result<Extract, Problem> {
    let kind = Kind::of(file).map_err(|problem| match found(bytes) {
        Some(format) if format.is_paper() || format == Format::Html => Problem::Disguised { format },
        _ => problem,
    })?;
    if bytes.trim_ascii().is_empty() {
        return Err(Problem::Empty);
    }
    let own = match kind {
        // Which of them it is, the package itself says.
        Kind::Office(_) => Some(Format::Office),
        kind => kind.format(),
    };
    if let Some(format) = text::format(bytes).filter(|format| Some(*format) != own) {
        return Err(Problem::Disguised { format: found(bytes).unwrap_or(format) });
    }
    let extract = match kind {
        Kind::Text => {
            let text = encoding::text(bytes, None)?.into_owned();
            if text::is_blank(&text) {
                Err(Problem::Empty)
            } else {
                Ok(Extract { text, ..Extract::default() })
            }
        }
        Kind::Html => html::extract(bytes),
        Kind::Office(Format::Xlsx) => sheet::extract(bytes),
        Kind::Office(format) => office::extract(bytes, format),
        Kind::Pdf => pdf::extract(bytes),
    };
    extract.map_err(|problem| match problem {
        Problem::Broken { format } => match found(bytes) {
            Some(found) if found != format => Problem::Disguised { format: found },
            _ => problem,
        },
        _ => problem,
    })
}

/// What a file is, whatever its name says: by its beginning, and a package by its parts.
fn found(bytes: &[u8]) -> Option<Format> {
    match text::format(bytes) {
        Some(Format::Office) if bytes.starts_with(b"PK") => office::found(bytes),
        format => format,
    }
}

/// What comes most often, each value so many times; of those that come as often, the largest.
fn most<T: Ord>(values: impl Iterator<Item = (T, usize)>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|(value, count)| *counts.entry(value).or_default() += count);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// The text of a cell (セル): its lines one behind the other, as line wraps are undone. What begins with a number or a sign
/// of its own is no wrap, and figures stay two: a space stands for the line end.
fn one_line<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> String {
    let mut text = String::new();
    let lines =
        paragraphs.into_iter().flat_map(|paragraph| paragraph.split(['\n', '\r', '\x0c', '\x0b', '\t']));
    for line in lines.map(str::trim) {
        let parts_words = text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        let parts_figures = text.ends_with(char::is_numeric) && line.starts_with(char::is_numeric);
        let begins_item = !text.is_empty() && crate::read::begins_with_mark(line, !text.ends_with('。'));
        if parts_words || parts_figures || begins_item {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// What is to be said of a file whose parser ended without a word: it is no sound file of the kind its name says.
pub fn broken(file: &str) -> Problem {
    match Kind::of(file).map(Kind::format) {
        Err(problem) => problem,
        Ok(None) => Problem::OverLimit { limit: Limit::Memory },
        Ok(Some(format)) => Problem::Broken { format },
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_cell_is_one_line() {
        assert_eq!(one_line(["子育てを\n支援する。", "A"]), "子育てを支援する。A");
        assert_eq!(one_line(["Smart\r\nCity"]), "Smart City");
        assert_eq!(one_line(["①整備する。\n②確保\nする。"]), "①整備する。 ②確保する。");
        assert_eq!(one_line(["1 整備する。\n2 確保する。"]), "1 整備する。 2 確保する。");
        assert_eq!(one_line(["８５．０\n８０．０"]), "８５．０ ８０．０");
    }
}
