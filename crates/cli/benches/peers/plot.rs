//! How costs grow with the number of statements, as a picture: what a statement costs to index, and half of the
//! searches for one to three words.

use std::fmt::Write as _;

use crate::measure::{Figures, Measured};

/// The picture, and where its two parts begin.
const WIDTH: f64 = 1090.0;
const HEIGHT: f64 = 470.0;
const PARTS: [f64; 2] = [70.0, 590.0];
/// A part without its labels.
const ACROSS: f64 = 260.0;
const DOWN: f64 = 300.0;
const TOP: f64 = 90.0;
/// Room between two names at the ends of lines.
const BETWEEN: f64 = 16.0;
/// Colours people with any eyes can tell apart (Okabe and Ito); the first one is ours.
const COLOURS: [&str; 6] = ["#0072b2", "#56b4e9", "#d55e00", "#7a7a7a", "#009e73", "#cc79a7"];

/// One line of a part.
struct Line {
    name: &'static str,
    colour: &'static str,
    is_ours: bool,
    /// Statements and what they cost.
    points: Vec<(f64, f64)>,
}

/// The picture of all sizes, smallest first.
pub(crate) fn svg(measured: &[Measured]) -> String {
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"13\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">Cost by the number of statements</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let indexing = lines(measured, |figures, statements| {
        Some(figures.indexing.as_ref()?.run.processor.as_secs_f64() * 1e6 / statements as f64)
    });
    let asking = lines(measured, |figures, _| Some(figures.words(50)?.as_secs_f64() * 1e3));
    part(&mut text, PARTS[0], "Indexing, µs of processors a statement", &indexing);
    part(&mut text, PARTS[1], "One to three words, p50, ms", &asking);
    text.push_str("</svg>\n");
    text
}

fn lines(measured: &[Measured], cost: impl Fn(&Figures, usize) -> Option<f64>) -> Vec<Line> {
    let Some(last) = measured.last() else { return Vec::new() };
    let line = |(place, figures): (usize, &Figures)| {
        let points = measured.iter().filter_map(|size| {
            Some((size.statements as f64, cost(size.peers.get(place)?, size.statements)?))
        });
        let points: Vec<_> = points.collect();
        let is_ours = figures.name.starts_with("Kurabe");
        let colour = COLOURS[place % COLOURS.len()];
        (!points.is_empty()).then_some(Line { name: figures.name, colour, is_ours, points })
    };
    last.peers.iter().enumerate().filter_map(line).collect()
}

fn part(text: &mut String, left: f64, title: &str, lines: &[Line]) {
    let all = || lines.iter().flat_map(|line| &line.points);
    let (least, most) = span(all().map(|point| point.0));
    let (low, high) = span(all().map(|point| point.1));
    // Both ways by factors: what grows as the work is a straight line.
    let (low, high) = (decade(low, f64::floor), decade(high, f64::ceil));
    let x = |value: f64| left + ACROSS * (value / least).ln() / (most / least).ln().max(f64::MIN_POSITIVE);
    let y = |value: f64| TOP + DOWN - DOWN * (value / low).ln() / (high / low).ln();
    let _ =
        writeln!(text, "<text x=\"{left}\" y=\"40\" font-size=\"17\" font-weight=\"bold\">{title}</text>");
    let decades = (high / low).log10().round() as i32;
    for mark in (0..=decades).map(|decade| low * 10_f64.powi(decade)) {
        let (y, right) = (y(mark), left + ACROSS);
        let _ = writeln!(
            text,
            "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" fill=\"#555\" \
             text-anchor=\"end\">{}</text>",
            left - 8.0,
            y + 4.0,
            mark_of(mark),
        );
    }
    let mut sizes: Vec<f64> = all().map(|point| point.0).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup();
    for size in sizes {
        let (x, y) = (x(size), TOP + DOWN);
        let _ = writeln!(
            text,
            "<path d=\"M{x:.1} {y}v5\" stroke=\"#555\"/><text x=\"{x:.1}\" y=\"{}\" fill=\"#555\" \
             text-anchor=\"middle\">{}</text>",
            y + 20.0,
            thousands(size),
        );
    }
    let middle = left + ACROSS / 2.0;
    let below = TOP + DOWN + 44.0;
    let _ = writeln!(
        text,
        "<text x=\"{middle}\" y=\"{below}\" fill=\"#555\" text-anchor=\"middle\">statements</text>"
    );
    // Names stand at the ends of their lines, as far apart as it takes to read them.
    let mut ends: Vec<(f64, &Line)> =
        lines.iter().filter_map(|line| Some((y(line.points.last()?.1), line))).collect();
    ends.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut free = TOP;
    for (end, line) in ends {
        let width = if line.is_ours { 3.0 } else { 1.6 };
        let colour = line.colour;
        let path: Vec<String> =
            line.points.iter().map(|&(size, cost)| format!("{:.1} {:.1}", x(size), y(cost))).collect();
        let _ = writeln!(
            text,
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>",
            path.join("L")
        );
        for &(size, cost) in &line.points {
            let _ = writeln!(
                text,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
                x(size),
                y(cost)
            );
        }
        let at = end.max(free);
        free = at + BETWEEN;
        let from = left + ACROSS;
        let weight = if line.is_ours { "bold" } else { "normal" };
        let cost = line.points.last().map_or(0.0, |point| point.1);
        let _ = writeln!(
            text,
            "<path d=\"M{:.1} {end:.1}L{:.1} {at:.1}\" stroke=\"{colour}\" stroke-width=\".8\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\" font-weight=\"{weight}\">{} {}</text>",
            from + 4.0,
            from + 16.0,
            from + 19.0,
            at + 4.0,
            line.name,
            plain(cost),
        );
    }
}

fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, 0.0), |(least, most), value| (value.min(least), value.max(most)))
}

/// The power of ten next to a value, on the side `round` goes to.
fn decade(value: f64, round: impl Fn(f64) -> f64) -> f64 {
    10_f64.powf(round(value.max(1e-3).log10()))
}

/// A power of ten.
fn mark_of(value: f64) -> String {
    if value < 1.0 { format!("{value:.3}").trim_end_matches('0').to_owned() } else { format!("{value:.0}") }
}

/// Two figures that count, or all that stand before the point.
fn plain(value: f64) -> String {
    match value {
        value if value >= 10.0 => format!("{value:.0}"),
        value if value >= 1.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

fn thousands(value: f64) -> String {
    format!("{:.0},000", value / 1e3)
}
