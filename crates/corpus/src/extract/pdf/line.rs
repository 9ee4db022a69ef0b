//! Glyphs → lines. Every line is seen so that it runs to the right and the next one lies below it, whichever way
//! it is set: the lines of vertical writing (縦書き) and of pages turned on their side are turned upright first.

mod reference;

use std::collections::BTreeMap;

use hayro_font::kurbo::{Point, Rect};

use self::reference::without_references;
use super::content::Glyph;
use crate::extract::most;

/// Which way the lines of a text run on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Right,
    /// Vertical writing too.
    Down,
    Left,
    Up,
}

impl Way {
    const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    fn of(glyph: &Glyph) -> Self {
        let along = glyph.to - glyph.from;
        match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y >= 0.0) {
            (true, true, _) => Self::Right,
            (true, false, _) => Self::Left,
            (false, _, true) => Self::Down,
            (false, _, false) => Self::Up,
        }
    }

    /// A point of the page as it lies when the text is turned upright.
    fn upright(self, point: Point) -> Point {
        match self {
            Self::Right => point,
            Self::Down => Point::new(point.y, -point.x),
            Self::Left => Point::new(-point.x, -point.y),
            Self::Up => Point::new(-point.y, point.x),
        }
    }

    /// A box of the page as it lies when the text is turned upright.
    pub(super) fn turn(self, area: &Rect) -> Rect {
        Rect::from_points(self.upright(area.origin()), self.upright(Point::new(area.x1, area.y1)))
    }

    /// The way back.
    fn on_page(self, point: Point) -> Point {
        match self {
            Self::Right => point,
            Self::Down => Point::new(-point.y, point.x),
            Self::Left => Point::new(-point.x, -point.y),
            Self::Up => Point::new(point.y, -point.x),
        }
    }
}

/// A character in its line.
#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    x0: f64,
    x1: f64,
    /// The middle of its height.
    mid: f64,
    size: f64,
    weight: u8,
    artifact: bool,
}

impl Letter {
    fn of(glyph: &Glyph, way: Way) -> Self {
        let (from, to) = (way.upright(glyph.from), way.upright(glyph.to));
        // Type stands on its baseline, or hangs on the middle of a vertical line.
        let mid = if glyph.vertical { from.y } else { from.y - glyph.size * ABOVE };
        let Glyph { c, size, weight, artifact, .. } = *glyph;
        Self { c, x0: from.x.min(to.x), x1: from.x.max(to.x), mid, size, weight, artifact }
    }

    /// An upright character as a letter of the vertical line it stands in.
    fn stacked(glyph: &Glyph) -> Self {
        let top = glyph.from.y - glyph.size * (ABOVE + 0.5);
        let middle = glyph.from.midpoint(glyph.to).x;
        let Glyph { c, size, weight, artifact, .. } = *glyph;
        Self { c, x0: top, x1: top + size, mid: -middle, size, weight, artifact }
    }
}

/// The middle of type above its baseline, in ems.
const ABOVE: f64 = 0.38;

/// A gap that parts two cells of a row, and one as wide as an ideographic space, in ems.
const CELL: f64 = 1.8;
const WIDE: f64 = 0.75;
/// A gap between two Latin words whose space was not printed, in ems.
const NARROW: f64 = 0.2;

/// How far a letter may reach over the rule beside it, in ems.
const SUNK: f64 = 0.1;

/// The words of a line up to a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
}

/// A line as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) way: Way,
    pub(super) cells: Vec<Cell>,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) mid: f64,
    /// The size most of its type has.
    pub(super) size: f64,
    /// How heavy most of its type is.
    pub(super) weight: u8,
    /// How many characters it has.
    pub(super) letters: usize,
    /// Whether the file marks it as no part of the text.
    pub(super) artifact: bool,
    /// Where it stands on the page.
    pub(super) area: Rect,
    /// Where it stands when the page is turned so that most of its text is upright.
    pub(super) upright: Rect,
}

impl Line {
    /// Its words; cells stand apart.
    pub(super) fn text(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        cells.join("　　")
    }
}

/// The lines of a page in the order they were written, those of the way most of it is set first, and that way.
pub(super) fn lines(glyphs: &[Glyph], rules: &[Rect]) -> (Vec<Line>, Way) {
    let mut ways = by_way(&seen(glyphs));
    let mut order: Vec<Way> = Way::ALL.into_iter().filter(|way| ways.contains_key(way)).collect();
    order.sort_by_key(|way| std::cmp::Reverse(ways.get(way).map_or(0, Vec::len)));
    let Some(&main) = order.first() else { return (Vec::new(), Way::Right) };
    let mut lines: Vec<Line> = Vec::new();
    for way in order {
        let letters = once(ways.remove(&way).unwrap_or_default());
        let walls = Walls::of(rules.iter().map(|rule| way.turn(rule)));
        let runs = without_ruby(runs(&letters, &walls));
        lines.extend(join(runs, &walls).into_iter().filter_map(|row| row.line(way, main)));
    }
    (lines, main)
}

