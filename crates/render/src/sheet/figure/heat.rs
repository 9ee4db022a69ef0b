//! A matrix as a heat map: the darker a cell, the larger the part of its plan.

use std::fmt::Write as _;

use kurabe_query::{Cell, Matrix};

use super::wide;
use crate::Lang;
use crate::sheet::html::escaped;
use crate::words::say;

/// How many municipalities stand side by side; more go beneath.
const BAND: usize = 12;
const ROW: usize = 34;
/// The least and the most width of a cell, and the most of what stands before the cells.
const CELL: (usize, usize) = (78, 130);
const NAME: usize = 300;
/// How dark the darkest cell is: what is written in it can still be read.
const DARKEST: f32 = 0.5;

/// Draws a matrix.
pub(in crate::sheet) fn heat_map(matrix: &Matrix, lang: Lang) -> String {
    let most = matrix.cells.iter().flatten().map(|cell| cell.share).fold(0.0, f32::max);
    let mut figure = "<figure>\n".to_owned();
    for first in (0..matrix.municipalities.len()).step_by(BAND) {
        band(&mut figure, matrix, first..matrix.municipalities.len().min(first + BAND), most, lang);
    }
    let percent = most * 100.0;
    let caption = say!(
        lang,
        "施策文に占める割合（濃いほど高い。最大{percent:.1}%）と件数。斜線は該当なし",
        "share of the statements (darker is more, {percent:.1}% at the most) and their number; hatched: not found"
    );
    let _ = writeln!(figure, "<figcaption>{caption}</figcaption>\n</figure>");
    figure
}

/// Draws some columns. Writing into a string does not fail.
fn band(figure: &mut String, matrix: &Matrix, columns: std::ops::Range<usize>, most: f32, lang: Lang) {
    let names =
        || columns.clone().filter_map(|place| Some(&matrix.municipalities.get(place)?.municipality.name));
    let all = matrix.municipalities.iter().map(|reach| wide(&reach.municipality.name) + 16);
    let width = all.max().unwrap_or(0).clamp(CELL.0, CELL.1);
    let labels = matrix.subjects.iter().map(|subject| wide(&subject.label) + 16);
    let left = labels.max().unwrap_or(0).min(NAME);
    // All bands are as wide as the first, so that none is shown larger than the others.
    let (across, down) =
        (left + BAND.min(matrix.municipalities.len()) * width, ROW * (matrix.subjects.len() + 1));
    let title = say!(lang, "主題と自治体ごとの割合", "shares by subject and municipality");
    let hatch = format!("none-{}", columns.start);
    let _ = writeln!(
        figure,
        "<svg role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {across} {down}\" width=\"{across}\" height=\"{down}\">\n\
         <defs><pattern id=\"{hatch}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <path class=\"none\" d=\"M0 0V8\"/></pattern></defs>"
    );
    for (place, name) in names().enumerate() {
        let x = left + place * width + width / 2;
        text(figure, (x, ROW - 12), "middle", name, width);
    }
    for (place, (subject, cells)) in matrix.subjects.iter().zip(&matrix.cells).enumerate() {
        let y = ROW * (place + 1);
        text(figure, (0, y + 22), "start", &subject.label, left);
        for (place, cell) in columns.clone().filter_map(|place| cells.get(place)).enumerate() {
            square(figure, cell, (left + place * width, y, width), &hatch, most);
        }
    }
    figure.push_str("</svg>\n");
}

fn square(figure: &mut String, cell: &Cell, (x, y, width): (usize, usize, usize), hatch: &str, most: f32) {
    let (fill, said) = match cell.count {
        0 => (format!("fill=\"url(#{hatch})\""), "–".to_owned()),
        count => {
            let dark = if most > 0.0 { cell.share / most * DARKEST } else { 0.0 };
            let fill = format!("class=\"heat\" fill-opacity=\"{dark:.3}\"");
            (fill, format!("{:.1}% ({count})", cell.share * 100.0))
        }
    };
    let (inner, high) = (width - 2, ROW - 2);
    let _ = writeln!(figure, "<rect x=\"{x}\" y=\"{y}\" width=\"{inner}\" height=\"{high}\" {fill}/>");
    let _ = writeln!(
        figure,
        "<rect class=\"line\" x=\"{x}\" y=\"{y}\" width=\"{inner}\" height=\"{high}\" fill=\"none\"/>"
    );
    text(figure, (x + width / 2, y + 22), "middle", &said, width);
}

/// A line of text, pressed together where there is too little room.
fn text(figure: &mut String, (x, y): (usize, usize), anchor: &str, said: &str, room: usize) {
    let pressed = match wide(said) + 8 > room {
        true => format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", room.saturating_sub(8)),
        false => String::new(),
    };
    let said = escaped(said);
    let _ = writeln!(figure, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{pressed}>{said}</text>");
}
