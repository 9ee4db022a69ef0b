//! What is indexed: statements of a made-up country or of the shipped plans, one a line, the same for every peer.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use kurabe_corpus::{Corpus, Home, read};
use kurabe_index::pairs;
use kurabe_model::{Document, Municipality, MunicipalityKind};
use kurabe_text::{Analyser, Gazetteer, Normalized, Worker};

use crate::country::Country;

/// How many statements a municipality has.
const EACH: usize = 1_000;
/// The country that is made up.
const SEED: u64 = 20_260_401;

/// A statement as every peer gets it: four columns of a line.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) municipality: String,
    /// The headings above it, outermost first.
    pub(crate) headings: String,
    pub(crate) text: String,
}

/// What parts one heading from the next.
pub(crate) const BELOW: char = '。';

/// The statements on disk, in the form each peer takes.
pub(crate) struct Data {
    /// Lines of four columns, parted by tabs.
    pub(crate) lines: PathBuf,
    /// The same with words and pairs of letters instead of texts, parted by spaces: tokens ready for an engine.
    pub(crate) tokens: PathBuf,
    /// How many statements there are.
    pub(crate) count: usize,
    /// How many bytes of text and headings.
    pub(crate) bytes: u64,
}

/// The list of municipalities (自治体).
pub(crate) fn gazetteer() -> Gazetteer {
    Gazetteer::parse(include_str!("../../../../corpus/municipalities.csv")).expect("the list is one")
}

/// So many statements of a made-up country, or nearly.
pub(crate) fn made_up(count: usize, mut take: impl FnMut(Row)) {
    let gazetteer = gazetteer();
    let country = Country::new(SEED);
    let plans = |kind| !matches!(kind, MunicipalityKind::AdministrativeWard | MunicipalityKind::Prefecture);
    let mut cities: Vec<&Municipality> =
        gazetteer.municipalities().iter().filter(|city| plans(city.kind)).collect();
    // Those of one prefecture are not together: a part of the country is like the whole.
    cities.sort_by_key(|city| city.code.to_string().chars().rev().collect::<String>());
    for city in cities.into_iter().take(count.div_ceil(EACH)) {
        for plan in Country::plans() {
            let text = country.text(city, plan, plan.statements(EACH));
            rows(&read(plan.facts(city), text.as_bytes()).value).for_each(&mut take);
        }
    }
}

/// The statements of the shipped plans, with the file and the lines of each.
pub(crate) fn shipped() -> Vec<(Row, String, (usize, usize))> {
    let corpus = Corpus::open(Home::Shipped).expect("the plans are in the binary");
    let read = corpus.read_all();
    let documents = read.iter().map(|read| &read.value);
    documents
        .flat_map(|document| {
            rows(document).zip(&document.statements).map(|(row, statement)| {
                let lines = (statement.span.first_line, statement.span.last_line);
                (row, document.facts.file.clone(), lines)
            })
        })
        .collect()
}

fn rows(document: &Document) -> impl Iterator<Item = Row> {
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    document.statements.iter().map(move |statement| {
        let above = document.outline.ancestry(statement.section).into_iter();
        let above: Vec<&str> = above.map(|section| section.heading.text.as_str()).collect();
        Row {
            id: statement.id.to_string(),
            municipality: document.facts.municipality.value.to_string(),
            headings: plain(&above.join("。")),
            text: plain(&statement.text),
        }
    })
}

impl Data {
    /// Writes statements into a folder; they are handed over one by one.
    pub(crate) fn write(folder: &Path, give: impl FnOnce(&mut dyn FnMut(Row))) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let mut data = Self {
            lines: folder.join("statements.tsv"),
            tokens: folder.join("tokens.tsv"),
            count: 0,
            bytes: 0,
        };
        let [mut lines, mut tokens] = [&data.lines, &data.tokens]
            .map(|path| BufWriter::new(File::create(path).expect("a file can be written")));
        let mut ready = Ready::new();
        give(&mut |row: Row| {
            let Row { id, municipality, headings, text } = &row;
            writeln!(lines, "{id}\t{municipality}\t{headings}\t{text}").expect("room");
            writeln!(tokens, "{}", ready.line(&row)).expect("room");
            data.count += 1;
            data.bytes += (headings.len() + text.len()) as u64;
        });
        for mut file in [lines, tokens] {
            file.flush().expect("room");
        }
        data
    }

    /// The statements again.
    pub(crate) fn rows(lines: &Path) -> impl Iterator<Item = Row> {
        let file = BufReader::new(File::open(lines).expect("the statements are there"));
        file.lines().map(|line| {
            let line = line.expect("it is text");
            let mut columns = line.split('\t').map(str::to_owned);
            let [id, municipality, headings, text] =
                std::array::from_fn(|_| columns.next().unwrap_or_default());
            Row { id, municipality, headings, text }
        })
    }
}

/// Makes ready tokens of statements: the words and pairs Kurabe would index.
struct Ready {
    worker: Worker,
}

impl Ready {
    fn new() -> Self {
        let lexicon = kurabe_text::Lexicon::shipped().expect("the shipped lexicon is sound");
        Self { worker: Analyser::new(&lexicon).expect("the dictionary opens").worker() }
    }

    fn line(&mut self, row: &Row) -> String {
        let mut line = format!("{}\t{}", row.id, row.municipality);
        for text in [&row.text, &row.headings] {
            let text = Normalized::new(text);
            line.push('\t');
            for term in self.worker.terms(&text) {
                let _ = write!(line, "{} ", term.key.replace([' ', '\t'], ""));
            }
            line.push('\t');
            for pair in pairs(text.text()) {
                line.extend([pair, " "]);
            }
        }
        // What is stored: the text as it stands.
        let _ = write!(line, "\t{}\t{}", row.text, row.headings);
        line
    }
}