/// Rules down the page, which no line crosses: cells stand side by side, however close.
struct Walls(Vec<Rect>);

impl Walls {
    fn of(rules: impl Iterator<Item = Rect>) -> Self {
        let mut walls: Vec<Rect> = rules.filter(|rule| rule.height() > rule.width()).collect();
        walls.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Self(walls)
    }

    /// Whether a rule stands between two places at a height.
    fn part(&self, left: f64, right: f64, mid: f64) -> bool {
        let from = self.0.partition_point(|wall| wall.x0 < left);
        self.0[from..].iter().take_while(|wall| wall.x0 <= right).any(|wall| wall.y0 <= mid && mid <= wall.y1)
    }
}

/// What a reader sees: text below a scanned page is all there is, text below other text is not for readers.
fn seen(glyphs: &[Glyph]) -> Vec<Glyph> {
    let hidden = glyphs.iter().filter(|glyph| glyph.hidden).count();
    let below_scan = hidden * 2 > glyphs.len();
    glyphs.iter().filter(|glyph| below_scan || !glyph.hidden).copied().collect()
}

/// The glyphs by the way their lines run, each as a letter of its line.
fn by_way(glyphs: &[Glyph]) -> BTreeMap<Way, Vec<Letter>> {
    let stacked = stacked(glyphs);
    let mut ways: BTreeMap<Way, Vec<Letter>> = BTreeMap::new();
    for (glyph, stacked) in glyphs.iter().zip(stacked) {
        let way = if stacked { Way::Down } else { Way::of(glyph) };
        let letter = if stacked { Letter::stacked(glyph) } else { Letter::of(glyph, way) };
        ways.entry(way).or_default().push(letter);
    }
    ways
}

/// Which upright characters stand below one another as in vertical writing: some writers place them one by one.
fn stacked(glyphs: &[Glyph]) -> Vec<bool> {
    /// So many of them in a row are no accident of two short lines.
    const FEWEST: usize = 3;
    let is_upright = |glyph: &Glyph| !glyph.vertical && Way::of(glyph) == Way::Right;
    let below = |above: &Glyph, below: &Glyph| {
        let (a, b) = (above.from.midpoint(above.to), below.from.midpoint(below.to));
        let step = (b.y - a.y) / above.size;
        is_upright(above)
            && is_upright(below)
            && (a.x - b.x).abs() < above.size * 0.2
            && (above.size - below.size).abs() < above.size * 0.1
            && (0.8..1.6).contains(&step)
    };
    let mut stacked = vec![false; glyphs.len()];
    let mut start = 0;
    while start < glyphs.len() {
        let run = 1 + glyphs[start..].windows(2).take_while(|pair| below(&pair[0], &pair[1])).count();
        if run >= FEWEST {
            stacked[start..start + run].fill(true);
        }
        start += run;
    }
    let down = (0..glyphs.len()).filter(|&at| stacked[at] || Way::of(&glyphs[at]) == Way::Down).count();
    if down * 2 > glyphs.len() {
        // Figures set upright in a vertical line (縦中横) and what stands between two of them.
        let columns: Vec<(f64, f64)> = (0..glyphs.len())
            .filter(|&at| stacked[at] || Way::of(&glyphs[at]) == Way::Down)
            .map(|at| (glyphs[at].from.midpoint(glyphs[at].to).x, glyphs[at].size))
            .collect();
        let mut at = 0;
        while at < glyphs.len() {
            let end = at + upright_run(&glyphs[at..]).max(1);
            let run = &glyphs[at..end];
            let middle = run[0].from.midpoint(run[run.len() - 1].to).x;
            let in_column = columns.iter().any(|(x, size)| (x - middle).abs() < size * 0.3);
            // One character alone cannot run across.
            let fits = run.len() == 1 || (run.len() <= 4 && in_column);
            if run.iter().all(is_upright) && fits && !stacked[at] {
                stacked[at..end].fill(true);
            }
            at = end;
        }
    }
    stacked
}

/// How many glyphs from the first one on follow one another on one baseline.
fn upright_run(glyphs: &[Glyph]) -> usize {
    let follows = |pair: &&[Glyph]| {
        let (a, b) = (&pair[0], &pair[1]);
        (a.from.y - b.from.y).abs() < a.size * 0.1 && (b.from.x - a.to.x).abs() < a.size * 0.5
    };
    1 + glyphs.windows(2).take_while(follows).count()
}

