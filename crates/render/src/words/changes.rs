//! Words about the editions of a plan.

use kurabe_model::{Deadline, Quote, Target};
use kurabe_query::{Change, Changes, DeadlineChange, Edition, NearInMeaning, TargetChange};

use super::{Lang, Place, say};

/// How much there is of both editions, and how much of it is within the filters.
pub(crate) fn changes_total(found: &Changes, lang: Lang) -> String {
    let part = |edition: &Edition| {
        let (all, within) = (edition.statements, edition.within);
        match within == all {
            true => say!(lang, "施策文{all}件", "{all} statements"),
            false => say!(lang, "施策文{all}件のうち{within}件", "{within} of {all} statements"),
        }
    };
    let (old, new) = (part(&found.old), part(&found.new));
    say!(lang, "旧 {old}、新 {new}", "old: {old}; new: {new}")
}

/// An edition as it is named: 若葉市「令和６年度政策部の運営方針」.
pub(crate) fn edition(edition: &Edition) -> String {
    format!("{}「{}」", edition.municipality.name, edition.facts.title.value)
}

/// How many statements, and which share of the edition's.
pub(crate) fn held(count: usize, edition: &Edition) -> String {
    let share = 100.0 * count as f64 / edition.within.max(1) as f64;
    format!("{count} ({share:.0}%)")
}

/// The headings of both sides, where they are called otherwise.
pub(crate) fn headings_changed(change: &Change) -> Option<String> {
    let headings = |quotes: &[Quote]| Some(quotes.first()?.headings().join("／"));
    let (old, new) = (headings(&change.old)?, headings(&change.new)?);
    change.renamed.then(|| format!("{old} → {new}"))
}

/// A statement of the other edition with how near it lies: （0.62）見守りを続ける。［ID］
pub(crate) fn near_in_meaning(near: &NearInMeaning, lang: Lang) -> String {
    let (nearness, text, id) = (near.nearness, &near.quote.statement.text, &near.quote.statement.id);
    say!(lang, "（{nearness:.2}）{text}［{id}］", "({nearness:.2}) {text} [{id}]")
}

/// What became of targets: 満足度 80％ → 85％.
pub(crate) fn target_changes(changes: &[TargetChange], lang: Lang) -> String {
    let said =
        |target: &Option<Target>| target.as_ref().map_or_else(|| none(lang), |target| target.text.clone());
    let one = |change: &TargetChange| {
        format!("{} {} → {}", change.measured, said(&change.old), said(&change.new)).trim().to_owned()
    };
    changes.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}

/// What became of dates: 令和６年度までに → 令和７年度までに.
pub(crate) fn deadline_changes(changes: &[DeadlineChange], lang: Lang) -> String {
    let said = |date: &Option<Deadline>| date.as_ref().map_or_else(|| none(lang), |date| date.text.clone());
    let one = |change: &DeadlineChange| format!("{} → {}", said(&change.old), said(&change.new));
    changes.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}

fn none(lang: Lang) -> String {
    say!(lang, "なし", "none")
}

/// What the signs in a text say.
pub(crate) fn legend(lang: Lang) -> String {
    say!(
        lang,
        "〔－なくなった語－〕〔＋加わった語＋〕 ｜施策文の境",
        "〔－words that went－〕〔＋words that came＋〕 ｜between statements"
    )
}

/// That there is no row to show: none within the filters, or none with the verdict asked for.
pub(crate) fn no_changes(found: &Changes, lang: Lang) -> String {
    match found.tallies.iter().all(|tally| tally.changes == 0) {
        true => {
            say!(lang, "該当なし: 絞り込みに合う施策文はありません", "no statement is within the filters")
        }
        false => say!(lang, "該当なし: 求めた判定の組はありません", "no row has the verdict asked for"),
    }
}

/// Where a statement stands, in short.
pub(crate) fn stands(quote: &Quote, lang: Lang) -> String {
    format!("{}  {}", Place::of(&quote.statement.span).say(lang), quote.statement.id)
}
