//! Tallies (集計): in how many statements of each group every word stands, read from the postings alone.
//!
//! No statement is opened: the term dictionary names the words, their postings the statements, and a column
//! the group of each. A word counts once a statement, however often the statement says it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::columnar::Column;
use tantivy::postings::TermInfo;
use tantivy::query::{EnableScoring, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TantivyError};

use crate::compile::compile;
use crate::gather::Wanted;
use crate::index::Index;
use crate::plan::{Filter, Plan};
use crate::schema::{Facet, KEYWORD_COUNT};
use crate::{Error, Result};

/// What parts the key of a keyword from the form it has in a statement, where the form is another.
pub(crate) const FORM: char = '\t';

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Keywords of statements (語).
    Keywords,
    /// Themes of statements (テーマ).
    Themes,
}

/// How words are spread over groups of statements.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// All statements within the filters, those of no group too.
    pub all: Size,
    /// The groups by their values, in order.
    pub groups: Vec<(String, Size)>,
    /// The words by their keys, in order.
    pub words: Vec<Tallied>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Statements.
    pub statements: usize,
    /// Words in them, made of one noun, verb or adjective, each once a statement.
    pub words: u64,
}

/// A word that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallied {
    /// What its spellings share; a space stands between the nouns it is made of.
    pub key: String,
    /// Its commonest spelling.
    pub form: String,
    /// How many statements have it.
    pub total: usize,
    /// How many of each group that has any: the place of the group, and the count.
    pub groups: Vec<(usize, usize)>,
}

impl Index {
    /// Counts the words that at least `least` statements have, by the values of a facet, within filters.
    pub fn tally(&self, counted: Counted, by: Facet, filters: &[Filter], least: usize) -> Result<Tally> {
        let spread = Spread::of(self, by, filters)?;
        let field = self.counted(counted);
        let dictionaries = self.dictionaries(field)?;
        let words = words(&dictionaries, least as u64)?;
        let tallied = |word: &Word| spread.tallied(word, &dictionaries);
        let mut tallied = words.par_iter().map(tallied).collect::<Result<Vec<_>>>()?;
        tallied.retain(|word| word.total > 0 && word.total >= least);
        Ok(Tally { all: spread.all, groups: spread.groups, words: tallied })
    }

    /// How many statements within filters have both of two words, for every two of `keys` that any has; by the
    /// places of the keys, the first one before the second.
    pub fn together(
        &self,
        counted: Counted,
        keys: &[&str],
        filters: &[Filter],
    ) -> Result<Vec<(usize, usize, usize)>> {
        let within = Within::new(self, filters)?;
        let field = self.counted(counted);
        let segments = self.searcher.segment_readers();
        let count = |reader: &SegmentReader| -> Result<Pairs> {
            let mut has: Vec<Vec<u32>> = vec![Vec::new(); reader.max_doc() as usize];
            let dictionary = reader.inverted_index(field)?;
            for (place, key) in keys.iter().enumerate() {
                for info in spellings(&dictionary, key)? {
                    each_statement(&dictionary, &info, |statement| {
                        let has = &mut has[statement as usize];
                        if has.last() != Some(&(place as u32)) {
                            has.push(place as u32);
                        }
                    })?;
                }
            }
            let mut pairs = Pairs::new(keys.len());
            within.each(reader, |statement| pairs.add(&has[statement as usize]))?;
            Ok(pairs)
        };
        let counts = segments.par_iter().map(count).collect::<Result<Vec<_>>>()?;
        let sum = counts.into_iter().reduce(Pairs::plus).unwrap_or_else(|| Pairs::new(keys.len()));
        Ok(sum.into_pairs().collect())
    }

    fn counted(&self, counted: Counted) -> Field {
        match counted {
            Counted::Keywords => self.fields.keywords,
            Counted::Themes => self.fields.facet(Facet::Theme),
        }
    }

    fn dictionaries(&self, field: Field) -> Result<Vec<Arc<InvertedIndexReader>>> {
        self.columns(|reader| reader.inverted_index(field))
    }
}

/// The statements within filters.
struct Within(Box<dyn Weight>);

impl Within {
    fn new(index: &Index, filters: &[Filter]) -> Result<Self> {
        let query = compile(&Plan::Everything, filters, &index.fields, &Wanted::Count);
        Ok(Self(query.weight(EnableScoring::disabled_from_searcher(&index.searcher))?))
    }

