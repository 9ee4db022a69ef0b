//! The same answer in other forms: what is handed on, and what programs read.

use maud::{Markup, html};

use super::View;
use crate::words::say;

/// Links to the other forms of an answer; `pasted` where there is one for Word.
pub(super) fn exports(view: &View<'_>, pasted: bool) -> Markup {
    let lang = view.lang;
    html! {
        nav.exports aria-label=(say!(lang, "書き出し", "Export")) {
            span.label { (say!(lang, "書き出す", "Export")) }
            ul {
                li { a href=(view.as_table(".xlsx")) { "Excel" } }
                li { a href=(view.as_table(".csv")) { "CSV" } }
                @if pasted {
                    li { a href=(view.as_table(".html")) { (say!(lang, "Word に貼れる表", "table for Word")) } }
                }
                li { a href=(view.as_json()) { "JSON" } }
            }
        }
    }
}
