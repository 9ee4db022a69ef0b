//! From a document to what the index holds of its statements: one analysis, for every field.

use kurabe_model::{Document, Municipality, SectionIndex, Statement};
use kurabe_text::{Analyser, Normalized, Signs, Term, Vocabulary, Worker};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;

use crate::record::Record;
use crate::schema::{Facet, Fields, Packed, Searched};
use crate::{Error, Result};

/// A document (文書) on its way into the index.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Who published it.
    pub municipality: Municipality,
    /// What was read.
    pub document: Document,
}

/// What text is analysed with. An index and the questions put to it need the same.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    /// Cuts text into words.
    pub analyser: &'a Analyser,
    /// Knows concepts and themes.
    pub vocabulary: &'a Vocabulary,
}

impl Paper {
    /// The statements with their headings and themes, as they will be handed out.
    pub fn records(self, tools: Tools<'_>) -> Vec<Record> {
        let mut worker = tools.analyser.worker();
        let heads = Heads::of(&self.document, tools, &mut worker);
        let Self { municipality, document } = self;
        let record = |statement: &Statement| {
            let text = Normalized::new(&statement.text);
            let signs = tools.vocabulary.signs(&worker.terms(&text));
            record(&municipality, &document, statement, heads.themes(statement.section, &signs, tools))
        };
        document.statements.iter().map(record).collect()
    }
}

fn record(
    municipality: &Municipality,
    document: &Document,
    statement: &Statement,
    themes: Vec<String>,
) -> Record {
    let path = document.outline.path(statement.section).into_iter().map(str::to_owned).collect();
    Record {
        municipality: municipality.clone(),
        facts: document.facts.clone(),
        path,
        titled: document.outline.title.is_some(),
        statement: statement.clone(),
        themes,
    }
}

/// The headings of a document, each analysed once.
struct Heads {
    /// For every section, what its own heading says for themes.
    signs: Vec<Signs>,
    parents: Vec<Option<usize>>,
    /// For every section, the fields of its whole path.
    fields: Vec<HeadFields>,
    none: HeadFields,
    title: String,
}

#[derive(Default)]
struct HeadFields {
    terms: String,
    pairs: String,
    concepts: String,
}

impl Heads {
    fn of(document: &Document, tools: Tools<'_>, worker: &mut Worker) -> Self {
        let sections = &document.outline.sections;
        let normal: Vec<Normalized> =
            sections.iter().map(|section| Normalized::new(&section.heading.text)).collect();
        let signs = normal.iter().map(|text| tools.vocabulary.signs(&worker.terms(text))).collect();
        let parents: Vec<Option<usize>> =
            sections.iter().map(|section| section.parent.map(|parent| parent.0)).collect();
        let fields = (0..sections.len())
            .map(|section| {
                let path = path(&parents, section).into_iter().filter_map(|index| normal.get(index));
                let mut whole = String::new();
                for heading in path {
                    whole.push_str(heading.text());
                    whole.push('。');
                }
                let pairs = whole.clone();
                let whole = Normalized::new(&whole);
                let (terms, concepts, _) = pack(&worker.terms(&whole), tools.vocabulary);
                HeadFields { terms, pairs, concepts }
            })
            .collect();
        let title = Normalized::new(&document.facts.title.value);
        let (title, _, _) = pack(&worker.terms(&title), tools.vocabulary);
        Self { signs, parents, fields, none: HeadFields::default(), title }
    }

    fn fields(&self, section: Option<SectionIndex>) -> &HeadFields {
        section.and_then(|section| self.fields.get(section.0)).unwrap_or(&self.none)
    }

    fn themes(&self, section: Option<SectionIndex>, text: &Signs, tools: Tools<'_>) -> Vec<String> {
        let path = section.map(|section| path(&self.parents, section.0)).unwrap_or_default();
        let above: Vec<&Signs> = path.into_iter().filter_map(|section| self.signs.get(section)).collect();
        tools.vocabulary.label(text, &above).into_iter().map(str::to_owned).collect()
    }
}

/// The sections from the outermost to `section`.
fn path(parents: &[Option<usize>], section: usize) -> Vec<usize> {
    let above = |section: &usize| parents.get(*section).copied().flatten();
    let mut path: Vec<usize> = std::iter::successors(Some(section), above).collect();
    path.reverse();
    path
}

