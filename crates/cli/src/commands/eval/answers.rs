//! Judges answers: searches by their grades, cases by their conditions, themes by a person's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kurabe_eval::{
    Beside, Case, Comparison, ComparisonReport, Facts, Found, Gold, Query, Question, RankingReport, Reading,
    ThemeReport, judge_cases, judge_ranking,
};
use kurabe_query::{
    Counterpart, Counterparts, Explanation, Filters, Hit, Model, Request, SimilarRequest, search, similar,
};
use kurabe_render::{Judgement, terminal};

use crate::fresh::{Library, paper};
use crate::session::Readings;
use crate::stop::Stop;
use crate::system;

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
    judgement: &mut Judgement,
) -> Result<(), Stop> {
    let mut failed = None;
    let report = judge_ranking(gold, queries, |question| ask(library, question, true, &mut failed));
    if let Some(stop) = failed {
        return Err(stop);
    }
    if let Some(notes) = library.notes(&system::short_name(&folder.to_string_lossy())) {
        let earlier = fs::read(&notes).ok();
        let earlier: Option<RankingReport> = earlier.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        judgement.difference = earlier.map(|earlier| report.difference(&earlier));
        // Without a place for it there is only no difference the next time.
        let _ = serde_json::to_vec(&report).map(|bytes| fs::write(notes, bytes));
    }
    judgement.ranking = Some(report);
    Ok(())
}

/// Tries the typed cases.
pub(super) fn try_cases(cases: &[Case], library: &Library, judgement: &mut Judgement) -> Result<(), Stop> {
    let mut failed = None;
    let report = judge_cases(cases, |question| ask(library, question, false, &mut failed));
    if let Some(stop) = failed {
        return Err(stop);
    }
    judgement.cases = Some(report);
    Ok(())
}

/// Judges which statements are called comparable.
pub(super) fn judge_comparisons(
    gold: &Gold,
    comparisons: &[Comparison],
    library: &Library,
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
        };
        match similar(&library.context(), &request) {
            Ok(found) => found.municipalities.into_iter().map(beside).collect(),
            Err(error) => {
                failed.get_or_insert(error.into());
                Vec::new()
            }
        }
    });
    failed.map_or(Ok(report), Err)
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
    library: &Library,
) -> kurabe_eval::Result<ThemeReport> {
    let mut themes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for reading in read.iter() {
        for quote in paper(&reading).quotes(library.context().tools) {
            themes.insert(quote.statement.id.to_string(), quote.themes);
        }
    }
    kurabe_eval::judge_themes(gold, readings, |_, statement| {
        themes.get(statement.id.as_str()).cloned().unwrap_or_default()
    })
}

fn ask(library: &Library, question: &Question, explain: bool, failed: &mut Option<Stop>) -> Vec<Found> {
    let request = Request {
        words: question.query.clone(),
        filters: filters(&question.filters),
        limit: HITS,
        explain,
        ..Request::default()
    };
    match search(&library.context(), &request) {
        Ok(answer) => answer.hits.into_iter().map(found).collect(),
        Err(error) => {
            failed.get_or_insert(error.into());
            Vec::new()
        }
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
