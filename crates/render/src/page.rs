//! Pages of the site (画面): what `kurabe serve` shows in a browser.
//!
//! A page says everything without a script and without colours. Whatever can be asked next is a link or a form, so
//! that each state is in an address; a [`View`] knows the address that is being answered.

mod address;
mod compare;
mod corpus;
mod document;
mod export;
mod gaps;
mod hit;
mod home;
mod kwic;
mod pager;
mod pinned;
mod query;
mod refusal;
mod search;
mod similar;
mod statement;
mod targets;
mod trends;

use kurabe_query::{CorpusFacts, MeaningFacts};
use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use address::{Theme, View};
pub use compare::compare;
pub use corpus::corpus;
pub use document::document;
pub use gaps::{GAPS_AT_MOST, gaps};
pub use home::home;
pub use kwic::kwic;
pub use pager::Part;
pub use refusal::refusal;
pub use search::search;
pub use similar::similar;
pub use statement::statement;
pub use targets::targets;
pub use trends::trends;

use crate::words::{count, say};
use crate::{Label, Lang};

/// The style of all pages.
pub const STYLE: &str = include_str!("page/style.css");
/// What makes pages quicker where scripts run.
pub const SCRIPT: &str = include_str!("page/script.js");
/// The sign of the site.
pub const ICON: &str = include_str!("page/icon.svg");

/// The pages one can begin with, in the order of the menu.
const MENU: [(&str, Label); 8] = [
    ("search", Label::Search),
    ("compare", Label::Comparison),
    ("similar", Label::SimilarMeasures),
    ("gaps", Label::Gaps),
    ("targets", Label::Targets),
    ("trends", Label::Trends),
    ("kwic", Label::Contexts),
    ("corpus", Label::Holdings),
];

/// Puts a page together.
fn shell(view: &View<'_>, title: &str, main: &Markup) -> String {
    let lang = view.lang;
    let other = match lang {
        Lang::Japanese => (Lang::English, "en", "English"),
        Lang::English => (Lang::Japanese, "ja", "日本語"),
    };
    let (own, name) = (code(lang), say!(lang, "くらべ", "Kurabe"));
    let whole_title = if title.is_empty() { name.clone() } else { format!("{title} — {name}") };
    let page = html! {
        (DOCTYPE)
        html lang=(own) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (whole_title) }
                link rel="icon" type="image/svg+xml" href="/assets/icon.svg";
                link rel="stylesheet" href="/assets/style.css";
                script src="/assets/script.js" defer {}
            }
            body {
                a.skip href="#main" { (say!(lang, "本文へ移動", "Skip to content")) }
                header.site {
                    a.name href=(view.page("")) { (name) }
                    nav aria-label=(say!(lang, "主なページ", "Main")) {
                        ul {
                            @for (path, label) in MENU {
                                li {
                                    a href=(view.page(path)) aria-current=[is_at(view, path)] {
                                        (label.say(lang))
                                    }
                                }
                            }
                        }
                    }
                    a.language href=(view.here_in(other.0)) hreflang=(other.1) lang=(other.1) { (other.2) }
                }
                main #main tabindex="-1" { (main) }
                (footer(view))
            }
        }
    };
    page.into_string()
}

/// Whether a page is the one of the menu, or lies below it.
fn is_at(view: &View<'_>, path: &str) -> Option<&'static str> {
    if view.path == path {
        return Some("page");
    }
    view.path.strip_prefix(path)?.starts_with('/').then_some("true")
}

/// What there is to search, on every page.
fn footer(view: &View<'_>) -> Markup {
    let (lang, corpus_page) = (view.lang, view.page("corpus"));
    let CorpusFacts { version, documents, unreadable, statements, municipalities, meaning } = view.corpus;
    let held = match lang {
        Lang::Japanese => format!("{municipalities}自治体、文書{documents}件、施策文{statements}件"),
        Lang::English => {
            let municipalities = if *municipalities == 1 { "municipality" } else { "municipalities" };
            let (documents, statements) = (count(*documents, "document"), count(*statements, "statement"));
            format!("{} {municipalities}, {documents}, {statements}", view.corpus.municipalities)
        }
    };
    html! {
        footer.site {
            p {
                (held)
                @if *unreadable > 0 {
                    @let papers = count(*unreadable, "document");
                    (say!(lang, "（うち読めない文書{unreadable}件）", " ({papers} could not be read)"))
                 }
                @if let Some(MeaningFacts { statements: known, .. }) = meaning {
                    @if known == statements {
                        (say!(lang, "。意味でも比べる", "; compared by meaning, too"))
                    } @else {
                        (say!(lang, "。うち{known}件は意味でも比べる", "; {known} of them compared by meaning, too"))
                    }
                }
            }
            p { a href=(corpus_page) { (say!(lang, "収録文書", "The corpus")) } " " (say!(lang, "版 {version}", "version {version}")) }
        }
    }
}

/// The name of a language.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Japanese => "ja",
        Lang::English => "en",
    }
}

/// A figure that is SVG already.
fn figure(drawn: String) -> Markup {
    PreEscaped(drawn)
}
