//! Words about a term in its contexts.

use kurabe_query::Concordance;

use super::{Lang, not_read, only_tables, say, searched};

/// How often a term stands in how many statements, out of how many.
pub(crate) fn concordance_total(found: &Concordance, lang: Lang) -> String {
    let (term, total, with) = (&found.term, found.total, found.statements);
    let searched = searched(found.searched.statements, found.searched.documents, lang);
    let unreadable = only_tables(found.searched.only_tables, lang) + &not_read(found.corpus.unreadable, lang);
    if total == 0 {
        return say!(
            lang,
            "該当なし: {searched}に「{term}」はありません{unreadable}",
            "`{term}` does not stand in {searched}{unreadable}"
        );
    }
    say!(
        lang,
        "「{term}」{total}か所（施策文{with}件。{searched}のうち{unreadable}）",
        "`{term}` {total} times in {with} of {searched}{unreadable}"
    )
}
