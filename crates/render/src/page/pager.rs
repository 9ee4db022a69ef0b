//! The way to the pages before and behind.

use maud::{Markup, html};

use super::View;
use crate::words::say;

/// Which part of a list is shown.
pub(super) struct Part {
    /// How many were passed over.
    pub(super) offset: usize,
    /// How many are shown.
    pub(super) shown: usize,
    /// How many there are.
    pub(super) total: usize,
}

/// Links to the parts before and behind.
pub(super) fn pager(view: &View<'_>, part: &Part, limit: usize) -> Markup {
    let lang = view.lang;
    let &Part { offset, shown, total } = part;
    let next = (offset + shown < total).then_some(offset + limit);
    let previous = (offset > 0).then(|| offset.saturating_sub(limit));
    let (first, last) = (offset + 1, offset + shown);
    let at = |offset: usize| view.with_only("offset", &offset.to_string());
    html! {
        @if shown > 0 && (next.is_some() || previous.is_some()) {
            nav.pages aria-label=(say!(lang, "ほかの頁", "Pages")) {
                @if let Some(offset) = previous { a rel="prev" href=(at(offset)) { (say!(lang, "前へ", "Previous")) } }
                span { (say!(lang, "{total}件中 {first}–{last}", "{first}–{last} of {total}")) }
                @if let Some(offset) = next { a rel="next" href=(at(offset)) { (say!(lang, "次へ", "Next")) } }
            }
        }
    }
}
