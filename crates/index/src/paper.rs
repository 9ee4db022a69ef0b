//! From a document to what the index holds of its statements: one analysis, for every field.

use std::collections::HashSet;

use kurabe_model::{Diagnostic, Document, Municipality, Quote, SectionIndex, Statement};
use kurabe_text::{
    Analyser, Audience, Element, Keyword, Mention, Normalized, Signs, Standing, Term, Vocabulary, Worker,
    about, above, elements, keywords, weightiest,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;

use crate::Result;
use crate::elements;
use crate::manifest::Tokens;
use crate::record;
use crate::schema::{Facet, Fields, Packed, Searched};
use crate::tally::FORM;

/// A document (文書) on its way into the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Who published it.
    pub municipality: Municipality,
    /// What was read.
    pub document: Document,
    /// What is to be said about the reading.
    pub diagnostics: Vec<Diagnostic>,
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
    /// The statements in their places, with their themes.
    pub fn quotes(&self, tools: Tools<'_>) -> Vec<Quote> {
        self.quotes_of(&self.document.statements, tools)
    }

    /// The rows of its tables in their places, with their themes.
    pub fn rows(&self, tools: Tools<'_>) -> Vec<Quote> {
        self.quotes_of(&self.document.rows, tools)
    }

    fn quotes_of(&self, statements: &[Statement], tools: Tools<'_>) -> Vec<Quote> {
        let mut worker = tools.analyser.worker();
        let heads = Heads::of(&self.document, tools, &mut worker);
        let quote = |statement: &Statement| {
            let text = Normalized::new(&statement.text);
            let signs = tools.vocabulary.signs(&worker.terms(&text));
            let themes = heads.themes(statement.section, &signs, tools);
            Quote { themes, ..Quote::of(&self.municipality, &self.document, statement) }
        };
        statements.iter().map(quote).collect()
    }
}

/// The headings of a document, each analysed once.
struct Heads {
    /// For every section, what its own heading says for themes.
    signs: Vec<Signs>,
    /// And what it and those above it are about.
    elements: Vec<Vec<(Element, Standing)>>,
    parents: Vec<Option<usize>>,
}

/// What the index holds of the headings above a statement.
#[derive(Default)]
struct HeadFields {
    terms: (String, u64),
    pairs: (String, u64),
    concepts: (String, u64),
}

impl Heads {
    fn of(document: &Document, tools: Tools<'_>, worker: &mut Worker) -> Self {
        let sections = &document.outline.sections;
        let mut read = |text: &str| {
            let text = Normalized::new(text);
            let terms = worker.terms(&text);
            let (mentions, signs) = tools.vocabulary.read(&terms);
            (signs, elements(&terms, &mentions))
        };
        let (signs, own): (_, Vec<_>) = sections.iter().map(|section| read(&section.heading.text)).unzip();
        let parents = sections.iter().map(|section| section.parent.map(|parent| parent.0)).collect();
        let heads = Self { signs, elements: Vec::new(), parents };
        let headings =
            |section| heads.above(Some(SectionIndex(section))).filter_map(|section| own.get(section));
        let elements = (0..own.len()).map(|section| above(headings(section).map(Vec::as_slice))).collect();
        Self { elements, ..heads }
    }

    fn themes(&self, section: Option<SectionIndex>, text: &Signs, tools: Tools<'_>) -> Vec<String> {
        let mut above: Vec<&Signs> =
            self.above(section).filter_map(|section| self.signs.get(section)).collect();
        above.reverse();
        tools.vocabulary.label(text, &above).into_iter().map(str::to_owned).collect()
    }

    /// The sections a statement stands in, the innermost first.
    fn above(&self, section: Option<SectionIndex>) -> impl Iterator<Item = usize> {
        let above = |section: &usize| self.parents.get(*section).copied().flatten();
        std::iter::successors(section.map(|section| section.0), above)
    }
}

impl HeadFields {
    /// The fields of the path of headings down to a section.
    fn of(document: &Document, section: SectionIndex, tools: Tools<'_>, worker: &mut Worker) -> Self {
        let headings = document.outline.ancestry(Some(section)).into_iter();
        Self::saying(headings.map(|section| section.heading.text.as_str()), tools, worker)
    }

