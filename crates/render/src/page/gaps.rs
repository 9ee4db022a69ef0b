//! What others do and one municipality does not, and the reverse.

use kurabe_query::{Gap, Gaps};
use maud::{Markup, html};

use super::export::exports;
use super::query::{form, narrowed, text_field};
use super::{View, hit, shell};
use crate::Label;
use crate::words::{IN_ROW, gap_totals, nearest, not_looked_at, others_in_row, say};

/// How many gaps of each side one page shows at the most.
pub const GAPS_AT_MOST: usize = 1000;

/// The page of gaps; without an answer, the form alone.
pub fn gaps(view: &View<'_>, found: Option<&Gaps>) -> String {
    let lang = view.lang;
    let title = Label::Gaps.say(lang);
    let own = html! {
        div.words {
            (text_field(view, "of", &say!(lang, "調べる自治体", "Municipality"), "国分寺市"))
            button type="submit" { (say!(lang, "調べる", "Show")) }
        }
    };
    let main = html! {
        h1 { (title) }
        (form(view, &own))
        @if let Some(found) = found {
            @let [missing, alone] = gap_totals(found, lang);
            (narrowed(view, &found.filters))
            (exports(view, false))
            section { h2 { (missing) } (list(view, &found.missing)) (more(view, found.missing.len(), found.total_missing)) }
            section { h2 { (alone) } (list(view, &found.alone)) (more(view, found.alone.len(), found.total_alone)) }
            p.note { (not_looked_at(found, lang)) }
        }
    };
    shell(view, title, &main)
}

/// The way to those that are not shown.
fn more(view: &View<'_>, shown: usize, total: usize) -> Markup {
    let further = (shown * 5).min(GAPS_AT_MOST);
    html! {
        @if shown < total && shown < GAPS_AT_MOST {
            p.actions { a href=(view.with_only("limit", &further.to_string())) { (say!(view.lang, "さらに表示", "Show more")) } }
        }
    }
}

fn list(view: &View<'_>, gaps: &[Gap]) -> Markup {
    let lang = view.lang;
    html! {
        ol.gaps {
            @for gap in gaps {
                li {
                    @let count = gap.measure.municipalities;
                    @if count > 1 { p.label { (say!(lang, "{count}自治体", "{count} municipalities")) } }
                    @for (quote, _) in gap.measure.statements.iter().take(IN_ROW) { article.hit { (hit::brief(view, quote)) } }
                    @if let Some(others) = others_in_row(&gap.measure, lang) { p.note { (others) } }
                    p.why lang="ja" { (nearest(gap, lang)) }
                }
            }
        }
    }
}
