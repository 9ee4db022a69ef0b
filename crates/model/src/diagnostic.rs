//! What went wrong while a document was read, carried beside the value.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Row};

/// A value and what is to be said about how it came to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Warned<T> {
    /// The value, as good as it could be made.
    pub value: T,
    /// What a reader of the value should know.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value nothing is to be said about.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// The same diagnostics beside another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// Whether something makes the value unusable.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

/// One thing to be said about a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The document, when the catalogue knows it.
    pub document: Option<DocumentId>,
    /// The file it is about.
    pub file: String,
    /// First and last line, counted from 1.
    pub lines: Option<(usize, usize)>,
    /// What it is.
    pub problem: Problem,
}

impl Diagnostic {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing: part of the document was set aside.
    Note,
    /// Something was probably misread.
    Warning,
    /// The document gave nothing.
    Error,
}

/// What can go wrong with a stored source; the words for it are chosen where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Problem {
    /// The catalogue names a file that is not there.
    MissingFile,
    /// The file is there but could not be opened or read.
    Unreadable {
        /// What the system said.
        cause: String,
    },
    /// The place is taken, but by a folder, a pipe or a device.
    NotAFile,
    /// A link that leads out of `documents/`.
    LeadsOutside,
    /// A file below `documents/` that no entry of the catalogue names.
    Uncatalogued,
    /// Its bytes are not those the catalogue knows.
    Altered {
        /// Their SHA-256.
        sha256: String,
    },
    /// Not a byte in it.
    Empty,
    /// In no encoding a text of Japanese: garbled before it came here, or in another language.
    Garbled {
        /// The first line that is none, in the encoding that fits best.
        line: usize,
        /// That encoding.
        best: Option<Encoding>,
    },
    /// Not UTF-8, which what planners write has to be.
    NotUtf8 {
        /// How many bytes are well-formed before the first bad one.
        offset: usize,
        /// What it seems to be instead.
        looks_like: Option<Encoding>,
    },
    /// A kind of file that is not read yet.
    UnsupportedFormat {
        /// The ending of its name.
        extension: String,
    },
    /// Of another kind than its name says.
    Disguised {
        /// What it is.
        format: Format,
    },
    /// It opens only with a password.
    PasswordNeeded,
    /// A file of its kind that is cut off or was never whole.
    Broken {
        /// What it should be.
        format: Format,
    },
    /// Pictures of pages, and not a word that could be read.
    Scanned {
        /// How many pages.
        pages: usize,
    },
    /// Some pages are pictures without words.
    SilentPages {
        /// The first of them, counted from 1.
        first: usize,
        /// How many.
        pages: usize,
    },
    /// A part of it that says how others are to be read is not there.
    MissingPart {
        /// Its name.
        part: String,
    },
    /// Parts of it were not read.
    LeftOut {
        /// What they are.
        what: Omission,
        /// How many.
        count: usize,
    },
    /// Reading it took more than a file may take, and was ended.
    OverLimit {
        /// What it took too much of.
        limit: Limit,
    },
    /// More bytes than a plan can have.
    TooLarge {
        /// How many.
        bytes: u64,
        /// How many are read at the most.
        limit: u64,
    },
    /// A line longer than any paragraph: set aside.
    LineTooLong {
        /// How many bytes it has.
        bytes: usize,
        /// How many are read at the most.
        limit: usize,
    },
    /// There is text, but no statement was found in it.
    NoStatements {
        /// How many lines have text.
        written_lines: usize,
    },
    /// Tables are all that is in it: their rows are found, and no statement was made of them.
    OnlyTables {
        /// How many rows say something.
        rows: usize,
    },
    /// Statements, but not one heading: they cannot be placed.
    NoHeadings,
    /// Replacement or private-use characters: the text was damaged before it came here.
    Damaged {
        /// How many such characters.
        characters: usize,
    },
    /// A line that looks like text but belongs to no heading, table or statement.
    Loose {
        /// What it says.
        text: String,
    },
    /// A good part of the source are rows of tables and labels with figures, of which no statement is made.
    SetAside {
        /// Lines of tables.
        tables: usize,
        /// Lines of labels and their values.
        labels: usize,
        /// Which rows of tables these lines are, if they are any: the first of them.
        #[serde(default)]
        rows: Vec<Row>,
    },
    /// A correction of a line that is not there any more.
    StaleCorrection {
        /// What the line said.
        text: String,
    },
    /// A file that was to come in the last time, and stayed out.
    Refused {
        /// The reason that was given.
        why: String,
    },
    /// A fact the catalogue says the text states is not found on that line.
    NotStated {
        /// The name of the fact in the catalogue.
        fact: String,
    },
}

