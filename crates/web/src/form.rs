//! The forms an answer is asked for in, by the ending of its address, and what each is sent as.

use std::io::{self, Write};

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kurabe_query::corpus;
use kurabe_render::Lang;
use kurabe_render::sheet::{Layout, Making, Sheet};

use crate::problem::Problem;
use crate::shelf::Library;

/// The forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page to be looked at.
    Page,
    /// The command line's JSON.
    Json,
    /// Tables.
    Sheet(Layout),
}

/// What there is of each answer beside its page, by the ending of the address.
pub(crate) const ENDINGS: [(&str, Form); 4] = [
    (".json", Form::Json),
    (".csv", Form::Sheet(Layout::Csv { bom: true })),
    (".xlsx", Form::Sheet(Layout::Xlsx)),
    (".html", Form::Sheet(Layout::Html)),
];

impl Form {
    /// What the command line calls it, and its files end with.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page | Self::Sheet(Layout::Html) => "html",
            Self::Json => "json",
            Self::Sheet(Layout::Csv { .. }) => "csv",
            Self::Sheet(Layout::Xlsx) => "xlsx",
            Self::Sheet(Layout::Markdown) => "md",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Page | Self::Sheet(Layout::Html) => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Sheet(Layout::Csv { .. }) => "text/csv; charset=utf-8",
            Self::Sheet(Layout::Xlsx) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Sheet(Layout::Markdown) => "text/markdown; charset=utf-8",
        }
    }

    /// An answer in this form; a table has a name to be kept under.
    pub(crate) fn response(self, bytes: Vec<u8>, path: &str) -> Response {
        let mut response = bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let name = path.replace('/', "-");
        if matches!(self, Self::Sheet(_))
            && let Ok(named) =
                HeaderValue::from_str(&format!("attachment; filename=\"kurabe-{name}.{}\"", self.name()))
        {
            headers.insert(header::CONTENT_DISPOSITION, named);
        }
        response
    }
}

/// Writes tables with where they come from and how they were made.
pub(crate) fn sheet(
    library: &dyn Library,
    layout: Layout,
    lang: Lang,
    command: String,
    write: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>,
) -> Result<Vec<u8>, Problem> {
    let corpus = corpus(&library.asking().context());
    collected(|out| {
        let mut sheet = Sheet::new(Box::new(out), lang, layout);
        write(&mut sheet)?;
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let making = Making { command, program, date: None, corpus, documents: library.origins() };
        sheet.finish(Some(&making))
    })
}

/// What is written into memory. Memory takes everything: what is refused there is a fault of ours.
pub(crate) fn collected(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(Problem::broken(&error)),
    }
}

/// What tells an answer from the same of another corpus or in another language.
pub(crate) fn tag(library: &dyn Library, lang: Lang) -> String {
    let asking = library.asking();
    let context = asking.context();
    let version = context.index.summary().version.clone();
    let meaning = context.signals.facts().map(|meaning| format!("{}-{}-", meaning.model, meaning.statements));
    let meaning = meaning.unwrap_or_default();
    format!("\"{}-{version}-{meaning}{lang:?}\"", env!("CARGO_PKG_VERSION"))
}

/// Whether whoever asks has what a tag stands for already.
pub(crate) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    // Whatever packs answers on their way makes a tag a weak one; the words behind it are the same.
    let is_it = |one: &str| one == "*" || one.trim_start_matches("W/") == tag;
    known.is_some_and(|known| known.split(',').map(str::trim).any(is_it))
}
