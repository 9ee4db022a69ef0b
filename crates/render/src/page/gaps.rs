//! What others do and one municipality does not, and the reverse.

use kurabe_query::{Gap, Gaps};
use maud::{Markup, html};

use super::export::exports;
use super::query::{form, narrowed, text_field};
use super::{View, hit, shell};
use crate::Label;
use crate::words::{gap_totals, nearest, not_looked_at, say};

/// The page of gaps; without an answer, the form alone.
pub fn gaps(view: &View<'_>, found: Option<&Gaps>) -> String {
    let lang = view.lang;
    let title = Label::Gaps.say(lang);
    let own = html! {
        div.words {
            (text_field(view, "of", &say!(lang, "どの自治体の", "Whose"), "国分寺市"))
            button type="submit" { (say!(lang, "調べる", "Look")) }
        }
    };
    let main = html! {
        h1 { (title) }
        (form(view, &own))
        @if let Some(found) = found {
            @let [missing, alone] = gap_totals(found, lang);
            (narrowed(view, &found.filters))
            (exports(view, false))
            section { h2 { (missing) } (list(view, &found.missing)) }
            section { h2 { (alone) } (list(view, &found.alone)) }
            p.note { (not_looked_at(found, lang)) }
        }
    };
    shell(view, title, &main)
}

fn list(view: &View<'_>, gaps: &[Gap]) -> Markup {
    let lang = view.lang;
    html! {
        ol.gaps {
            @for gap in gaps {
                li {
                    @let count = gap.measure.municipalities;
                    @if count > 1 { p.label { (say!(lang, "{count}自治体", "{count} municipalities")) } }
                    @for (quote, _) in &gap.measure.statements { article.hit { (hit::brief(view, quote)) } }
                    p.why lang="ja" { (nearest(gap, lang)) }
                }
            }
        }
    }
}
