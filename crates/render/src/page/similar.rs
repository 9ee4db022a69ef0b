//! Comparable statements, municipality after municipality.

use kurabe_query::{Comparables, Counterpart, Counterparts};
use maud::{Markup, html};

use super::export::exports;
use super::query::{form, narrowed, words_field};
use super::{View, hit, shell};
use crate::words::{COUNTED, compared_with, more_have, nothing_in, nothing_in_many, say, shared};
use crate::{Label, Lang};

/// The page of comparable statements; without an answer, the form alone.
pub fn similar(view: &View<'_>, found: Option<&Comparables>) -> String {
    let lang = view.lang;
    let title = Label::SimilarMeasures.say(lang);
    let main = html! {
        h1 { (title) }
        (form(view, &words_field(view, "text", &say!(lang, "くらべる文", "A text to compare with"), "包括施設管理委託の導入効果を最大化する")))
        @if let Some(found) = found {
            h2 { (compared_with(found, lang)) }
            (narrowed(view, &found.filters))
            (exports(view, false))
            (by_municipality(view, found))
        }
    };
    shell(view, title, &main)
}

/// What each municipality does that is comparable, or that it does nothing of the kind.
pub(super) fn by_municipality(view: &View<'_>, found: &Comparables) -> Markup {
    let lang = view.lang;
    let (with, without): (Vec<_>, Vec<_>) = found.municipalities.iter().partition(|one| one.found);
    html! {
        @for one in with.into_iter().filter(|one| !one.hits.is_empty()) { (counterparts(view, one)) }
        @if found.unlisted() > 0 { p { (more_have(found.unlisted(), lang)) } }
        @if !without.is_empty() {
            h3 { (say!(lang, "該当なし", "Not found")) }
            @if without.len() > COUNTED {
                p { (nothing_in_many(&without.iter().map(|one| &one.reach).collect::<Vec<_>>(), lang)) }
            } @else {
                ul.without {
                    @for one in without {
                        li lang="ja" { (one.reach.municipality.name) " " span.soft { (nothing_in(&one.reach, lang)) } }
                    }
                }
            }
        }
    }
}

fn counterparts(view: &View<'_>, one: &Counterparts) -> Markup {
    html! {
        section.counterparts {
            @for found in one.hits.iter().filter(|found| found.similarity >= kurabe_query::FOUND) {
                article.hit {
                    (hit::brief(view, &found.quote))
                    (reasons(found, view.lang))
                }
            }
        }
    }
}

/// How near it is, and why.
fn reasons(found: &Counterpart, lang: Lang) -> Markup {
    html! {
        p.why {
            span.label { (Label::Similarity.say(lang)) } " " span.number { (format!("{:.2}", found.similarity)) }
            " " (shared(&found.reasons, lang))
        }
    }
}
