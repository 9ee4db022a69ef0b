//! What a command works with: where answers go, in which language and form, and the corpus.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::sync::Arc;

use kurabe_corpus::{Corpus, Draft, Error, Founding, Home};
use kurabe_model::{Diagnostic, Document, DocumentFacts, Warned};
use kurabe_query::CorpusFacts;
use kurabe_render::json::Layout;
use kurabe_render::sheet::{self, Making, Origin, Sheet};
use kurabe_render::terminal::{self, Harmless, Reader};
use kurabe_render::{Lang, Message, Reading, json};

use crate::args::{Color, Format, Global};
use crate::library::Library;
use crate::models::Model;
use crate::output;
use crate::reproduce;
use crate::stop::{Outcome, Stop};
use crate::system;
use crate::worker;

/// One run of the program.
pub(crate) struct Session {
    /// Where text and JSON go, and nothing else.
    pub(crate) out: Box<dyn Write>,
    /// Where tables go, if tables are wanted.
    sheet: Option<Sheet<'static>>,
    /// The file that is written, until it is whole.
    draft: Option<Draft>,
    /// Whoever reads the data.
    pub(crate) reader: Reader,
    /// Whoever reads what is said.
    listener: Reader,
    format: Format,
    date: Option<String>,
    home: Option<PathBuf>,
    /// Where the statements lie that answer, where somebody said so.
    pub(crate) cluster: Option<String>,
    /// The version of the corpus that answered, once one has.
    pub(crate) version: Option<String>,
    /// What answered, for a file that says where it comes from.
    answered: Option<Answered>,
    /// Whether answers are ranked by meaning, too, where there is a model.
    meaning: bool,
    /// The model that was asked last: it is opened once.
    pub(crate) model: RefCell<Option<Arc<Model>>>,
    /// The words that were read from stdin.
    pub(crate) from_stdin: Option<Vec<String>>,
}

/// What a file says of where it comes from.
struct Answered {
    corpus: CorpusFacts,
    documents: Vec<Origin>,
}

/// The form of an answer.
pub(crate) enum Form<'s> {
    /// Text for a reader.
    Text(Reader),
    /// JSON.
    Json(Layout),
    /// Tables to be handed on.
    Sheet(&'s mut Sheet<'static>),
}

impl Session {
    /// Works out what the arguments mean here.
    pub(crate) fn begin(global: &Global) -> Result<Self, Stop> {
        let lang = system::language(global.lang);
        let format = global
            .form()
            .map_err(|fault| Stop::users(Message::Usage { fault, command: "kurabe".to_owned() }))?;
        let (sink, draft, reader) = match global.file() {
            None => {
                let color = system::color(global.color, &io::stdout());
                let sink = output::stdout(format == Format::Xlsx)?;
                (sink, None, Reader { lang, width: system::columns(), color })
            }
            Some(path) => {
                let (sink, draft) = output::file(path)?;
                (sink, draft, Reader { lang, width: None, color: global.color == Color::Always })
            }
        };
        let layout = match format {
            Format::Csv => Some(sheet::Layout::Csv { bom: global.bom }),
            Format::Md => Some(sheet::Layout::Markdown),
            Format::Xlsx => Some(sheet::Layout::Xlsx),
            Format::Html => Some(sheet::Layout::Html),
            Format::Text | Format::Json | Format::Jsonl | Format::Graphml => None,
        };
        // A file is for programs, which are not commanded by what it holds; a terminal is.
        let shown = global.file().is_none() && io::stdout().is_terminal();
        let sink = match layout {
            Some(_) if shown => Box::new(Harmless::new(sink, false)),
            _ => sink,
        };
        let (out, sheet): (Box<dyn Write>, _) = match layout {
            Some(layout) => (Box::new(io::sink()), Some(Sheet::new(sink, lang, layout))),
            None if format == Format::Text => (Box::new(Harmless::new(sink, reader.color)), None),
            None => (sink, None),
        };
        Ok(Self {
            out,
            sheet,
            draft,
            reader,
            listener: Reader { lang, width: None, color: system::color(global.color, &io::stderr()) },
            format,
            date: global.date.clone(),
            home: global.home.clone(),
            cluster: global.cluster.clone(),
            version: None,
            answered: None,
            meaning: !global.no_meaning,
            model: RefCell::new(None),
            from_stdin: None,
        })
    }

    /// The language.
    pub(crate) fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// Whether answers are ranked by meaning, too, where there is a model.
    pub(crate) fn wants_meaning(&self) -> bool {
        self.meaning
    }

