//! A statement as it travels (小包): all an index holds of it, to be searched by an engine far away and put together again
//! here, where it is ranked, compared and quoted as if it had never been away.

use std::collections::HashMap;
use std::sync::LazyLock;

use kurabe_model::{DocumentId, Municipality, Quote, Statement};
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, FieldType, OwnedValue};

use crate::elements::{About, Lists, is_own};
use crate::index::Index;
use crate::packing::{pack, unpack};
use crate::paper::{Paper, Tools, documents};
use crate::papers::Head;
use crate::plan::{Filter, Page, Plan};
use crate::schema::{Facet, Searched, fields, pairs, schema, unpacked};
use crate::{Error, Result};

/// No statement is larger unpacked.
const LARGEST: usize = 64 * 1024 * 1024;

/// A statement with its document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Parcel {
    pub(crate) head: Head,
    /// The values of the engine's fields, in order, but for the lists its elements make it stand in.
    values: Vec<(u32, Value)>,
    /// How many statements are about each of its elements, in their order.
    counts: Vec<About>,
}

/// What sort of values each field has.
fn sorts() -> &'static [FieldType] {
    static SORTS: LazyLock<Vec<FieldType>> =
        LazyLock::new(|| schema().0.fields().map(|(_, entry)| entry.field_type().clone()).collect());
    &SORTS
}

/// A value of a field.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Value {
    Text(String),
    Number(u64),
    Bytes(Vec<u8>),
}

/// How many statements are about each element.
pub type ElementCounts = HashMap<Box<str>, About>;

impl Index {
    /// The statements of a document in their order, ready to travel; `counts` are those of all elements of the index.
    pub fn parcels(&self, id: &DocumentId, tools: Tools<'_>, counts: &ElementCounts) -> Result<Vec<Parcel>> {
        let Some(mut paper) = self.paper(id)? else { return Ok(Vec::new()) };
        let here = [Filter::Is(Facet::Document, vec![id.to_string()])];
        let quotes = self.matches(&Plan::Everything, &here, Page::ALL)?;
        let quotes = quotes.places().map(|place| self.quote(place)).collect::<Result<Vec<Quote>>>()?;
        let Some(titled) = quotes.first().map(|quote| quote.titled) else { return Ok(Vec::new()) };
        let statements: Vec<Statement> = quotes.into_iter().map(|quote| quote.statement).collect();
        let facts = paper.document.facts.clone();
        let head = Head { municipality: paper.municipality.clone(), facts, titled };
        paper.diagnostics.clear();
        parcels_of(&paper, &head, &statements, tools, counts)
    }
}

fn parcels_of(
    paper: &Paper,
    head: &Head,
    statements: &[Statement],
    tools: Tools<'_>,
    counts: &ElementCounts,
) -> Result<Vec<Parcel>> {
    let fields = fields();
    let mut parcels = Vec::with_capacity(statements.len());
    documents(paper, statements, tools, fields, |document| {
        let mut values = Vec::new();
        for (field, value) in document.field_values() {
            if [fields.about, fields.about_above].contains(&field) {
                continue;
            }
            let value = match OwnedValue::from(value) {
                OwnedValue::Str(text) => Value::Text(text),
                OwnedValue::U64(number) => Value::Number(number),
                OwnedValue::Bytes(bytes) => Value::Bytes(bytes),
                // No field has values of another sort.
                _ => continue,
            };
            values.push((field.field_id(), value));
        }
        let mut parcel = Parcel { head: head.clone(), values, counts: Vec::new() };
        let count = |key: &str| counts.get(key).copied().unwrap_or_default();
        let of_elements: Vec<About> = parcel.texts(fields.elements).map(count).collect();
        parcel.counts = of_elements;
        parcels.push(parcel);
        Ok(())
    })?;
    Ok(parcels)
}

