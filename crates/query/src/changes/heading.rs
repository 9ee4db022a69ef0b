//! Which statements stand where they stood (見出しの対応).
//!
//! Headings are the same when they are called the same, however they are numbered and whichever year they name.
//! Below another heading a statement has moved, with one exception: where the heading is new, or the one it stood
//! below is gone, and the statement has kept its place among the others, it is the headings that changed.

use std::collections::BTreeSet;

use kurabe_model::Quote;
use kurabe_text::{fold, letter::is_kana};

/// What headings are numbered with.
const NUMBERING: &str = "第一二三四五六七八九十()[]【】〈〉編部章節款項目.,・、-:■□◆◇○●◎";

/// The headings above the statements of two editions.
pub(super) struct Headings {
    /// The headings above each statement of the older edition and of the newer, as one name.
    names: [Vec<String>; 2],
}

impl Headings {
    pub(super) fn new(old: &[Quote], new: &[Quote]) -> Self {
        let names = |quotes: &[Quote]| quotes.iter().map(|quote| names(quote.headings())).collect();
        Self { names: [names(old), names(new)] }
    }

    /// What the headings above a statement are called, in the older edition (0) or the newer (1).
    pub(super) fn above(&self, side: usize, place: usize) -> &str {
        &self.names[side][place]
    }

    /// Whether a statement of the older edition and one of the newer stand below the same headings.
    pub(super) fn same(&self, old: usize, new: usize) -> bool {
        self.above(0, old) == self.above(1, new)
    }

    /// The pairs that have moved, of all pairs and of those that are in the same order in both editions.
    pub(super) fn moved(
        &self,
        pairs: impl Iterator<Item = (usize, usize)>,
        steady: &[(usize, usize)],
    ) -> BTreeSet<(usize, usize)> {
        let [before, after] =
            self.names.each_ref().map(|names| names.iter().map(String::as_str).collect::<BTreeSet<&str>>());
        let steady: BTreeSet<&(usize, usize)> = steady.iter().collect();
        let stayed = |&(old, new): &(usize, usize)| {
            let other_headings = !after.contains(self.above(0, old)) || !before.contains(self.above(1, new));
            self.same(old, new) || (other_headings && steady.contains(&(old, new)))
        };
        pairs.filter(|pair| !stayed(pair)).collect()
    }
}

fn names(headings: &[String]) -> String {
    headings.iter().map(|heading| name(heading)).collect::<Vec<_>>().join("\n")
}

/// What a heading is called without its number and without years.
fn name(heading: &str) -> String {
    let rest = match heading.trim().split_once(char::is_whitespace) {
        Some((number, rest)) if is_number(number) => rest,
        _ => heading,
    };
    let name = fold(rest).replace("元年", "年");
    let name: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    name.trim_start_matches(|c| NUMBERING.contains(c)).to_owned()
}

/// Whether a word numbers by letters: ア, iv.
fn is_number(word: &str) -> bool {
    let word = fold(word);
    let word = word.trim_matches(|c| NUMBERING.contains(c));
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => is_kana(c) || c.is_ascii_alphabetic(),
        _ => word.chars().all(|c| "ivx".contains(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn numbers_and_years_are_no_part_of_a_name() {
        let check = |one: &str, other: &str| assert_eq!(name(one), name(other));
        check("第１章 協働のまちづくり", "第２章　協働のまちづくり");
        check("（３）人材の育成", "④ 人材の育成");
        check("ア 防災", "ウ　防災");
        check("Ⅵ 行・財政", "Ⅶ 行・財政");
        check("令和元年度の重点施策", "令和２年度の重点施策");
        assert_ne!(name("１ 福祉"), name("１ 教育"));
    }
}
