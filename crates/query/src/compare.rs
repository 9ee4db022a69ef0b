//! Municipalities side by side (比較): subjects in rows, municipalities in columns, and in every cell how much
//! there is, the best of it, and the words this municipality uses, or that there is nothing out of how much.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::{Facet, Filter, Page, Plan, Searched};
use kurabe_model::{MunicipalityCode, Quote, StatementKind};
use kurabe_text::{Normalized, Worker};
use rayon::prelude::*;

use crate::answer::{Hit, Matched, UnderstoodWord, Via};
use crate::evidence::{Evidence, evidence};
use crate::meaning::Meaning;
use crate::reach::{Reach, reach};
use crate::search::corpus;
use crate::{Context, CorpusFacts, Error, Filters, Note, Result, UnderstoodFilter, WordReading};

/// What a statement that names the theme itself has before one that is only about it.
const NAMED: f32 = 1.0;
/// What a measure has before a description.
const MEASURE: f32 = 0.5;
/// How many statements are read altogether for the words of the cells, and for one cell.
const READ: usize = 800;
const READ_OF_A_CELL: usize = 12;
/// How many words of a municipality are named.
const WORDS: usize = 5;

/// A question for a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRequest {
    /// Themes by id or name, or words to search for; none for all themes.
    pub subjects: Vec<String>,
    /// Where to look.
    pub filters: Filters,
    /// How many statements of each cell are wanted.
    pub best: usize,
    /// Of how many municipalities, those that have most of a subject; the others are only counted. Where there are more of them and
    /// several subjects, all are only counted.
    pub opened: usize,
}

/// Subjects by municipalities.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The rows.
    pub subjects: Vec<Subject>,
    /// The columns, by code.
    pub municipalities: Vec<Reach>,
    /// For every subject, a cell of each municipality.
    pub cells: Vec<Vec<Cell>>,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// As typed.
    pub typed: String,
    /// How it is called.
    pub label: String,
    /// The theme it is, unless it is words to search for.
    pub theme: Option<String>,
    /// What the words were taken to mean.
    pub words: Vec<UnderstoodWord>,
    /// What could not be meant, or might have been meant otherwise.
    pub notes: Vec<Note>,
}

/// What a municipality says of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Whom it is about, and how much was searched: what the words of the subject narrow is not.
    pub reach: Reach,
    /// How many statements.
    pub count: usize,
    /// Which part of all its statements they are: what is fair to long plans and short ones.
    pub share: f32,
    /// The best of them; none beyond the municipalities that were asked for.
    pub best: Vec<Hit>,
    /// The words it uses for the subject, the commonest first; as few.
    pub words: Vec<String>,
}

/// Puts municipalities side by side.
pub fn compare(context: &Context<'_>, request: &CompareRequest) -> Result<Matrix> {
    let narrowed = context.filters(&request.filters)?;
    let asked = asked(context, &request.subjects)?;
    matrix(context, narrowed, &asked, request)
}

/// The matrix of subjects that are understood already, within filters that are.
pub(crate) fn matrix(
    context: &Context<'_>,
    narrowed: Vec<UnderstoodFilter>,
    asked: &[Asked],
    request: &CompareRequest,
) -> Result<Matrix> {
    let CompareRequest { best, opened, .. } = *request;
    let filters: Vec<Filter> = narrowed.iter().map(|filter| filter.filter.clone()).collect();
    let municipalities = reach(context, &filters)?;
    let counts_alone = asked.len() > 1 && municipalities.len() > opened;
    let opened = if counts_alone { 0 } else { opened };
    let cells = asked.len() * municipalities.len();
    let read = (READ / cells.max(1)).clamp(best, READ_OF_A_CELL.max(best));
    let row = |worker: &mut Worker, (subject, meaning): &Asked| {
        Row { context, subject, meaning, worker, read, best, opened }.cells(&filters, &municipalities)
    };
    // Rows know nothing of each other, and most of their work is to read what they show.
    let cells = asked.par_iter().map_init(|| context.tools.analyser.worker(), row).collect::<Result<_>>()?;
    Ok(Matrix {
        subjects: asked.iter().map(|(subject, _)| subject.clone()).collect(),
        municipalities,
        cells,
        filters: narrowed,
        corpus: corpus(context),
    })
}