impl Parcel {
    /// The bytes that travel, packed. They are good with the [`FORMAT`](crate::FORMAT) they were made with, and with the form of
    /// whoever brings them.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let bytes = postcard::to_allocvec(self).map_err(Error::Record)?;
        pack(&bytes).map_err(Error::io("a statement"))
    }

    /// What some bytes are.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes = unpack(bytes, LARGEST).map_err(Error::io("a statement"))?;
        let parcel: Self = postcard::from_bytes(&bytes).map_err(Error::Record)?;
        let fits = |(id, value): &(u32, Value)| {
            matches!(
                (sorts().get(*id as usize), value),
                (Some(FieldType::Str(_)), Value::Text(_))
                    | (Some(FieldType::U64(_)), Value::Number(_))
                    | (Some(FieldType::Bytes(_)), Value::Bytes(_))
            )
        };
        match parcel.values.iter().all(fits) {
            true => Ok(parcel),
            false => Err(Error::Record(postcard::Error::DeserializeBadEncoding)),
        }
    }

    /// Whose statement it is.
    pub fn municipality(&self) -> &Municipality {
        &self.head.municipality
    }

    /// Where it comes in the corpus.
    pub(crate) fn order(&self) -> u64 {
        self.numbers(fields().order).next().unwrap_or_default()
    }

    /// What a search engine is to know of it.
    pub fn label(&self) -> Label<'_> {
        let fields = fields();
        let number = |field: Field| self.numbers(field).next();
        let words = |searched: Searched| {
            let texts = self.texts(fields.searched(searched));
            match searched {
                Searched::TextPairs | Searched::HeadingPairs => texts.flat_map(pairs).zip(0..).collect(),
                _ => texts.flat_map(unpacked).collect(),
            }
        };
        let about = |own: bool| {
            let some = self.standing().filter(|(_, standing)| is_own(*standing) == own);
            some.map(|(key, _)| key).collect()
        };
        Label {
            id: self.texts(fields.id).next().unwrap_or_default(),
            order: self.order(),
            period: number(fields.from).zip(number(fields.until)),
            facets: Facet::ALL.map(|facet| self.texts(fields.facet(facet)).collect()),
            words: Searched::ALL.map(words),
            about: about(true),
            about_above: about(false),
        }
    }

    /// The elements it has, with how many statements are about each.
    pub(crate) fn elements(&self) -> impl Iterator<Item = (&str, About)> {
        self.texts(fields().elements).zip(self.counts.iter().copied())
    }

    /// The same with what they stand as.
    fn standing(&self) -> impl Iterator<Item = (&str, u64)> {
        self.texts(fields().elements).zip(self.numbers(fields().standings))
    }

    /// The engine's document.
    pub(crate) fn document(&self) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        for (field, value) in &self.values {
            let field = Field::from_field_id(*field);
            match value {
                Value::Text(text) => document.add_text(field, text),
                Value::Number(number) => document.add_u64(field, *number),
                Value::Bytes(bytes) => document.add_bytes(field, bytes),
            }
        }
        let mut lists = Lists::default();
        for (key, standing) in self.standing() {
            lists.push(key, standing);
        }
        lists.finish(&mut document, fields());
        document
    }

    fn texts(&self, field: Field) -> impl Iterator<Item = &str> {
        self.of(field)
            .filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    fn numbers(&self, field: Field) -> impl Iterator<Item = u64> {
        self.of(field)
            .filter_map(|value| if let Value::Number(number) = value { Some(*number) } else { None })
    }

    fn of(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |(id, _)| *id == field.field_id()).map(|(_, value)| value)
    }
}

/// What a search engine is to know of a statement (荷札).
#[derive(Debug)]
pub struct Label<'p> {
    /// The id of the statement.
    pub id: &'p str,
    /// Where it comes among those of the same score.
    pub order: u64,
    /// The first and the last year its document speaks for.
    pub period: Option<(u64, u64)>,
    /// Its values of every facet, in the order of [`Facet::ALL`].
    pub facets: [Vec<&'p str>; 10],
    /// Its words in every field with their positions, in the order of [`Searched::ALL`].
    pub words: [Vec<(&'p str, u32)>; 7],
    /// What it is about by its own words, as elements are written.
    pub about: Vec<&'p str>,
    /// And by its headings alone.
    pub about_above: Vec<&'p str>,
}
