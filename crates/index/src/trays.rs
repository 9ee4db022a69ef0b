//! Statements fetched from elsewhere (手元の盆): each lot is an index of its own in memory, and all of them are asked as one.
//! What they score is what they would score where they come from, as the statistics are those of all that lies there. A
//! statement that was fetched again keeps its place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use kurabe_model::Quote;
use rayon::prelude::*;
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::{DocAddress, SegmentMeta};

use crate::elements::{About, Abouts};
use crate::index::{Index, Place};
use crate::manifest::{Manifest, Source};
use crate::papers::{Papers, record_of_head, records};
use crate::parcel::Parcel;
use crate::plan::{Filter, Page, Plan};
use crate::retrieve::{Matches, Ranked};
use crate::schema::{Facet, schema, tokenizers};
use crate::statistics::{Frequencies, Statistics};
use crate::tally::{Counted, Tally};
use crate::values::Values;
use crate::{Error, Result};

/// How many statements a segment of a lot has: several are made side by side.
const SEGMENT: usize = 2_048;
/// What the engine gathers a segment in.
const ARENA: usize = 4 * 1024 * 1024;

/// What was fetched for one question.
#[derive(Debug)]
pub struct Trays {
    /// How common words are there.
    frequencies: Arc<Frequencies>,
    laid: RwLock<Laid>,
}

#[derive(Debug, Default)]
struct Laid {
    /// Every lot with the number of its first segment.
    lots: Vec<(u32, Arc<Index>)>,
    segments: u32,
    /// Where each statement lies, by where it comes in the corpus.
    places: HashMap<u64, DocAddress>,
    elements: BTreeMap<Box<str>, About>,
}

/// A lot of statements that were fetched together.
#[derive(Debug, Clone)]
pub struct Lot {
    index: Arc<Index>,
    /// Where each statement lies among all, by its segment and its place there.
    places: Arc<Vec<Vec<DocAddress>>>,
}

impl Trays {
    /// Nothing yet. Whoever asks for scores has seen to it that the frequencies of all words are known.
    pub fn new(frequencies: Arc<Frequencies>) -> Self {
        Self { frequencies, laid: RwLock::default() }
    }

    /// Puts a lot down; `there` says what there is elsewhere.
    pub fn lay(&self, parcels: &[Parcel], there: &Manifest) -> Result<Lot> {
        let index = Arc::new(index(parcels, there, &self.frequencies)?);
        let orders = index.orders()?;
        let mut laid = self.laid.write().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in parcels.iter().flat_map(|parcel| parcel.elements()) {
            if !laid.elements.contains_key(key) {
                laid.elements.insert(key.into(), count);
            }
        }
        let first = laid.segments;
        laid.segments += index.segments() as u32;
        laid.lots.push((first, Arc::clone(&index)));
        let mut place = |segment: u32, (doc, order): (u32, u64)| {
            let own = DocAddress::new(first + segment, doc);
            *laid.places.entry(order).or_insert(own)
        };
        let of_segment = |(segment, orders): (u32, Vec<u64>)| {
            (0..).zip(orders).map(|statement| place(segment, statement)).collect()
        };
        let places = (0..).zip(orders).map(of_segment).collect();
        Ok(Lot { index, places: Arc::new(places) })
    }

    /// The lot a place lies in, and where in it.
    fn of(&self, place: Place) -> Option<(Arc<Index>, Place)> {
        let laid = self.laid.read().unwrap_or_else(PoisonError::into_inner);
        let lot = laid.lots.partition_point(|(first, _)| *first <= place.0.segment_ord).checked_sub(1)?;
        let (first, index) = &laid.lots[lot];
        let address = DocAddress::new(place.0.segment_ord - first, place.0.doc_id);
        Some((Arc::clone(index), Place(address)))
    }

    /// The statement at a place.
    pub fn quote(&self, place: Place) -> Result<Quote> {
        let nowhere = || Error::Record(postcard::Error::DeserializeUnexpectedEnd);
        let (index, place) = self.of(place).ok_or_else(nowhere)?;
        index.quote(place)
    }

    /// What a part of a plan gives one statement; nothing if it does not match.
    pub fn score(&self, plan: &Plan, place: Place) -> Result<Option<f32>> {
        self.of(place).map_or(Ok(None), |(index, place)| index.score(plan, place))
    }

    /// What all statements here are about.
    pub fn abouts(&self) -> Result<Abouts> {
        let abouts = self.lots().into_iter().map(|index| index.abouts());
        Ok(Abouts::joined(abouts.collect::<Result<Vec<_>>>()?.into_iter()))
    }

