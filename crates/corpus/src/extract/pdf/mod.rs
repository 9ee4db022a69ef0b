//! PDF → text: pages are followed glyph by glyph, put together to lines, and what is no text set aside.
//!
//! | step | file |
//! |---|---|
//! | codes → characters | `font.rs` |
//! | content stream → glyphs and rules | `content.rs` |
//! | glyphs → lines, upright | `line.rs` |
//! | sheets → the pages side by side on them | `spread.rs` |
//! | white space between columns → rules | `aligned.rs` |
//! | rules → tables and their rows | `table.rs` |
//! | the words of drawings | `drawing.rs` |
//! | page numbers and running titles | `furniture.rs` |
//! | the numbers pages are known by | `folio.rs`, `labels.rs` |
//! | lines of the text → their columns | `column.rs` |
//! | which lines are one paragraph | `paragraph.rs` |
//!
//! Lines keep the order they were written in, which is that of reading in what offices make. The parser is given
//! bytes of strangers: whoever calls this does so in a process of its own.

mod aligned;
mod column;
mod content;
mod drawing;
mod folio;
mod font;
mod furniture;
mod labels;
mod layers;
mod line;
mod paragraph;
mod spread;
mod table;

use hayro_font::kurbo::Rect;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurabe_model::{Format, Problem};

use self::column::body;
use self::content::{Shown, show};
use self::font::Fonts;
use self::layers::unseen_layers;
use self::line::{Line, Way};
use self::paragraph::{Column, Placed};
use super::writer::Writer;
use super::{Extract, LineFacts, Part, Row, most};

/// The longest plan has some thousand pages.
const MOST_PAGES: usize = 5000;

/// How far the edges of a table that goes on over the page may lie from where they were, in points.
const BESIDE: f64 = 3.0;

/// The lines of a page.
struct Printed {
    /// The sheet it is printed on, counted from 0: two pages may share one.
    sheet: usize,
    lines: Vec<Line>,
    /// The way most of them run.
    way: Way,
    /// For every line, the table it stands in.
    tables: Vec<Option<usize>>,
    /// For every line, whether it is one of a drawing, or of a column of figures.
    drawn: Vec<bool>,
    grids: Vec<table::Table>,
    height: f64,
    has_images: bool,
}

impl Printed {
    fn of(mut shown: Shown, sheet: usize) -> Self {
        let page = Self::as_ruled(&shown, sheet);
        let is_free = |(at, line): &(usize, &Line)| {
            page.tables[*at].is_none() && !page.drawn[*at] && line.way == Way::Right
        };
        let aligned = aligned::rules(page.lines.iter().enumerate().filter(is_free).map(|(_, line)| line));
        let mut page = if page.way != Way::Right || aligned.is_empty() {
            page
        } else {
            shown.rules.extend(aligned);
            Self::as_ruled(&shown, sheet)
        };
        let figures = aligned::figures(&page.lines);
        page.drawn.iter_mut().zip(figures).for_each(|(drawn, is_figure)| *drawn |= is_figure);
        page
    }

    /// A page with those tables that have rules.
    fn as_ruled(shown: &Shown, sheet: usize) -> Self {
        let (lines, way) = line::lines(&shown.glyphs, &shown.rules);
        let [rules, boxes] = [&shown.rules, &shown.boxes]
            .map(|areas| areas.iter().map(|area| way.turn(area)).collect::<Vec<_>>());
        let drawn = drawing::words(&boxes, &lines);
        let grids = table::tables(&rules, &lines, way.turn(&shown.page));
        let within = |line: &Line| grids.iter().position(|grid| grid.area.contains(line.upright.center()));
        let tables = lines.iter().map(within).collect();
        let (height, has_images) = (shown.page.height(), shown.images > 0);
        Self { sheet, lines, way, tables, drawn, grids, height, has_images }
    }
}

/// The text of a PDF, or why there is none.
pub(super) fn extract(bytes: &[u8]) -> Result<Extract, Problem> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Problem::PasswordNeeded,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Problem::Broken { format: Format::Pdf },
    })?;
    let mut fonts = Fonts::new();
    let unseen = unseen_layers(pdf.xref());
    let pages =
        spread::pages(pdf.pages().iter().take(MOST_PAGES).map(|page| show(page, &mut fonts, &unseen)));
    let count = pages.last().map_or(0, |page| page.sheet + 1);
    let silent: Vec<&[Printed]> = pages
        .chunk_by(|one, other| one.sheet == other.sheet)
        .filter(|sheet| sheet.iter().all(|page| page.lines.is_empty()))
        .collect();
    let scanned = silent.iter().filter_map(|sheet| sheet.first()).filter(|page| page.has_images);
    let scanned: Vec<usize> = scanned.map(|page| page.sheet).collect();
    if silent.len() == count {
        return Err(if scanned.is_empty() { Problem::Empty } else { Problem::Scanned { pages: count } });
    }
    let mut extract = write(&pages);
    extract.pages = labels::known(extract.pages, labels::given(pdf.xref(), count));
    if let Some(first) = scanned.first() {
        extract.problems.push(Problem::SilentPages { first: first + 1, pages: scanned.len() });
    }
    Ok(extract)
}

