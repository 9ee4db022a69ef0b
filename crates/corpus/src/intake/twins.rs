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
    statements: BTreeSet<u64>,
}

impl Paper {
    fn of(facts: &DocumentFacts, words: Option<u64>) -> Self {
        let department = facts.department.as_ref().map(|fact| fact.value.clone());
        Self {
            id: facts.id.clone(),
            year: facts.first_year(),
            department,
            words,
            statements: BTreeSet::new(),
        }
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

/// The papers of those municipalities of which something comes in.
#[derive(Default)]
pub(super) struct Twins {
    papers: BTreeMap<MunicipalityCode, Vec<Paper>>,
}

impl Twins {
    /// The paper of a municipality that says the same.
    pub(super) fn same(
        &mut self,
        corpus: &Corpus,
        municipality: MunicipalityCode,
        words: Option<u64>,
    ) -> Option<DocumentId> {
        let words = words?;
        let papers = self.papers.entry(municipality).or_insert_with(|| held(corpus, municipality));
        papers.iter().find(|paper| paper.words == Some(words)).map(|paper| paper.id.clone())
    }

    /// Takes a paper that comes in.
    pub(super) fn take(&mut self, corpus: &Corpus, facts: &DocumentFacts, words: Option<u64>) {
        let code = facts.municipality.value;
        let papers = self.papers.entry(code).or_insert_with(|| held(corpus, code));
        papers.push(Paper::of(facts, words));
    }

    /// Notes what a paper that comes in says, and finds the one before it that says most of it: half of its
    /// statements, or half of the other's.
    pub(super) fn compare(&mut self, document: &Document) -> Option<Twin> {
        let papers = self.papers.get_mut(&document.facts.municipality.value)?;
        let at = papers.iter().position(|paper| paper.id == document.facts.id)?;
        let (before, own) = papers.split_at_mut(at);
        let own = own.first_mut()?;
        own.statements = statements(document).collect();
        let count = document.statements.len();
        let shared =
            |paper: &Paper| statements(document).filter(|said| paper.statements.contains(said)).count();
        let is_twin = |(shared, paper): &(usize, &Paper)| {
            let (most_of_it, most_of_other) = (shared * 2 >= count, shared * 2 >= paper.statements.len());
            *shared > 0 && (most_of_it || most_of_other && *shared >= FEW)
        };
        let others = before.iter().rev().filter(|paper| paper.may_be(own));
        // Of several the one that was there first.
        let (shared, twin) =
            others.map(|paper| (shared(paper), paper)).filter(is_twin).max_by_key(|(shared, _)| *shared)?;
        Some(Twin { id: twin.id.clone(), shared })
    }
}

/// The papers the corpus has of a municipality.
fn held(corpus: &Corpus, municipality: MunicipalityCode) -> Vec<Paper> {
    let theirs = corpus.documents().par_iter().filter(|facts| facts.municipality.value == municipality);
    theirs
        .map(|facts| {
            let (words, read) = corpus.read_with_words(facts);
            Paper { statements: statements(&read.value).collect(), ..Paper::of(facts, words) }
        })
        .collect()
}

/// The statements of a document by what they say, however they are set.
fn statements(document: &Document) -> impl Iterator<Item = u64> {
    document.statements.iter().map(|statement| letters(&statement.text))
}