/// Letters printed several times over one another, as bold is made, once.
fn once(letters: Vec<Letter>) -> Vec<Letter> {
    /// Places are looked up in squares of this side, in points.
    const SQUARE: f64 = 4.0;
    let square = |at: f64| (at / SQUARE).floor() as i64;
    let mut seen: BTreeMap<(char, i64, i64), Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters {
        let (x, y) = (square(letter.x0), square(letter.mid));
        let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (letter.c, x, y)));
        let twin = near.filter_map(|place| seen.get(&place)).flatten().copied().find(|&other| {
            let other = &kept[other];
            let reach = (letter.x1 - letter.x0).min(letter.size) * 0.3;
            (other.x0 - letter.x0).abs() < reach
                && (other.mid - letter.mid).abs() < letter.size * 0.2
                && (other.size - letter.size).abs() < letter.size * 0.2
        });
        match twin {
            Some(twin) if !letter.c.is_whitespace() => kept[twin].weight = 2,
            Some(_) => {}
            None => {
                seen.entry((letter.c, x, y)).or_default().push(kept.len());
                kept.push(letter);
            }
        }
    }
    kept
}

/// Letters that follow one another on one line without a gap.
#[derive(Debug)]
struct Run {
    letters: Vec<Letter>,
    x0: f64,
    x1: f64,
    mid: f64,
    size: f64,
}

impl Run {
    fn of(letter: Letter) -> Self {
        Self { x0: letter.x0, x1: letter.x1, mid: letter.mid, size: letter.size, letters: vec![letter] }
    }

    fn takes(&self, letter: &Letter, walls: &Walls) -> bool {
        let size = self.size.max(letter.size);
        let gap = letter.x0 - self.x1;
        let is_index = letter.size < self.size * 0.8 && gap.abs() < size * 0.3;
        let off = (letter.mid - self.mid).abs();
        off < size * if is_index { 0.5 } else { 0.3 }
            && (-0.6 * size..size).contains(&gap)
            && !walls.part(self.x1 - size * SUNK, letter.x0 + size * SUNK, self.mid)
    }

    fn push(&mut self, letter: Letter) {
        self.x0 = self.x0.min(letter.x0);
        self.x1 = self.x1.max(letter.x1);
        // What is raised or lowered has no say in where the line is.
        if letter.size >= self.size {
            (self.mid, self.size) = (letter.mid, letter.size);
        }
        self.letters.push(letter);
    }

    fn trim(mut self) -> Option<Self> {
        let is_word = |letter: &Letter| !letter.c.is_whitespace();
        let first = self.letters.iter().position(is_word)?;
        let last = self.letters.iter().rposition(is_word)?;
        self.letters.truncate(last + 1);
        self.letters.drain(..first);
        self.x0 = self.letters.iter().map(|letter| letter.x0).fold(f64::INFINITY, f64::min);
        self.x1 = self.letters.iter().map(|letter| letter.x1).fold(f64::NEG_INFINITY, f64::max);
        Some(self)
    }
}

fn runs(letters: &[Letter], walls: &Walls) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &letter in letters {
        match runs.last_mut().filter(|run| run.takes(&letter, walls)) {
            Some(run) => run.push(letter),
            None => runs.push(Run::of(letter)),
        }
    }
    runs.into_iter().filter_map(Run::trim).collect()
}

/// The runs without ruby (ルビ): kana half as large as what stands right below them.
fn without_ruby(runs: Vec<Run>) -> Vec<Run> {
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let may_be = |run: &Run| run.letters.iter().all(|letter| is_kana(letter.c) || letter.c.is_whitespace());
    let bands = Bands::of(&runs);
    let is_ruby = |run: &Run| {
        let middle = (run.x0 + run.x1) / 2.0;
        may_be(run)
            && bands.near(run.mid, run.size * 3.0).any(|at| {
                let base = &runs[at];
                let drop = (base.mid - run.mid) / base.size;
                run.size <= base.size * 0.62
                    && (0.4..1.3).contains(&drop)
                    && base.x0 - base.size * 0.5 <= middle
                    && middle <= base.x1 + base.size * 0.5
            })
    };
    let ruby: Vec<bool> = runs.iter().map(is_ruby).collect();
    runs.into_iter().zip(ruby).filter(|(_, ruby)| !ruby).map(|(run, _)| run).collect()
}

/// Runs by where their lines lie, to find those near a place.
struct Bands(Vec<(f64, usize)>);

