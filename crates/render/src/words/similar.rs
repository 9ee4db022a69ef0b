//! Sentences about statements side by side.

use std::collections::BTreeSet;

use kurabe_model::Municipality;
use kurabe_query::{Alignment, Comparables, Gap, Gaps, Matrix, Measure, Reach, Reason, ReasonSort, Subject};

use super::{Lang, not_read, note, only_tables, say, searched};

/// That a municipality has nothing of the kind, and out of how much.
pub(crate) fn nothing_in(reach: &Reach, lang: Lang) -> String {
    let searched = searched(reach.statements, reach.documents, lang);
    let unreadable = only_tables(reach.only_tables, lang) + &not_read(reach.unreadable, lang);
    say!(lang, "該当なし（{searched}{unreadable}）", "not found in {searched}{unreadable}")
}

/// Of more municipalities, or groups of statements, than these a reader is not shown each: they are counted.
pub const COUNTED: usize = 60;
/// As many statements of a measure are shown to a reader, and as many municipalities named; files hold all of them.
pub(crate) const IN_ROW: usize = 8;

/// That so many municipalities have nothing of the kind, and out of how much.
pub(crate) fn nothing_in_many(absent: &[&Reach], lang: Lang) -> String {
    let sum = |count: fn(&Reach) -> usize| absent.iter().map(|reach| count(reach)).sum();
    let count = absent.len();
    let searched = searched(sum(|reach| reach.statements), sum(|reach| reach.documents), lang);
    let unreadable =
        only_tables(sum(|reach| reach.only_tables), lang) + &not_read(sum(|reach| reach.unreadable), lang);
    say!(
        lang,
        "ほか{count}団体は該当なし（{searched}{unreadable}）",
        "not found in {count} other municipalities ({searched}{unreadable})"
    )
}

/// That more municipalities have something comparable than are listed.
pub(crate) fn more_have(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "このほか{count}団体にも類似施策がある（表示する数を増やすと出る）",
        "{count} more municipalities have something comparable (a larger limit lists them)"
    )
}

/// That a municipality has something comparable which is not listed.
pub(crate) fn not_listed(lang: Lang) -> String {
    say!(lang, "類似施策あり（表示する数を増やすと出る）", "something comparable (a larger limit lists it)")
}

/// What two statements have in common: 公共施設、税外収入≈広告収入、行為: 見直し、テーマ: 財政運営.
pub(crate) fn shared(reasons: &[Reason], lang: Lang) -> String {
    let one = |reason: &Reason| {
        let Reason { of, term, .. } = reason;
        let words = if of == term { term.clone() } else { format!("{of}≈{term}") };
        match reason.sort {
            ReasonSort::Concept | ReasonSort::Word => words,
            ReasonSort::Action => say!(lang, "行為: {words}", "action: {words}"),
            ReasonSort::Meaning => say!(lang, "意味が近い（{words}）", "near in meaning ({words})"),
            ReasonSort::Theme => say!(lang, "テーマ: {words}", "theme: {words}"),
        }
    };
    reasons.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}

/// What gaps do not look at: descriptions, and documents that could not be read.
pub(crate) fn not_looked_at(found: &Gaps, lang: Lang) -> String {
    let unreadable = found.own.unreadable + found.peers.iter().map(|peer| peer.unreadable).sum::<usize>();
    let unreadable = not_read(unreadable, lang);
    let beyond = match found.only_labelled {
        false => String::new(),
        true => say!(
            lang,
            "。ほかのテーマに入れた相手の施策文は多すぎて見ていない",
            "; those of the others under other themes are too many to be looked at"
        ),
    };
    let sample = match found.sample {
        None => String::new(),
        Some((heads, all)) => say!(
            lang,
            "。相手の施策文{all}件は多すぎるので、等間隔に選んだ{heads}件とそれに類するものから過不足を探した",
            "; the others' statements are too many ({all}): what is missing was looked for from {heads} of them, chosen evenly, and what is like those"
        ),
    };
    say!(
        lang,
        "現状・背景を述べるだけの施策文は数えない{beyond}{sample}{unreadable}",
        "statements that only describe are left out{beyond}{sample}{unreadable}"
    )
}

/// What a matrix puts side by side.
pub(crate) fn matrix_total(matrix: &Matrix, lang: Lang) -> String {
    let (subjects, columns) = (matrix.subjects.len(), matrix.municipalities.len());
    let sum = |count: fn(&Reach) -> usize| matrix.municipalities.iter().map(count).sum();
    let unreadable =
        only_tables(sum(|reach| reach.only_tables), lang) + &not_read(sum(|reach| reach.unreadable), lang);
    let searched = searched(sum(|reach| reach.statements), sum(|reach| reach.documents), lang);
    say!(
        lang,
        "主題{subjects}件 × {columns}自治体（{searched}から{unreadable}）",
        "subjects: {subjects}, municipalities: {columns}, from {searched}{unreadable}"
    )
}

/// What a matrix is about, and how its subjects were read where they might have been meant otherwise: a line each.
pub(crate) fn matrix_about(matrix: &Matrix, lang: Lang) -> String {
    let total = std::iter::once(matrix_total(matrix, lang));
    total
        .chain(subject_notes(&matrix.subjects, lang))
        .chain(best_of_more(matrix, lang))
        .collect::<Vec<_>>()
        .join("\n")
}

/// How subjects were taken, where they might have been meant otherwise.
pub(crate) fn subject_notes(subjects: &[Subject], lang: Lang) -> impl Iterator<Item = String> {
    subjects.iter().flat_map(|subject| &subject.notes).map(move |one| note(one, lang))
}

