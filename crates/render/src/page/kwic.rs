//! A term in its contexts, aligned.

use kurabe_query::{Concordance, KwicLine, KwicRequest};
use maud::{Markup, html};

use super::export::exports;
use super::pager::{Part, pager};
use super::query::{form, narrowed, words_field};
use super::{View, hit, shell};
use crate::Label;
use crate::words::{concordance_total, say};

/// The page of a concordance; without an answer, the form alone.
pub fn kwic(view: &View<'_>, found: Option<(&KwicRequest, &Concordance, &[KwicLine])>) -> String {
    let lang = view.lang;
    let title = Label::Contexts.say(lang);
    let main = html! {
        h1 { (title) }
        (form(view, &words_field(view, "term", &say!(lang, "語", "A term"), "デジタル")))
        @if let Some((request, found, lines)) = found {
            @let part = Part { offset: request.offset, limit: request.limit.unwrap_or(lines.len()), total: found.total };
            h2 { (concordance_total(found, lang)) }
            (narrowed(view, &found.filters))
            (exports(view, false))
            @if !lines.is_empty() { (table(view, lines)) }
            (pager(view, part))
        }
    };
    shell(view, title, &main)
}

fn table(view: &View<'_>, lines: &[KwicLine]) -> Markup {
    let lang = view.lang;
    let heads = [Label::Before, Label::Term, Label::Behind, Label::Municipality];
    html! {
        div.table tabindex="0" role="region" aria-label=(Label::Contexts.say(lang)) {
            table.kwic {
                caption { (Label::Contexts.say(lang)) }
                thead { tr { @for head in heads { th scope="col" { (head.say(lang)) } } } }
                tbody lang="ja" {
                    @for line in lines {
                        tr {
                            td.before { (line.left) }
                            td.term { mark { (line.keyword) } }
                            td.behind { (line.right) }
                            td { a href=(hit::statement_address(view, &line.quote)) { (line.quote.municipality.name) } }
                        }
                    }
                }
            }
        }
    }
}