/// The terms, the concepts and the readings of a text, packed.
fn pack(terms: &[Term<'_>], vocabulary: &Vocabulary) -> (String, String, String) {
    let (mut words, mut concepts, mut readings) = (Packed::default(), Packed::default(), Packed::default());
    let mut reading = String::new();
    for term in terms {
        words.push(&term.key, term.position);
        if let Some(kana) = term.reading.filter(|kana| *kana != term.key) {
            reading.clear();
            reading.extend([kana, "\t", &term.key]);
            readings.push(&reading, 0);
        }
    }
    for mention in vocabulary.mentions(terms) {
        concepts.push(&vocabulary.concept(mention.concept).name, mention.position);
    }
    (words.finish(), concepts.finish(), readings.finish())
}

/// Turns the statements of a paper into documents of tantivy, one after another.
pub(crate) fn documents(
    paper: &Paper,
    tools: Tools<'_>,
    fields: &Fields,
    mut take: impl FnMut(TantivyDocument) -> Result<()>,
) -> Result<()> {
    let mut worker = tools.analyser.worker();
    let heads = Heads::of(&paper.document, tools, &mut worker);
    let mut text = Normalized::default();
    for (place, statement) in paper.document.statements.iter().enumerate() {
        text.renew(&statement.text);
        let terms = worker.terms(&text);
        let (words, concepts, readings) = pack(&terms, tools.vocabulary);
        let signs = tools.vocabulary.signs(&terms);
        drop(terms);
        let themes = heads.themes(statement.section, &signs, tools);
        let record = record(&paper.municipality, &paper.document, statement, themes);
        let head = heads.fields(statement.section);

        let mut document = TantivyDocument::new();
        document.add_text(fields.id, statement.id.as_str());
        document.add_text(fields.searched(Searched::Text), words);
        document.add_text(fields.searched(Searched::TextConcepts), concepts);
        document.add_text(fields.readings, readings);
        document.add_text(fields.searched(Searched::TextPairs), text.text());
        document.add_text(fields.searched(Searched::Heading), &head.terms);
        document.add_text(fields.searched(Searched::HeadingPairs), &head.pairs);
        document.add_text(fields.searched(Searched::HeadingConcepts), &head.concepts);
        document.add_text(fields.searched(Searched::Title), &heads.title);
        document.add_u64(fields.order, order(&record, place));
        add_facets(&mut document, fields, &record);
        document.add_bytes(fields.record, &serde_json::to_vec(&record).map_err(Error::record)?);
        take(document)?;
    }
    Ok(())
}

fn add_facets(document: &mut TantivyDocument, fields: &Fields, record: &Record) {
    let Record { municipality, facts, statement, themes, .. } = record;
    let mut add = |facet: Facet, value: &str| document.add_text(fields.facet(facet), value);
    add(Facet::Municipality, &municipality.code.to_string());
    add(Facet::MunicipalityKind, municipality.kind.as_str());
    add(Facet::Prefecture, &municipality.prefecture);
    add(Facet::DocumentKind, facts.kind.value.as_str());
    add(Facet::Document, facts.id.as_str());
    add(Facet::Kind, statement.kind.as_str());
    for theme in themes {
        add(Facet::Theme, theme);
    }
    if !statement.targets.is_empty() {
        add(Facet::Has, "targets");
    }
    let mut departments: Vec<&String> = statement.departments.iter().collect();
    departments.extend(facts.department.as_ref().map(|fact| &fact.value));
    departments.sort();
    departments.dedup();
    for department in departments {
        add(Facet::Department, department);
    }
    if let Some(year) = facts.first_year() {
        add(Facet::Year, &year.to_string());
    }
    let period = facts.period.as_ref().map(|period| (period.value.first, period.value.last));
    if let Some((first, last)) = period.or(facts.first_year().map(|year| (year, year))) {
        document.add_u64(fields.from, first.western().into());
        document.add_u64(fields.until, last.western().into());
    }
}

/// Where a statement comes among those of the same score: by municipality, document and place.
fn order(record: &Record, place: usize) -> u64 {
    let digest = Sha256::digest(record.facts.id.as_str());
    let document = digest.iter().take(3).fold(0, |number, byte| number << 8 | u64::from(*byte));
    let code: u64 = record.municipality.code.to_string().parse().unwrap_or_default();
    code << 44 | document << 20 | (place as u64).min(0xf_ffff)
}
