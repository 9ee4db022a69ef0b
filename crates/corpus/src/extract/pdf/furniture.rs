//! What pages carry besides their text: page numbers (ノンブル), running titles (柱), tabs in the margin.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_text::numbers;

use super::line::{Line, Way};
use super::{Printed, folio};

/// How much of a page's height its edges take.
const EDGE: f64 = 0.12;
/// Lines of one text stand no further apart than this, in the size of their type.
const CLOSE: f64 = 2.2;
/// Lines of two pages stand at the same height when they are no further apart, in points.
const LEVEL: f64 = 4.0;

/// For every line of every page, whether it is furniture.
pub(super) fn marks(pages: &[Printed]) -> Vec<Vec<bool>> {
    let mut marks: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.lines.len()]).collect();
    set_artifacts(pages, &mut marks);
    set_numbers(pages, &mut marks);
    set_running_titles(pages, &mut marks);
    set_tabs(pages, &mut marks);
    marks
}

/// What the file itself says is none of its text, unless it says so of most of it.
fn set_artifacts(pages: &[Printed], marks: &mut [Vec<bool>]) {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let letters = |artifacts: bool| {
        lines().filter(|line| !artifacts || line.artifact).map(|line| line.letters).sum::<usize>()
    };
    if letters(true) * 2 > letters(false) {
        return;
    }
    for (page, marks) in pages.iter().zip(marks) {
        for (line, mark) in page.lines.iter().zip(marks) {
            *mark |= line.artifact;
        }
    }
}

/// The edge a line stands in: 0 above the text, 1 below it.
pub(super) fn edge(page: &Printed, line: &Line) -> Option<usize> {
    let middle = line.area.center().y;
    if line.way != Way::Right {
        // Even where the text runs downwards, what runs along the edges runs across.
        None
    } else if middle < page.height * EDGE {
        Some(0)
    } else if middle > page.height * (1.0 - EDGE) {
        Some(1)
    } else {
        None
    }
}

/// Numbers alone at an edge that count on from page to page; on a paper of one or two pages, any such number.
fn set_numbers(pages: &[Printed], marks: &mut [Vec<bool>]) {
    let mut found: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (at, line) in page.lines.iter().enumerate().filter(|(_, line)| edge(page, line).is_some()) {
            if let Some(folio) = folio::read(&line.text()) {
                // What stays the same from page to page is how far the printed number is ahead.
                found.entry(folio.value - number as i64).or_default().push((number, at));
            }
        }
    }
    for places in found.into_values().filter(|places| places.len() >= 2 || pages.len() <= 2) {
        for (page, at) in places {
            marks[page][at] = true;
        }
    }
}

/// Words that stand at the same height of an edge on several pages, figures in them left out.
fn set_running_titles(pages: &[Printed], marks: &mut [Vec<bool>]) {
    let mut places: BTreeMap<(usize, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (at, line) in page.lines.iter().enumerate().filter(|(at, _)| page.tables[*at].is_none()) {
            if let Some(edge) = edge(page, line)
                && is_outermost(page, &marks[number], at, edge)
            {
                let words = line.text().chars().filter(|c| !c.is_whitespace()).map(mask).collect();
                places.entry((edge, words)).or_default().push((number, at));
            }
        }
    }
    places.retain(|_, places| places.len() >= 2);
    let text = Heights::of_text(pages, marks, &places.values().flatten().copied().collect());
    for places in places.into_values() {
        if !counts_on(pages, &places) || text.goes_on_beside(pages, &places) {
            continue;
        }
        let height = |&(page, at): &(usize, usize)| pages[page].lines[at].area.center().y;
        let mut heights: Vec<f64> = places.iter().map(height).collect();
        heights.sort_by(f64::total_cmp);
        for place in &places {
            if level(&heights, height(place)).len() >= 2 {
                marks[place.0][place.1] = true;
            }
        }
    }
}

/// Those of sorted heights that are level with one.
fn level(heights: &[f64], with: f64) -> &[f64] {
    let first = heights.partition_point(|height| *height < with - LEVEL);
    let behind = heights.partition_point(|height| *height <= with + LEVEL);
    heights.get(first..behind).unwrap_or_default()
}

