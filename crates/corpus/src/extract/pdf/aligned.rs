//! Tables without rules (罫線のない表): many lines of short words that stand in columns, as sheets are printed.
//!
//! What parts their columns is white space that runs down through all of them. Rules are drawn there, and from then on it is
//! a table like any other. Text in columns has none: its lines are long, or fill their columns.

use hayro_font::kurbo::Rect;

use super::line::{Cell, Line};

/// So many rows with so many cells each are no accident.
const FEWEST_ROWS: usize = 4;
const FEWEST_CELLS: usize = 3;
/// A cell is no broader, in ems, and has no more characters on the average.
const BROADEST: f64 = 16.0;
const MOST_LETTERS: usize = 9;
/// Rows lie no further apart, in ems.
const APART: f64 = 3.0;
/// What is this close to the line above is the rest of its cells, in ems.
const WRAPPED: f64 = 1.25;
/// White space parts two columns where so many rows in ten have it.
const MOST_HAVE: usize = 6;
/// A page has no more lines that matter.
const MOST_LINES: usize = 2000;

/// For every line, whether it is one of a column of figures, as a sheet leaves it that is broader than its pages.
pub(super) fn figures(lines: &[Line]) -> Vec<bool> {
    let is_figure = |line: &Line| {
        let text = line.text();
        line.cells.len() == 1
            && text.chars().any(|c| c.is_numeric() || c == '#')
            && (text.starts_with('#')
                || text
                    .chars()
                    .all(|c| c.is_numeric() || c.is_ascii_punctuation() || "％△▲，．－".contains(c)))
    };
    let runs = lines.chunk_by(|a, b| is_figure(a) == is_figure(b));
    runs.flat_map(|run| {
        let is_column = is_figure(&run[0]) && run.len() >= FEWEST_ROWS;
        run.iter().map(move |_| is_column)
    })
    .collect()
}

/// What stands at one height of the page.
struct Row<'l> {
    mid: f64,
    size: f64,
    cells: Vec<&'l Cell>,
}

/// The rules that part the rows and columns of the tables among the lines of a page.
pub(super) fn rules<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<Rect> {
    let rows = rows(lines);
    let mut rules = Vec::new();
    let mut rest = rows.as_slice();
    while let Some(first) = rest.iter().position(Row::is_cells) {
        rest = &rest[first..];
        let near = |pair: &&[Row<'_>]| (pair[1].mid - pair[0].mid) <= pair[0].size.max(pair[1].size) * APART;
        let length = 1 + rest.windows(2).take_while(near).take_while(|pair| pair[1].may_be_cells()).count();
        let (block, behind) = rest.split_at(length);
        rules.extend(table(block));
        rest = behind;
    }
    rules
}

fn rows<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<Row<'l>> {
    let mut lines: Vec<&Line> = lines.take(MOST_LINES).collect();
    lines.sort_by(|a, b| a.mid.total_cmp(&b.mid));
    let mut rows: Vec<Row<'l>> = Vec::new();
    for line in lines {
        match rows.last_mut().filter(|row| line.mid - row.mid < row.size.min(line.size) * 0.35) {
            Some(row) => row.cells.extend(&line.cells),
            None => rows.push(Row { mid: line.mid, size: line.size, cells: line.cells.iter().collect() }),
        }
    }
    rows.iter_mut().for_each(|row| row.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0)));
    rows
}

impl Row<'_> {
    fn is_cells(&self) -> bool {
        self.cells.len() >= FEWEST_CELLS && self.may_be_cells()
    }

    /// Whether all of it is short and no sentence.
    fn may_be_cells(&self) -> bool {
        self.cells.iter().all(|cell| cell.x1 - cell.x0 <= self.size * BROADEST && !cell.text.contains('。'))
    }

    /// The white space between its cells.
    fn gaps(&self) -> impl Iterator<Item = (f64, f64)> {
        self.cells.windows(2).map(|pair| (pair[0].x1, pair[1].x0))
    }
}

/// The rules of the table rows make, if they make one.
fn table(rows: &[Row<'_>]) -> Vec<Rect> {
    let walls = walls(rows);
    // A line over several columns is a caption: the table ends there.
    let fits = |row: &&Row<'_>| {
        let crossed = |cell: &Cell| walls.iter().filter(|wall| cell.x0 < **wall && **wall < cell.x1).count();
        row.cells.iter().all(|cell| crossed(cell) <= 1)
    };
    let length = rows.iter().take_while(fits).count();
    let rows = &rows[..length];
    let full: Vec<&Row<'_>> = rows.iter().filter(|row| row.is_cells()).collect();
    let cells = || full.iter().flat_map(|row| row.cells.iter());
    let letters: usize = cells().map(|cell| cell.text.chars().count()).sum();
    let figures = cells().filter(|cell| cell.text.chars().any(char::is_numeric)).count();
    let is_table = full.len() >= FEWEST_ROWS
        && walls.len() + 1 >= FEWEST_CELLS
        && letters <= cells().count() * MOST_LETTERS
        && figures * 5 >= cells().count();
    let (Some(first), Some(last), true) = (rows.first(), rows.last(), is_table) else { return Vec::new() };
    let edge = |of: fn(&Cell) -> f64, pick: fn(f64, f64) -> f64| {
        rows.iter().flat_map(|row| row.cells.iter()).map(|cell| of(cell)).reduce(pick).unwrap_or_default()
    };
    let left = edge(|cell| cell.x0, f64::min) - first.size * 0.5;
    let right = edge(|cell| cell.x1, f64::max) + first.size * 0.5;
    let (top, bottom) = (first.mid - first.size * 0.7, last.mid + last.size * 0.7);
    let across = |y: f64| Rect::new(left, y, right, y);
    let begins = rows.windows(2).filter(|pair| {
        let is_rest =
            pair[1].cells.len() < FEWEST_CELLS && pair[1].mid - pair[0].mid <= pair[1].size * WRAPPED;
        !is_rest
    });
    let between = begins.map(|pair| across((pair[0].mid + pair[1].mid) / 2.0));
    let down = [left, right].into_iter().chain(walls).map(|x| Rect::new(x, top, x, bottom));
    [across(top), across(bottom)].into_iter().chain(between).chain(down).collect()
}

