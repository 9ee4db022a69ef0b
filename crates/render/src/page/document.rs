//! One document: what is known of it, the tree it was read as, and what went wrong.

use kurabe_model::{Diagnostic, DocumentFacts, Origin, SectionIndex};
use kurabe_query::Paper;
use maud::{Markup, html};

use super::{View, shell};
use crate::reading::totals;
use crate::words::say;
use crate::{Label, Lang, Message, Reading};

/// The page of a document.
pub fn document(view: &View<'_>, paper: &Paper) -> String {
    let lang = view.lang;
    let reading = Reading::from(paper);
    let title = &paper.document.facts.title.value;
    let main = html! {
        p.path { a href=(view.page("corpus")) { (Label::Holdings.say(lang)) } }
        h1 lang="ja" { (paper.municipality.name) " " (title) }
        p.actions {
            a href=(view.asking("search", &[("document", paper.document.facts.id.as_str())])) {
                (say!(lang, "この文書の施策文を見る", "Its statements"))
            }
            a href=(view.as_json()) { "JSON" }
        }
        section aria-labelledby="known" {
            h2 #known { (say!(lang, "この文書について", "About this document")) }
            (known(view, paper))
        }
        section aria-labelledby="diagnostics" {
            h2 #diagnostics { (say!(lang, "読み取りについて", "How it was read")) }
            (diagnostics(&paper.diagnostics, lang))
        }
        section aria-labelledby="outline" {
            h2 #outline { (Label::Headings.say(lang)) }
            (tree(reading, lang))
        }
    };
    shell(view, title, &main)
}

/// What is known, each with where it was learnt.
fn known(view: &View<'_>, paper: &Paper) -> Markup {
    let lang = view.lang;
    let facts = &paper.document.facts;
    let count = paper.document.statements.len();
    let year = facts.fiscal_year.as_ref().map(|fact| (fact.value.to_string(), fact.origin));
    let period = facts.period.as_ref().map(|fact| (fact.value.to_string(), fact.origin));
    let department = facts.department.as_ref().map(|fact| (fact.value.clone(), fact.origin));
    let rows = [
        (Label::Title, Some((facts.title.value.clone(), facts.title.origin))),
        (Label::DocumentKind, Some((facts.kind.value.to_string(), facts.kind.origin))),
        (Label::Year, year),
        (Label::Period, period),
        (Label::Department, department),
    ];
    html! {
        dl.known {
            @for (label, value) in rows {
                @if let Some((value, origin)) = value {
                    dt { (label.say(lang)) }
                    dd lang="ja" { (value) " " span.soft lang=(super::code(lang)) { (told(origin, lang)) } }
                }
            }
            dt { (Label::Statements.say(lang)) } dd { (count) }
            dt { (Label::File.say(lang)) } dd { (facts.file_name()) " " (original(view, facts, None)) }
            dt { (Label::Source.say(lang)) } dd lang="ja" { (facts.source) }
            dt { (Label::Rights.say(lang)) } dd lang="ja" { (facts.rights) }
            dt { (Label::Id.say(lang)) } dd { code { (facts.id) } }
        }
    }
}

/// The file a document was read from, open at a page where it has pages.
pub(super) fn original(view: &View<'_>, facts: &DocumentFacts, page: Option<usize>) -> Markup {
    let address = view.page(&format!("originals/{}", facts.id));
    let (address, said) = match page {
        Some(page) => (
            format!("{address}#page={page}"),
            say!(view.lang, "原本の{page}頁を開く", "Open the original at p. {page}"),
        ),
        None => (address, say!(view.lang, "原本を開く", "Open the original")),
    };
    html! { a href=(address) { (said) } }
}

/// Who states a fact.
fn told(origin: Origin, lang: Lang) -> String {
    match origin {
        Origin::Curated => Label::Curated.say(lang).to_owned(),
        Origin::Stated { line } => say!(lang, "本文{line}行", "line {line}"),
    }
}

fn diagnostics(said: &[Diagnostic], lang: Lang) -> Markup {
    html! {
        @if said.is_empty() { p { (say!(lang, "問題なく読めました", "there is nothing to say")) } }
        ul.diagnostics {
            @for one in said {
                @let message = Message::Problem(one.problem.clone());
                li {
                    span.label { (Label::Severity(one.severity()).say(lang)) } " "
                    @if let Some((first, last)) = one.lines {
                        @let lines = if first == last {
                            say!(lang, "{first}行", "line {first}")
                        } else {
                            say!(lang, "{first}–{last}行", "lines {first}–{last}")
                        };
                        span.soft { (lines) } " "
                    }
                    (message.say(lang))
                    @if let Some(hint) = message.hint(lang) { p.soft { (hint) } }
                }
            }
        }
    }
}

/// The headings, each as far in as it lies deep, with how many statements stand below it.
fn tree(reading: Reading<'_>, lang: Lang) -> Markup {
    let outline = &reading.document.outline;
    let (own, before) = reading.counts();
    let totals = totals(outline, &own);
    html! {
        @if outline.sections.is_empty() { p { (say!(lang, "見出しがありません", "there are no headings")) } }
        @if before > 0 { p.soft { (say!(lang, "最初の見出しより前に施策文{before}件", "{before} statements before the first heading")) } }
        ol.outline {
            @for (place, (section, total)) in outline.sections.iter().zip(&totals).enumerate() {
                @let depth = outline.depth(SectionIndex(place));
                li class=(format!("depth-{}", depth.min(DEEPEST))) {
                    span.unseen { (say!(lang, "第{depth}階層 ", "level {depth} ")) }
                    span lang="ja" { (section.heading.text) }
                    @if *total > 0 { " " span.count { (total) } }
                }
            }
        }
    }
}

/// Deeper headings are set in no further.
const DEEPEST: usize = 6;