/// Whether lines that differ in their numbers alone are one running title: the same words come again, or some number
/// counts the pages. Headings of which one begins every page count something else: 2 施策1の2, 3 施策1の3, 2 施策2の2.
fn counts_on(pages: &[Printed], places: &[(usize, usize)]) -> bool {
    let texts: Vec<String> = places.iter().map(|&(page, at)| pages[page].lines[at].text()).collect();
    let different: BTreeSet<&String> = texts.iter().collect();
    if different.len() < texts.len() {
        return true;
    }
    let mut ahead: BTreeMap<(usize, i64), usize> = BTreeMap::new();
    for (text, &(page, _)) in texts.iter().zip(places) {
        for (which, number) in numbers(text).into_iter().enumerate() {
            *ahead.entry((which, number.value as i64 - page as i64)).or_default() += 1;
        }
    }
    ahead.values().max().is_some_and(|most| most * 2 > places.len())
}

/// The heights at which each page has lines that do not come again, from the top down.
struct Heights(Vec<Vec<f64>>);

impl Heights {
    fn of_text(pages: &[Printed], marks: &[Vec<bool>], recurring: &BTreeSet<(usize, usize)>) -> Self {
        let of_page = |(number, page): (usize, &Printed)| {
            let lines = page.lines.iter().enumerate();
            let is_text =
                |&(at, _): &(usize, &Line)| !marks[number][at] && !recurring.contains(&(number, at));
            let mut heights: Vec<f64> = lines.filter(is_text).map(|(_, line)| line.area.center().y).collect();
            heights.sort_by(f64::total_cmp);
            heights
        };
        Self(pages.iter().enumerate().map(of_page).collect())
    }

    /// Whether at the height of lines that come again other pages have text: that begins there, and no running title does.
    fn goes_on_beside(&self, pages: &[Printed], places: &[(usize, usize)]) -> bool {
        let Some(&(page, at)) = places.first() else { return false };
        let height = pages[page].lines[at].area.center().y;
        let own: BTreeSet<usize> = places.iter().map(|(page, _)| *page).collect();
        let others = self.0.iter().enumerate();
        let others = others
            .filter(|(page, heights)| !own.contains(page) && !level(heights, height).is_empty())
            .count();
        others >= 2 && others * 3 >= places.len() * 2
    }
}

fn mask(c: char) -> char {
    if c.is_numeric() { '0' } else { c }
}

/// Whether only furniture stands between a line and its edge of the page, or beside it.
fn is_outermost(page: &Printed, marks: &[bool], at: usize, edge: usize) -> bool {
    let line = &page.lines[at];
    let beyond = |other: &Line| match edge {
        0 => other.area.y1 < line.area.y0,
        _ => other.area.y0 > line.area.y1,
    };
    // A line that stands as close to the text as the text's own lines do is one of them.
    let goes_on = |other: &Line| {
        let step = (other.area.center().y - line.area.center().y).abs() / line.size;
        step > 0.1 && step < CLOSE && (other.size - line.size).abs() < 0.3
    };
    if page.lines.iter().zip(marks).any(|(other, mark)| !*mark && goes_on(other) && !beyond(other)) {
        return false;
    }
    // The running title may itself take two lines.
    page.lines.iter().zip(marks).filter(|(other, mark)| !**mark && beyond(other)).count() <= 1
}

/// Words set downwards in the margin of a page whose text runs across.
fn set_tabs(pages: &[Printed], marks: &mut [Vec<bool>]) {
    for (page, marks) in pages.iter().zip(marks) {
        let across = page.lines.iter().filter(|line| line.way == Way::Right);
        let (left, right) = across.clone().fold((f64::INFINITY, 0.0_f64), |(left, right), line| {
            (left.min(line.area.x0), right.max(line.area.x1))
        });
        if across.count() * 2 <= page.lines.len() {
            continue;
        }
        for (line, mark) in page.lines.iter().zip(marks) {
            let middle = line.area.center().x;
            *mark |= line.way != Way::Right && (middle < left || middle > right);
        }
    }
}
