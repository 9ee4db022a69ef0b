//! Search (検索): from a question to its answer.

use kurabe_index::{Facet, Filter, Matches, Page, Plan, Ranked, Summary};
use kurabe_model::StatementId;
use rayon::prelude::*;

use crate::answer::{
    Answer, CorpusFacts, Explanation, FacetCounts, Hit, Loose, Note, Searched, Understood, UnderstoodFilter,
    What,
};
use crate::evidence::evidence;
use crate::meaning::{Least, Meaning};
use crate::reach::Within;
use crate::request::{Request, WordReading};
use crate::sense::Meant;
use crate::{Context, Result, suggest};

/// The facets answers are counted by.
static COUNTED: [Facet; 7] = [
    Facet::Municipality,
    Facet::Year,
    Facet::DocumentKind,
    Facet::Kind,
    Facet::Theme,
    Facet::Department,
    Facet::Has,
];

/// As many hits as are worth a thread.
const SEVERAL: usize = 5;

/// Answers a question.
pub fn search(context: &Context<'_>, request: &Request) -> Result<Answer> {
    let asked = context.filters(&request.filters)?;
    let facts = corpus(context);
    if !request.tables {
        return answer(context, request, asked, facts);
    }
    match context.of_rows() {
        Some(rows) => answer(&rows, request, asked, facts),
        None => nothing(context, request, asked, facts),
    }
}

fn answer(
    context: &Context<'_>,
    request: &Request,
    asked: Vec<UnderstoodFilter>,
    corpus: CorpusFacts,
) -> Result<Answer> {
    let mut meaning = context.understand_beside(&request.words, request.reading, &request.filters)?;
    let counted = if request.facets { &COUNTED[..] } else { &[] };
    let mut found = find(context, &meaning, &asked, page(request).counting(counted))?;
    let mut suggestion = None;
    if found.total == 0 && meaning.has_words() && request.reading != WordReading::Exact {
        let filters = filters(&meaning, &asked);
        if let Some(other) = suggest::instead(context, &request.words, &filters)? {
            let meant = context.understand_beside(&other.meant, request.reading, &request.filters)?;
            let instead = find(context, &meant, &asked, page(request).counting(counted))?;
            if instead.total > 0 {
                suggestion = Some(other);
                (meaning, found) = (meant, instead);
            }
        }
    }
    let filters = filters(&meaning, &asked);
    let (found, meant) = by_meaning(context, &meaning, meaning.plan(), &filters, page(request), found)?;
    if found.total == 0
        && let Some(rows) = in_tables(context, request, &asked)?
    {
        meaning.notes.push(Note::InTables { rows });
    }
    let loose = if request.loose && meaning.has_words() {
        let mut plan = meaning.loose_plan(Least::Weightiest);
        let mut matches = context.index.matches(&plan, &filters, page(request))?;
        if matches.total == 0 && found.total == 0 {
            plan = meaning.loose_plan(Least::Any);
            matches = context.index.matches(&plan, &filters, page(request))?;
        }
        let (matches, meant) = by_meaning(context, &meaning, plan, &filters, page(request), matches)?;
        Some(Loose {
            total: matches.total,
            hits: hits(context, request, &meaning, meant.as_ref(), &matches)?,
        })
    } else {
        None
    };
    Ok(Answer {
        query: request.words.clone(),
        tables: request.tables,
        total: found.total,
        corpus,
        searched: searched(context, &filters)?,
        hits: hits(context, request, &meaning, meant.as_ref(), &found)?,
        facets: facets(context, &found),
        suggestion,
        loose,
        understood: understood(context, meaning, asked)?,
    })
}