    /// The values the statements here have of a facet.
    pub fn values_of(&self, facet: Facet) -> Result<Values> {
        let values = self.lots().into_iter().map(|index| index.values_of(facet));
        Ok(Values::joined(values.collect::<Result<Vec<_>>>()?.into_iter()))
    }

    /// Everything the statements here are about, with how many statements elsewhere are.
    pub fn elements_with_counts(&self) -> Vec<(Box<str>, About)> {
        let laid = self.laid.read().unwrap_or_else(PoisonError::into_inner);
        laid.elements.iter().map(|(key, count)| (key.clone(), *count)).collect()
    }

    /// How many statements elsewhere are about something, if one here is.
    pub fn about(&self, key: &str) -> Option<About> {
        self.laid.read().unwrap_or_else(PoisonError::into_inner).elements.get(key).copied()
    }

    fn lots(&self) -> Vec<Arc<Index>> {
        let laid = self.laid.read().unwrap_or_else(PoisonError::into_inner);
        laid.lots.iter().map(|(_, index)| Arc::clone(index)).collect()
    }
}

impl Lot {
    /// What a plan matches here.
    pub fn matches(&self, plan: &Plan, filters: &[Filter], page: Page) -> Result<Matches> {
        let mut matches = self.index.matches(plan, filters, page)?;
        for Ranked { place, .. } in &mut matches.ranked {
            *place = Place(self.places[place.0.segment_ord as usize][place.0.doc_id as usize]);
        }
        Ok(matches)
    }

    /// Counts words here.
    pub fn tally(&self, counted: Counted, by: Facet, filters: &[Filter], least: usize) -> Result<Tally> {
        self.index.tally(counted, by, filters, least)
    }

    /// Counts what stands together here.
    pub fn together(
        &self,
        counted: Counted,
        keys: &[&str],
        filters: &[Filter],
    ) -> Result<Vec<(usize, usize, usize)>> {
        self.index.together(counted, keys, filters)
    }
}

/// Some statements as an index in memory that scores as all of them do.
fn index(parcels: &[Parcel], there: &Manifest, frequencies: &Arc<Frequencies>) -> Result<Index> {
    let (schema, fields) = schema();
    let mut inner = tantivy::Index::create_in_ram(schema);
    inner.set_tokenizers(tokenizers());
    let write = |parcels: &[&Parcel]| -> Result<SegmentMeta> {
        let segment = inner.new_segment();
        let mut writer = SegmentWriter::for_segment(ARENA, segment.clone())?;
        for parcel in parcels {
            writer.add_document(AddOperation { opstamp: 0, document: parcel.document() })?;
        }
        let statements = writer.max_doc();
        writer.finalize()?;
        Ok(inner.new_segment_meta(segment.id(), statements))
    };
    // What was found in several ways came several times.
    let mut met = HashSet::new();
    let parcels: Vec<&Parcel> = parcels.iter().filter(|parcel| met.insert(parcel.order())).collect();
    let segments = parcels.par_chunks(SEGMENT).map(write).collect::<Result<Vec<_>>>()?;
    crate::filling::list(&inner, segments)?;
    let ids: BTreeSet<&str> = parcels.iter().map(|parcel| parcel.head.facts.id.as_str()).collect();
    let sources: Vec<Source> =
        there.sources.iter().filter(|source| ids.contains(source.id.as_str())).cloned().collect();
    let heads: BTreeMap<&str, &Parcel> =
        parcels.iter().map(|&parcel| (parcel.head.facts.id.as_str(), parcel)).collect();
    let read = sources.iter().enumerate().filter_map(|(place, source)| {
        let parcel = heads.get(source.id.as_str())?;
        Some(record_of_head(&parcel.head).map(|record| (place, record)))
    });
    let read = read.collect::<Result<BTreeMap<_, _>>>()?;
    let papers = Papers::in_memory(records(sources.iter(), read, None));
    let manifest = there.of_sources(sources);
    let index = Index::of(inner, fields.clone(), manifest, None)?;
    let statistics = Statistics::new(&index.searcher, &fields, there.tokens(), there.statements() as u64);
    let statistics = statistics.elsewhere(Arc::clone(frequencies));
    Ok(index.with(papers, None).scoring_by(statistics))
}

#[cfg(test)]
mod tests {
    use kurabe_model::{Span, Statement, StatementId, StatementKind};
    use kurabe_text::{Analyser, Lexicon, Vocabulary};

