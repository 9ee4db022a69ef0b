//! The words of two texts side by side (語の差分): what stayed, what was taken out, what was put in.
//!
//! Words are compared as they are normalised, so that ＤＸ is DX; what is handed out are stretches of the texts as
//! they are printed. A number is one word: 80 that became 85 shares no 8 with it.

use kurabe_text::letter::is_digit;
use kurabe_text::{Normalized, Worker};

/// Texts of which more pairs of words would have to be looked at are not compared word by word.
const MOST: usize = 4_000_000;
/// What it counts that a word stays, and that a particle or a sign does.
const WORD: u32 = 5;
const PARTICLE: u32 = 1;
/// So many particles and signs alone between two changes are a part of the change, and so are so many characters
/// between two changes that are both more than twice as long.
const PARTICLES: usize = 2;
const LITTLE: usize = 4;

/// A stretch of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Which of them.
    pub sort: SegmentSort,
    /// Where it stands in the older edition, unless it came.
    pub old: Option<Stretch>,
    /// Where it stands in the newer edition, unless it went.
    pub new: Option<Stretch>,
}

/// The sorts of segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentSort {
    /// On both sides.
    Same,
    /// In the older edition only.
    Removed,
    /// In the newer edition only.
    Added,
}

impl SegmentSort {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// A stretch of the text of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Which of the statements of its side.
    pub statement: usize,
    /// Where in its text: a range of characters.
    pub place: (usize, usize),
    /// What is printed there.
    pub text: String,
}

/// The words of both sides; together the stretches of a side are all that it says.
pub(super) fn segments(worker: &mut Worker, old: &[&str], new: &[&str]) -> Vec<Segment> {
    let (old, new) = (units(worker, old), units(worker, new));
    let mut segments = Vec::new();
    for step in steps(&old, &new) {
        let segment = match step {
            Step::Same(one, other) => Segment {
                sort: SegmentSort::Same,
                old: Some(old[one].stretch.clone()),
                new: Some(new[other].stretch.clone()),
            },
            Step::Removed(one) => {
                Segment { sort: SegmentSort::Removed, old: Some(old[one].stretch.clone()), new: None }
            }
            Step::Added(other) => {
                Segment { sort: SegmentSort::Added, old: None, new: Some(new[other].stretch.clone()) }
            }
        };
        push(&mut segments, segment);
    }
    segments
}

/// Adds a word to the stretch before it, where both are of the same sort and in the same statements.
fn push(segments: &mut Vec<Segment>, next: Segment) {
    let follows = |one: &Option<Stretch>, next: &Option<Stretch>| match (one, next) {
        (Some(one), Some(next)) => one.statement == next.statement,
        (one, next) => one.is_none() && next.is_none(),
    };
    let grow = |one: &mut Option<Stretch>, next: Option<Stretch>| {
        if let (Some(one), Some(next)) = (one, next) {
            one.place.1 = next.place.1;
            one.text.push_str(&next.text);
        }
    };
    match segments.last_mut() {
        Some(last)
            if last.sort == next.sort && follows(&last.old, &next.old) && follows(&last.new, &next.new) =>
        {
            grow(&mut last.old, next.old);
            grow(&mut last.new, next.new);
        }
        _ => segments.push(next),
    }
}

/// A word, a sign or a number.
#[derive(Debug)]
struct Unit {
    /// As it is compared.
    key: String,
    weight: u32,
    stretch: Stretch,
}

fn units(worker: &mut Worker, texts: &[&str]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (statement, printed) in texts.iter().enumerate() {
        let text = Normalized::new(printed);
        let (mut end, mut characters) = (0, 0);
        let first = units.len();
        for token in worker.tokens(&text) {
            let original = token.original();
            let number = is_number(token.surface());
            let before = units.get(first..).and_then(<[Unit]>::last);
            // What one printed character became cannot be parted, and figures with points between are one number.
            let glued = before.is_some_and(|before| {
                original.start < end
                    || (number && is_number(&before.key))
                    || (is_point(token.surface())
                        && is_number(&before.key)
                        && is_figure_at(&text, token.range().end))
            });
            let piece = printed.get(end..original.end.max(end)).unwrap_or_default();
            let start = characters;
            characters += piece.chars().count();
            end = end.max(original.end);
            match units.last_mut().filter(|_| glued) {
                Some(last) => {
                    last.key.push_str(token.surface());
                    last.stretch.place.1 = characters;
                    last.stretch.text.push_str(piece);
                }
                None => units.push(Unit {
                    key: token.surface().to_owned(),
                    weight: if token.is_content() || number { WORD } else { PARTICLE },
                    stretch: Stretch { statement, place: (start, characters), text: piece.to_owned() },
                }),
            }
        }
        // What no token came from stands behind the last one.
        if let (Some(last), Some(rest)) =
            (units.get_mut(first..).and_then(<[Unit]>::last_mut), printed.get(end..))
        {
            last.stretch.place.1 += rest.chars().count();
            last.stretch.text.push_str(rest);
        }
    }
    units
}

