//! Terms and themes over the years: panels, and the table beneath them.

use kurabe_query::Trends;
use maud::{Markup, html};

use super::export::exports;
use super::query::{form, narrowed, text_field};
use super::{View, figure, shell};
use crate::Label;
use crate::sheet::figure::panels;
use crate::words::{say, trends_total, year_name};

/// The page of trends; without an answer, the form alone.
pub fn trends(view: &View<'_>, found: Option<&Trends>) -> String {
    let lang = view.lang;
    let title = Label::Trends.say(lang);
    let own = html! {
        div.words {
            (text_field(view, "term", &say!(lang, "語（コンマ区切り。テーマは theme:dx）", "Terms (commas; themes as theme:dx)"), "DX,デジタル,theme:dx"))
            button type="submit" { (say!(lang, "調べる", "Show")) }
        }
    };
    let main = html! {
        h1 { (title) }
        (form(view, &own))
        @if let Some(found) = found {
            h2 { (trends_total(found, lang)) }
            (narrowed(view, &found.filters))
            (exports(view, true))
            (figure(panels(found, lang)))
            (table(view, found))
        }
    };
    shell(view, title, &main)
}

fn table(view: &View<'_>, found: &Trends) -> Markup {
    let lang = view.lang;
    html! {
        div.table tabindex="0" role="region" aria-label=(Label::Trends.say(lang)) {
            table {
                caption { (Label::Trends.say(lang)) }
                thead {
                    tr {
                        th scope="col" { (Label::Year.say(lang)) }
                        th.number scope="col" { (Label::StatementsOfYear.say(lang)) }
                        @for term in &found.terms { th.number scope="col" lang="ja" { (term) } }
                    }
                }
                tbody {
                    @for (place, year) in found.years.iter().enumerate() {
                        tr {
                            th scope="row" { (year_name(year.year, lang)) }
                            td.number { (year.statements) }
                            @for points in &found.points {
                                td.number {
                                    @if let Some(point) = points.get(place) {
                                        (point.statements) " " span.soft { (format!("{:.1}%", point.share * 100.0)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
