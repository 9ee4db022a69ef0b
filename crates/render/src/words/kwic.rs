//! Words about a term in its contexts.

use kurabe_query::Concordance;

use super::{Lang, not_read, say};

/// How often a term stands in how many statements, out of how many.
pub(crate) fn concordance_total(found: &Concordance, lang: Lang) -> String {
    let (term, total, with) = (&found.term, found.total, found.statements);
    let (statements, documents) = (found.searched.statements, found.searched.documents);
    let unreadable = not_read(found.corpus.unreadable, lang);
    if total == 0 {
        return say!(
            lang,
            "該当なし: 文書{documents}件の施策文{statements}件に「{term}」はありません{unreadable}",
            "`{term}` does not stand in {statements} statements of {documents} documents{unreadable}"
        );
    }
    say!(
        lang,
        "「{term}」{total}か所（施策文{with}件。文書{documents}件の施策文{statements}件のうち{unreadable}）",
        "`{term}` {total} times in {with} of {statements} statements of {documents} documents{unreadable}"
    )
}
