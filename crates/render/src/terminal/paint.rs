//! Stretches of a text in colour, on the lines it is wrapped into.

use super::Reader;

/// A stretch of characters, and what it is painted with.
pub(super) type Painted = (usize, usize, &'static str);

/// A line that begins at the character `start` of its text, with the stretches of the text painted.
pub(super) fn painted(reader: Reader, line: &str, start: usize, stretches: &[Painted]) -> String {
    let mut written = String::new();
    let mut run = String::new();
    let mut in_paint = None;
    for (at, c) in (start..).zip(line.chars()) {
        let stretch = stretches.iter().find(|(from, to, _)| (*from..*to).contains(&at));
        let paint = stretch.map(|(_, _, paint)| *paint);
        if paint != in_paint {
            written.push_str(&of_one(reader, &run, in_paint));
            run.clear();
            in_paint = paint;
        }
        run.push(c);
    }
    written + &of_one(reader, &run, in_paint)
}

fn of_one(reader: Reader, run: &str, paint: Option<&str>) -> String {
    paint.map_or_else(|| run.to_owned(), |paint| reader.paint(paint, run))
}
