//! The answer to a search, with what it can be narrowed by.

use kurabe_query::{Answer, Facet, FacetCounts, Request, UnderstoodWord, Via};
use maud::{Markup, html};

use super::export::exports;
use super::pager::{Part, pager};
use super::query::{form, narrowed, words_field};
use super::{View, hit, shell};
use crate::words::{answer_total, note, say};
use crate::{Label, Lang};

/// How many words beside those typed are named.
const ALSO: usize = 12;
/// How many values of a facet are shown before the rest is folded away.
const VALUES: usize = 8;

/// The page of a search; without an answer, the form alone.
pub fn search(view: &View<'_>, found: Option<(&Request, &Answer)>) -> String {
    let lang = view.lang;
    let asked = view.value("q");
    let main = html! {
        h1 { (Label::Search.say(lang)) }
        (form(view, &fields(view)))
        @if let Some((request, answer)) = found {
            div.answer {
                section.results aria-labelledby="results" {
                    h2 #results { (answer_total(answer, lang)) }
                    (understood(view, answer))
                    @if answer.total > 0 { (exports(view, false)) }
                    @if answer.total == 0 { (ways_on(view, request)) }
                    (results(view, request, answer))
                    @if let Some(loose) = &answer.loose {
                        h2 { (Label::Loose.say(lang)) " " (loose.total) }
                        @for found in &loose.hits { (hit::hit(view, found)) }
                    }
                }
                @if answer.total > 0 { (facets(view, &answer.facets)) }
            }
        }
    };
    let title = if asked.is_empty() { Label::Search.say(lang).to_owned() } else { asked.to_owned() };
    shell(view, &title, &main)
}

/// What can still be tried where nothing was found.
fn ways_on(view: &View<'_>, request: &Request) -> Markup {
    let lang = view.lang;
    html! {
        p.actions {
            @if !request.loose { a href=(view.with("loose", "true")) { (say!(lang, "関連の薄いものも見る", "Loosely related ones")) } }
            @if !request.words.is_empty() {
                a href=(view.asking("kwic", &[("term", &request.words)])) { (say!(lang, "文字の並びで用例を探す", "Look for the characters")) }
            }
            a href=(view.page("corpus")) { (Label::Holdings.say(lang)) }
        }
    }
}

/// The hits as they are ranked; those of each municipality together where so many of each were asked for.
fn results(view: &View<'_>, request: &Request, answer: &Answer) -> Markup {
    if request.per_municipality.is_none() {
        let part = Part { offset: request.offset, limit: request.limit, total: answer.total };
        return html! {
            @for found in &answer.hits { (hit::hit(view, found)) }
            (pager(view, part))
        };
    }
    let mut names: Vec<&str> = Vec::new();
    for found in &answer.hits {
        if !names.contains(&found.quote.municipality.name.as_str()) {
            names.push(&found.quote.municipality.name);
        }
    }
    html! {
        @for name in names {
            section.group {
                h3 lang="ja" { (name) }
                @for found in answer.hits.iter().filter(|found| found.quote.municipality.name == name) {
                    (hit::hit(view, found))
                }
            }
        }
    }
}

fn fields(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        (words_field(view, "q", &say!(lang, "検索語、または質問", "Words, or a question"), "公民連携"))
        fieldset.options {
            legend { (say!(lang, "探し方", "How")) }
            label.tick {
                input type="checkbox" name="exact" value="true" checked[view.has("exact", "true")];
                span { (say!(lang, "完全一致", "exactly these words")) }
            }
            label.tick {
                input type="checkbox" name="no_synonyms" value="true" checked[view.has("no_synonyms", "true")];
                span { (say!(lang, "類義語とテーマを使わない", "without synonyms and themes")) }
            }
            label.tick {
                input type="checkbox" name="loose" value="true" checked[view.has("loose", "true")];
                span { (say!(lang, "関連の薄いものも含める", "loosely related too")) }
            }
            label.tick {
                input type="checkbox" name="per_municipality" value="2" checked[view.has("per_municipality", "2")];
                span { (say!(lang, "自治体ごとに2件まで", "two of each municipality")) }
            }
        }
    }
}

