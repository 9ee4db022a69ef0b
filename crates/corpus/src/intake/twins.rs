//! The same paper in another form (同じ文書): a plan as PDF and as Word, an edition and the one it takes the place of.
//!
//! Papers of one municipality are compared by their words. What has all the words of another is that paper, and stays
//! out unless a user gives it an id of its own. What has many of its statements may be, and comes in: whoever adds it
//! is told.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{Document, DocumentFacts, DocumentId, FiscalYear, MunicipalityCode};
use rayon::prelude::*;

use crate::Corpus;
use crate::read::letters;

/// A document of the corpus that says much of what a new one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// The document.
    pub id: DocumentId,
    /// How many statements of the new one it has word for word.
    pub shared: usize,
}

/// So many statements of another paper are more than chance.
const FEW: usize = 3;

/// What is compared of a paper.
struct Paper {
    id: DocumentId,
    year: Option<FiscalYear>,
    department: Option<String>,
    /// All it says.
    words: Option<u64>,
    /// How many statements it has, each counted once.
    statements: usize,
}

impl Paper {
    fn of(facts: &DocumentFacts, words: Option<u64>) -> Self {
        let department = facts.department.as_ref().map(|fact| fact.value.clone());
        Self { id: facts.id.clone(), year: facts.first_year(), department, words, statements: 0 }
    }

    /// Whether nothing says that the two are different papers: other years, or other divisions.
    fn may_be(&self, other: &Self) -> bool {
        fn fits<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.zip(other).is_none_or(|(one, other)| one == other)
        }
        fits(self.year.as_ref(), other.year.as_ref())
            && fits(self.department.as_ref(), other.department.as_ref())
    }
}

/// The papers of a municipality, those of the corpus first.
#[derive(Default)]
struct Papers {
    papers: Vec<Paper>,
    /// Which of them have a statement.
    said_by: BTreeMap<u64, Vec<usize>>,
}

impl Papers {
    /// Those the corpus has.
    fn held(corpus: &Corpus, municipality: MunicipalityCode) -> Self {
        let theirs = corpus.documents().par_iter().filter(|facts| facts.municipality.value == municipality);
        let read: Vec<(Paper, BTreeSet<u64>)> = theirs
            .map(|facts| {
                let (words, read) = corpus.read_with_words(facts);
                (Paper::of(facts, words), statements(&read.value).collect())
            })
            .collect();
        let mut papers = Self::default();
        for (at, (paper, said)) in read.into_iter().enumerate() {
            papers.papers.push(paper);
            papers.note(at, said);
        }
        papers
    }

    /// Notes what a paper says.
    fn note(&mut self, at: usize, said: BTreeSet<u64>) {
        self.papers[at].statements = said.len();
        for statement in said {
            self.said_by.entry(statement).or_default().push(at);
        }
    }
}

/// The papers of those municipalities of which something comes in.
#[derive(Default)]
pub(super) struct Twins(BTreeMap<MunicipalityCode, Papers>);

impl Twins {
    fn papers_of(&mut self, corpus: &Corpus, municipality: MunicipalityCode) -> &mut Papers {
        self.0.entry(municipality).or_insert_with(|| Papers::held(corpus, municipality))
    }

    /// The paper of a municipality that says the same.
    pub(super) fn same(
        &mut self,
        corpus: &Corpus,
        municipality: MunicipalityCode,
        words: Option<u64>,
    ) -> Option<DocumentId> {
        let mut papers = self.papers_of(corpus, municipality).papers.iter();
        papers.find(|paper| words.is_some() && paper.words == words).map(|paper| paper.id.clone())
    }

    /// Takes a paper that comes in.
    pub(super) fn take(&mut self, corpus: &Corpus, facts: &DocumentFacts, words: Option<u64>) {
        self.papers_of(corpus, facts.municipality.value).papers.push(Paper::of(facts, words));
    }

    /// Notes what a paper that comes in says, and finds the one before it that says most of it: half of its
    /// statements, or half of the other's.
    pub(super) fn compare(&mut self, document: &Document) -> Option<Twin> {
        let papers = self.0.get_mut(&document.facts.municipality.value)?;
        let at = papers.papers.iter().rposition(|paper| paper.id == document.facts.id)?;
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for other in statements(document).filter_map(|said| papers.said_by.get(&said)).flatten() {
            *shared.entry(*other).or_default() += 1;
        }
        papers.note(at, statements(document).collect());
        let (own, count) = (&papers.papers[at], document.statements.len());
        let twins = shared.into_iter().filter(|&(other, shared)| {
            let other = &papers.papers[other];
            let (most_of_it, most_of_other) = (shared * 2 >= count, shared * 2 >= other.statements);
            other.may_be(own) && (most_of_it || most_of_other && shared >= FEW)
        });
        // Of several the one that was there first.
        let (other, shared) = twins.rev().max_by_key(|(_, shared)| *shared)?;
        Some(Twin { id: papers.papers[other].id.clone(), shared })
    }
}

/// The statements of a document by what they say, however they are set.
fn statements(document: &Document) -> impl Iterator<Item = u64> {
    document.statements.iter().map(|statement| letters(&statement.text))
}
