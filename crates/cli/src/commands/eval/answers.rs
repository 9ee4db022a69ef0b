//! Judges answers: searches by their grades, cases by their conditions, themes by a person's.

use std::collections::BTreeMap;
use std::path::Path;

use kurabe_eval::{
    Beside, Case, Comparison, ComparisonReport, Facts, Found, Gold, Query, Question, RankingReport, Reading,
    ThemeReport, judge_cases, judge_ranking,
};
use kurabe_index::Tools;
use kurabe_query::{
    Counterpart, Counterparts, Explanation, Filters, Hit, Model, Request, Signals, SimilarRequest, search,
    similar,
};
use kurabe_render::{Judgement, SignalMeasure, SignalRow, terminal};

use crate::library::Library;
use crate::session::{Readings, Session};
use crate::stop::Stop;
use crate::system;
use crate::toolbox::paper;

/// As many hits as the measures look at.
const HITS: usize = 50;
/// As many statements of each municipality as it takes to compare with all that may be related.
const COMPARED: usize = 200;

/// Judges the graded searches, and what has changed since they were last judged here.
pub(super) fn judge(
    folder: &Path,
    gold: &Gold,
    queries: &[Query],
    library: &Library,
    session: &Session,
    judgement: &mut Judgement,
) -> Result<(), Stop> {
    let mut asking = Asking { library, signals: library.signals(), session, failed: None };
    let report = judge_ranking(gold, queries, |question| asking.ask(question, true));
    asking.end()?;
    if let Some(store) = library.store() {
        let name = format!("eval-{}.json", system::short_name(&folder.to_string_lossy()));
        let earlier = store.kept(&name);
        let earlier: Option<RankingReport> = earlier.and_then(|text| serde_json::from_str(&text).ok());
        judgement.difference = earlier.map(|earlier| report.difference(&earlier));
        // Without a place for it there is only no difference the next time.
        let _ = serde_json::to_string(&report).map(|text| store.keep(&name, &text));
    }
    judgement.ranking = Some(report);
    Ok(())
}

/// Tries the typed cases.
pub(super) fn try_cases(
    cases: &[Case],
    library: &Library,
    session: &Session,
    judgement: &mut Judgement,
) -> Result<(), Stop> {
    let mut asking = Asking { library, signals: library.signals(), session, failed: None };
    let report = judge_cases(cases, |question| asking.ask(question, false));
    asking.end()?;
    judgement.cases = Some(report);
    Ok(())
}

/// Judges which statements are called comparable.
pub(super) fn judge_comparisons(
    gold: &Gold,
    comparisons: &[Comparison],
    library: &Library,
    signals: Signals<'_>,
) -> Result<ComparisonReport, Stop> {
    let read = library.corpus.read_all();
    let mut failed = None;
    let report = kurabe_eval::judge_comparisons(gold, comparisons, |case| {
        let mut statements = read.iter().flat_map(|read| {
            let file = &read.value.facts.file;
            read.value.statements.iter().map(move |statement| (file, statement))
        });
        let source = statements.find(|(file, statement)| {
            case.is_at(file, (statement.span.first_line, statement.span.last_line))
        });
        let Some((_, source)) = source else { return Vec::new() };
        let request = SimilarRequest {
            model: Model::Statement(source.id.clone()),
            filters: Filters::default(),
            per_municipality: COMPARED,
            limit: usize::MAX,
        };
        match similar(&library.asking_by(signals).context(), &request) {
            Ok(found) => found.municipalities.into_iter().map(beside).collect(),
            Err(error) => {
                failed.get_or_insert(error.into());
                Vec::new()
            }
        }
    });
    failed.map_or(Ok(report), Err)
}

