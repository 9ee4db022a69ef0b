//! One statement: its words between their neighbours, what is known of it, how it is cited, and who else does so.

use kurabe_model::{Quote, StatementKind};
use kurabe_query::{Comparables, Passage};
use maud::{Markup, html};

use super::document::original;
use super::{View, hit, shell, similar};
use crate::words::{Place, say};
use crate::{Label, Lang};

/// The page of a statement; `others` are the comparable ones, unless they could not be looked for.
pub fn statement(view: &View<'_>, passage: &Passage, others: Option<&Comparables>) -> String {
    let lang = view.lang;
    let Passage { before, quote, behind } = passage;
    let name = &quote.municipality.name;
    let title = say!(lang, "{name}の施策文", "A statement of {name}");
    let main = html! {
        h1 { (title) }
        article.statement {
            p.source lang="ja" {
                span.municipality { (name) }
                " "
                a href=(view.page(&format!("corpus/{}", quote.facts.id))) { (quote.facts.title.value) }
            }
            (hit::path(quote))
            div.passage lang="ja" {
                @for one in before { (neighbour(view, one)) }
                p.own #statement { (marker(quote)) (quote.statement.text) }
                @for one in behind { (neighbour(view, one)) }
            }
        }
        section aria-labelledby="known" {
            h2 #known { (say!(lang, "この施策文について", "About this statement")) }
            (known(view, quote))
        }
        section aria-labelledby="cite" {
            h2 #cite { (Label::Citation.say(lang)) }
            (citations(quote, lang))
        }
        section aria-labelledby="similar" {
            h2 #similar { (Label::SimilarMeasures.say(lang)) }
            @match others {
                Some(found) => (similar::by_municipality(view, found)),
                None if quote.statement.kind == StatementKind::Background => {
                    (hit::nothing(&say!(lang, "現状・背景を述べる文です", "it only describes")))
                }
                None => (hit::nothing(&say!(lang, "類似施策は調べられませんでした", "comparable measures could not be looked for"))),
            }
        }
    };
    shell(view, &title, &main)
}

/// A statement that stands beside another one in the source.
fn neighbour(view: &View<'_>, quote: &Quote) -> Markup {
    html! { p.beside { (marker(quote)) a href=(hit::statement_address(view, quote)) { (quote.statement.text) } } }
}

fn marker(quote: &Quote) -> Markup {
    let marker = &quote.statement.marker;
    html! { @if !marker.is_empty() { span.marker { (marker) " " } } }
}

/// What is known of a statement, as names and values.
fn known(view: &View<'_>, quote: &Quote) -> Markup {
    let lang = view.lang;
    let Quote { statement, facts, themes, .. } = quote;
    let year = facts.first_year().map(|year| year.to_string());
    let deadlines: Vec<String> = statement.deadlines.iter().map(|deadline| deadline.text.clone()).collect();
    html! {
        dl.known {
            dt { (Label::KindOf.say(lang)) } dd { (Label::Kind(statement.kind).say(lang)) }
            @if let Some(year) = year { dt { (Label::Year.say(lang)) } dd { (year) } }
            @if !themes.is_empty() {
                dt { (Label::Themes.say(lang)) }
                dd {
                    ul.facts { @for theme in themes {
                        li.theme { a lang="ja" href=(view.asking("compare", &[("subject", theme)])) { (view.theme(theme)) } }
                    } }
                }
            }
            @if !statement.departments.is_empty() {
                dt { (Label::Department.say(lang)) } dd lang="ja" { (hit::listed(&statement.departments, lang)) }
            }
            @if !statement.targets.is_empty() {
                dt { (Label::Targets.say(lang)) }
                dd lang="ja" { @for target in &statement.targets { p { (target.text) } } }
            }
            @if !deadlines.is_empty() {
                dt { (Label::Deadlines.say(lang)) } dd lang="ja" { (hit::listed(&deadlines, lang)) }
            }
            dt { (Label::Place.say(lang)) }
            dd { (facts.file_name()) " " (Place::of(&statement.span).say(lang)) " " (original(view, facts, statement.span.page)) }
            dt { (Label::Source.say(lang)) } dd lang="ja" { (facts.source) }
            dt { (Label::Rights.say(lang)) } dd lang="ja" { (facts.rights) }
            dt { (Label::Id.say(lang)) } dd { code { (statement.id) } }
        }
    }
}

/// The reference in the forms papers ask for.
fn citations(quote: &Quote, lang: Lang) -> Markup {
    let forms = [
        ("plain", say!(lang, "そのまま", "Plain"), quote.citation()),
        ("official", say!(lang, "公文書", "Official paper"), quote.official_citation()),
        ("bibtex", "BibTeX".to_owned(), quote.bibtex()),
    ];
    html! {
        dl.citations {
            @for (name, label, citation) in &forms {
                dt { (label) }
                dd { pre #(format!("cite-{name}")) lang="ja" data-copy=(say!(lang, "コピー", "Copy")) { (citation) } }
            }
        }
    }
}