/// Pages → the lines of the text and what is known of each.
fn write(pages: &[Printed]) -> Extract {
    let furniture = furniture::marks(pages);
    let text = body(pages, &furniture);
    let columns = paragraph::columns(&text);
    let joints = paragraph::joints(&text, &columns);
    let set = || text.iter().map(|placed| placed.line);
    let size = most(set().map(|line| ((line.size * 2.0).round() as i64, line.letters)))
        .map_or(10.0, |size| size as f64 / 2.0);
    let weight = most(set().map(|line| (line.weight, line.letters))).unwrap_or_default();

    let mut writer = Writer::default();
    let mut placed = text.iter().zip(&joints).peekable();
    let mut above: Option<&Placed<'_>> = None;
    let mut numbers = Numbers::default();
    for (number, (page, furniture)) in pages.iter().zip(&furniture).enumerate() {
        let mut written = vec![false; page.grids.len()];
        for (at, line) in page.lines.iter().enumerate() {
            if furniture[at] {
                writer.line(&line.text(), LineFacts::furniture());
            } else if let Some(table) = page.tables[at] {
                if !std::mem::replace(&mut written[table], true) {
                    let rows = rows(page, furniture, table);
                    for (row, cells) in numbers.count(number, page.grids[table].area, rows) {
                        writer.row(&cells.join("\t"), row);
                    }
                }
            } else if page.drawn[at] {
                writer.line(&line.text(), LineFacts { part: Part::Table, ..LineFacts::default() });
            } else if let Some((placed, joint)) = placed.next() {
                let column = columns[placed.column];
                if above.is_some_and(|above| stands_off(above, placed, &column)) {
                    writer.blank();
                }
                let facts = LineFacts {
                    part: Part::Body,
                    joint: *joint,
                    size: (line.size / size * 100.0).round().clamp(1.0, 1000.0) as u16,
                    bold: line.weight > weight,
                    ..LineFacts::default()
                };
                writer.line(&format!("{}{}", indent(placed, &column), line.text()), facts);
                numbers.interrupt();
                above = Some(placed);
            }
        }
        // Citations count sheets, as whatever shows the file does.
        if pages.get(number + 1).is_none_or(|next| next.sheet != page.sheet) {
            writer.end_page();
        }
    }
    let printed = folio::printed(pages, &furniture);
    Extract { pages: spread::numbers(pages, printed), ..writer.into_extract() }
}

/// Numbers the tables of a file and their rows.
#[derive(Default)]
struct Numbers {
    /// The last row that was numbered.
    last: Row,
    /// The last table, as long as no running text has come behind it.
    above: Option<Above>,
}

/// What has to be known of a table to see whether it goes on.
struct Above {
    page: usize,
    area: Rect,
    columns: usize,
    head: Vec<String>,
}

impl Numbers {
    /// The rows of a table with their numbers: those of the table before, where it goes on over the page, with its
    /// head once more or as broad and with as many columns as it was.
    fn count(&mut self, page: usize, area: Rect, rows: Vec<Vec<String>>) -> Vec<(Row, Vec<String>)> {
        let head = rows.first().cloned().unwrap_or_default();
        let columns = head.len();
        let goes_on = self.above.as_ref().is_some_and(|above| {
            let is_as_broad =
                (above.area.x0 - area.x0).abs() <= BESIDE && (above.area.x1 - area.x1).abs() <= BESIDE;
            above.page + 1 == page && (above.head == head || (above.columns == columns && is_as_broad))
        });
        let head = match self.above.take().filter(|_| goes_on) {
            Some(above) => above.head,
            None => {
                self.last = Row { table: self.last.table + 1, row: 0 };
                head
            }
        };
        self.above = Some(Above { page, area, columns, head });
        let number = |cells| {
            self.last.row += 1;
            (self.last, cells)
        };
        rows.into_iter().map(number).collect()
    }

    /// Running text has come.
    fn interrupt(&mut self) {
        self.above = None;
    }
}

fn rows(page: &Printed, furniture: &[bool], table: usize) -> Vec<Vec<String>> {
    let inside = |at: &usize| page.tables[*at] == Some(table) && !furniture[*at];
    let lines: Vec<&Line> = (0..page.lines.len()).filter(inside).map(|at| &page.lines[at]).collect();
    page.grids[table].rows(&lines)
}

/// Whether a line stands off from the one before as blank lines make it.
fn stands_off(above: &Placed<'_>, below: &Placed<'_>, column: &Column) -> bool {
    let step = (below.line.mid - above.line.mid) / below.line.size;
    above.column == below.column && step > column.leading * 1.7
}

/// The white space a line begins with in its column.
fn indent(placed: &Placed<'_>, column: &Column) -> String {
    let ems = ((placed.line.x0 - column.left) / placed.line.size).round().clamp(0.0, 20.0);
    "　".repeat(ems as usize)
}

#[cfg(test)]
mod tests;
