//! Trends as panels: one for each term, all with the same axes, so that no line hides another and none needs a
//! colour of its own. Around each line lies the interval of its shares.

use std::fmt::Write as _;

use kurabe_query::{Point, Trends};

use crate::Lang;
use crate::sheet::html::escaped;
use crate::words::say;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 240.0;
/// Where the axes begin and end.
const LEFT: f64 = 46.0;
const RIGHT: f64 = WIDTH - 24.0;
const TOP: f64 = 38.0;
const BOTTOM: f64 = HEIGHT - 28.0;
/// How many years are named below the axis, and how many points have their value beside them.
const NAMED: usize = 7;
const VALUED: usize = 10;
/// How much room a year and a value take.
const YEAR: f64 = 36.0;
const VALUE: f64 = 44.0;

/// Draws trends; documents without a year are in the table alone.
pub(crate) fn panels(found: &Trends, lang: Lang) -> String {
    let highest = found.points.iter().flatten().map(|point| point.interval.1).fold(0.0, f64::max);
    let axes = Axes::of(found, highest);
    if axes.years.is_empty() {
        return String::new();
    }
    let mut figure = "<figure>\n<div class=\"panels\">\n".to_owned();
    for (term, points) in found.terms.iter().zip(&found.points) {
        panel(&mut figure, term, &axes.dated(points), &axes, lang);
    }
    let caption = say!(
        lang,
        "施策文に占める割合と95%信頼区間（帯）。年度のない文書は表だけにある",
        "share of the statements with its 95 % interval (band); documents without a year are in the table alone"
    );
    let _ = writeln!(figure, "</div>\n<figcaption>{caption}</figcaption>\n</figure>");
    figure
}

/// What all panels have in common.
struct Axes {
    /// The years, and where their points are.
    years: Vec<(u16, usize)>,
    scale: Scale,
}

/// An axis of shares: a few steps of a round size.
struct Scale {
    /// In hundredths.
    step: u8,
    steps: u8,
}

impl Scale {
    /// The steps that reach `highest`, at most five.
    fn reaching(highest: f64) -> Self {
        let reaches = |step: u8, steps: u8| highest <= share(step * steps);
        let step = [1, 2, 5, 10, 20].into_iter().find(|&step| reaches(step, 5)).unwrap_or(20);
        let steps = (1..5).find(|&steps| reaches(step, steps)).unwrap_or(5);
        Self { step, steps }
    }

    /// The share at the upper end.
    fn top(&self) -> f64 {
        share(self.step * self.steps)
    }

    /// Where the lines are, in hundredths.
    fn lines(&self) -> impl Iterator<Item = u8> {
        (0..=self.steps).map(|place| place * self.step)
    }
}

fn share(hundredths: u8) -> f64 {
    f64::from(hundredths) / 100.0
}

impl Axes {
    fn of(found: &Trends, highest: f64) -> Self {
        let years = found.years.iter().enumerate();
        let years = years.filter_map(|(place, year)| Some((year.year?.western(), place))).collect();
        Self { years, scale: Scale::reaching(highest) }
    }

    /// The points of a term that have a year.
    fn dated<'p>(&self, points: &'p [Point]) -> Vec<(u16, &'p Point)> {
        self.years.iter().filter_map(|(year, place)| Some((*year, points.get(*place)?))).collect()
    }

    fn x(&self, year: u16) -> f64 {
        let ends = self.years.first().zip(self.years.last());
        match ends.map(|((first, _), (last, _))| (f64::from(*first), f64::from(*last))) {
            Some((first, last)) if last > first => {
                LEFT + 16.0 + (f64::from(year) - first) / (last - first) * (RIGHT - LEFT - 32.0)
            }
            _ => f64::midpoint(LEFT, RIGHT),
        }
    }

    fn y(&self, share: f64) -> f64 {
        BOTTOM - share / self.scale.top() * (BOTTOM - TOP)
    }
}

/// Draws a term. Writing into a string does not fail.
fn panel(figure: &mut String, term: &str, points: &[(u16, &Point)], axes: &Axes, lang: Lang) {
    let (term, middle) = (escaped(term), f64::midpoint(LEFT, RIGHT));
    let title = say!(lang, "{term}の割合の推移", "share of {term} over the years");
    let _ = writeln!(
        figure,
        "<svg role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\n\
         <text x=\"{middle:.1}\" y=\"18\" text-anchor=\"middle\">{term}</text>"
    );
    for percent in axes.scale.lines() {
        let y = axes.y(share(percent));
        let below = y + 4.0;
        let _ = writeln!(
            figure,
            "<path class=\"line\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/><text class=\"soft\" x=\"{:.1}\" y=\"{below:.1}\" text-anchor=\"end\">{percent}%</text>",
            LEFT - 4.0
        );
    }
    let every = points.len().div_ceil(NAMED).max(1);
    let mut free = f64::MIN;
    for (year, _) in points.iter().step_by(every) {
        let (x, y) = (axes.x(*year), BOTTOM + 18.0);
        if x < free {
            continue;
        }
        free = x + YEAR;
        let _ = writeln!(
            figure,
            "<text class=\"soft\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{year}</text>"
        );
    }
    let at = |year: u16, share: f64| format!("{:.1} {:.1}", axes.x(year), axes.y(share));
    let line = |places: Vec<String>| places.join("L");
    let low = points.iter().map(|(year, point)| at(*year, point.interval.0));
    let high = points.iter().rev().map(|(year, point)| at(*year, point.interval.1));
    let _ = writeln!(
        figure,
        "<path class=\"heat\" fill-opacity=\"0.2\" d=\"M{}Z\"/>",
        line(low.chain(high).collect())
    );
    let curve = points.iter().map(|(year, point)| at(*year, point.share)).collect();
    let _ = writeln!(figure, "<path class=\"curve\" d=\"M{}\"/>", line(curve));
    let mut free = f64::MIN;
    for (year, point) in points {
        let (x, y, percent) = (axes.x(*year), axes.y(point.share), point.share * 100.0);
        let (low, high) = (axes.y(point.interval.0), axes.y(point.interval.1));
        let _ = writeln!(
            figure,
            "<path class=\"line\" d=\"M{x:.1} {low:.1}V{high:.1}\"/><circle class=\"heat\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
        );
        // Every value is in the table: those that would lie on one another are left to it.
        if points.len() <= VALUED && x >= free {
            free = x + VALUE;
            let above = y - 8.0;
            let _ = writeln!(
                figure,
                "<text class=\"soft\" x=\"{x:.1}\" y=\"{above:.1}\" text-anchor=\"middle\">{percent:.1}%</text>"
            );
        }
    }
    figure.push_str("</svg>\n");
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn an_axis_has_round_steps() {
        for (highest, lines) in [
            (0.0, &[0, 1][..]),
            (0.021, &[0, 1, 2, 3]),
            (0.22, &[0, 5, 10, 15, 20, 25]),
            (0.26, &[0, 10, 20, 30]),
            (1.0, &[0, 20, 40, 60, 80, 100]),
        ] {
            assert_eq!(Scale::reaching(highest).lines().collect::<Vec<_>>(), lines, "{highest}");
        }
    }
}