    /// The form of the answer.
    pub(crate) fn form(&mut self) -> Form<'_> {
        match (&mut self.sheet, self.format) {
            (Some(sheet), _) => Form::Sheet(sheet),
            (None, Format::Json) => Form::Json(Layout::Whole),
            (None, Format::Jsonl) => Form::Json(Layout::Lines),
            // A network has a form of its own, which only one command knows.
            (None, _) => Form::Text(self.reader),
        }
    }

    /// Whether the answer is text, and neither data nor a table.
    pub(crate) fn is_for_a_reader(&mut self) -> bool {
        matches!(self.form(), Form::Text(_))
    }

    /// Hands on what was written: tables with where they come from and how they were made, a file under its name.
    pub(crate) fn deliver(&mut self, typed: &[OsString]) -> Result<(), Stop> {
        if let Some(sheet) = self.sheet.take() {
            let making = if sheet.is_document() { Some(self.making(typed)?) } else { None };
            sheet.finish(making.as_ref())?;
        }
        self.out.flush()?;
        self.draft.take().map_or(Ok(()), output::keep)
    }

    fn making(&mut self, typed: &[OsString]) -> Result<Making, Stop> {
        let Answered { corpus, documents } = match self.answered.take() {
            Some(answered) => answered,
            // Some answers need no index, and what they come from is known by one all the same.
            None => {
                let corpus = self.open()?;
                Answered::of(&self.library_of(corpus)?)
            }
        };
        let command = reproduce::handed_on(typed, self.lang(), self.from_stdin.as_deref(), self.format);
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Making { command, program, date: self.date.clone(), corpus, documents })
    }

    /// Whether the answer is to be a network for other tools, whatever else [`form`](Self::form) says.
    pub(crate) fn wants_graph(&self) -> bool {
        self.format == Format::Graphml
    }

    /// Notes what answers.
    pub(crate) fn answers_from(&mut self, library: &Library) {
        let version = library.summary().version.clone();
        let meaning = library.signals().facts();
        let meaning = meaning.map(|meaning| format!(" +{} ({})", meaning.model, meaning.statements));
        self.version = Some(version + &meaning.unwrap_or_default());
        if self.sheet.as_ref().is_some_and(Sheet::is_document) {
            self.answered = Some(Answered::of(library));
        }
    }

    /// Opens the corpus, and says so when it is the one in the binary.
    pub(crate) fn corpus(&mut self) -> Result<Corpus, Stop> {
        let corpus = self.open()?;
        // Where an engine answers the plans of the corpus do not.
        if *corpus.home() == Home::Shipped && self.address()?.is_none() {
            self.say(&Message::AnswersFromBinary { documents: corpus.documents().len() });
        }
        Ok(corpus)
    }

    /// Opens the corpus to put something into it, and begins one where there is none; whether it did.
    pub(crate) fn corpus_to_fill(&mut self) -> Result<(Corpus, Founding), Stop> {
        let (home, founding) = Home::find_or_begin(system::places(self.home.clone()))?;
        Ok((opened(home)?, founding))
    }

    /// Opens the corpus something would be put into; who only looks may have none yet.
    pub(crate) fn corpus_to_look(&mut self) -> Result<Corpus, Stop> {
        let home = match Home::find(system::places(self.home.clone())) {
            Err(Error::NoCatalogue { .. }) => Home::Shipped,
            found => found?,
        };
        opened(home)
    }

    /// Opens the corpus.
    pub(crate) fn open(&self) -> Result<Corpus, Stop> {
        let home = Home::find(system::places(self.home.clone()))?;
        opened(home)
    }

    /// Says something beside the answer.
    pub(crate) fn say(&self, message: &Message) {
        // Talk that nobody hears is no reason to withhold the answer.
        let _ = terminal::message(&mut self.stderr(), self.listener, message, false);
    }

    /// Says several things beside the answer, with one hint for all that have the same.
    pub(crate) fn say_all(&self, messages: &[Message]) {
        let _ = terminal::messages(&mut self.stderr(), self.listener, messages);
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
            // A file that was asked for is left as it was.
            let out = if self.draft.is_some() { &mut io::stdout() } else { &mut self.out as &mut dyn Write };
            let _ = json::errors(out, lang, messages).and_then(|()| out.flush());
        }
    }
}

/// A corpus; what strangers have made is never parsed in this process.
fn opened(home: Home) -> Result<Corpus, Stop> {
    Ok(Corpus::open(home)?.extracting_by(worker::extract_apart))
}

impl Answered {
    fn of(library: &Library) -> Self {
        Self { corpus: kurabe_query::corpus(&library.asking().context()), documents: library.origins() }
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
