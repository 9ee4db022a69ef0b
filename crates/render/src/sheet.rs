//! Tables that are handed on (表): CSV for spreadsheets and programs, Markdown for papers, workbooks (XLSX) and
//! pages (HTML) for planners.
//!
//! A [`Sheet`] is one file on its way out. An answer says what it is about, begins a table and writes row after
//! row, so that a long one needs no more memory than a short one. CSV and workbooks have every column; Markdown
//! and pages, which people read, the main ones. Every row that quotes a statement has its citation, and whatever
//! was quoted or searched is among the sources with which a workbook or a page ends.

mod changes;
mod column;
mod compare;
mod csv;
mod document;
pub(crate) mod figure;
mod gaps;
mod hit;
mod html;
mod intake;
mod kwic;
mod making;
mod markdown;
mod marks;
mod measures;
mod network;
mod peers;
mod report;
mod similar;
mod sources;
mod targets;
mod terms;
mod trends;
mod xlsx;

use std::io::{self, Write};

use kurabe_model::{DocumentId, Municipality, Quote};
use kurabe_query::Reach;

pub use changes::changes;
use column::{Column, Field};
pub use compare::compare;
pub use document::list;
pub use gaps::gaps;
pub use hit::{answer, hits};
pub use intake::{intake, log};
pub use kwic::kwic;
pub use making::{Making, Origin};
pub use measures::measures;
pub use network::{edges, nodes};
pub use peers::peers;
pub use report::report;
pub use similar::similar;
use sources::Sources;
pub use targets::targets;
pub use terms::terms;
pub use trends::trends;

use crate::{Label, Lang};

/// How many columns of sentences can be read on a page.
const ON_A_PAGE: usize = 8;

/// The forms of a file with tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Comma-separated values (RFC 4180), in UTF-8.
    Csv {
        /// Whether a byte order mark comes first: Excel takes the file for another encoding without one.
        bom: bool,
    },
    /// A table of Markdown.
    Markdown,
    /// A workbook of Office Open XML.
    Xlsx,
    /// A page of its own.
    Html,
}

/// A file with tables, on its way out.
pub struct Sheet<'a> {
    lang: Lang,
    layout: Layout,
    /// Whether it has to stand alone, whatever its form.
    whole: bool,
    form: Box<dyn Form + 'a>,
    /// The table that is being written: its name and its columns.
    name: String,
    fields: Vec<Field>,
    /// What each part of the answer says of itself.
    said: Vec<(String, String)>,
    sources: Sources,
}

/// How a form writes what it is given: tables one after the other, each from its head to its end.
trait Form {
    /// Has headings from now on.
    fn make_whole(&mut self) {}
    /// Says what the next part of the answer is.
    fn about(&mut self, _name: &str, _says: &str) -> io::Result<()> {
        Ok(())
    }
    /// Shows a figure.
    fn figure(&mut self, _figure: &str) -> io::Result<()> {
        Ok(())
    }
    /// Begins a table.
    fn begin(&mut self, name: &str, fields: &[Field]) -> io::Result<()>;
    /// Writes a row of the table called so, a cell for each field.
    fn row(&mut self, name: &str, fields: &[Field], cells: &[String]) -> io::Result<()>;
    /// Ends the table.
    fn end(&mut self, fields: &[Field]) -> io::Result<()>;
    /// Writes what is left once there are no more tables.
    fn finish(&mut self) -> io::Result<()>;
}