/// What words and meaning are worth, each alone and both together; nothing where there is no meaning.
pub(super) fn compare_signals(
    gold: &Gold,
    queries: &[Query],
    comparisons: &[Comparison],
    library: &Library,
    session: &Session,
    judged: &Judgement,
) -> Result<Vec<SignalRow>, Stop> {
    let Some(meanings) = library.meanings() else { return Ok(Vec::new()) };
    let mut rows: Vec<SignalRow> = Vec::new();
    let mut note = |column: usize, ranking: Option<&RankingReport>, compared: Option<&ComparisonReport>| {
        let mut note = |name: &str, of: SignalMeasure, value: Option<f64>| {
            let place = rows.iter().position(|row| row.name == name && row.of == of).unwrap_or_else(|| {
                rows.push(SignalRow { name: name.to_owned(), of, values: [None; 3] });
                rows.len() - 1
            });
            rows[place].values[column] = value;
        };
        if let Some(RankingReport { categories, total, .. }) = ranking {
            let sorts = categories.iter().map(|sort| (sort.category.as_str(), sort.figures));
            for (name, figures) in sorts.filter(|(_, figures)| figures.is_some()).chain([("", total.figures)])
            {
                note(name, SignalMeasure::Searches, figures.map(|figures| figures.ndcg));
            }
        }
        if let Some(ComparisonReport { ndcg, auc, .. }) = compared {
            note("", SignalMeasure::Comparables, *ndcg);
            note("", SignalMeasure::Auc, *auc);
        }
    };
    for (column, signals) in [Signals::Words, Signals::Meaning(meanings)].into_iter().enumerate() {
        let mut asking = Asking { library, signals, session, failed: None };
        let ranking = (!queries.is_empty())
            .then(|| judge_ranking(gold, queries, |question| asking.ask(question, false)));
        asking.end()?;
        let compared = (!comparisons.is_empty())
            .then(|| judge_comparisons(gold, comparisons, library, signals))
            .transpose()?;
        note(column, ranking.as_ref(), compared.as_ref());
    }
    // Both together have been judged.
    note(2, judged.ranking.as_ref(), judged.comparisons.as_ref());
    Ok(rows)
}

fn beside(one: Counterparts) -> Beside {
    let hit = |hit: Counterpart| {
        let span = &hit.quote.statement.span;
        let place = Found::at(hit.quote.facts.file.clone(), (span.first_line, span.last_line));
        (place, f64::from(hit.similarity))
    };
    Beside { found: one.found, hits: one.hits.into_iter().map(hit).collect() }
}

/// Judges the themes statements are given.
pub(super) fn judge_themes(
    gold: &Gold,
    readings: &[Reading<'_>],
    read: &Readings<'_>,
    tools: Tools<'_>,
) -> kurabe_eval::Result<ThemeReport> {
    let mut themes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for reading in read.iter() {
        for quote in paper(&reading).quotes(tools) {
            themes.insert(quote.statement.id.to_string(), quote.themes);
        }
    }
    kurabe_eval::judge_themes(gold, readings, |_, statement| {
        themes.get(statement.id.as_str()).cloned().unwrap_or_default()
    })
}

/// Searches on behalf of cases.
struct Asking<'a> {
    library: &'a Library,
    signals: Signals<'a>,
    session: &'a Session,
    /// Why no search can be answered.
    failed: Option<Stop>,
}

impl Asking<'_> {
    fn ask(&mut self, question: &Question, explain: bool) -> Vec<Found> {
        let request = Request {
            words: question.query.clone(),
            filters: filters(&question.filters),
            limit: HITS,
            explain,
            ..Request::default()
        };
        match search(&self.library.asking_by(self.signals).context(), &request) {
            Ok(answer) => return answer.hits.into_iter().map(found).collect(),
            // Nothing in this corpus fulfils such a filter; the other cases can still be judged.
            Err(error @ kurabe_query::Error::Filter { .. }) => {
                if let Stop::Failed { messages, .. } = error.into() {
                    messages.iter().for_each(|message| self.session.say(message));
                }
            }
            Err(error) => drop(self.failed.get_or_insert(error.into())),
        }
        Vec::new()
    }

    fn end(self) -> Result<(), Stop> {
        self.failed.map_or(Ok(()), Err)
    }
}

fn filters(named: &kurabe_eval::Filters) -> Filters {
    let values = |name: &str| {
        let found = named.get(name).or_else(|| named.get(&name.replace('-', "_")));
        found.cloned().unwrap_or_default()
    };
    Filters {
        municipality: values("municipality"),
        peers: Vec::new(),
        municipality_kind: values("municipality-kind"),
        prefecture: values("prefecture"),
        year: values("year"),
        in_force: false,
        department: values("department"),
        theme: values("theme"),
        kind: values("kind"),
        document: values("document"),
        document_kind: values("document-kind"),
        has_targets: !values("has").is_empty(),
    }
}

fn found(hit: Hit) -> Found {
    let statement = &hit.quote.statement;
    let facts = &hit.quote.facts;
    let mut departments = statement.departments.clone();
    departments.extend(facts.department.as_ref().map(|fact| fact.value.clone()));
    Found {
        file: facts.file.clone(),
        lines: (statement.span.first_line, statement.span.last_line),
        explain: hit.explanation.as_ref().map(in_one_line),
        facts: Facts {
            municipality: Some(hit.quote.municipality.code),
            year: facts.first_year(),
            kind: Some(statement.kind),
            departments,
        },
    }
}

/// The parts of a score, the words' first.
fn in_one_line(explanation: &Explanation) -> String {
    let parts =
        explanation.parts.iter().map(|part| format!("{} {:.2}", terminal::explained(&part.what), part.score));
    format!("{:.2} = {}", explanation.score, parts.collect::<Vec<_>>().join(" + "))
}
