//! Which of the words that were counted are worth a line (語の取捨): names everybody knows and words that only
//! stand inside of others are not.

use std::collections::{HashMap, HashSet};

use kurabe_model::Municipality;
use kurabe_text::{called, katakana};

/// A word is left out for a longer one it is a part of, if so much of what has it has the longer one.
const MOSTLY: f64 = 2.0 / 3.0;

/// The nouns a word is made of.
pub(crate) fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split(' ')
}

/// Every word that is made of neighbouring parts of a word, the whole one among them.
pub(crate) fn within(key: &str) -> impl Iterator<Item = &str> {
    let begin = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
    let end = || key.match_indices(' ').map(|(at, _)| at).chain([key.len()]);
    let from = move |first: usize| end().filter_map(move |last| key.get(first..last));
    begin.flat_map(from).filter(|part| !part.is_empty())
}

/// Those of some words, each with how many statements have it, that mostly stand inside of one of the longer ones:
/// 公民 where hardly anybody says it but in 公民連携.
pub(crate) fn inside<'k>(words: &[(&'k str, usize)]) -> HashSet<&'k str> {
    let counts: HashMap<&str, usize> = words.iter().copied().collect();
    let mut inside = HashSet::new();
    for &(word, count) in words.iter().filter(|(word, _)| word.contains(' ')) {
        let is_hidden = |part: &&str| {
            let all = counts.get(part).filter(|_| *part != word);
            all.is_some_and(|all| count as f64 >= MOSTLY * *all as f64)
        };
        inside.extend(within(word).filter(is_hidden));
    }
    inside
}

/// What a 市, 区, 町 or 村 calls itself, for the sign of its kind.
const ITSELF: [&str; 3] = ["*", "本*", "当*"];
/// What it calls its people and its affairs by.
const ITS_OWN: [&str; 9] = ["全*", "*民", "*政", "*内", "*長", "*議会", "*役所", "*役場", "*庁"];

/// Names of municipalities (自治体名): true words of their plans, and no news.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// No news wherever they stand.
    anywhere: HashSet<String>,
    /// No news alone: 区民, but not 区民サービス.
    alone: HashSet<String>,
}

impl Names {
    /// What is no news of a municipality.
    pub(crate) fn of_itself(municipality: &Municipality) -> Self {
        let mut names = Self::of_all([municipality]);
        names.alone.extend(of_its_kind(municipality, &ITS_OWN));
        names
    }

    /// What is no news of several municipalities together.
    pub(crate) fn of_all<'a>(municipalities: impl IntoIterator<Item = &'a Municipality>) -> Self {
        let mut names = Self::default();
        for municipality in municipalities {
            names.anywhere.extend(called(municipality).map(str::to_owned));
            names.alone.extend(of_its_kind(municipality, &ITSELF));
        }
        names
    }

    /// Whether a word is one of the names, or has one in it.
    pub(crate) fn are_in(&self, key: &str) -> bool {
        let is_name = |part: &str| {
            let part = part.replace(' ', "");
            self.anywhere.contains(&part) || self.anywhere.contains(&katakana(&part))
        };
        self.alone.contains(&key.replace(' ', "")) || !self.anywhere.is_empty() && within(key).any(is_name)
    }
}

/// Words for the sign of a municipality's kind, the last of its name.
fn of_its_kind(municipality: &Municipality, words: &'static [&'static str]) -> impl Iterator<Item = String> {
    let kind = municipality.name.chars().next_back().map(String::from).unwrap_or_default();
    words.iter().map(move |word| word.replace('*', &kind))
}

#[cfg(test)]
mod tests {
    use kurabe_model::MunicipalityKind;

    use super::*;

    #[test]
    fn words_that_mostly_stand_inside_of_a_longer_one_are_found() {
        let words =
            [("公民", 9), ("公民 連携", 9), ("区政", 9), ("区政 運営", 6), ("連携", 20), ("運営", 10)];
        let mut inside: Vec<&str> = inside(&words).into_iter().collect();
        inside.sort_unstable();
        assert_eq!(inside, ["公民", "区政"]);
    }

    #[test]
    fn a_municipality_is_no_news_to_itself() {
        let names = Names::of_itself(&Municipality {
            code: "131105".parse().unwrap(),
            name: "目黒区".to_owned(),
            kana: "メグロク".to_owned(),
            prefecture: "東京都".to_owned(),
            kind: MunicipalityKind::SpecialWard,
        });
        for word in ["目黒 区", "目黒", "目黒 区 民 まつり", "めぐろ", "区民", "区 政", "本 区", "区"]
        {
            assert!(names.are_in(word), "{word}");
        }
        for word in ["区民 サービス", "市民", "区画 整理", "渋谷 区"] {
            assert!(!names.are_in(word), "{word}");
        }
    }
}