    fn each(&self, reader: &SegmentReader, mut see: impl FnMut(DocId)) -> Result<()> {
        let alive = reader.alive_bitset();
        self.0.for_each_no_score(reader, &mut |statements| {
            let statements = statements.iter().copied();
            statements
                .filter(|statement| alive.is_none_or(|alive| alive.is_alive(*statement)))
                .for_each(&mut see);
        })?;
        Ok(())
    }
}

/// Which statements are counted, and for which groups.
struct Spread {
    all: Size,
    groups: Vec<(String, Size)>,
    segments: Vec<Members>,
}

/// The groups of the statements of a segment.
#[derive(Default)]
struct Members {
    /// Whether a statement is counted at all.
    within: Vec<bool>,
    /// Where the groups of each statement begin in `groups`; one more at the end.
    begin: Vec<u32>,
    groups: Vec<u32>,
}

impl Spread {
    fn of(index: &Index, by: Facet, filters: &[Filter]) -> Result<Self> {
        let within = Within::new(index, filters)?;
        let columns = index.facet_columns(by)?;
        let mut segments = Vec::new();
        let mut names = BTreeSet::new();
        // The values as the segments number them, first.
        for (reader, column) in index.searcher.segment_readers().iter().zip(columns) {
            let mut members =
                Members { within: vec![false; reader.max_doc() as usize], ..Members::default() };
            within.each(reader, |statement| members.within[statement as usize] = true)?;
            let mut used = BTreeSet::new();
            for (statement, within) in members.within.iter().enumerate() {
                members.begin.push(members.groups.len() as u32);
                if let (true, Some(column)) = (within, column) {
                    members.groups.extend(column.term_ords(statement as DocId).map(|ord| ord as u32));
                }
            }
            members.begin.push(members.groups.len() as u32);
            used.extend(members.groups.iter().copied());
            let mut values = Vec::new();
            for ord in used {
                let mut value = String::new();
                if let Some(column) = column {
                    column.ord_to_str(u64::from(ord), &mut value).map_err(TantivyError::from)?;
                }
                names.insert(value.clone());
                values.push((ord, value));
            }
            segments.push((members, values));
        }
        // Then as they are numbered here.
        let names: Vec<String> = names.into_iter().collect();
        let renumber = |(mut members, values): (Members, Vec<(u32, String)>)| {
            let number = |value: &String| names.binary_search(value).unwrap_or_default() as u32;
            let numbers: Vec<(u32, u32)> = values.iter().map(|(ord, value)| (*ord, number(value))).collect();
            for group in &mut members.groups {
                if let Ok(place) = numbers.binary_search_by_key(group, |(ord, _)| *ord) {
                    *group = numbers[place].1;
                }
            }
            members
        };
        let segments: Vec<Members> = segments.into_iter().map(renumber).collect();
        let counts = index.columns(|reader| reader.fast_fields().u64(KEYWORD_COUNT))?;
        let mut spread = Self {
            all: Size::default(),
            groups: names.into_iter().map(|name| (name, Size::default())).collect(),
            segments,
        };
        spread.measure(&counts);
        Ok(spread)
    }

    fn measure(&mut self, counts: &[Column<u64>]) {
        for (members, counts) in self.segments.iter().zip(counts) {
            for statement in (0..members.within.len()).filter(|&statement| members.within[statement]) {
                let words = counts.first(statement as DocId).unwrap_or_default();
                let add = |size: &mut Size| {
                    size.statements += 1;
                    size.words += words;
                };
                add(&mut self.all);
                members
                    .of(statement as DocId)
                    .iter()
                    .for_each(|&group| add(&mut self.groups[group as usize].1));
            }
        }
    }

    /// Counts the statements of a word.
    fn tallied(&self, word: &Word, dictionaries: &[Arc<InvertedIndexReader>]) -> Result<Tallied> {
        let mut forms: Vec<(&str, usize)> = Vec::new();
        let mut counts = vec![0; self.groups.len()];
        let mut total = 0;
        for same in word.spellings.chunk_by(|one, other| one.segment == other.segment) {
            let Some(segment) = same.first().map(|one| one.segment) else { continue };
            let (members, dictionary) = (&self.segments[segment], &dictionaries[segment]);
            let mut statements = Vec::new();
            for spelling in same {
                let before = statements.len();
                each_statement(dictionary, &spelling.info, |statement| {
                    if members.within[statement as usize] {
                        statements.push(statement);
                    }
                })?;
                let count = statements.len() - before;
                match forms.iter_mut().find(|(form, _)| *form == spelling.form) {
                    Some((_, sum)) => *sum += count,
                    None => forms.push((&spelling.form, count)),
                }
            }
            if same.len() > 1 {
                statements.sort_unstable();
                statements.dedup();
            }
            total += statements.len();
            for statement in statements {
                members.of(statement).iter().for_each(|&group| counts[group as usize] += 1);
            }
        }
        // Of the same count the form that comes first.
        forms.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        let counts = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        Ok(Tallied {
            key: word.key.clone(),
            form: forms.first().map_or_else(String::new, |(form, _)| (*form).to_owned()),
            total,
            groups: counts.collect(),
        })
    }
}

