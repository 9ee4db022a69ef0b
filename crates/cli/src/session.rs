//! What a command works with: where answers go, in which language and form, and the corpus.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use kurabe_corpus::{Corpus, Home};
use kurabe_model::{Diagnostic, Document, DocumentFacts, Warned};
use kurabe_render::json::Layout;
use kurabe_render::sheet::{self, Sheet};
use kurabe_render::terminal::{self, Harmless, Reader};
use kurabe_render::{Lang, Message, Reading, json};

use crate::args::{Format, Global};
use crate::stop::{Outcome, Stop};
use crate::system;
use crate::worker;

/// One run of the program.
pub(crate) struct Session {
    /// Where data goes, and nothing else.
    pub(crate) out: Box<dyn Write>,
    /// Whoever reads the data.
    pub(crate) reader: Reader,
    /// Whoever reads what is said.
    listener: Reader,
    format: Format,
    bom: bool,
    home: Option<PathBuf>,
    /// The version of the corpus that answered, once one has.
    pub(crate) version: Option<String>,
    /// The words that were read from stdin.
    pub(crate) from_stdin: Option<Vec<String>>,
}

/// The form of an answer.
pub(crate) enum Form {
    /// Text for a reader.
    Text(Reader),
    /// JSON.
    Json(Layout),
    /// A table to be handed on.
    Sheet(Sheet),
}

impl Session {
    /// Works out what the arguments mean here.
    pub(crate) fn begin(global: &Global) -> Self {
        let lang = system::language(global.lang);
        let width = system::columns();
        let reader = Reader { lang, width, color: system::color(global.color, &io::stdout()) };
        let stdout = BufWriter::new(io::stdout().lock());
        Self {
            out: match global.format {
                Format::Text => Box::new(Harmless::new(stdout, reader.color)),
                // A file is for programs, which are not commanded by what it holds.
                _ => Box::new(stdout),
            },
            reader,
            listener: Reader { lang, width: None, color: system::color(global.color, &io::stderr()) },
            format: global.format,
            bom: global.bom,
            home: global.home.clone(),
            version: None,
            from_stdin: None,
        }
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// The form of the answer.
    pub(crate) fn form(&self) -> Form {
        match self.format {
            Format::Text => Form::Text(self.reader),
            Format::Json => Form::Json(Layout::Whole),
            Format::Jsonl => Form::Json(Layout::Lines),
            Format::Csv => self.sheet(sheet::Layout::Csv { bom: self.bom }),
            Format::Md => self.sheet(sheet::Layout::Markdown),
        }
    }

    fn sheet(&self, layout: sheet::Layout) -> Form {
        Form::Sheet(Sheet { lang: self.lang(), layout })
    }

    /// Opens the corpus, and says so when it is the one in the binary.
    pub(crate) fn corpus(&mut self) -> Result<Corpus, Stop> {
        let home = Home::find(system::places(self.home.clone()))?;
        let corpus = Corpus::open(home)?.extracting_by(worker::extract_apart);
        if *corpus.home() == Home::Shipped {
            self.say(&Message::AnswersFromBinary { documents: corpus.documents().len() });
        }
        Ok(corpus)
    }

    /// Says something beside the answer.
    pub(crate) fn say(&self, message: &Message) {
        // Talk that nobody hears is no reason to withhold the answer.
        let _ = terminal::message(&mut self.stderr(), self.listener, message, false);
    }

    fn stderr(&self) -> impl Write {
        Harmless::new(io::stderr(), self.listener.color)
    }

    /// Says which documents gave nothing: an answer without them is not complete.
    pub(crate) fn say_errors(&self, errors: &[Diagnostic]) -> Outcome {
        let _ = terminal::check(&mut self.stderr(), self.listener, errors);
        if errors.is_empty() { Outcome::Found } else { Outcome::Incomplete }
    }

    /// Says why there is no answer; where one object was asked for, that object says so.
    pub(crate) fn fail(&mut self, messages: &[Message]) {
        for message in messages {
            let _ = terminal::message(&mut self.stderr(), self.listener, message, true);
        }
        if self.format == Format::Json {
            let lang = self.lang();
            let _ = json::errors(&mut self.out, lang, messages).and_then(|()| self.out.flush());
        }
    }
}

/// Why documents gave nothing.
pub(crate) fn errors(readings: &[Reading<'_>]) -> Vec<Diagnostic> {
    readings.iter().flat_map(|reading| reading.errors()).cloned().collect()
}

/// Documents that were read, with what was said about them.
pub(crate) struct Readings<'c> {
    corpus: &'c Corpus,
    read: Vec<Warned<Document>>,
}

impl<'c> Readings<'c> {
    /// Reads the documents known by `facts`.
    pub(crate) fn of(corpus: &'c Corpus, facts: &[&DocumentFacts]) -> Self {
        Self { corpus, read: corpus.read_many(facts) }
    }

    /// The documents in the order of the catalogue.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Reading<'_>> {
        self.read.iter().filter_map(|Warned { value: document, diagnostics }| {
            // The catalogue has no entry whose municipality is not in the list.
            let municipality = self.corpus.municipality(document.facts.municipality.value)?;
            Some(Reading { municipality, document, diagnostics })
        })
    }
}
