//! Why there is no answer, as a page.

use maud::html;

use super::{View, shell};
use crate::Message;
use crate::words::say;

/// The page of a request that was not answered.
pub fn refusal(view: &View<'_>, message: &Message) -> String {
    let lang = view.lang;
    let title = say!(lang, "答えられません", "No answer");
    let main = html! {
        h1 { (title) }
        p.refusal role="alert" { (message.say(lang)) }
        @if let Some(hint) = message.hint(lang) { p.hint { (hint) } }
        p { a href=(view.page("search")) { (say!(lang, "検索へ", "To the search")) } }
    };
    shell(view, &title, &main)
}