/// The answer where there is nothing of what was asked for in the corpus at all.
fn nothing(
    context: &Context<'_>,
    request: &Request,
    asked: Vec<UnderstoodFilter>,
    corpus: CorpusFacts,
) -> Result<Answer> {
    let meaning = context.understand_beside(&request.words, request.reading, &request.filters)?;
    Ok(Answer {
        query: request.words.clone(),
        tables: request.tables,
        total: 0,
        corpus,
        searched: Searched { statements: 0, documents: 0, only_tables: 0, ids: Vec::new() },
        hits: Vec::new(),
        facets: Vec::new(),
        suggestion: None,
        loose: request.loose.then_some(Loose { total: 0, hits: Vec::new() }),
        understood: understood(context, meaning, asked)?,
    })
}

fn understood(context: &Context<'_>, meaning: Meaning, asked: Vec<UnderstoodFilter>) -> Result<Understood> {
    Ok(Understood {
        words: meaning.words(context)?,
        filters: asked.into_iter().chain(meaning.filters).collect(),
        notes: meaning.notes,
    })
}

/// What a question looks for in the index, filters apart.
pub fn plan(context: &Context<'_>, request: &Request) -> Result<Plan> {
    Ok(context.understand(&request.words, request.reading)?.plan())
}

/// The statements that come nearest to a text, best first: every word may be missing. It is what the ranking
/// itself is worth, and measured by; a planner's question is answered by [`search`].
pub fn rank(context: &Context<'_>, words: &str, limit: usize) -> Result<Vec<StatementId>> {
    let meaning = context.understand_text(words)?;
    let plan = meaning.any_plan();
    let page = Page::best(limit);
    let mut matches = context.index.matches(&plan, &[], page)?;
    if let Some(meant) = Meant::of(context, meaning.sense.as_deref(), matches.best) {
        let plan = match context.signals.is_meaning_alone() {
            true => meant.plan(),
            false => Plan::Any(vec![plan, meant.plan()]),
        };
        matches = context.index.matches(&plan, &[], page)?;
    }
    let ids = matches.ranked.iter().map(|ranked| Ok(context.index.quote(ranked.place)?.statement.id));
    ids.collect()
}

fn page(request: &Request) -> Page {
    let Request { offset, limit, per_municipality, .. } = *request;
    Page { offset, limit, per_municipality, ..Page::NONE }
}

fn filters(meaning: &Meaning, asked: &[UnderstoodFilter]) -> Vec<Filter> {
    asked.iter().chain(&meaning.filters).map(|filter| filter.filter.clone()).collect()
}

fn find(context: &Context<'_>, meaning: &Meaning, asked: &[UnderstoodFilter], page: Page) -> Result<Matches> {
    if meaning.is_empty() && asked.is_empty() {
        let spread = page.counted.iter().map(|facet| (*facet, Vec::new())).collect();
        return Ok(Matches { spread, ..Matches::default() });
    }
    Ok(context.index.matches(&meaning.plan(), &filters(meaning, asked), page)?)
}

/// What a plan has found, in the order that meaning gives it beside the words, where meaning has a say.
fn by_meaning(
    context: &Context<'_>,
    meaning: &Meaning,
    plan: Plan,
    filters: &[Filter],
    page: Page,
    found: Matches,
) -> Result<(Matches, Option<Meant>)> {
    let meant = found.best.and_then(|best| Meant::of(context, meaning.sense.as_deref(), Some(best)));
    let Some(meant) = meant else { return Ok((found, None)) };
    if context.signals.is_meaning_alone() {
        let page = page.counting(if found.spread.is_empty() { &[] } else { &COUNTED });
        return Ok((context.index.matches(&meant.plan(), filters, page)?, Some(meant)));
    }
    // What matches stays the same, and so do its counts.
    let plan = Plan::Also(Box::new(plan), vec![meant.plan()]);
    let ranked = context.index.matches(&plan, filters, page)?;
    Ok((Matches { spread: found.spread, ..ranked }, Some(meant)))
}

/// How many rows of tables answer a question for statements; nothing where none do, or were asked already.
fn in_tables(context: &Context<'_>, request: &Request, asked: &[UnderstoodFilter]) -> Result<Option<usize>> {
    let Some(rows) = context.of_rows().filter(|_| !request.tables) else { return Ok(None) };
    let meaning = rows.understand_beside(&request.words, request.reading, &request.filters)?;
    let found = find(&rows, &meaning, asked, Page::NONE)?;
    Ok((found.total > 0 && meaning.has_words()).then_some(found.total))
}