/// That cells quote only the best of what they count, where one does.
fn best_of_more(matrix: &Matrix, lang: Lang) -> Option<String> {
    let cut = matrix.cells.iter().flatten().filter(|cell| cell.count > cell.best.len());
    let quoted = cut.map(|cell| cell.best.len()).max()?;
    Some(say!(
        lang,
        "各自治体の引用は上位{quoted}件まで（件数は全体の数。増やすには --best）",
        "each municipality is quoted with its best {quoted} at most; counts are of all, --best quotes more"
    ))
}

/// What measures are about, and how many stand side by side.
pub(crate) fn measures_about(found: &Alignment, lang: Lang) -> String {
    let total = std::iter::once(measures_total(found, lang));
    total.chain(subject_notes(&found.subjects, lang)).collect::<Vec<_>>().join("\n")
}

/// How many measures stand side by side.
pub(crate) fn measures_total(found: &Alignment, lang: Lang) -> String {
    let (count, columns) = (found.measures.len(), found.municipalities.len());
    say!(lang, "施策{count}行 × {columns}自治体", "{count} measures in {columns} municipalities")
}

/// What the comparable statements are compared with.
pub(crate) fn compared_with(found: &Comparables, lang: Lang) -> String {
    let text = &found.text;
    let citation = found.source.as_ref().map(|quote| format!("（{}）", quote.citation())).unwrap_or_default();
    say!(lang, "「{text}」{citation} に類する施策文", "statements comparable with `{text}`{citation}")
}

/// What peers are the peers of, and by what.
pub(crate) fn peers_of(own: &Municipality, lang: Lang) -> String {
    let name = &own.name;
    say!(
        lang,
        "計画が{name}に似ている自治体（テーマの割合と言葉づかいの平均）",
        "whose plans resemble those of {name}: the mean of themes and wording"
    )
}

/// The heads of both lists of gaps, with their denominators.
pub(crate) fn gap_totals(found: &Gaps, lang: Lang) -> [String; 2] {
    let name = &found.own.municipality.name;
    let peers = found.peers.len();
    let (of, own) = (found.peers.iter().map(|reach| reach.statements).sum::<usize>(), found.own.statements);
    let first = |total: usize, shown: usize| match total > shown {
        true => say!(lang, "（先頭の{shown}件を表示）", " (first {shown})"),
        false => String::new(),
    };
    let (missing, alone) = (found.total_missing, found.total_alone);
    let (some_missing, some_alone) = (first(missing, found.missing.len()), first(alone, found.alone.len()));
    let head = match found.sample {
        None => say!(
            lang,
            "{peers}自治体の施策文{of}件のうち、{name}の施策文{own}件に当たるものがない施策: {missing}{some_missing}",
            "{missing} measures in {of} statements of {peers} municipalities have no counterpart in {own} of {name}{some_missing}"
        ),
        Some((heads, all)) => say!(
            lang,
            "{peers}自治体の施策文{all}件から選んだ{heads}件のうち、{name}の施策文{own}件に当たるものがない施策: {missing}{some_missing}",
            "{missing} measures among {heads} chosen from {all} statements of {peers} municipalities have no counterpart in {own} of {name}{some_missing}"
        ),
    };
    [
        head,
        say!(
            lang,
            "{name}だけの施策: {alone}{some_alone}",
            "{alone} measures of {name} have no counterpart there{some_alone}"
        ),
    ]
}

/// That more municipalities have a subject than are shown.
pub(crate) fn others_have_less(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "ほか{count}団体にもある（件数の多い順。ファイルには全部: --format csv）",
        "{count} more municipalities have it (those with most come first; files hold all: --format csv)"
    )
}

/// Where a matrix stands that is too wide for a reader.
pub(crate) fn matrix_in_files(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "{count}自治体すべての欄はファイルに（--format csv、xlsx）。--prefecture などで絞ると表になる",
        "files hold the columns of all {count} (--format csv, xlsx); --prefecture and the like make it a table"
    )
}

/// Who has a measure, each municipality once.
pub(crate) fn who_has(measure: &Measure, lang: Lang) -> String {
    let mut codes = BTreeSet::new();
    let whose = measure.statements.iter().map(|(quote, _)| &quote.municipality);
    let mut names: Vec<&str> =
        whose.filter(|one| codes.insert(one.code)).map(|one| one.name.as_str()).collect();
    let others = names.split_off(IN_ROW.min(names.len())).len();
    let names = names.join(" ");
    match others {
        0 => names,
        others => say!(lang, "{names} ほか{others}自治体", "{names} and {others} more"),
    }
}

/// How many statements of a measure are not shown.
pub(crate) fn others_in_row(measure: &Measure, lang: Lang) -> Option<String> {
    let others = measure.statements.len().checked_sub(IN_ROW).filter(|others| *others > 0)?;
    Some(say!(lang, "ほか{others}件の施策文", "{others} more statements"))
}

/// The nearest statement on the other side of a gap.
pub(crate) fn nearest(gap: &Gap, lang: Lang) -> String {
    match &gap.nearest {
        None => say!(lang, "近いものなし", "nothing near"),
        Some((quote, near)) => {
            let (text, name) = (&quote.statement.text, &quote.municipality.name);
            say!(lang, "最も近いもの {near:.2} {name}: {text}", "nearest {near:.2} {name}: {text}")
        }
    }
}

/// Themes with the share of either side: 財政運営 12%/9%.
pub(crate) fn shares(themes: &[(String, f32, f32)], lang: Lang) -> String {
    let one = |(theme, own, other): &(String, f32, f32)| {
        format!("{theme} {:.0}%/{:.0}%", own * 100.0, other * 100.0)
    };
    themes.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}
