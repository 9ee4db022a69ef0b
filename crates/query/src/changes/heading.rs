//! Which statements stand where they stood (見出しの対応).
//!
//! Headings are the same when they are called the same, however they are numbered and whichever year they name.
//! Below another heading a statement has moved, with one exception: where the heading is new, or the one it stood
//! below is gone, and the statement has kept its place among the others, it is the headings that changed.

use std::collections::BTreeSet;

use kurabe_model::Quote;
use kurabe_text::letter::{closes, is_digit, is_kana, is_numeral, opens};
use kurabe_text::{fold, years};

/// Signs before a heading and round its number, and what parts of a paper are called by their number.
const SIGNS: &str = "()[]【】〈〉.,・、-:■□◆◇○●◎";
const PARTS: &str = "編部章節款項目条";

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

/// What a heading is called without its number and without years. Other figures are a part of the name: 1歳児健診 is
/// not 3歳児健診.
fn name(heading: &str) -> String {
    let mut rest = heading.trim();
    while let Some(behind) = behind_number(rest) {
        rest = behind.trim_start();
    }
    let (mut name, mut end) = (String::new(), 0);
    for year in years(rest) {
        name.push_str(rest.get(end..year.range.start).unwrap_or_default());
        end = year.range.end;
    }
    name.push_str(rest.get(end..).unwrap_or_default());
    fold(&name).trim_start_matches(|c| SIGNS.contains(c)).to_owned()
}

/// What stands behind the number a heading begins with: behind a space, a bracket, a point, 章.
fn behind_number(heading: &str) -> Option<&str> {
    let word = heading.split(char::is_whitespace).next().filter(|word| is_number(word));
    if let Some(word) = word {
        return heading.get(word.len()..);
    }
    let first = heading.chars().next()?;
    if matches!(first, '①'..='⑳' | '❶'..='❿') {
        return heading.get(first.len_utf8()..);
    }
    let is_figure = |c: char| is_digit(c) || is_numeral(c);
    if opens(first) {
        let (inside, rest) = heading.get(first.len_utf8()..)?.split_once(closes)?;
        return is_number(inside).then_some(rest);
    }
    if let Some(rest) = heading.strip_prefix('第') {
        let counted = rest.trim_start_matches(is_figure);
        return counted.strip_prefix(|c| counted.len() < rest.len() && PARTS.contains(c));
    }
    let counted = heading.trim_start_matches(is_figure);
    let rest = counted.strip_prefix(['.', '．', '、', ':', '：', ')', '）'])?;
    (counted.len() < heading.len() && !rest.starts_with(is_digit)).then_some(rest)
}

/// Whether a word is a number, or a sign: 第2章, （３）, 1-2, ア, iv, ■.
fn is_number(word: &str) -> bool {
    let word = fold(word);
    let word = word.trim_matches(|c| SIGNS.contains(c));
    let counted = word.strip_prefix('第').unwrap_or(word).trim_end_matches(|c| PARTS.contains(c));
    let mut chars = counted.chars();
    match (chars.next(), chars.next()) {
        (None, _) => word.is_empty(),
        (Some(c), None) if is_kana(c) || c.is_ascii_alphabetic() => true,
        _ => {
            counted.chars().all(|c| "ivx".contains(c))
                || counted.chars().all(|c| is_digit(c) || is_numeral(c) || ".-".contains(c))
        }
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
        check("第１章協働のまちづくり", "第二章協働のまちづくり");
        check("（３）人材の育成", "４．人材の育成");
        check("■ １－２ 防災", "２－１ 防災");
        check("令和６～８年度の財政見通し", "２０２７年度の財政見通し");
        assert_ne!(name("１ 福祉"), name("１ 教育"));
    }

    #[test]
    fn figures_of_a_name_stay() {
        let check = |one: &str, other: &str| assert_ne!(name(one), name(other));
        check("１歳児健診", "３歳児健診");
        check("一次避難所", "二次避難所");
        check("２.5倍の増加", "3.5倍の増加");
        check("部活動の支援", "活動の支援");
        check("（１）１歳児健診", "（１）３歳児健診");
    }
}