/// How the question was taken.
fn understood(view: &View<'_>, answer: &Answer) -> Markup {
    let lang = view.lang;
    html! {
        @if let Some(suggestion) = &answer.suggestion {
            @let (typed, meant) = (&suggestion.typed, &suggestion.meant);
            p.note {
                (say!(lang, "「{typed}」は見つからないので、「{meant}」で探しました",
                    "`{typed}` is not found: these are the answers for `{meant}`"))
            }
        }
        (narrowed(view, &answer.understood.filters))
        @for word in &answer.understood.words {
            @if let Some(line) = also(word, lang) { p.also { (line) } }
        }
        @for one in &answer.understood.notes { p.note { (note(one, lang)) } }
    }
}

/// What else counts as a word.
fn also(word: &UnderstoodWord, lang: Lang) -> Option<String> {
    let all = word.also.iter().filter(|(_, via)| *via != Via::Theme).map(|(term, _)| term.as_str());
    let also: Vec<&str> = all.collect();
    let (typed, terms) = (&word.typed, also.get(..ALSO.min(also.len()))?.join(" "));
    let more = match also.len().saturating_sub(ALSO) {
        0 => String::new(),
        more => say!(lang, " ほか{more}語", " and {more} more"),
    };
    (!also.is_empty())
        .then(|| say!(lang, "{typed} には次の語も含む: {terms}{more}", "{typed} includes: {terms}{more}"))
}

/// What the answers can be narrowed by, with how many there are.
fn facets(view: &View<'_>, facets: &[FacetCounts]) -> Markup {
    let lang = view.lang;
    html! {
        aside.facets aria-label=(say!(lang, "絞り込みの候補", "Narrow down")) {
            @for counts in facets.iter().filter(|counts| !counts.values.is_empty()) {
                h3 { (Label::Facet(counts.facet).say(lang)) }
                @let (first, rest) = counts.values.split_at(VALUES.min(counts.values.len()));
                @if counts.facet == Facet::Municipality && counts.values.len() > 1 {
                    (choose(view, &counts.values))
                } @else {
                    (values(view, counts.facet, first))
                    @if !rest.is_empty() {
                        @let more = rest.len();
                        details {
                            summary { (say!(lang, "ほか{more}件", "{more} more")) }
                            (values(view, counts.facet, rest))
                        }
                    }
                }
            }
        }
    }
}

/// Municipalities to keep to, several at once: what a link each cannot say.
fn choose(view: &View<'_>, values: &[(String, String, usize)]) -> Markup {
    html! {
        form.choose action=(view.page("search")) method="get" {
            (view.hidden(&["municipality"]))
            ul {
                @for (code, name, count) in values {
                    li {
                        label.tick {
                            input type="checkbox" name="municipality" value=(code) checked[view.has("municipality", code)];
                            span lang="ja" { (name) }
                        }
                        span.count { (count) }
                    }
                }
            }
            button.small type="submit" { (say!(view.lang, "選んだ自治体だけで探す", "Search only these")) }
        }
    }
}

fn values(view: &View<'_>, facet: Facet, values: &[(String, String, usize)]) -> Markup {
    let (name, fixed) = match facet {
        Facet::Has => ("has_targets", Some("true")),
        facet => (facet.name(), None),
    };
    html! {
        ul {
            @for (value, label, count) in values {
                @let value = fixed.unwrap_or(value);
                @let label = if facet == Facet::Kind || facet == Facet::Has { label_of(value, label, view.lang) } else { label.clone() };
                @if view.has(name, value) {
                    li { a.chosen href=(view.without(name, value)) { (label) } " " span.count { (count) } }
                } @else {
                    li { a href=(view.with(name, value)) { (label) } " " span.count { (count) } }
                }
            }
        }
    }
}

/// What a value is called where the index has a word for programs.
fn label_of(value: &str, label: &str, lang: Lang) -> String {
    let kinds = kurabe_model::StatementKind::ALL.into_iter();
    let kind = kinds.filter(|kind| kind.as_str() == value).map(|kind| Label::Kind(kind).say(lang)).next();
    match kind {
        Some(kind) => kind.to_owned(),
        None if value == "true" => Label::Targets.say(lang).to_owned(),
        None => label.to_owned(),
    }
}
