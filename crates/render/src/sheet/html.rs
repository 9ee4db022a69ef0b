//! Pages (HTML): one file that asks nothing of a network and runs nothing, for the screen and for A4.
//!
//! Everything that is not written here is escaped. Colours only repeat what stands there in words or figures.

mod text;

use std::io::{self, Write};

use super::Form;
use super::column::{Field, Shape};
use super::marks::{self, Mark};
use crate::{Label, Lang};
pub(super) use text::escaped;

const STYLE: &str = include_str!("html/style.css");
/// How many letters stand side by side on A4 across.
const PAPER: usize = 85;

/// A page on its way out.
pub(super) struct Page<'a> {
    out: Box<dyn Write + 'a>,
    lang: Lang,
    /// Whether its head is written.
    begun: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: Box<dyn Write + 'a>, lang: Lang) -> Self {
        Self { out, lang, begun: false }
    }

    /// Writes a heading: the first is that of the page.
    fn heading(&mut self, name: &str) -> io::Result<()> {
        let name = escaped(name);
        if self.begun {
            return writeln!(self.out, "<h2>{name}</h2>");
        }
        self.begun = true;
        let lang = code(self.lang);
        write!(
            self.out,
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"kurabe\">\n<title>{name}</title>\n<style>\n{STYLE}</style>\n</head>\n\
             <body>\n<main>\n<h1>{name}</h1>\n"
        )
    }

    fn cell(&mut self, field: &Field, cell: &str) -> io::Result<()> {
        let text = match (field.shape, cell.parse::<f64>()) {
            (Shape::Share, Ok(share)) => format!("{:.1}%", share * 100.0),
            _ => lines(cell),
        };
        if field.leads {
            return write!(self.out, "<th scope=\"row\"{}>{text}</th>", class(field));
        }
        write!(self.out, "<td{}>{text}</td>", class(field))
    }
}

impl Form for Page<'_> {
    fn about(&mut self, name: &str, says: &str) -> io::Result<()> {
        self.heading(name)?;
        says.lines().try_for_each(|line| writeln!(self.out, "<p>{}</p>", escaped(line)))
    }

    fn figure(&mut self, figure: &str) -> io::Result<()> {
        self.out.write_all(figure.as_bytes())
    }

    fn begin(&mut self, name: &str, fields: &[Field]) -> io::Result<()> {
        if !self.begun {
            self.heading(name)?;
        }
        let least: usize = fields.iter().filter(|field| field.main).map(least).sum();
        let many = if least > PAPER { " class=\"many\"" } else { "" };
        write!(
            self.out,
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table{many}>\n<caption>{0}</caption>\n<thead>\n<tr>",
            escaped(name)
        )?;
        for field in fields.iter().filter(|field| field.main) {
            write!(self.out, "<th scope=\"col\"{}>{}</th>", class(field), escaped(&field.head))?;
        }
        // What is quoted is Japanese, whatever the page is.
        self.out.write_all(b"</tr>\n</thead>\n<tbody lang=\"ja\">\n")
    }

    fn row(&mut self, _: &str, fields: &[Field], cells: &[String]) -> io::Result<()> {
        self.out.write_all(b"<tr>")?;
        for (field, cell) in fields.iter().zip(cells).filter(|(field, _)| field.main) {
            self.cell(field, cell)?;
        }
        self.out.write_all(b"</tr>\n")
    }

    fn end(&mut self, _: &[Field]) -> io::Result<()> {
        self.out.write_all(b"</tbody>\n</table>\n</div>\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.begun {
            self.heading(Label::Results.say(self.lang))?;
        }
        self.out.write_all(b"</main>\n</body>\n</html>\n")?;
        self.out.flush()
    }
}

/// The name of a language.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Japanese => "ja",
        Lang::English => "en",
    }
}

/// How wide a column is on paper at the least, unless there are too many: as the style has it, in letters.
fn least(field: &Field) -> usize {
    match field.shape {
        Shape::Prose | Shape::LeadingUp => 9,
        Shape::Words => 5,
        Shape::Number | Shape::Share => 4,
    }
}

/// How the cells of a column are set.
fn class(field: &Field) -> &'static str {
    match field.shape {
        Shape::Number | Shape::Share => " class=\"number\"",
        Shape::Prose => " class=\"prose\"",
        Shape::LeadingUp => " class=\"prose lead\"",
        Shape::Words => "",
    }
}

/// The lines of a cell, each as a paragraph where there are several.
fn lines(cell: &str) -> String {
    if !cell.contains('\n') {
        return with_marks(cell);
    }
    cell.lines().map(|line| format!("<p>{}</p>", with_marks(line))).collect()
}

/// A line whose marks are those of HTML.
fn with_marks(line: &str) -> String {
    let piece = |(piece, mark)| match mark {
        None => escaped(piece).into_owned(),
        Some(Mark::Went) => format!("<del>{}</del>", escaped(piece)),
        Some(Mark::Came) => format!("<ins>{}</ins>", escaped(piece)),
    };
    marks::pieces(line).into_iter().map(piece).collect()
}
