//! Tables (表): where rules part the page into cells, what stands in them is no running text.
//!
//! A frame round a paragraph (囲み) has one column and stays text; a table has two at least. Its rows are written
//! one a line, cells parted by tabs, so that what is read is the row and not the order it was drawn in; a column in
//! which a row has nothing stays, so that cells stand below their heads.

use hayro_font::kurbo::Rect;

use super::line::Line;

/// Rules that come as near as this touch, in points.
const NEAR: f64 = 3.0;
/// A page has no more rules that matter: what has is a drawing.
const MOST: usize = 4000;

/// A table on a page.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) area: Rect,
    across: Vec<Rect>,
    down: Vec<Rect>,
}

/// The tables that the rules of a page make, from those with the largest area.
pub(super) fn tables(rules: &[Rect], lines: &[Line], page: Rect) -> Vec<Table> {
    let (mut across, down): (Vec<Rect>, Vec<Rect>) =
        rules.iter().partition(|rule| rule.width() >= rule.height());
    // A table too broad for the page goes on beyond it, and so do the words of its last column.
    let leaves = |rule: &&mut Rect| rule.x1 >= page.x1 - NEAR;
    across.iter_mut().filter(leaves).for_each(|rule| rule.x1 = page.x1 + page.width());
    let (across, down) = (merged(across, Axis::Across), merged(down, Axis::Down));
    if across.len() + down.len() > MOST {
        return Vec::new();
    }
    let mut tables: Vec<Table> = Vec::new();
    for table in grids(across, down) {
        let inside = lines.iter().filter(|line| table.area.contains(line.upright.center())).count();
        if inside >= 2 && table.has_columns(lines) && !tables.iter().any(|other| other.holds(&table)) {
            tables.push(table);
        }
    }
    tables
}

#[derive(Clone, Copy)]
enum Axis {
    Across,
    Down,
}

impl Axis {
    /// Where a rule lies, and from where to where it runs.
    fn of(self, rule: &Rect) -> (f64, f64, f64) {
        match self {
            Self::Across => (rule.y0, rule.x0, rule.x1),
            Self::Down => (rule.x0, rule.y0, rule.y1),
        }
    }
}

/// The rules with those drawn piece by piece, cell by cell, made one.
fn merged(mut rules: Vec<Rect>, axis: Axis) -> Vec<Rect> {
    let key = |rule: &Rect| {
        let (at, from, _) = axis.of(rule);
        ((at / 2.0).round() as i64, (from * 10.0) as i64)
    };
    rules.sort_by_key(key);
    let mut merged: Vec<Rect> = Vec::new();
    for rule in rules {
        let (at, from, _) = axis.of(&rule);
        let goes_on = merged.last_mut().filter(|last| {
            let (place, _, to) = axis.of(last);
            (place - at).abs() <= NEAR && from <= to + NEAR
        });
        match goes_on {
            Some(last) => {
                let (first, second) = (*last, rule);
                *last = match axis {
                    Axis::Across => {
                        Rect::new(first.x0.min(second.x0), first.y0, first.x1.max(second.x1), first.y0)
                    }
                    Axis::Down => {
                        Rect::new(first.x0, first.y0.min(second.y0), first.x0, first.y1.max(second.y1))
                    }
                };
            }
            None => merged.push(rule),
        }
    }
    merged
}

