//! The way to the pages before and behind.

use maud::{Markup, html};

use super::View;
use crate::words::say;

/// Which part of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many are passed over.
    pub offset: usize,
    /// How many are shown at the most.
    pub limit: usize,
    /// How many there are.
    pub total: usize,
}

impl Part {
    /// Where the next part begins, if there is one.
    pub fn next(self) -> Option<usize> {
        self.offset.checked_add(self.limit).filter(|next| *next < self.total)
    }

    /// Where the part before begins, if there is one.
    pub fn previous(self) -> Option<usize> {
        (self.offset > 0).then(|| self.offset.saturating_sub(self.limit))
    }
}

/// Links to the parts before and behind.
pub(super) fn pager(view: &View<'_>, part: Part) -> Markup {
    let (lang, total) = (view.lang, part.total);
    let shown = part.limit.min(total.saturating_sub(part.offset));
    let (next, previous) = (part.next(), part.previous());
    let (first, last) = (part.offset + 1, part.offset + shown);
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
