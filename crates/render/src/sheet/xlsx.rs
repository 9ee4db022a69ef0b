//! Workbooks (XLSX): a sheet for every table, set up to be read on a screen and printed on A4.
//!
//! Office Open XML (ISO/IEC 29500) is a zip of XML files, and what of it a table needs is little. It is written here
//! and not by a library because a row has to have its height: spreadsheets differ in whether they find out for
//! themselves how many lines a cell takes, and libraries keep the height of every row until the end. So a row goes
//! out as it comes, and many take no more memory than few. Nothing in a workbook depends on the clock.

mod page;
mod parts;
mod style;
mod width;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Write};

use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Form;
use super::column::Field;
use page::Page;
use parts::Listed;

/// The archive a workbook is.
type Archive<'a> = ZipWriter<StreamWriter<Box<dyn Write + 'a>>>;

/// A workbook on its way out.
pub(super) struct Book<'a> {
    /// Where it goes, until something does.
    out: Option<Box<dyn Write + 'a>>,
    archive: Option<Archive<'a>>,
    page: Option<Page>,
    /// The sheets that are whole.
    listed: Vec<Listed>,
    /// How many sheets are called so.
    names: BTreeMap<String, usize>,
}

impl<'a> Book<'a> {
    pub(super) fn new(out: Box<dyn Write + 'a>) -> Self {
        Self { out: Some(out), archive: None, page: None, listed: Vec::new(), names: BTreeMap::new() }
    }

    fn open(&mut self, name: &str, fields: &[Field]) -> io::Result<()> {
        let count = self.names.entry(name.to_owned()).or_insert(0);
        *count += 1;
        let own = if *count == 1 { name.to_owned() } else { format!("{name} ({count})") };
        let number = self.listed.len() + 1;
        let archive = self.archive()?;
        archive.start_file(parts::sheet(number), options())?;
        self.page = Some(Page::new(own, number == 1, fields));
        Ok(())
    }

    fn archive(&mut self) -> io::Result<&mut Archive<'a>> {
        if let Some(out) = self.out.take() {
            self.archive = Some(ZipWriter::new_stream(out));
        }
        self.archive.as_mut().ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }

    fn write(&mut self, name: &str, fields: &[Field], cells: &[String]) -> io::Result<()> {
        if self.page.as_ref().is_some_and(Page::is_full) {
            self.close(fields)?;
            self.open(name, fields)?;
        }
        let (Some(page), Some(archive)) = (&mut self.page, &mut self.archive) else { return Ok(()) };
        page.row(archive, fields, cells)
    }

    fn close(&mut self, fields: &[Field]) -> io::Result<()> {
        if let (Some(page), Some(archive)) = (self.page.take(), &mut self.archive) {
            self.listed.push(page.end(archive, fields)?);
        }
        Ok(())
    }

    fn save(&mut self) -> io::Result<()> {
        let listed = std::mem::take(&mut self.listed);
        self.archive()?;
        let Some(mut archive) = self.archive.take() else { return Ok(()) };
        let mut save = || -> ZipResult<()> {
            for (name, content) in parts::all(&listed) {
                archive.start_file(name, options())?;
                archive.write_all(content.as_bytes())?;
            }
            Ok(())
        };
        match save() {
            Ok(()) => archive.finish()?.into_inner().flush(),
            Err(error) => {
                self.archive = Some(archive);
                Err(error.into())
            }
        }
    }

    /// Leaves the archive as it is: it would try to end itself, and say on stderr that it cannot.
    fn abandon<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if done.is_err()
            && let Some(archive) = self.archive.take()
        {
            std::mem::forget(archive);
        }
        done
    }
}

impl Form for Book<'_> {
    fn begin(&mut self, name: &str, fields: &[Field]) -> io::Result<()> {
        let done = self.open(name, fields);
        self.abandon(done)
    }

    fn row(&mut self, name: &str, fields: &[Field], cells: &[String]) -> io::Result<()> {
        let done = self.write(name, fields, cells);
        self.abandon(done)
    }

    fn end(&mut self, fields: &[Field]) -> io::Result<()> {
        let done = self.close(fields);
        self.abandon(done)
    }

    fn finish(&mut self) -> io::Result<()> {
        let done = self.save();
        self.abandon(done)
    }
}

/// How a part is packed: the same way at any time.
fn options() -> SimpleFileOptions {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    options.last_modified_time(DateTime::DEFAULT)
}