impl<'a> Sheet<'a> {
    /// A file that goes to `out`.
    pub fn new(out: Box<dyn Write + 'a>, lang: Lang, layout: Layout) -> Self {
        let form: Box<dyn Form + 'a> = match layout {
            Layout::Csv { bom } => Box::new(csv::Csv::new(out, bom)),
            Layout::Markdown => Box::new(markdown::Markdown::new(out)),
            Layout::Xlsx => Box::new(xlsx::Book::new(out)),
            Layout::Html => Box::new(html::Page::new(out, lang)),
        };
        Self {
            lang,
            layout,
            whole: false,
            form,
            name: String::new(),
            fields: Vec::new(),
            said: Vec::new(),
            sources: Sources::default(),
        }
    }

    /// Whether the file says where everything in it comes from and how it was made.
    pub fn is_document(&self) -> bool {
        match self.layout {
            Layout::Xlsx | Layout::Html => true,
            Layout::Markdown => self.whole,
            Layout::Csv { .. } => false,
        }
    }

    /// Has the file stand alone, with headings and sources, in any form that has room for them.
    pub fn make_whole(&mut self) {
        self.whole = true;
        self.form.make_whole();
    }

    /// Whether so many municipalities have their columns side by side, for people who look things up.
    fn has_columns_for(&self, municipalities: usize) -> bool {
        match self.layout {
            Layout::Csv { .. } => false,
            Layout::Html => municipalities <= ON_A_PAGE,
            Layout::Markdown | Layout::Xlsx => true,
        }
    }

    /// Whether it has a row for every statement, beside the columns of so many municipalities or instead of them.
    fn has_rows_for(&self, municipalities: usize) -> bool {
        self.layout == Layout::Xlsx || !self.has_columns_for(municipalities)
    }

    /// Says what the answer is, and out of how much.
    fn about(&mut self, name: Label, says: String) -> io::Result<()> {
        self.end()?;
        let name = name.say(self.lang);
        self.form.about(name, &says)?;
        self.said.push((name.to_owned(), says));
        Ok(())
    }

    /// Shows a figure, where there can be one.
    fn figure(&mut self, draw: impl FnOnce(Lang) -> String) -> io::Result<()> {
        if self.layout != Layout::Html {
            return Ok(());
        }
        self.end()?;
        self.form.figure(&draw(self.lang))
    }

    /// Begins a table; what came before is at its end.
    fn begin(&mut self, name: Label, columns: &[Column<'_>]) -> io::Result<()> {
        self.end()?;
        self.fields = columns.iter().map(|column| column.field(self.lang)).collect();
        name.say(self.lang).clone_into(&mut self.name);
        self.form.begin(&self.name, &self.fields)
    }

    /// Writes a row, a cell for each column. A source that holds the characters of marks marks nothing.
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        match cells.iter().any(|cell| marks::is_marked(cell)) {
            true => self.write(&marks::all_plain(cells)),
            false => self.write(cells),
        }
    }

    /// Writes a row whose marks are all ours; forms that cannot show them have the words alone.
    fn marked_row(&mut self, cells: &[String]) -> io::Result<()> {
        match self.layout {
            Layout::Markdown | Layout::Html => self.write(cells),
            Layout::Csv { .. } | Layout::Xlsx => self.write(&marks::all_plain(cells)),
        }
    }

    fn write(&mut self, cells: &[String]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.fields.len());
        self.form.row(&self.name, &self.fields, cells)
    }

    fn end(&mut self) -> io::Result<()> {
        if self.fields.is_empty() {
            return Ok(());
        }
        self.form.end(&std::mem::take(&mut self.fields))
    }

    /// The cells of a statement, whose document is a source now.
    fn quoted(&mut self, quote: &Quote) -> [String; 17] {
        self.cite(quote);
        hit::cells(quote, self.lang)
    }

    /// Notes that a statement is quoted.
    fn cite(&mut self, quote: &Quote) {
        self.sources.quoted(&quote.facts.id, &quote.statement.span);
    }

    /// The cells of a municipality that has no statement to quote, with what is to be said of that.
    fn absent(&self, municipality: &Municipality, said: String) -> [String; 17] {
        hit::absent(municipality, said)
    }

    /// Notes what was searched.
    fn searched<'r>(&mut self, reached: impl IntoIterator<Item = &'r Reach>) {
        for reach in reached {
            self.searched_documents(&reach.searched);
        }
    }

    fn searched_documents(&mut self, documents: &[DocumentId]) {
        documents.iter().for_each(|id| self.sources.searched(id));
    }

    /// Writes where it all comes from and how it was made, in forms that have room for it, and ends the file.
    pub fn finish(mut self, making: Option<&Making>) -> io::Result<()> {
        if let Some(making) = making.filter(|_| self.is_document()) {
            self.end()?;
            sources::write(&mut self, making)?;
            making::write(&mut self, making)?;
        }
        self.end()?;
        self.form.finish()
    }
}

#[cfg(test)]
mod tests;
