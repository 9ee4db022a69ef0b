//! A statement on a page, in its place and with the reasons it is there.

use kurabe_model::Quote;
use kurabe_query::Hit;
use maud::{Markup, html};

use super::View;
use crate::words::{Place, reasons, say};
use crate::{Label, Lang};

/// A hit, with what one may want to ask next of it.
pub(super) fn hit(view: &View<'_>, hit: &Hit) -> Markup {
    let lang = view.lang;
    let Hit { quote, highlights, matched, rank, .. } = hit;
    let own = quote.municipality.code.to_string();
    html! {
        article.hit {
            (head(view, quote, Some(*rank)))
            (path(quote))
            p.text lang="ja" { (emphasised(&quote.statement.text, highlights)) }
            (facts(view, quote))
            @if !matched.is_empty() {
                p.why { span.label { (Label::Matches.say(lang)) } " " (reasons(matched, lang)) }
            }
            p.actions {
                @if !view.has("municipality", &own) {
                    a href=(view.with("municipality", &own)) {
                        (say!(lang, "この自治体だけで探す", "Search only this municipality"))
                    }
                }
                a href=(format!("{}#similar", statement_address(view, quote))) {
                    (say!(lang, "ほかの自治体の類似施策", "Comparable measures elsewhere"))
                }
            }
        }
    }
}

/// Whose statement it is, and from which paper: a link to the statement.
pub(super) fn head(view: &View<'_>, quote: &Quote, rank: Option<usize>) -> Markup {
    let year = quote.facts.first_year().map(|year| year.to_string());
    html! {
        h3 lang="ja" {
            @if let Some(rank) = rank { span.rank { (rank) } " " }
            a href=(statement_address(view, quote)) {
                span.municipality { (quote.municipality.name) }
                " "
                span.title { (quote.facts.title.value) }
            }
            @if let Some(year) = year { " " span.year { (year) } }
        }
    }
}

/// The headings above a statement.
pub(super) fn path(quote: &Quote) -> Markup {
    let headings = quote.headings();
    html! {
        @if !headings.is_empty() {
            p.path lang="ja" {
                @for (place, heading) in headings.iter().enumerate() {
                    @if place > 0 { span.step aria-hidden="true" { " › " } }
                    span { (heading) }
                }
            }
        }
    }
}

/// What sort of statement it is, its themes and targets, and where it stands.
pub(super) fn facts(view: &View<'_>, quote: &Quote) -> Markup {
    let lang = view.lang;
    let Quote { statement, facts, themes, .. } = quote;
    html! {
        ul.facts {
            li.kind { (Label::Kind(statement.kind).say(lang)) }
            @for theme in themes {
                li.theme { a lang="ja" href=(view.asking("search", &[("theme", theme)])) { (view.theme(theme)) } }
            }
            @for target in &statement.targets { li.target lang="ja" { (target.text) } }
            @for department in &statement.departments { li.department lang="ja" { (department) } }
            li.place { (facts.file_name()) " " (Place::of(&statement.span).say(lang)) }
        }
    }
}

/// Where a statement has its page.
pub(super) fn statement_address(view: &View<'_>, quote: &Quote) -> String {
    view.page(&format!("statements/{}", quote.statement.id))
}

/// A text with some of its characters emphasised.
pub(super) fn emphasised(text: &str, ranges: &[(usize, usize)]) -> Markup {
    pieces(text, ranges, |_| "found")
}

/// A text with some of its characters emphasised, each piece in the way `class` says.
pub(super) fn pieces(text: &str, ranges: &[(usize, usize)], class: impl Fn(&str) -> &'static str) -> Markup {
    let chars: Vec<char> = text.chars().collect();
    let piece =
        |start: usize, end: usize| chars.get(start..end).unwrap_or_default().iter().collect::<String>();
    let mut at = 0;
    let mut pieces = Vec::new();
    for &(start, end) in ranges {
        pieces.push((piece(at, start), false));
        pieces.push((piece(start, end), true));
        at = end.max(at);
    }
    pieces.push((piece(at, chars.len()), false));
    html! {
        @for (piece, is_emphasised) in &pieces {
            @if *is_emphasised { mark class=(class(piece)) { (piece) } } @else { (piece) }
        }
    }
}

/// A statement in few words: for lists in which the paper is not what matters.
pub(super) fn brief(view: &View<'_>, quote: &Quote) -> Markup {
    html! {
        (head(view, quote, None))
        (path(quote))
        p.text lang="ja" { (quote.statement.text) }
        (facts(view, quote))
    }
}

/// What stands where nothing was found.
pub(super) fn nothing(said: &str) -> Markup {
    html! { p.nothing { (said) } }
}

/// The comma between names.
pub(super) fn listed(names: &[String], lang: Lang) -> String {
    names.join(lang.comma())
}