/// What the reading of one file may take only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// Time, of the processor or by the clock.
    Time,
    /// Memory.
    Memory,
    /// What it says.
    Output,
    /// What it unpacks to.
    Unpacked,
}

/// What is left out of a file though it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Omission {
    /// Other files within it.
    Embedded,
    /// Slides that are not shown.
    HiddenSlides,
    /// Sheets that are not shown.
    HiddenSheets,
    /// Rows of sheets that are not shown, by hand or by a filter.
    HiddenRows,
    /// Columns of sheets that are not shown.
    HiddenColumns,
    /// Words that are not shown (隠し文字).
    HiddenWords,
    /// Words that are struck out (取消線).
    Withdrawn,
}

/// Why an archive, or a file in one, is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveFault {
    /// It is no ZIP archive, is cut off, or says two things of one file.
    Broken,
    /// Too many files.
    TooMany {
        /// How many are taken at the most.
        limit: usize,
    },
    /// Too many bytes, all files together.
    TooMuch {
        /// How many are unpacked at the most.
        limit: u64,
    },
    /// A name that leads out of the folder it is unpacked in.
    LeadsOutside,
    /// A link.
    Link,
    /// It opens only with a password.
    Encrypted,
    /// It is packed in a way that is not known here.
    Method,
}

/// Kinds of files that are known by their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// PDF.
    Pdf,
    /// HTML.
    Html,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// PowerPoint since 2007.
    Pptx,
    /// The open format of texts, of `LibreOffice` and others.
    Odt,
    /// Older ones, 一太郎 and the like.
    Office,
    /// An archive of files.
    Zip,
}

impl Format {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Html => "HTML",
            Self::Docx => "Word",
            Self::Xlsx => "Excel",
            Self::Pptx => "PowerPoint",
            Self::Odt => "ODT",
            Self::Office => "Office",
            Self::Zip => "ZIP",
        }
    }

    /// What files with this ending, which are not read, can be saved as by the program they were made with.
    pub fn successor(extension: &str) -> Option<Self> {
        match extension {
            "doc" | "dot" | "rtf" | "jtd" | "jtt" | "jtdc" => Some(Self::Docx),
            "xls" | "xlt" | "xlsb" | "ods" => Some(Self::Xlsx),
            "ppt" | "pps" | "pot" | "odp" => Some(Self::Pptx),
            _ => None,
        }
    }

    /// Whether a file that is one is a paper, whatever its name: an archive holds papers, and what is sent instead of a paper
    /// that is gone is a page.
    pub const fn is_paper(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt)
    }

    /// How the name of such a file ends; nothing for what is none of one kind.
    pub const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("pdf"),
            Self::Html => Some("html"),
            Self::Docx => Some("docx"),
            Self::Xlsx => Some("xlsx"),
            Self::Pptx => Some("pptx"),
            Self::Odt => Some("odt"),
            Self::Zip => Some("zip"),
            Self::Office => None,
        }
    }
}

/// The ways to write Japanese in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// `Shift_JIS`, with what Windows adds to it.
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// UTF-16, either end first.
    Utf16,
    /// ISO-2022-JP, whose bytes are ASCII.
    Iso2022Jp,
}

impl Encoding {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::ShiftJis => "Shift_JIS",
            Self::EucJp => "EUC-JP",
            Self::Utf16 => "UTF-16",
            Self::Iso2022Jp => "ISO-2022-JP",
        }
    }
}

impl Problem {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::MissingFile
            | Self::Unreadable { .. }
            | Self::NotAFile
            | Self::LeadsOutside
            | Self::Empty
            | Self::Garbled { .. }
            | Self::NotUtf8 { .. }
            | Self::UnsupportedFormat { .. }
            | Self::Disguised { .. }
            | Self::PasswordNeeded
            | Self::Broken { .. }
            | Self::OverLimit { .. }
            | Self::Scanned { .. }
            | Self::TooLarge { .. }
            | Self::NoStatements { .. } => Severity::Error,
            Self::Uncatalogued
            | Self::Altered { .. }
            | Self::StaleCorrection { .. }
            | Self::SilentPages { .. }
            | Self::MissingPart { .. }
            | Self::LeftOut { what: Omission::Embedded, .. }
            | Self::LineTooLong { .. }
            | Self::Damaged { .. }
            | Self::NotStated { .. } => Severity::Warning,
            Self::NoHeadings
            | Self::OnlyTables { .. }
            | Self::SetAside { .. }
            | Self::Refused { .. }
            | Self::LeftOut { .. }
            | Self::Loose { .. } => Severity::Note,
        }
    }
}