/// A subject and what it means.
pub(crate) type Asked = (Subject, Meaning);

/// What the subjects mean, each once however often it was typed. One that says nothing to look for is an error.
pub(crate) fn asked(context: &Context<'_>, typed: &[String]) -> Result<Vec<Asked>> {
    let theme = |id: &str, typed: &str| Subject {
        typed: typed.to_owned(),
        label: context.label(Facet::Theme, id),
        theme: Some(id.to_owned()),
        words: Vec::new(),
        notes: Vec::new(),
    };
    if typed.is_empty() {
        let themes = context.tools.vocabulary.themes().iter();
        return Ok(themes.map(|one| (theme(&one.id, &one.id), Meaning::default())).collect());
    }
    let mut subjects: Vec<Asked> = Vec::new();
    for typed in typed {
        if let Ok(values) = context.values(Facet::Theme, typed)?
            && let Some(value) = values.first()
        {
            if subjects.iter().all(|(known, _)| known.theme.as_ref() != Some(&value.value)) {
                let subject = theme(&value.value, typed);
                let typed = typed.trim().to_owned();
                // Whoever gives the id of a theme means the theme.
                let notes = match typed == value.value {
                    true => Vec::new(),
                    false => vec![Note::ReadAsTheme { typed, label: subject.label.clone() }],
                };
                subjects.push((Subject { notes, ..subject }, Meaning::default()));
            }
            continue;
        }
        if subjects.iter().any(|(known, _)| known.typed == *typed) {
            continue;
        }
        let meaning = context.understand(typed, WordReading::Full)?;
        if meaning.is_empty() {
            return Err(Error::NothingAsked { typed: typed.clone() });
        }
        let subject = Subject {
            typed: typed.clone(),
            label: typed.clone(),
            theme: None,
            words: meaning.words(context)?,
            notes: meaning.notes.clone(),
        };
        subjects.push((subject, meaning));
    }
    Ok(subjects)
}

impl Subject {
    /// What finds the statements of the subject; nothing if it says nothing to look for.
    pub(crate) fn plan(&self, context: &Context<'_>, meaning: &Meaning) -> Option<Plan> {
        let Some(theme) = &self.theme else {
            let plan = || Plan::Within(Box::new(meaning.plan()), meaning.conditions());
            return (!meaning.is_empty()).then(plan);
        };
        let about = Plan::Has { facet: Facet::Theme, value: theme.clone(), score: 1.0 };
        let vocabulary = context.tools.vocabulary;
        let themes = vocabulary.themes().iter().filter(|known| known.id == *theme);
        let names = themes.flat_map(|known| &known.names).filter_map(|name| {
            let text = Normalized::new(name);
            let terms = context.tools.analyser.terms(&text);
            let concept = vocabulary.mentions(&terms).into_iter().max_by_key(|mention| mention.width)?;
            Some(vocabulary.concept(concept.concept).name.clone())
        });
        // Several names of a theme are often one concept.
        let names: BTreeSet<String> = names.collect();
        let term = |key| Plan::Term { searched: Searched::TextConcepts, key, boost: NAMED };
        let names = names.into_iter().map(term);
        let kind = StatementKind::Policy.as_str().to_owned();
        let measure = Plan::Has { facet: Facet::Kind, value: kind, score: MEASURE };
        Some(Plan::Also(Box::new(about), vec![Plan::Best(names.collect()), measure]))
    }
}

impl Cell {
    /// A cell in which nothing was found yet.
    fn nothing_in(reach: Reach) -> Self {
        Self { reach, count: 0, share: 0.0, best: Vec::new(), words: Vec::new() }
    }
}

/// The cells of a row in which something was found, those with most first.
pub fn most_first(cells: &[Cell]) -> Vec<&Cell> {
    let mut found: Vec<&Cell> = cells.iter().filter(|cell| cell.count > 0).collect();
    found.sort_by_key(|cell| Reverse(cell.count));
    found
}

/// One row on its way.
struct Row<'a> {
    context: &'a Context<'a>,
    subject: &'a Subject,
    meaning: &'a Meaning,
    worker: &'a mut Worker,
    /// How many statements of a cell are read for its words, and how many of these are wanted.
    read: usize,
    best: usize,
    /// Of how many municipalities.
    opened: usize,
}