    /// The fields of what stands above a statement that is of a table: the headings, and what its columns are called
    /// and say of it besides its own words.
    fn of_row(document: &Document, statement: &Statement, tools: Tools<'_>, worker: &mut Worker) -> Self {
        let headings = document.outline.ancestry(statement.section).into_iter();
        let headings = headings.map(|section| section.heading.text.as_str());
        let fields = statement.fields.iter().flat_map(|field| {
            let value = Some(field.value.as_str()).filter(|value| !statement.text.contains(value));
            std::iter::once(field.name.as_str()).chain(value)
        });
        Self::saying(headings.chain(fields), tools, worker)
    }

    fn saying<'t>(texts: impl Iterator<Item = &'t str>, tools: Tools<'_>, worker: &mut Worker) -> Self {
        let whole: String = texts.flat_map(|text| [text, "。"]).collect();
        let whole = Normalized::new(&whole);
        let terms = worker.terms(&whole);
        let [terms, concepts] = pack(&terms, &tools.vocabulary.mentions(&terms), tools.vocabulary);
        let count = crate::pairs(whole.text()).count() as u64;
        Self { terms, pairs: (whole.into_text(), count), concepts }
    }
}

/// The terms and the concepts of a text, packed.
fn pack(terms: &[Term<'_>], mentions: &[Mention], vocabulary: &Vocabulary) -> [(String, u64); 2] {
    let (mut words, mut concepts) = (Packed::default(), Packed::default());
    for term in terms {
        words.push(&term.key, term.position);
    }
    for mention in mentions {
        concepts.push(&vocabulary.concept(mention.concept).name, mention.position);
    }
    [words.finish(), concepts.finish()]
}

/// How the words of a paper are read. Only that there are such words is asked, never where: each stands with the first
/// statement that has it.
#[derive(Default)]
struct Readings(HashSet<String>);

impl Readings {
    /// The readings that are new with some terms, packed.
    fn new_in(&mut self, terms: &[Term<'_>]) -> String {
        let mut readings = Packed::default();
        for term in terms {
            let Some(kana) = term.reading.filter(|kana| *kana != term.key) else { continue };
            let reading = format!("{kana}\t{}", term.key);
            if !self.0.contains(&reading) {
                readings.push(&reading, 0);
                self.0.insert(reading);
            }
        }
        readings.finish().0
    }
}

/// The keywords of a statement, packed, and how many different ones are single words.
fn pack_keywords(keywords: &[Keyword]) -> (String, u64) {
    let mut packed = Packed::default();
    let mut term = String::new();
    for keyword in keywords {
        term.clear();
        term.push_str(&keyword.key);
        if keyword.form != keyword.key.replace(' ', "") {
            term.push(FORM);
            term.push_str(&keyword.form);
        }
        packed.push(&term, 0);
    }
    let mut single: Vec<&str> =
        keywords.iter().filter(|keyword| keyword.single).map(|keyword| keyword.key.as_str()).collect();
    single.sort_unstable();
    single.dedup();
    (packed.finish().0, single.len() as u64)
}

/// Turns statements of a paper into documents of tantivy, one after another; returns how many tokens they have in
/// each field.
pub(crate) fn documents(
    paper: &Paper,
    statements: &[Statement],
    tools: Tools<'_>,
    fields: &Fields,
    mut take: impl FnMut(TantivyDocument) -> Result<()>,
) -> Result<Tokens> {
    let mut tokens = Tokens::default();
    if statements.is_empty() {
        return Ok(tokens);
    }
    let mut worker = tools.analyser.worker();
    let heads = Heads::of(&paper.document, tools, &mut worker);
    let sections = 0..paper.document.outline.sections.len();
    let fields_above: Vec<HeadFields> = sections
        .map(|section| HeadFields::of(&paper.document, SectionIndex(section), tools, &mut worker))
        .collect();
    let none = HeadFields::default();
    let title = Normalized::new(&paper.document.facts.title.value);
    let [title, _] = pack(&worker.terms(&title), &[], tools.vocabulary);
    let mut readings = Readings::default();
    let mut text = Normalized::default();
    let mut opened = 0;
    let name = short_name(&paper.municipality);
    for (place, statement) in statements.iter().enumerate() {
        text.renew(&statement.text);
        let terms = worker.terms(&text);
        let (mentions, signs) = tools.vocabulary.read(&terms);
        let [words, concepts] = pack(&terms, &mentions, tools.vocabulary);
        let new_readings = readings.new_in(&terms);
        let (keywords, keyword_count) = pack_keywords(&keywords(&terms, &text, &statement.text));
        let own = weightiest(elements(&terms, &mentions));
        drop(terms);
        let themes = heads.themes(statement.section, &signs, tools);
        let opens = opened_by(&paper.document, statement, &mut opened);
        let quote = Quote { themes, opens, ..Quote::of(&paper.municipality, &paper.document, statement) };
        let above = statement.section.and_then(|section| heads.elements.get(section.0));
        // That a statement names its own city says nothing.
        let about = about(&own, above.map(Vec::as_slice).unwrap_or_default());
        let about = about.filter(|(element, _)| !matches!(element, Element::Word(word) if word == name));
        let texts = std::iter::once(statement.text.as_str());
        let audience = Audience::of(texts.chain(quote.headings().last().map(String::as_str)));
        let row = (!statement.fields.is_empty())
            .then(|| HeadFields::of_row(&paper.document, statement, tools, &mut worker));
        let above = || statement.section.and_then(|section| fields_above.get(section.0)).unwrap_or(&none);
        let head = row.as_ref().unwrap_or_else(above);

        let mut document = TantivyDocument::new();
        document.add_text(fields.id, statement.id.as_str());
        document.add_text(fields.readings, new_readings);
        document.add_text(fields.keywords, keywords);
        document.add_u64(fields.keyword_count, keyword_count);
        let own_pairs = crate::pairs(text.text()).count() as u64;
        let searched: [(Searched, &str, u64); 7] = [
            (Searched::Text, &words.0, words.1),
            (Searched::Heading, &head.terms.0, head.terms.1),
            (Searched::Title, &title.0, title.1),
            (Searched::TextPairs, text.text(), own_pairs),
            (Searched::HeadingPairs, &head.pairs.0, head.pairs.1),
            (Searched::TextConcepts, &concepts.0, concepts.1),
            (Searched::HeadingConcepts, &head.concepts.0, head.concepts.1),
        ];
        for ((searched, value, count), sum) in searched.into_iter().zip(&mut tokens) {
            document.add_text(fields.searched(searched), value);
            *sum += count;
        }
        document.add_u64(fields.order, order(&quote, place));
        add_facets(&mut document, fields, &quote);
        elements::add(&mut document, fields, about, audience);
        document.add_bytes(fields.quote, &record::bytes(quote)?);
        take(document)?;
    }
    Ok(tokens)
}

/// The name of a municipality without what it is.
fn short_name(municipality: &Municipality) -> &str {
    let name = &municipality.name;
    name.strip_suffix(['市', '区', '町', '村', '都', '道', '府', '県']).unwrap_or(name)
}

/// The headings that come before a statement and behind the `opened` ones.
fn opened_by(document: &Document, statement: &Statement, opened: &mut usize) -> Vec<String> {
    let sections = &document.outline.sections;
    let reached = statement.section.map_or(0, |section| section.0 + 1).min(sections.len());
    let new = sections.get(*opened..reached).unwrap_or_default();
    *opened = reached.max(*opened);
    new.iter().map(|section| section.heading.text.clone()).collect()
}

fn add_facets(document: &mut TantivyDocument, fields: &Fields, quote: &Quote) {
    let Quote { municipality, facts, statement, themes, .. } = quote;
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
fn order(quote: &Quote, place: usize) -> u64 {
    let digest = Sha256::digest(quote.facts.id.as_str());
    let document = digest.iter().take(3).fold(0, |number, byte| number << 8 | u64::from(*byte));
    let code: u64 = quote.municipality.code.to_string().parse().unwrap_or_default();
    code << 44 | document << 20 | (place as u64).min(0xf_ffff)
}