impl Members {
    fn of(&self, statement: DocId) -> &[u32] {
        let at = statement as usize;
        &self.groups[self.begin[at] as usize..self.begin[at + 1] as usize]
    }
}

/// A word of the dictionaries, where its statements are to be read.
#[derive(Debug, Default)]
struct Word {
    key: String,
    spellings: Vec<Spelling>,
}

#[derive(Debug)]
struct Spelling {
    segment: usize,
    form: String,
    info: TermInfo,
}

/// Every word that at least `least` statements have, filters aside, from all segments in the order of keys.
fn words(dictionaries: &[Arc<InvertedIndexReader>], least: u64) -> Result<Vec<Word>> {
    let mut streams: Vec<(usize, TermStreamer<'_>)> = Vec::new();
    for (segment, dictionary) in dictionaries.iter().enumerate() {
        let mut stream = dictionary.terms().stream().map_err(TantivyError::from)?;
        if stream.advance() {
            streams.push((segment, stream));
        }
    }
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut keep = |word: Word| {
        if word.spellings.iter().map(|spelling| u64::from(spelling.info.doc_freq)).sum::<u64>() >= least {
            words.push(word);
        }
    };
    while let Some(first) =
        (0..streams.len()).min_by(|&one, &other| streams[one].1.key().cmp(streams[other].1.key()))
    {
        let (segment, stream) = &mut streams[first];
        let term = String::from_utf8_lossy(stream.key());
        let (key, form) = term.split_once(FORM).unwrap_or((&term, &term));
        if key != word.key {
            keep(std::mem::replace(&mut word, Word { key: key.to_owned(), spellings: Vec::new() }));
        }
        let form = form.replace(' ', "");
        word.spellings.push(Spelling { segment: *segment, form, info: stream.value().clone() });
        if !stream.advance() {
            streams.swap_remove(first);
        }
    }
    keep(word);
    // The spellings of one segment stand together.
    words.iter_mut().for_each(|word: &mut Word| word.spellings.sort_by_key(|spelling| spelling.segment));
    Ok(words)
}

/// Where the statements of a word are to be read, in each spelling it has in a segment.
fn spellings(dictionary: &InvertedIndexReader, key: &str) -> Result<Vec<TermInfo>> {
    let mut infos = Vec::new();
    let terms = dictionary.terms().range().ge(key.as_bytes());
    let mut stream = terms.into_stream().map_err(TantivyError::from)?;
    while stream.advance() {
        match stream.key().strip_prefix(key.as_bytes()) {
            Some(rest) if rest.is_empty() || rest.starts_with(&[FORM as u8]) => {
                infos.push(stream.value().clone());
            }
            _ => break,
        }
    }
    Ok(infos)
}

fn each_statement(
    dictionary: &InvertedIndexReader,
    info: &TermInfo,
    mut see: impl FnMut(DocId),
) -> Result<()> {
    let postings = dictionary.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
    let mut postings = postings.map_err(TantivyError::from).map_err(Error::from)?;
    while postings.block_len() > 0 {
        postings.docs().iter().copied().for_each(&mut see);
        postings.advance();
    }
    Ok(())
}

/// How often every two of some things stand together.
struct Pairs {
    things: usize,
    /// The row of the first, the column of the second.
    counts: Vec<u32>,
}

impl Pairs {
    fn new(things: usize) -> Self {
        Self { things, counts: vec![0; things * things] }
    }

    /// Counts every two of what stands together, in order.
    fn add(&mut self, together: &[u32]) {
        for (place, &first) in together.iter().enumerate() {
            for &second in &together[place + 1..] {
                self.counts[first as usize * self.things + second as usize] += 1;
            }
        }
    }

    fn plus(mut self, other: Self) -> Self {
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, count)| *sum += count);
        self
    }

    fn into_pairs(self) -> impl Iterator<Item = (usize, usize, usize)> {
        let things = self.things;
        let counts = self.counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        counts.map(move |(at, count)| (at / things, at % things, count as usize))
    }
}