/// The rules that hang together, largest area first.
fn grids(across: Vec<Rect>, down: Vec<Rect>) -> Vec<Table> {
    let rules: Vec<(bool, Rect)> = across
        .into_iter()
        .map(|rule| (true, rule))
        .chain(down.into_iter().map(|rule| (false, rule)))
        .collect();
    let mut group: Vec<usize> = (0..rules.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut unite = |meets: &dyn Fn(usize, usize) -> bool| {
        for a in 0..rules.len() {
            for b in a + 1..rules.len() {
                if meets(a, b) {
                    let (a, b) = (root(&mut group, a), root(&mut group, b));
                    group[b] = a;
                }
            }
        }
    };
    let crosses = |a: usize, b: usize| rules[a].0 != rules[b].0 && touch(&rules[a].1, &rules[b].1);
    unite(&crosses);
    // Rules that nothing runs down from make a table only together.
    let alone: Vec<bool> = (0..rules.len()).map(|a| !(0..rules.len()).any(|b| crosses(a, b))).collect();
    unite(&|a, b| alone[a] && alone[b] && rules[a].0 && rules[b].0 && are_stacked(&rules[a].1, &rules[b].1));

    let mut tables: Vec<(usize, Table)> = Vec::new();
    for (at, (is_across, rule)) in rules.iter().enumerate() {
        let of = root(&mut group, at);
        let table = match tables.iter_mut().find(|(other, _)| *other == of) {
            Some((_, table)) => table,
            None => {
                tables.push((of, Table { area: *rule, across: Vec::new(), down: Vec::new() }));
                let last = tables.len() - 1;
                &mut tables[last].1
            }
        };
        table.area = table.area.union(*rule);
        if *is_across { table.across.push(*rule) } else { table.down.push(*rule) }
    }
    let mut tables: Vec<Table> = tables.into_iter().map(|(_, table)| table).collect();
    tables.sort_by(|a, b| b.area.area().total_cmp(&a.area.area()));
    tables
}

/// The places rules lie at, those that are one rule drawn twice as one.
fn steps(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut steps: Vec<f64> = places.collect();
    steps.sort_by(f64::total_cmp);
    steps.dedup_by(|later, earlier| *later - *earlier <= NEAR * 2.0);
    steps
}

/// Which of the steps a place lies at.
fn step(steps: &[f64], place: f64) -> usize {
    steps.partition_point(|step| *step <= place).saturating_sub(1)
}

fn touch(a: &Rect, b: &Rect) -> bool {
    let a = a.inflate(NEAR, NEAR);
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// Whether two rules across run over the same breadth, not far below one another: rows of a table without rules down.
fn are_stacked(a: &Rect, b: &Rect) -> bool {
    const ROW: f64 = 60.0;
    (a.x0 - b.x0).abs() <= NEAR
        && (a.x1 - b.x1).abs() <= NEAR
        && (a.y0 - b.y0).abs() <= ROW
        && a.width() >= ROW
}

impl Table {
    fn holds(&self, other: &Self) -> bool {
        self.area.inflate(NEAR, NEAR).contains(other.area.center())
    }

    /// Whether it has more than one column: a rule down through its inside, or rows of cells.
    fn has_columns(&self, lines: &[Line]) -> bool {
        if self.across.len() < 2 {
            return false;
        }
        let area = self.area;
        let parts = |rule: &&Rect| rule.x0 > area.x0 + NEAR * 2.0 && rule.x0 < area.x1 - NEAR * 2.0;
        if self.down.iter().filter(parts).any(|rule| self.parts_text(rule, lines)) {
            return true;
        }
        let inside: Vec<&Line> = lines.iter().filter(|line| area.contains(line.upright.center())).collect();
        let rows = inside.iter().filter(|line| line.cells.len() > 1).count();
        self.across.len() >= 3 && rows >= 2 && rows * 2 > inside.len()
    }

    /// Whether there is text on both sides of a rule down.
    fn parts_text(&self, rule: &Rect, lines: &[Line]) -> bool {
        let beside = |line: &&Line| {
            let middle = line.upright.center();
            self.area.contains(middle) && rule.y0 - NEAR <= middle.y && middle.y <= rule.y1 + NEAR
        };
        let left = lines.iter().filter(beside).any(|line| line.upright.center().x < rule.x0);
        left && lines.iter().filter(beside).any(|line| line.upright.center().x > rule.x0)
    }

    /// The rows of the lines that stand in the table: its cells in order, empty where nothing stands in a column.
    pub(super) fn rows(&self, lines: &[&Line]) -> Vec<Vec<String>> {
        // A cell is where the rules above and on the left of a line are.
        let cell_of = |line: &Line| {
            let middle = line.upright.center();
            let above = |rule: &&Rect| {
                rule.y0 <= middle.y && rule.x0 - NEAR <= middle.x && middle.x <= rule.x1 + NEAR
            };
            let before = |rule: &&Rect| {
                rule.x0 <= middle.x && rule.y0 - NEAR <= middle.y && middle.y <= rule.y1 + NEAR
            };
            let top = self.across.iter().filter(above).map(|rule| rule.y0).fold(self.area.y0, f64::max);
            let left = self.down.iter().filter(before).map(|rule| rule.x0).fold(self.area.x0, f64::max);
            (top, left)
        };
        let corners: Vec<(f64, f64)> = lines.iter().map(|line| cell_of(line)).collect();
        let (tops, lefts) =
            (steps(corners.iter().map(|corner| corner.0)), steps(corners.iter().map(|corner| corner.1)));
        let place = |corner: (f64, f64)| (step(&tops, corner.0), step(&lefts, corner.1));
        let mut placed: Vec<((usize, usize), &Line)> =
            corners.into_iter().map(place).zip(lines.iter().copied()).collect();
        placed.sort_by_key(|(cell, _)| *cell);
        let mut rows: Vec<Vec<String>> = vec![vec![String::new(); lefts.len()]; tops.len()];
        for ((row, column), line) in placed {
            let mut words = line.cells.iter().map(|cell| cell.text.as_str());
            // Where no rule runs down, what stands apart on a line are its cells.
            if lefts.len() == 1 {
                let row = &mut rows[row];
                row.extend(words.map(str::to_owned));
                continue;
            }
            let text = &mut rows[row][column];
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let first = words.next().unwrap_or_default();
            if latin(text.chars().next_back()) && latin(first.chars().next()) {
                text.push(' ');
            }
            text.push_str(first);
            words.for_each(|word| text.extend(["　", word]));
        }
        if lefts.len() == 1 {
            rows.iter_mut().for_each(|row| drop(row.remove(0)));
        }
        rows
    }
}
