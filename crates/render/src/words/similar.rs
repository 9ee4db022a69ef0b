//! Sentences about statements side by side.

use kurabe_query::{Reach, Reason, ReasonSort};

use super::{Lang, say};

/// That a municipality has nothing of the kind, and out of how much.
pub(crate) fn nothing_in(reach: &Reach, lang: Lang) -> String {
    let (statements, documents) = (reach.statements, reach.documents);
    let unreadable = match reach.unreadable {
        0 => String::new(),
        count => say!(lang, "。読めない文書{count}件", "; {count} documents could not be read"),
    };
    say!(
        lang,
        "該当なし（文書{documents}件の施策文{statements}件{unreadable}）",
        "not found in {statements} statements of {documents} documents{unreadable}"
    )
}

/// What two statements have in common: 公共施設、税外収入≈広告収入、行為: 見直し、テーマ: 財政運営.
pub(crate) fn shared(reasons: &[Reason], lang: Lang) -> String {
    let one = |reason: &Reason| {
        let Reason { of, term, .. } = reason;
        let words = if of == term { term.clone() } else { format!("{of}≈{term}") };
        match reason.sort {
            ReasonSort::Concept | ReasonSort::Word => words,
            ReasonSort::Action => say!(lang, "行為: {words}", "action: {words}"),
            ReasonSort::Theme => say!(lang, "テーマ: {words}", "theme: {words}"),
        }
    };
    reasons.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}
