//! Words about targets.

use kurabe_model::Comparator;
use kurabe_query::Ledger;

use super::{Lang, not_read, only_tables, say, searched};

/// How a value binds, in a word: a sign would make a formula of a cell.
pub(crate) fn binding(comparator: Comparator, lang: Lang) -> &'static str {
    let (japanese, english) = match comparator {
        Comparator::Equal => ("ちょうど", "exactly"),
        Comparator::AtLeast => ("以上", "at least"),
        Comparator::AtMost => ("以下", "at most"),
        Comparator::MoreThan => ("超", "more than"),
        Comparator::LessThan => ("未満", "less than"),
        Comparator::About => ("程度", "about"),
    };
    match lang {
        Lang::Japanese => japanese,
        Lang::English => english,
    }
}

/// How many targets there are, out of how much.
pub(crate) fn target_total(ledger: &Ledger, lang: Lang) -> String {
    let (total, with) = (ledger.total, ledger.statements);
    let searched = searched(ledger.searched.statements, ledger.searched.documents, lang);
    let unreadable =
        only_tables(ledger.searched.only_tables, lang) + &not_read(ledger.corpus.unreadable, lang);
    let without = match ledger.without_number {
        0 => String::new(),
        1 => say!(lang, "。ほかに数値のない目標1件", "; 1 more goal has no number"),
        goals => say!(lang, "。ほかに数値のない目標{goals}件", "; {goals} more goals have no number"),
    };
    if total == 0 {
        return say!(
            lang,
            "該当なし: {searched}に、合う数値目標は見つかりません{unreadable}{without}",
            "no target that fits in {searched}{unreadable}{without}"
        );
    }
    say!(
        lang,
        "数値目標{total}件（施策文{with}件。{searched}のうち{unreadable}{without}）",
        "{total} targets in {with} of {searched}{unreadable}{without}"
    )
}
