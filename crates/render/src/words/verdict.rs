//! Why a judged case does not hold.

use kurabe_eval::{CaseFault, Found};

use super::say;
use crate::Lang;

pub(crate) fn say(fault: &CaseFault, lang: Lang) -> String {
    match fault {
        CaseFault::Differs { query, rank, first, other } => {
            let [first, other] = [first, other].map(|hit| hit.as_ref().map_or_else(|| "–".to_owned(), place));
            say!(
                lang,
                "「{query}」では{rank}位から違う: {first} ではなく {other}",
                "`{query}` differs from rank {rank}: {other} and not {first}"
            )
        }
        CaseFault::Late { within, rank: Some(rank), .. } => say!(
            lang,
            "{within}位までに来るはずが{rank}位",
            "it should be among the first {within} and is at rank {rank}"
        ),
        CaseFault::Late { within, rank: None, .. } => say!(
            lang,
            "{within}位までに来るはずが見つからない",
            "it should be among the first {within} and is not found"
        ),
        CaseFault::Leaks { rank, hit } => {
            let place = place(hit);
            say!(
                lang,
                "{rank}位が絞り込みから漏れている: {place}",
                "rank {rank} does not fulfil the filter: {place}"
            )
        }
        CaseFault::Silent => say!(lang, "何も見つからない", "nothing is found"),
        CaseFault::Spoke { returned, first } => {
            let place = place(first);
            say!(
                lang,
                "該当なしのはずが{returned}件（最初は {place}）",
                "nothing should be found, but {returned} came, first {place}"
            )
        }
    }
}

/// A hit by its place: plan.txt:3–4.
fn place(hit: &Found) -> String {
    match hit.lines {
        (first, last) if first == last => format!("{}:{first}", hit.file),
        (first, last) => format!("{}:{first}–{last}", hit.file),
    }
}
