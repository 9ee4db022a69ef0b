//! Forms: what can be asked, with what was asked filled in.

use kurabe_model::{DocumentKind, StatementKind};
use kurabe_query::{Facet, Filter, UnderstoodFilter};
use maud::{Markup, html};

use super::View;
use crate::Label;
use crate::words::{narrowed_by, say};

/// The filters every page understands, as text fields.
const FIELDS: [(&str, Facet); 4] = [
    ("municipality", Facet::Municipality),
    ("prefecture", Facet::Prefecture),
    ("year", Facet::Year),
    ("department", Facet::Department),
];

/// What has no field of its own and is asked again with the rest.
const KEPT: [&str; 5] = ["document", "municipality_kind", "in_force", "pin", "sort"];

/// A form that asks this page again; `own` are its own fields, before the filters.
pub(super) fn form(view: &View<'_>, own: &Markup) -> Markup {
    let lang = view.lang;
    let any = FIELDS.iter().any(|(name, _)| !view.value(name).is_empty())
        || ["peers", "theme", "kind", "document_kind", "document", "has_targets"]
            .iter()
            .any(|name| !view.value(name).is_empty());
    html! {
        form.ask action=(view.page(view.path)) method="get" role="search" {
            (own)
            details.filters open[any] {
                summary { (say!(lang, "絞り込み", "Filters")) }
                div.fields {
                    @for (name, facet) in FIELDS {
                        (text_field(view, name, Label::Facet(facet).say(lang), example(name)))
                    }
                    (text_field(view, "peers", &say!(lang, "比較対象", "peers"), "similar:10:国分寺市"))
                    label {
                        span { (Label::Theme.say(lang)) }
                        select name="theme" {
                            option value="" { (say!(lang, "すべて", "all")) }
                            @for (id, name) in view.themes {
                                option value=(id) lang="ja" selected[view.has("theme", id)] { (name) }
                            }
                        }
                    }
                    label {
                        span { (Label::KindOf.say(lang)) }
                        select name="kind" {
                            option value="" { (say!(lang, "すべて", "all")) }
                            @for kind in StatementKind::ALL {
                                option value=(kind) selected[view.has("kind", kind.as_str())] { (Label::Kind(kind).say(lang)) }
                            }
                        }
                    }
                    label {
                        span { (Label::Facet(Facet::DocumentKind).say(lang)) }
                        select name="document_kind" {
                            option value="" { (say!(lang, "すべて", "all")) }
                            @for kind in DocumentKind::ALL {
                                option value=(kind) lang="ja" selected[view.has("document_kind", kind.as_str())] { (kind) }
                            }
                        }
                    }
                    label.tick {
                        input type="checkbox" name="has_targets" value="true" checked[view.has("has_targets", "true")];
                        span { (say!(lang, "数値目標のあるものだけ", "only with numeric targets")) }
                    }
                }
                @for name in KEPT { @for value in view.values(name) { input type="hidden" name=(name) value=(value); } }
            }
        }
    }
}

/// A field for words, and the button that asks.
pub(super) fn words_field(view: &View<'_>, name: &str, label: &str, placeholder: &str) -> Markup {
    html! {
        div.words {
            label for=(name) { (label) }
            input #(name) type="search" name=(name) value=(view.value(name)) placeholder=(placeholder)
                autocomplete="off" maxlength="2000";
            button type="submit" { (say!(view.lang, "探す", "Search")) }
        }
    }
}

/// A field for a few words.
pub(super) fn text_field(view: &View<'_>, name: &str, label: &str, placeholder: &str) -> Markup {
    let given = view.values(name).collect::<Vec<_>>().join(",");
    html! {
        label {
            span { (label) }
            input type="text" name=(name) value=(given) placeholder=(placeholder) autocomplete="off";
        }
    }
}

fn example(name: &str) -> &'static str {
    match name {
        "municipality" => "柏市,目黒区",
        "prefecture" => "東京都",
        "year" => "R4..R6",
        "department" => "企画",
        _ => "",
    }
}

/// What a filter is called in an address.
fn name_of(filter: &UnderstoodFilter) -> Option<&'static str> {
    match &filter.filter {
        Filter::Is(Facet::Has, _) => Some("has_targets"),
        Filter::Is(facet, _) => Some(facet.name()),
        Filter::Years(_) | Filter::InForce(_) => Some("year"),
        Filter::IsNot(..) => None,
    }
}

/// What an answer is narrowed by.
pub(super) fn narrowed(view: &View<'_>, filters: &[UnderstoodFilter]) -> Markup {
    html! {
        @if !filters.is_empty() {
            ul.narrowed {
                @for filter in filters {
                    li {
                        (narrowed_by(filter, view.lang))
                        @if let Some(name) = name_of(filter).filter(|name| !view.value(name).is_empty()) {
                            " " a href=(view.without_all(name)) { (say!(view.lang, "外す", "remove")) }
                        }
                    }
                }
            }
        }
    }
}
