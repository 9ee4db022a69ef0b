//! Two to four municipalities side by side: the best statements of each, the words they share and those of one alone.

use std::collections::BTreeMap;

use kurabe_query::{Cell, Hit, Matrix};
use maud::{Markup, html};

use super::{View, hit};
use crate::words::{nothing_in, say};

/// How many can be read beside each other.
pub(super) const FEWEST: usize = 2;
const MOST: usize = 4;

/// The columns that are pinned, as many as fit.
pub(super) fn pinned(view: &View<'_>, matrix: &Matrix) -> Vec<usize> {
    let is_pinned = |code: &str| view.has("pin", code);
    let columns = matrix.municipalities.iter().enumerate();
    let columns = columns.filter(|(_, reach)| is_pinned(&reach.municipality.code.to_string()));
    columns.map(|(column, _)| column).take(MOST).collect()
}

/// The link that pins a municipality, or lets it go; nothing where as many are pinned as fit.
pub(super) fn pin(view: &View<'_>, matrix: &Matrix, column: usize) -> Markup {
    let lang = view.lang;
    let Some(reach) = matrix.municipalities.get(column) else { return html! {} };
    let (code, name) = (reach.municipality.code.to_string(), &reach.municipality.name);
    let is_full = pinned(view, matrix).len() == MOST;
    html! {
        @if view.has("pin", &code) {
            a.pin href=(view.without("pin", &code)) aria-label=(say!(lang, "{name}を外す", "Unpin {name}")) { (say!(lang, "外す", "unpin")) }
        } @else if !is_full {
            a.pin href=(view.pinning(&code)) aria-label=(say!(lang, "{name}を並べる", "Pin {name}")) { (say!(lang, "並べる", "pin")) }
        }
    }
}

/// The pinned municipalities, subject after subject.
pub(super) fn side_by_side(view: &View<'_>, matrix: &Matrix) -> Markup {
    let lang = view.lang;
    let columns = pinned(view, matrix);
    let more = FEWEST.saturating_sub(columns.len());
    html! {
        @if columns.len() == 1 {
            p.note { (say!(lang, "あと{more}団体を選ぶと並べて表示します", "pin {more} more to see them side by side")) }
        }
        @if columns.len() >= FEWEST {
            section.pinned #pinned aria-labelledby="side-by-side" {
                h2 #side-by-side { (say!(lang, "並べて見る", "Side by side")) }
                p.note {
                    mark.common { (say!(lang, "共通の語", "common words")) } " "
                    mark.own { (say!(lang, "その自治体だけの語", "words of one alone")) }
                }
                @for (subject, cells) in matrix.subjects.iter().zip(&matrix.cells) {
                    @let cells: Vec<&Cell> = columns.iter().filter_map(|&column| cells.get(column)).collect();
                    @let spread = spread(&cells);
                    h3 lang="ja" { (subject.label) }
                    div.columns { @for cell in cells { (column(view, cell, &spread)) } }
                }
            }
        }
    }
}

fn column(view: &View<'_>, cell: &Cell, spread: &BTreeMap<String, usize>) -> Markup {
    let (lang, name) = (view.lang, &cell.reach.municipality.name);
    html! {
        section.column {
            h4 lang="ja" { (name) }
            @if cell.count == 0 { p.soft { (nothing_in(&cell.reach, lang)) } }
            @for found in &cell.best {
                p.text lang="ja" { (marked(found, spread)) }
                (hit::path(&found.quote))
                p.actions { a href=(hit::statement_address(view, &found.quote)) { (say!(lang, "前後と出典", "In its place")) } }
            }
        }
    }
}

/// In how many of the cells each emphasised word stands.
fn spread(cells: &[&Cell]) -> BTreeMap<String, usize> {
    let mut spread = BTreeMap::new();
    for cell in cells {
        let mut words: Vec<String> = cell.best.iter().flat_map(words).collect();
        words.sort();
        words.dedup();
        for word in words {
            *spread.entry(word).or_default() += 1;
        }
    }
    spread
}

/// The emphasised words of a hit.
fn words(found: &Hit) -> impl Iterator<Item = String> {
    let chars: Vec<char> = found.quote.statement.text.chars().collect();
    let ranges = found.highlights.iter();
    ranges.map(move |&(start, end)| chars.get(start..end).unwrap_or_default().iter().collect())
}

/// The text of a hit, its words marked as common or its own: by their underlining too, not by colour alone.
fn marked(found: &Hit, spread: &BTreeMap<String, usize>) -> Markup {
    hit::pieces(&found.quote.statement.text, &found.highlights, |word| {
        if spread.get(word).is_some_and(|cells| *cells > 1) { "common" } else { "own" }
    })
}
