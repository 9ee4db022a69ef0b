//! The page one begins with.

use maud::html;

use super::query::words_field;
use super::{MENU, View, shell};
use crate::Label;
use crate::words::say;

/// What each page of the menu is for.
fn purpose(label: Label, lang: crate::Lang) -> String {
    match label {
        Label::Comparison => say!(
            lang,
            "主題ごとに、どの自治体が何をどれだけ書いているか",
            "who says what and how much of each subject"
        ),
        Label::Gaps => say!(
            lang,
            "ほかの自治体にあって自分にない施策、自分だけの施策",
            "what others do and one does not, and the reverse"
        ),
        Label::Targets => say!(lang, "数値目標の台帳", "the ledger of numeric targets"),
        Label::Trends => say!(lang, "語とテーマの年度ごとの推移", "words and themes over the years"),
        Label::SimilarMeasures => say!(
            lang,
            "手元の文に似た施策を、自治体ごとに",
            "what each municipality does that is comparable to a text"
        ),
        Label::Holdings => say!(lang, "何を収録し、何が欠けているか", "what is held and what is missing"),
        Label::Contexts => say!(lang, "語を前後の文とともに", "a term in its contexts"),
        _ => say!(lang, "施策文を、理由と出典とともに", "statements with reasons and sources"),
    }
}

/// The page one begins with.
pub fn home(view: &View<'_>) -> String {
    let lang = view.lang;
    let search = View { path: "search", ..*view };
    let main = html! {
        h1 { (say!(lang, "自治体の計画を探し、くらべる", "Search and compare municipal plans")) }
        form.ask action=(view.page("search")) method="get" role="search" {
            (words_field(&search, "q", &say!(lang, "検索語、または質問", "Words, or a question"), "公民連携"))
        }
        section aria-labelledby="themes" {
            h2 #themes { (say!(lang, "テーマからくらべる", "Compare by theme")) }
            ul.themes {
                @for (id, name) in view.themes {
                    li { a lang="ja" href=(view.asking("compare", &[("subject", id)])) { (name) } }
                }
            }
        }
        section aria-labelledby="ways" {
            h2 #ways { (say!(lang, "調べ方", "Ways to look")) }
            dl.ways {
                @for (path, label) in MENU {
                    dt { a href=(view.page(path)) { (label.say(lang)) } }
                    dd { (purpose(label, lang)) }
                }
            }
        }
    };
    shell(view, "", &main)
}
