//! Paragraphs and rows as an office program has them → the lines of the text.
//!
//! A paragraph is a line, or several where its author has broken it; a row of a table is a line, whatever its cells
//! hold. What a line's type is compared with is only known at the end: the type most of the text is set in.

use kurabe_model::Problem;

use super::Fault;
use crate::extract::writer::Writer;
use crate::extract::{Extract, Joint, LineFacts, Part, Rank, Row, most};

/// The longest text of a file, in bytes: a thousand pages have three million.
const LONGEST: usize = 32 * 1024 * 1024;

/// The type of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Face {
    /// In hundredths of a point; 0 where the file does not say.
    pub(super) size: u32,
    pub(super) bold: bool,
}

/// A paragraph. Its author's line breaks are line ends in its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) part: Part,
    pub(super) rank: Rank,
    pub(super) face: Face,
}

enum Piece {
    Paragraph(Paragraph),
    Row(Vec<String>, Row),
    Page,
}

/// How far the title of a paper has been read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Title {
    #[default]
    Ahead,
    /// Its lines are being read: the largest type of them, and whether a line has been left empty since the last.
    Within {
        largest: u32,
        parted: bool,
    },
    Passed,
}

/// What a file says, in the order of reading.
#[derive(Default)]
pub(super) struct Story {
    pieces: Vec<Piece>,
    problems: Vec<Problem>,
    tables: u32,
    length: usize,
    /// How far the title (題名) has been read.
    title: Title,
}

impl Story {
    /// Goes on with a paragraph; an empty one leaves a line empty.
    pub(super) fn paragraph(&mut self, mut paragraph: Paragraph) {
        if paragraph.rank == Rank::Title {
            self.title(&mut paragraph);
        } else if !paragraph.text.trim().is_empty() {
            if self.title != Title::Ahead {
                self.title = Title::Passed;
            }
        } else if let Title::Within { parted, .. } = &mut self.title {
            *parted = true;
        }
        self.length += paragraph.text.len() + 1;
        self.push(Piece::Paragraph(paragraph));
    }

    /// Says which part of the cover a paragraph is that is set as a title.
    fn title(&mut self, paragraph: &mut Paragraph) {
        let size = paragraph.face.size;
        match self.title {
            // What is set as one further down is none.
            Title::Passed => paragraph.rank = Rank::Unknown,
            // The day and the publisher stand off from it in smaller type.
            Title::Within { largest, parted } if parted && size < largest => {
                paragraph.rank = Rank::Unknown;
                paragraph.part = Part::Furniture;
            }
            Title::Within { largest, .. } => {
                self.title = Title::Within { largest: largest.max(size), parted: false };
            }
            Title::Ahead => self.title = Title::Within { largest: size, parted: false },
        }
    }

    /// Goes on with a table.
    pub(super) fn table(&mut self, rows: impl IntoIterator<Item = Vec<String>>) {
        self.tables += 1;
        for (row, mut cells) in (1..).zip(rows) {
            while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
                cells.pop();
            }
            self.length += cells.iter().map(|cell| cell.len() + 1).sum::<usize>();
            if !cells.is_empty() {
                self.push(Piece::Row(cells, Row { table: self.tables, row }));
            }
        }
    }

    /// Ends a page.
    pub(super) fn end_page(&mut self) {
        self.push(Piece::Page);
    }

    /// Notes what is to be said about the file.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// What is longer than a file may be is not kept; [`Story::lines`] says so.
    fn push(&mut self, piece: Piece) {
        if self.length <= LONGEST {
            self.pieces.push(piece);
        }
    }

    /// The lines of it all.
    pub(super) fn lines(self) -> Result<Extract, Fault> {
        if self.length > LONGEST {
            return Err(Fault::TooMuch);
        }
        let body = self.body();
        let mut writer = Writer::default();
        for piece in &self.pieces {
            match piece {
                Piece::Paragraph(paragraph) => write(&mut writer, paragraph, body),
                Piece::Row(cells, row) => writer.row(&cells.join("\t"), *row),
                Piece::Page => writer.end_page(),
            }
        }
        let extract = writer.into_extract();
        if extract.text.trim().is_empty() {
            return Err(Fault::Empty);
        }
        Ok(Extract { problems: self.problems, ..extract })
    }

    /// The type most of the running text is set in.
    fn body(&self) -> Face {
        let set = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Paragraph(paragraph)
                if paragraph.part == Part::Body && matches!(paragraph.rank, Rank::Unknown | Rank::Body) =>
            {
                Some((paragraph.face, paragraph.text.chars().count()))
            }
            _ => None,
        });
        most(set).unwrap_or_default()
    }
}

fn write(writer: &mut Writer, paragraph: &Paragraph, body: Face) {
    let Paragraph { text, part, rank, face } = paragraph;
    let size = if face.size == 0 || body.size == 0 { 100 } else { face.size * 100 / body.size };
    let facts = LineFacts {
        part: *part,
        joint: Joint::Opens,
        size: size.clamp(1, 1000) as u16,
        bold: face.bold && !body.bold,
        rank: *rank,
        row: None,
    };
    if text.trim().is_empty() {
        return writer.blank();
    }
    // A heading is one line, wherever its author has broken it to look well.
    if matches!(rank, Rank::Heading(_) | Rank::Title) {
        return writer.line(&text.split('\n').map(str::trim).collect::<Vec<_>>().join(" "), facts);
    }
    let mut joint = Joint::Opens;
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        // Whether what stands behind a break goes on with the sentence, its words have to tell.
        writer.line(line, LineFacts { joint, ..facts });
        joint = Joint::Unknown;
    }
}
