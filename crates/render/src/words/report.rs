//! Words of a report.

use kurabe_query::{Cell, Report, TooMany};

use super::{Lang, Message, matrix_about, matrix_total, nothing_in, say};

/// What a report is about, out of how much, how its subjects were read, and which of them could not be compared.
pub(crate) fn report_about(found: &Report, lang: Lang) -> String {
    let mut lines = vec![subjects(found, lang), matrix_about(&found.matrix, lang)];
    for (subject, part) in found.matrix.subjects.iter().zip(&found.parts) {
        let too_many = part.measures.as_ref().err();
        lines
            .extend(too_many.map(|too_many| format!("{}: {}", subject.label, not_compared(*too_many, lang))));
    }
    lines.join("\n")
}

/// Why the measures of a subject do not stand side by side.
pub(crate) fn not_compared(TooMany { statements, most }: TooMany, lang: Lang) -> String {
    Message::TooMany { statements, most }.say(lang)
}

/// What a report is about, and out of how much.
pub(crate) fn report_total(found: &Report, lang: Lang) -> String {
    format!("{}\n{}", subjects(found, lang), matrix_total(&found.matrix, lang))
}

fn subjects(found: &Report, lang: Lang) -> String {
    let subjects: Vec<&str> = found.matrix.subjects.iter().map(|subject| subject.label.as_str()).collect();
    subjects.join(lang.comma())
}

/// How many statements, and which share of all.
pub(crate) fn share_of(cell: &Cell, lang: Lang) -> String {
    let (count, share) = (cell.count, cell.share * 100.0);
    say!(lang, "{count}件（{share:.1}%）", "{count} ({share:.1}%)")
}

/// The places of measures, runs of them from first to last: 1–3、7.
pub(crate) fn numbers(places: &[usize], lang: Lang) -> String {
    let runs = places.chunk_by(|one, next| one + 1 == *next);
    let runs = runs.filter_map(|run| match (run.first()?, run.last()?) {
        (first, last) if first == last => Some(first.to_string()),
        (first, last) => Some(format!("{first}–{last}")),
    });
    runs.collect::<Vec<_>>().join(lang.comma())
}

/// What one municipality lacks of the measures, and has alone; or that nothing of it was searched.
pub(crate) fn shares_of_measures(share: &kurabe_query::Share, lang: Lang) -> String {
    let (name, alone) = (&share.reach.municipality.name, share.alone.len());
    let Some(places) = &share.lacking else { return format!("{name}  {}", nothing_in(&share.reach, lang)) };
    let lacking = places.len();
    let which = |places: &[usize]| match numbers(places, lang) {
        none if none.is_empty() => none,
        some => format!(" [{some}]"),
    };
    let (which, own) = (which(places), which(&share.alone));
    say!(
        lang,
        "{name}  対応なし {lacking}施策{which}  独自 {alone}施策{own}",
        "{name}  measures it lacks: {lacking}{which}, alone has: {alone}{own}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_follow_each_other_are_a_run() {
        assert_eq!(numbers(&[], Lang::Japanese), "");
        assert_eq!(numbers(&[1, 2, 3, 7, 9, 10], Lang::Japanese), "1–3、7、9–10");
    }
    #[test]
    fn what_is_too_much_to_compare_says_how_much() {
        let said = not_compared(TooMany { statements: 20_001, most: 20_000 }, Lang::Japanese);
        assert!(said.contains("20001件") && said.contains("20000件まで"), "{said}");
    }
}