/// Whether a word is a number, or one and the point behind it.
fn is_number(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_digit) && chars.all(|c| is_digit(c) || matches!(c, '.' | ','))
}

fn is_point(word: &str) -> bool {
    matches!(word, "." | ",")
}

fn is_figure_at(text: &Normalized, place: usize) -> bool {
    text.text().get(place..).and_then(|rest| rest.chars().next()).is_some_and(is_digit)
}

/// One word on the way through both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Same(usize, usize),
    Removed(usize),
    Added(usize),
}

/// The way through both texts on which most stays.
fn steps(old: &[Unit], new: &[Unit]) -> Vec<Step> {
    let is_same = |(one, other): (&Unit, &Unit)| one.key == other.key;
    let head = old.iter().zip(new).take_while(|&pair| is_same(pair)).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|&pair| is_same(pair)).count();
    let (rows, columns) = (old_rest.len() - tail, new_rest.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|place| Step::Same(place, place)).collect();
    steps.extend(middle(&old_rest[..rows], &new_rest[..columns]).into_iter().map(|step| match step {
        Step::Same(one, other) => Step::Same(head + one, head + other),
        Step::Removed(one) => Step::Removed(head + one),
        Step::Added(other) => Step::Added(head + other),
    }));
    steps.extend((0..tail).map(|place| Step::Same(head + rows + place, head + columns + place)));
    joined(&steps, old, new)
}