fn hits(
    context: &Context<'_>,
    request: &Request,
    meaning: &Meaning,
    meant: Option<&Meant>,
    matches: &Matches,
) -> Result<Vec<Hit>> {
    // To see why a statement was found it is read again: most of the time a few words take.
    let ranked = matches.ranked.par_iter().enumerate().with_min_len(SEVERAL);
    let hit = |(place, ranked): (usize, &Ranked)| -> Result<Hit> {
        let quote = context.index.quote(ranked.place)?;
        let mut worker = context.tools.analyser.worker();
        let mut evidence = evidence(context, &mut worker, &meaning.units, &quote);
        evidence.matched.extend(meant.and_then(|meant| meant.matched(ranked)));
        let explanation = match request.explain {
            true => Some(explain(context, meaning, meant, ranked)?),
            false => None,
        };
        Ok(Hit {
            rank: request.offset + place + 1,
            score: ranked.score,
            quote,
            highlights: evidence.highlights,
            matched: evidence.matched,
            explanation,
        })
    };
    ranked.map(hit).collect()
}

/// What every part of the plan gives a statement.
fn explain(
    context: &Context<'_>,
    meaning: &Meaning,
    meant: Option<&Meant>,
    ranked: &Ranked,
) -> Result<Explanation> {
    let given = |plan: &Plan| -> Result<Option<f32>> {
        Ok(context.index.score(plan, ranked.place)?.filter(|score| *score > 0.0))
    };
    let mut parts = Vec::new();
    for unit in &meaning.units {
        let Some(score) = given(&unit.plan(context))? else { continue };
        let mut ways = Vec::new();
        for (way, plan) in unit.parts(context) {
            let Some(score) = given(&plan)? else { continue };
            let what = match plan {
                Plan::Has { value, .. } => What::Theme(context.label(Facet::Theme, &value)),
                _ => What::Terms { terms: way.terms, searched: way.searched, via: way.via },
            };
            ways.push(Explanation { what, score, parts: Vec::new() });
        }
        parts.push(Explanation { what: What::Word(unit.typed.clone()), score, parts: ways });
    }
    for (what, plan) in &meaning.extras {
        if let Some(score) = given(plan)? {
            parts.push(Explanation { what: what.clone(), score, parts: Vec::new() });
        }
    }
    if let Some(score) = meant.map(|meant| given(&meant.plan())).transpose()?.flatten() {
        parts.push(Explanation { what: What::Meaning, score, parts: Vec::new() });
    }
    Ok(Explanation { what: What::Score, score: ranked.score, parts })
}

fn facets(context: &Context<'_>, found: &Matches) -> Vec<FacetCounts> {
    let counts = found.spread.iter().map(|(facet, counts)| {
        let values =
            counts.iter().map(|(value, count)| (value.clone(), context.label(*facet, value), *count));
        FacetCounts { facet: *facet, values: values.collect() }
    });
    counts.collect()
}

/// What the index holds altogether.
pub fn corpus(context: &Context<'_>) -> CorpusFacts {
    let Summary { version, documents, unreadable, statements, municipalities, .. } =
        context.index.summary().clone();
    let meaning = context.signals.facts();
    CorpusFacts { version, documents, unreadable, statements, municipalities, meaning }
}

/// What there is to search within filters.
pub(crate) fn searched(context: &Context<'_>, filters: &[Filter]) -> Result<Searched> {
    let within = Within::of(context, filters)?;
    let read = context.index.manifest().sources.iter().filter(|source| within.is_read(source));
    let ids: Vec<_> = read.map(|source| source.id.clone()).collect();
    Ok(Searched {
        statements: within.statements,
        documents: ids.len(),
        only_tables: within.only_tables.len(),
        ids,
    })
}
