//! What is in the corpus, and what is missing: the denominators.

use kurabe_model::Severity;
use kurabe_query::{Holding, Holdings};
use maud::{Markup, html};

use super::export::exports;
use super::pager::{Part, pager};
use super::{View, shell};
use crate::words::say;
use crate::{Label, Lang, Listed};

/// The page of the corpus: `shown` are the documents of this page, the first of them behind `offset` others.
pub fn corpus(view: &View<'_>, found: &Holdings, shown: &[Holding], offset: usize, limit: usize) -> String {
    let lang = view.lang;
    let title = Label::Holdings.say(lang);
    let part = Part { offset, limit, total: found.documents.len() };
    let main = html! {
        h1 { (title) }
        section aria-labelledby="held" {
            h2 #held { (say!(lang, "何があるか、何がないか", "What there is, and what there is not")) }
            (missing(found, lang))
        }
        section aria-labelledby="documents" {
            h2 #documents { (Label::Documents.say(lang)) }
            (exports(view, false))
            (table(view, shown))
            (pager(view, part))
        }
    };
    shell(view, title, &main)
}

/// What every "not found" is out of, and what filters cannot reach.
fn missing(found: &Holdings, lang: Lang) -> Markup {
    let facts = &found.corpus;
    let (held, all) = (facts.municipalities, found.municipalities);
    let without = |lacks: fn(&Listed<'_>) -> bool| {
        found.documents.iter().map(Listed::from).filter(|listed| lacks(listed)).count()
    };
    let unread = facts.unreadable;
    let no_year = without(|listed| listed.facts.first_year().is_none());
    let warned = without(|listed| {
        !listed.has_errors() && listed.diagnostics.iter().any(|one| one.severity() == Severity::Warning)
    });
    let (documents, statements) = (facts.documents, facts.statements);
    html! {
        dl.known {
            dt { (Label::Municipality.say(lang)) }
            dd { (say!(lang, "都道府県を含む{all}団体のうち{held}団体。ほかは未収録のため判断できません", "{held} of {all}, prefectures among them; of the others nothing can be said")) }
            dt { (Label::Prefecture.say(lang)) }
            dd lang="ja" { ul.facts { @for (name, held, all) in &found.prefectures { li { (name) " " span.count { (held) "/" (all) } } } } }
            dt { (Label::Documents.say(lang)) }
            dd { (say!(lang, "{documents}件、施策文{statements}件", "{documents}, with {statements} statements")) }
            dt { (say!(lang, "読めない文書", "unreadable")) }
            dd { (say!(lang, "{unread}件（「該当なし」の母数に入りません）", "{unread}, not among those that \"not found\" is out of")) }
            dt { (say!(lang, "年度のない文書", "without a year")) }
            dd { (say!(lang, "{no_year}件（年度では絞り込めません）", "{no_year}, which no filter by year finds")) }
            dt { (say!(lang, "注意のある文書", "with warnings")) }
            dd { (say!(lang, "{warned}件", "{warned}")) }
        }
    }
}

fn table(view: &View<'_>, shown: &[Holding]) -> Markup {
    let lang = view.lang;
    let heads = [Label::Municipality, Label::Title, Label::Year, Label::DocumentKind];
    html! {
        div.table tabindex="0" role="region" aria-label=(Label::Documents.say(lang)) {
            table {
                caption.unseen { (Label::Documents.say(lang)) }
                thead {
                    tr {
                        @for head in heads { th scope="col" { (head.say(lang)) } }
                        th.number scope="col" { (Label::Statements.say(lang)) }
                        th scope="col" { (say!(lang, "読み取り", "reading")) }
                    }
                }
                tbody { @for holding in shown { (row(view, &Listed::from(holding))) } }
            }
        }
    }
}

fn row(view: &View<'_>, listed: &Listed<'_>) -> Markup {
    let facts = listed.facts;
    let period = facts.period.as_ref().map(|period| period.value.to_string());
    let year = period.or(facts.first_year().map(|year| year.to_string()));
    html! {
        tr {
            td lang="ja" { (listed.municipality.name) }
            th scope="row" lang="ja" { a href=(view.page(&format!("corpus/{}", facts.id))) { (facts.title.value) } }
            td.year { (year.as_deref().unwrap_or("–")) }
            td lang="ja" { (facts.kind.value) }
            td.number { @if listed.has_errors() { "–" } @else { (listed.statements) } }
            td { (how_read(listed, view.lang)) }
        }
    }
}

/// How many things are to be said about a document, the worst first.
fn how_read(listed: &Listed<'_>, lang: Lang) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = listed.diagnostics.iter().filter(|one| one.severity() == severity).count();
        (count > 0).then(|| format!("{} {count}", Label::Severity(severity).say(lang)))
    });
    let said: Vec<String> = counts.into_iter().flatten().collect();
    if said.is_empty() { say!(lang, "問題なし", "nothing to say") } else { said.join(lang.comma()) }
}