fn middle(old: &[Unit], new: &[Unit]) -> Vec<Step> {
    let (rows, columns) = (old.len(), new.len());
    if rows * columns > MOST {
        return (0..rows).map(Step::Removed).chain((0..columns).map(Step::Added)).collect();
    }
    // How much can stay of what is behind a place in both texts.
    let width = columns + 1;
    let mut most = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let here = row * width + column;
            let without = most[here + width].max(most[here + 1]);
            most[here] = if old[row].key == new[column].key {
                without.max(most[here + width + 1] + old[row].weight)
            } else {
                without
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut steps = Vec::new();
    while row < rows && column < columns {
        let here = row * width + column;
        let same = old[row].key == new[column].key;
        if same && most[here] == most[here + width + 1] + old[row].weight {
            steps.push(Step::Same(row, column));
            (row, column) = (row + 1, column + 1);
        } else if most[here] == most[here + width] {
            steps.push(Step::Removed(row));
            row += 1;
        } else {
            steps.push(Step::Added(column));
            column += 1;
        }
    }
    steps.extend((row..rows).map(Step::Removed).chain((column..columns).map(Step::Added)));
    steps
}

/// Takes what stayed between two changes into the change where it is little beside both: particles, signs, a short
/// word. Puts what went before what came.
fn joined(steps: &[Step], old: &[Unit], new: &[Unit]) -> Vec<Step> {
    let is_same = |step: &Step| matches!(step, Step::Same(..));
    let runs: Vec<&[Step]> = steps.chunk_by(|one, next| is_same(one) == is_same(next)).collect();
    let size = |run: Option<&&[Step]>| run.map_or(0, |run| larger_side(run, old, new));
    let mut joined = Vec::with_capacity(steps.len());
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for (place, run) in runs.iter().enumerate() {
        let beside =
            size(place.checked_sub(1).and_then(|before| runs.get(before))).min(size(runs.get(place + 1)));
        let light = |step: &Step| matches!(step, Step::Same(one, _) if old[*one].weight == PARTICLE);
        let own = size(Some(run));
        let is_little = beside > 0
            && ((run.len() <= PARTICLES && run.iter().all(light)) || (own <= LITTLE && own * 2 < beside));
        if run.first().is_some_and(is_same) && !is_little {
            joined.append(&mut removed);
            joined.append(&mut added);
            joined.extend_from_slice(run);
            continue;
        }
        for step in *run {
            match *step {
                Step::Same(one, other) => {
                    removed.push(Step::Removed(one));
                    added.push(Step::Added(other));
                }
                Step::Removed(_) => removed.push(*step),
                Step::Added(_) => added.push(*step),
            }
        }
    }
    joined.append(&mut removed);
    joined.append(&mut added);
    joined
}

/// How many characters a run has, on the side that has more of them.
fn larger_side(run: &[Step], old: &[Unit], new: &[Unit]) -> usize {
    let (mut before, mut after) = (0, 0);
    for step in run {
        match *step {
            Step::Same(one, other) => {
                before += old[one].characters();
                after += new[other].characters();
            }
            Step::Removed(one) => before += old[one].characters(),
            Step::Added(other) => after += new[other].characters(),
        }
    }
    before.max(after)
}

impl Unit {
    fn characters(&self) -> usize {
        self.stretch.place.1 - self.stretch.place.0
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use kurabe_text::{Analyser, Lexicon};
    use proptest::prelude::*;

    use super::*;

    static ANALYSER: LazyLock<Analyser> =
        LazyLock::new(|| Analyser::new(&Lexicon::shipped().unwrap()).unwrap());

    fn of(old: &[&str], new: &[&str]) -> Vec<Segment> {
        segments(&mut ANALYSER.worker(), old, new)
    }

    /// What went in [-…-], what came in {+…+}, and | where another statement begins.
    fn shown(old: &[&str], new: &[&str]) -> String {
        let (mut shown, mut at) = (String::new(), (0, 0));
        for segment in of(old, new) {
            let statement = |stretch: &Option<Stretch>| stretch.as_ref().map(|stretch| stretch.statement);
            let next = (statement(&segment.old).unwrap_or(at.0), statement(&segment.new).unwrap_or(at.1));
            if next != at {
                shown.push('|');
                at = next;
            }
            let text = segment.new.or(segment.old).unwrap().text;
            shown.push_str(&match segment.sort {
                SegmentSort::Same => text,
                SegmentSort::Removed => format!("[-{text}-]"),
                SegmentSort::Added => format!("{{+{text}+}}"),
            });
        }
        shown
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(shown(&[old], &[new]), expected);
    }

    #[test]
    fn words_that_changed_are_marked() {
        check("市民との協働を推進する。", "市民との協働を促進する。", "市民との協働を[-推進-]{+促進+}する。");
        check("講座を開く。", "講座を各地区で開く。", "講座を{+各地区で+}開く。");
        check("ＤＸを進める。", "DXを進める。", "DXを進める。");
    }

    #[test]
    fn a_number_is_one_word() {
        check("満足度を80％にする", "満足度を85％にする", "満足度を[-80-]{+85+}％にする");
        check("計1,200人を育てる", "計1,250人を育てる", "計[-1,200-]{+1,250+}人を育てる");
        check("２.5倍に", "2.8倍に", "[-２.5-]{+2.8+}倍に");
    }

    #[test]
    fn what_is_little_between_changes_is_a_part_of_them() {
        check("効果の検証を行う", "成果と課題の整理を行う", "[-効果の検証-]{+成果と課題の整理+}を行う");
    }

    #[test]
    fn statements_keep_their_borders() {
        assert_eq!(
            shown(
                &["窓口を設け、手続を済ませる。講座を開く。"],
                &["窓口を設け、手続を済ませる。", "講座を各地で開く。"]
            ),
            "窓口を設け、手続を済ませる。|講座を{+各地で+}開く。"
        );
    }

    proptest! {
        #[test]
        fn the_stretches_of_a_side_are_all_of_it(
            old in prop::collection::vec("[㈱市民協働のを。、0-9％ A-C\u{200b}ｶﾞ]{0,24}", 1..3),
            new in prop::collection::vec("[㈱市民協働のを。、0-9％ A-C\u{200b}ｶﾞ]{0,24}", 1..3),
        ) {
            let texts = |side: &[String]| side.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>();
            let (old, new) = (texts(&old), texts(&new));
            let segments = of(
                &old.iter().map(String::as_str).collect::<Vec<_>>(),
                &new.iter().map(String::as_str).collect::<Vec<_>>(),
            );
            for (side, of) in [(&old, 0), (&new, 1)] {
                let mut together = vec![String::new(); side.len()];
                for segment in &segments {
                    let stretch = if of == 0 { &segment.old } else { &segment.new };
                    let Some(stretch) = stretch else { continue };
                    let text = &side[stretch.statement];
                    let (start, end) = stretch.place;
                    let cut: String = text.chars().skip(start).take(end - start).collect();
                    prop_assert_eq!(&cut, &stretch.text);
                    together[stretch.statement].push_str(&stretch.text);
                }
                for (text, together) in side.iter().zip(&together) {
                    // A text of nothing but invisible characters has no words.
                    let blank = Normalized::new(text).text().is_empty();
                    prop_assert!(together == text || (blank && together.is_empty()), "{text:?} {together:?}");
                }
            }
        }
    }
}