impl Bands {
    fn of(runs: &[Run]) -> Self {
        let mut bands: Vec<(f64, usize)> = runs.iter().enumerate().map(|(at, run)| (run.mid, at)).collect();
        bands.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self(bands)
    }

    fn near(&self, mid: f64, reach: f64) -> impl Iterator<Item = usize> {
        let from = self.0.partition_point(|(other, _)| *other < mid - reach);
        self.0[from..].iter().take_while(move |(other, _)| *other <= mid + reach).map(|(_, at)| *at)
    }
}

/// Runs on one line.
#[derive(Debug)]
struct Row {
    runs: Vec<Run>,
    x0: f64,
    x1: f64,
    mid: f64,
    size: f64,
}

/// How many lines back a run may go on with: ruby and emphasis are written before or after their line.
const BACK: usize = 40;

fn join(runs: Vec<Run>, walls: &Walls) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for run in runs {
        let touches = |row: &Row| {
            let size = row.size.max(run.size);
            let gap = (run.x0 - row.x1).max(row.x0 - run.x1);
            row.is_level(&run) && (-0.5 * size..0.7 * size).contains(&gap) && !row.is_parted(&run, walls)
        };
        let near = rows.iter().rposition(touches).filter(|at| at + BACK >= rows.len());
        // What follows on the same line, however far off, is another cell of it.
        let last = rows.len().checked_sub(1).filter(|&last| {
            let row = &rows[last];
            row.is_level(&run) && run.x0 >= row.x1 && !row.is_parted(&run, walls)
        });
        match near.or(last) {
            Some(at) => rows[at].push(run),
            None => rows.push(Row { x0: run.x0, x1: run.x1, mid: run.mid, size: run.size, runs: vec![run] }),
        }
    }
    rows
}

impl Row {
    fn is_level(&self, run: &Run) -> bool {
        let (small, large) = (self.size.min(run.size), self.size.max(run.size));
        (self.mid - run.mid).abs() < large * 0.35 && small * 2.2 >= large
    }

    /// Whether a rule stands between the row and a run.
    fn is_parted(&self, run: &Run, walls: &Walls) -> bool {
        let sunk = self.size * SUNK;
        let (left, right) = if run.x0 >= self.x0 { (self.x1, run.x0) } else { (run.x1, self.x0) };
        walls.part(left - sunk, right + sunk, self.mid)
    }

    fn push(&mut self, run: Run) {
        self.x0 = self.x0.min(run.x0);
        self.x1 = self.x1.max(run.x1);
        if run.size > self.size {
            (self.mid, self.size) = (run.mid, run.size);
        }
        self.runs.push(run);
    }

    fn line(mut self, way: Way, main: Way) -> Option<Line> {
        self.runs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let letters = self.runs.iter().flat_map(|run| run.letters.iter().copied()).collect();
        let letters = without_references(letters, self.mid, self.size);
        let printed: Vec<&Letter> = letters.iter().filter(|letter| !letter.c.is_whitespace()).collect();
        let size = most(printed.iter().map(|letter| ((letter.size * 10.0).round() as i64, 1)))? as f64 / 10.0;
        let weight = most(printed.iter().map(|letter| (letter.weight, 1)))?;
        let half = self.size / 2.0;
        let corners = (Point::new(self.x0, self.mid - half), Point::new(self.x1, self.mid + half));
        let area = Rect::from_points(way.on_page(corners.0), way.on_page(corners.1));
        Some(Line {
            way,
            cells: cells(&letters, size),
            x0: self.x0,
            x1: self.x1,
            mid: self.mid,
            size,
            weight,
            letters: printed.len(),
            artifact: printed.iter().all(|letter| letter.artifact),
            area,
            upright: main.turn(&area),
        })
    }
}

/// The words of a line, with the spaces a reader sees.
fn cells(letters: &[Letter], size: f64) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut last: Option<&Letter> = None;
    let mut space = false;
    for letter in letters {
        if letter.c.is_whitespace() || letter.c.is_control() {
            space = true;
            continue;
        }
        let gap = last.map_or(0.0, |last| letter.x0 - last.x1) / size;
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let words_meet = last.is_some_and(|last| is_word(last.c) && is_word(letter.c));
        match cells.last_mut() {
            Some(cell) if gap < CELL => {
                if gap >= WIDE {
                    cell.text.push('　');
                } else if space || (words_meet && gap >= NARROW) {
                    cell.text.push(' ');
                }
                cell.text.push(letter.c);
                cell.x1 = cell.x1.max(letter.x1);
            }
            _ => cells.push(Cell { text: letter.c.to_string(), x0: letter.x0, x1: letter.x1 }),
        }
        last = Some(letter);
        space = false;
    }
    cells
}
