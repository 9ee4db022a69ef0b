//! The matrix: a table whose shades only repeat its figures, and the evidence each cell leads to.

use kurabe_query::{Cell, Matrix};
use maud::{Markup, html};

use super::export::exports;
use super::pinned::{FEWEST, pin, pinned, side_by_side};
use super::query::{form, narrowed};
use super::{View, hit, shell};
use crate::Label;
use crate::words::{matrix_total, nothing_in, say, subject_notes};

/// How many shades there are.
const SHADES: f32 = 6.0;

/// The page of a matrix; without an answer, the form alone.
pub fn compare(view: &View<'_>, found: Option<&Matrix>) -> String {
    let lang = view.lang;
    let title = Label::Comparison.say(lang);
    let main = html! {
        h1 { (title) }
        (form(view, &fields(view)))
        @if let Some(matrix) = found {
            h2 { (matrix_total(matrix, lang)) }
            (narrowed(view, &matrix.filters))
            @for note in subject_notes(&matrix.subjects, lang) { p.note { (note) } }
            (exports(view, true))
            (table(view, matrix))
            (side_by_side(view, matrix))
            (evidence(view, matrix))
        }
    };
    shell(view, title, &main)
}

/// Subjects are words, themes, or both; without any, all themes.
fn fields(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let is_theme = |subject: &str| view.themes.iter().any(|(id, _)| id == subject);
    let words: Vec<&str> = view.values("subject").filter(|subject| !is_theme(subject)).collect();
    html! {
        fieldset.subjects {
            legend { (say!(lang, "主題（なければすべてのテーマ）", "Subjects (all themes without any)")) }
            @for (place, words) in words.iter().chain(&[""]).enumerate() {
                label {
                    span { (say!(lang, "検索語", "words")) }
                    input #(format!("subject-{place}")) type="text" name="subject" value=(words) placeholder="公民連携" autocomplete="off";
                }
            }
            label.few {
                span { (say!(lang, "各欄の引用数", "quotes of each cell")) }
                select name="best" {
                    @for best in ["1", "2", "3", "5"] { option value=(best) selected[view.has("best", best)] { (best) } }
                }
            }
            button type="submit" { (say!(lang, "くらべる", "Compare")) }
        }
        details.filters open[view.values("subject").any(is_theme)] {
            summary { (say!(lang, "テーマから選ぶ", "Choose themes")) }
            div.ticks {
                @for (id, name) in view.themes {
                    label.tick {
                        input type="checkbox" name="subject" value=(id) checked[view.has("subject", id)];
                        span lang="ja" { (name) }
                    }
                }
            }
        }
    }
}

fn table(view: &View<'_>, matrix: &Matrix) -> Markup {
    let lang = view.lang;
    let most = matrix.cells.iter().flatten().map(|cell| cell.share).fold(0.0, f32::max);
    let caption = say!(
        lang,
        "件数と、その自治体の施策文に占める割合（濃いほど高い）",
        "how many, and which part of its statements (darker is more)"
    );
    html! {
        div.table tabindex="0" role="region" aria-label=(caption) {
            table.matrix {
                caption { (caption) }
                thead {
                    tr {
                        th scope="col" { (Label::Subject.say(lang)) }
                        @for (column, reach) in matrix.municipalities.iter().enumerate() {
                            th scope="col" { span lang="ja" { (reach.municipality.name) } " " (pin(view, matrix, column)) }
                        }
                    }
                }
                tbody {
                    @for (row, (subject, cells)) in matrix.subjects.iter().zip(&matrix.cells).enumerate() {
                        tr {
                            th scope="row" lang="ja" { (subject.label) }
                            @for (column, cell) in cells.iter().enumerate() { (one(view, cell, most, (row, column))) }
                        }
                    }
                }
            }
        }
    }
}

/// A cell: how much, in which words, and a link to the evidence; or out of how much nothing.
fn one(view: &View<'_>, cell: &Cell, most: f32, (row, column): (usize, usize)) -> Markup {
    let lang = view.lang;
    if cell.count == 0 {
        return html! { td.none { span.soft { (nothing_in(&cell.reach, lang)) } } };
    }
    let shade = (cell.share / most.max(f32::EPSILON) * SHADES).ceil().clamp(1.0, SHADES);
    let (count, percent) = (cell.count, cell.share * 100.0);
    html! {
        td class=(format!("shade-{shade}")) {
            a href=(format!("#cell-{row}-{column}")) {
                strong { (say!(lang, "{count}件", "{count}")) } " " span.share { (format!("{percent:.1}%")) }
            }
            p.words lang="ja" { (cell.words.join("、")) }
        }
    }
}

/// The best of every cell, subject after subject; of the pinned municipalities alone where they are read side by side.
fn evidence(view: &View<'_>, matrix: &Matrix) -> Markup {
    let lang = view.lang;
    let pinned = pinned(view, matrix);
    let is_shown = |column: usize| pinned.len() < FEWEST || pinned.contains(&column);
    html! {
        @for (row, (subject, cells)) in matrix.subjects.iter().zip(&matrix.cells).enumerate() {
            section.evidence {
                h2 lang="ja" { (subject.label) }
                @for (column, cell) in cells.iter().enumerate().filter(|(column, cell)| cell.count > 0 && is_shown(*column)) {
                    @let (name, count, of) = (&cell.reach.municipality.name, cell.count, cell.reach.statements);
                    div.cell #(format!("cell-{row}-{column}")) tabindex="-1" {
                        h3 lang="ja" { (name) " " span.soft { (say!(lang, "{of}件中{count}件", "{count} of {of}")) } }
                        @for found in &cell.best {
                            (hit::path(&found.quote))
                            p.text lang="ja" { (hit::emphasised(&found.quote.statement.text, &found.highlights)) }
                            (hit::facts(view, &found.quote))
                            p.actions { a href=(hit::statement_address(view, &found.quote)) { (say!(lang, "前後と出典", "In its place")) } }
                        }
                        @if cell.count > cell.best.len() {
                            p.actions { a href=(all_of(view, subject.theme.as_deref(), &subject.typed, cell)) { (say!(lang, "{count}件すべて", "All {count}")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Where all statements of a cell are listed.
fn all_of(view: &View<'_>, theme: Option<&str>, typed: &str, cell: &Cell) -> String {
    let code = cell.reach.municipality.code.to_string();
    match theme {
        Some(theme) => view.asking("search", &[("theme", theme), ("municipality", &code)]),
        None => view.asking("search", &[("q", typed), ("municipality", &code)]),
    }
}