    use super::*;
    use crate::schema::Searched;
    use crate::{FORMAT, Fingerprint, Job, Paper, Tools, Wanted, example};

    const TEXTS: [&str; 4] = [
        "市民協働による公園の管理を進めます。",
        "公共施設の老朽化に対応し、学校給食の充実を図ります。",
        "協働、協働、そして協働のまちづくりを推進します。",
        "公園と学校を結ぶ道路を整備します。",
    ];

    fn paper() -> Paper {
        let mut paper = example::paper("a-plan", "協働の計画");
        let id = &paper.document.facts.id;
        let statement = |(place, text): (usize, &&str)| Statement {
            id: StatementId::new(format!("{id}/{place}")),
            kind: StatementKind::Policy,
            text: (*text).to_owned(),
            span: Span::new(std::iter::once(0..text.len()).collect(), 1, 1),
            section: None,
            marker: String::new(),
            departments: Vec::new(),
            targets: Vec::new(),
            deadlines: Vec::new(),
            fields: Vec::new(),
        };
        paper.document.statements = TEXTS.iter().enumerate().map(statement).collect();
        paper
    }

    #[test]
    fn some_statements_score_as_they_do_among_all() {
        let lexicon = Lexicon::shipped().unwrap();
        let analyser = Analyser::new(&lexicon).unwrap();
        let vocabulary = Vocabulary::new(&lexicon, &analyser);
        let tools = Tools { analyser: &analyser, vocabulary: &vocabulary };
        let paper = paper();
        let id = paper.document.facts.id.clone();
        let wanted = example::source(id.as_str());
        let index = Index::in_memory(Job {
            fingerprint: Fingerprint {
                format: FORMAT,
                reading: String::new(),
                words: String::new(),
                vocabulary: String::new(),
            },
            tools,
            wanted: vec![Wanted { source: wanted, unchanged: false }],
            read: &|_| Some(paper.clone()),
            progress: &|_| (),
        })
        .unwrap();
        let counts = index.elements_with_counts().unwrap().into_iter().collect();
        let parcels = index.parcels(&id, tools, &counts).unwrap();
        let sent: Vec<Vec<u8>> = parcels.iter().map(|parcel| parcel.to_bytes().unwrap()).collect();
        assert_eq!(parcels.len(), TEXTS.len());
        let some = [2, 0].map(|place| Parcel::of_bytes(&sent[place]).unwrap());
        let keys = ["協働", "公園", "市民"];
        let frequencies = Frequencies::default();
        let frequency = |key: &str| index.frequency(Searched::Text, key).unwrap();
        frequencies.note(keys.map(|key| ((Searched::Text, key.to_owned()), frequency(key))));
        let trays = Trays::new(Arc::new(frequencies));
        let lot = trays.lay(&some, index.manifest()).unwrap();
        let again = trays.lay(&some[..1], index.manifest()).unwrap();

        let term = |key: &str| Plan::Term { searched: Searched::Text, key: key.into(), boost: 1.0 };
        for plan in [term("協働"), Plan::Any(keys.map(term).into()), Plan::Everything] {
            let all = index.matches(&plan, &[], Page::ALL).unwrap();
            let here = lot.matches(&plan, &[], Page::ALL).unwrap();
            let quoted = |index: &dyn Fn(Place) -> Quote, matches: &Matches| {
                let one = |ranked: &Ranked| (index(ranked.place).statement.id, ranked.score);
                matches.ranked.iter().map(one).collect::<Vec<_>>()
            };
            let here = quoted(&|place| trays.quote(place).unwrap(), &here);
            let mut all = quoted(&|place| index.quote(place).unwrap(), &all);
            all.retain(|(id, _)| here.iter().any(|(other, _)| other == id));
            assert_eq!(here, all);
        }
        let found = again.matches(&term("協働"), &[], Page::ALL).unwrap();
        assert_eq!(found.total, 1);
        let place = found.ranked[0].place;
        assert_eq!(trays.quote(place).unwrap().statement.text, TEXTS[2]);
        let (here, there) = (trays.abouts().unwrap(), index.abouts().unwrap());
        let own = index.place(&trays.quote(place).unwrap().statement.id).unwrap().unwrap();
        assert_eq!(here.elements(place).count(), there.elements(own).count());
        let before = lot.matches(&term("協働"), &[], Page::ALL).unwrap();
        assert!(before.places().any(|known| known == place), "a statement fetched again is where it was");
        assert!(trays.score(&term("道路"), place).is_err(), "its frequency was never asked");
    }
}