impl Row<'_> {
    fn cells(&mut self, filters: &[Filter], municipalities: &[Reach]) -> Result<Vec<Cell>> {
        // Names and years among the words are filters of this subject alone, and so are their denominators.
        let own = self.meaning.conditions();
        let reached = match own.is_empty() {
            true => municipalities.to_vec(),
            false => {
                let reached = reach(self.context, &[filters, &own].concat())?.into_iter();
                let mut reached: BTreeMap<MunicipalityCode, Reach> =
                    reached.map(|reach| (reach.municipality.code, reach)).collect();
                let of = |Reach { municipality, .. }: &Reach| {
                    reached.remove(&municipality.code).unwrap_or_else(|| Reach::nothing(municipality))
                };
                municipalities.iter().map(of).collect()
            }
        };
        let mut cells: Vec<Cell> = reached.into_iter().map(Cell::nothing_in).collect();
        let Some(plan) = self.subject.plan(self.context, self.meaning) else { return Ok(cells) };
        let index = self.context.index;
        let best = Page::best_of_each(self.read);
        let opens_all = cells.len() <= self.opened;
        let page = if opens_all { best } else { Page::NONE };
        let mut matches = index.matches(&plan, filters, page.counting(&[Facet::Municipality]))?;
        let places: BTreeMap<MunicipalityCode, usize> =
            municipalities.iter().enumerate().map(|(place, one)| (one.municipality.code, place)).collect();
        for (code, count) in matches.by(Facet::Municipality) {
            let place = code.parse().ok().and_then(|code: MunicipalityCode| places.get(&code));
            if let Some(&place) = place {
                let of = cells[place].reach.statements;
                cells[place].count = *count;
                cells[place].share = if of > 0 { *count as f32 / of as f32 } else { 0.0 };
            }
        }
        if !opens_all && self.opened > 0 && matches.total > 0 {
            let most = Filter::Is(Facet::Municipality, self.with_most(&cells));
            matches = index.matches(&plan, &[filters, &[most]].concat(), best)?;
        }
        let mut words: Vec<Vec<(String, usize)>> = vec![Vec::new(); cells.len()];
        for ranked in &matches.ranked {
            let quote = index.quote(ranked.place)?;
            let Some(&place) = places.get(&quote.municipality.code) else { continue };
            let Evidence { highlights, matched } = self.evidence(&quote);
            for term in matched.iter().filter(|matched| matched.via != Via::Theme) {
                match words[place].iter_mut().find(|(known, _)| *known == term.term) {
                    Some((_, count)) => *count += 1,
                    None => words[place].push((term.term.clone(), 1)),
                }
            }
            let cell = &mut cells[place];
            if cell.best.len() < self.best {
                let (rank, score) = (cell.best.len() + 1, ranked.score);
                cell.best.push(Hit { rank, score, quote, highlights, matched, explanation: None });
            }
        }
        for (cell, mut words) in cells.iter_mut().zip(words) {
            // Of the same count what was met first, in the better statement, comes first.
            words.sort_by_key(|(_, count)| Reverse(*count));
            cell.words = words.into_iter().take(WORDS).map(|(word, _)| word).collect();
        }
        Ok(cells)
    }

    /// The municipalities that are opened.
    fn with_most(&self, cells: &[Cell]) -> Vec<String> {
        let most = most_first(cells).into_iter().take(self.opened);
        most.map(|cell| cell.reach.municipality.code.to_string()).collect()
    }

    /// The words that speak for the subject.
    fn evidence(&mut self, quote: &Quote) -> Evidence {
        let Some(theme) = &self.subject.theme else {
            return evidence(self.context, self.worker, &self.meaning.units, quote);
        };
        let text = Normalized::new(&quote.statement.text);
        let signs = self.context.tools.vocabulary.signs(&self.worker.terms(&text));
        let ranges = self.context.tools.vocabulary.words_of(theme, &signs);
        Evidence::of_words(&quote.statement.text, &text, ranges, |term| Matched {
            term,
            via: Via::Exact,
            of: self.subject.label.clone(),
        })
    }
}
