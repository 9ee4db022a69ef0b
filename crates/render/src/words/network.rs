//! Words about networks.

use kurabe_query::{Counted, Network};

use super::{Lang, not_read, only_tables, say};

/// What is drawn, out of how much.
pub(crate) fn network_total(found: &Network, lang: Lang) -> String {
    let (statements, documents) = (found.searched.statements, found.searched.documents);
    let unreadable = only_tables(found.searched.only_tables, lang) + &not_read(found.corpus.unreadable, lang);
    let (nodes, edges) = (found.nodes.len(), found.edges.len());
    let of = match (found.of, lang) {
        (Counted::Keywords, Lang::Japanese) => "語",
        (Counted::Keywords, Lang::English) => "words",
        (Counted::Themes, Lang::Japanese) => "テーマ",
        (Counted::Themes, Lang::English) => "themes",
    };
    if edges == 0 && found.total > 0 {
        let total = found.total;
        return say!(
            lang,
            "同じ施策文に出る{of}は{total}組あります（表示するのは0組）",
            "{total} pairs of {of} stand together, of which none was asked for"
        );
    }
    if edges == 0 && found.least > 1 {
        let least = found.least;
        return say!(
            lang,
            "該当なし: 文書{documents}件の施策文{statements}件に、{least}件以上でそろって出る{of}はありません{unreadable}",
            "no {of} stand together in {least} or more of {statements} statements of {documents} documents{unreadable}"
        );
    }
    if edges == 0 {
        return say!(
            lang,
            "該当なし: 文書{documents}件の施策文{statements}件に、そろって出る{of}はありません{unreadable}",
            "no {of} stand together in {statements} statements of {documents} documents{unreadable}"
        );
    }
    say!(
        lang,
        "同じ施策文に出る{of}: {nodes}の{of}、{edges}組（文書{documents}件の施策文{statements}件のうち{unreadable}）",
        "{of} in the same statements: {edges} pairs of {nodes} {of}, in {statements} statements of {documents} documents{unreadable}"
    )
}
