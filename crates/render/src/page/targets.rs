//! The ledger of numeric targets.

use kurabe_query::{Ledger, TargetEntry, TargetsRequest};
use maud::{Markup, html};

use super::export::exports;
use super::pager::{Part, pager};
use super::query::{form, narrowed, words_field};
use super::{View, hit, shell};
use crate::Label;
use crate::words::{say, target_total};

/// The page of targets.
pub fn targets(view: &View<'_>, found: Option<(&TargetsRequest, &Ledger, &[TargetEntry])>) -> String {
    let lang = view.lang;
    let title = Label::Targets.say(lang);
    let main = html! {
        h1 { (title) }
        (form(view, &words_field(view, "q", &say!(lang, "何の目標か（なければすべて）", "Targets of what (all without words)"), "満足度")))
        @if let Some((request, ledger, entries)) = found {
            @let part = Part { offset: request.offset, limit: request.limit.unwrap_or(entries.len()), total: ledger.total };
            h2 { (target_total(ledger, lang)) }
            (narrowed(view, &ledger.filters))
            (exports(view, false))
            @if !entries.is_empty() { (table(view, entries)) }
            (pager(view, part))
        }
    };
    shell(view, title, &main)
}

fn table(view: &View<'_>, entries: &[TargetEntry]) -> Markup {
    let lang = view.lang;
    let heads = [Label::Measured, Label::Target, Label::Deadlines, Label::Municipality, Label::Text];
    html! {
        div.table tabindex="0" role="region" aria-label=(Label::Targets.say(lang)) {
            table {
                caption { (Label::Targets.say(lang)) }
                thead { tr { @for head in heads { th scope="col" { (head.say(lang)) } } } }
                tbody lang="ja" {
                    @for entry in entries {
                        tr {
                            th scope="row" { (entry.measured) }
                            td.target {
                                (entry.target.text)
                                // A table has its unit in a column of its own.
                                @if !entry.target.text.contains(&entry.target.unit) { " " (entry.target.unit) }
                            }
                            td.number { @if let Some(year) = entry.deadline() { (year) } }
                            td { (entry.quote.municipality.name) }
                            td.prose { a href=(hit::statement_address(view, &entry.quote)) { (entry.quote.statement.text) } }
                        }
                    }
                }
            }
        }
    }
}