/// Where white space runs down between two columns: the middle of what most rows leave free there.
fn walls(rows: &[Row<'_>]) -> Vec<f64> {
    let full: Vec<&Row<'_>> = rows.iter().filter(|row| row.is_cells()).collect();
    let mut edges: Vec<(f64, i32)> = full
        .iter()
        .flat_map(|row| row.gaps())
        .filter(|(from, to)| from < to)
        .flat_map(|(from, to)| [(from, 1), (to, -1)])
        .collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut walls = Vec::new();
    let (mut open, mut best) = (0_i32, None::<(i32, f64, f64)>);
    for (index, (x, step)) in edges.iter().enumerate() {
        open += step;
        let enough = |open: i32| open as usize * 10 >= full.len() * MOST_HAVE && open > 1;
        if enough(open) {
            let end = edges.get(index + 1).map_or(*x, |edge| edge.0);
            if best.is_none_or(|(most, ..)| open > most) {
                best = Some((open, *x, end));
            }
        } else if let Some((_, from, to)) = best.take() {
            walls.push((from + to) / 2.0);
        }
    }
    walls
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::pdf::line::Way;

    /// A line of cells, each at a place.
    fn line(mid: f64, cells: &[(f64, &str)]) -> Line {
        let cell = |(x0, text): &(f64, &str)| Cell {
            text: (*text).to_owned(),
            x0: *x0,
            x1: x0 + text.chars().count() as f64 * 10.0,
        };
        let cells: Vec<Cell> = cells.iter().map(cell).collect();
        let (x0, x1) = (cells[0].x0, cells[cells.len() - 1].x1);
        let area = Rect::new(x0, mid - 5.0, x1, mid + 5.0);
        Line {
            way: Way::Right,
            cells,
            x0,
            x1,
            mid,
            size: 10.0,
            weight: 0,
            letters: 1,
            artifact: false,
            area,
            upright: area,
        }
    }

    /// How many rules run down and across.
    #[track_caller]
    fn check(lines: &[Line], expected: (usize, usize)) {
        let rules = rules(lines.iter());
        let down = rules.iter().filter(|rule| rule.height() > rule.width()).count();
        assert_eq!((down, rules.len() - down), expected);
    }

    #[test]
    fn what_stands_in_columns_is_a_table() {
        let rows = |from: f64| {
            [
                line(from, &[(0.0, "事業名"), (150.0, "担当課"), (250.0, "予算")]),
                line(from + 15.0, &[(0.0, "見守り"), (150.0, "福祉課"), (250.0, "12")]),
                line(from + 30.0, &[(0.0, "公園の再整備"), (150.0, "公園緑地課"), (240.0, "300")]),
                line(from + 45.0, &[(0.0, "備蓄"), (150.0, "防災課"), (240.0, "450")]),
            ]
        };
        check(&rows(100.0), (4, 5));
        // A line over all columns is none of its rows.
        let title = line(85.0, &[(0.0, "これは表の題名であり、いくつもの列にわたる")]);
        check(&[&[title], rows(100.0).as_slice()].concat(), (4, 5));
        check(&rows(100.0)[..3], (0, 0));
    }

    #[test]
    fn text_in_columns_is_none() {
        let lines: Vec<Line> = (0..8)
            .map(|at| {
                let text = "子育てを支援する体制を整えて";
                line(100.0 + f64::from(at) * 15.0, &[(0.0, text), (160.0, text), (320.0, text)])
            })
            .collect();
        check(&lines, (0, 0));
    }

    #[test]
    fn figures_below_each_other_are_a_column() {
        let column: Vec<Line> = ["増減率", "12.5%", "#N/A", "3.1%", "△4", "行う"]
            .iter()
            .zip(1..)
            .map(|(text, at)| line(f64::from(at) * 15.0, &[(0.0, text)]))
            .collect();
        assert_eq!(figures(&column), [false, true, true, true, true, false]);
        assert_eq!(figures(&column[..4]), [false; 4]);
    }
}
