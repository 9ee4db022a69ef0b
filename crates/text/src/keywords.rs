//! Keywords (語): what people would list as the words of a text, where a search cuts it into terms.
//!
//! Nouns that touch are counted as one word too, as KH Coder does (複合語): 公民連携 beside 公民 and 連携, デジタル化
//! beside デジタル. Which of them is worth listing is decided by whoever has counted them; here stands every one
//! that could be. Particles, adverbs, numbers with what they count, dates and single kana are no keywords.

use std::ops::Range;

use crate::era::Era;
use crate::letter::{is_digit, is_kana, narrow};
use crate::words::PartOfSpeech;
use crate::{Normalized, Term};

/// A part of a run of nouns is a word up to so many of them; the whole run is one up to [`LONGEST_RUN`].
const LONGEST_PART: usize = 4;
const LONGEST_RUN: usize = 8;

/// Prefixes that point instead of telling: 各課, 本計画.
const POINTING: [&str; 12] = ["各", "本", "当", "同", "該", "諸", "約", "毎", "某", "満", "計", "第"];

/// Words that only lean on others or tie them (他の, 更なる, に即した), and verbs that go with every noun (持つ).
const LEANING: [&str; 40] = [
    "他",
    "更",
    "件",
    "際",
    "旨",
    "例",
    "別",
    "次",
    "仮称",
    "即す",
    "即する",
    "則す",
    "則する",
    "基づく",
    "応じる",
    "応ずる",
    "関する",
    "対する",
    "係る",
    "伴う",
    "踏まえる",
    "通じる",
    "通ずる",
    "向ける",
    "際する",
    "当たる",
    "持つ",
    "得る",
    "受ける",
    "含む",
    "含める",
    "与える",
    "取る",
    "見る",
    "置く",
    "加える",
    "加わる",
    "至る",
    "入る",
    "出る",
];

/// A word as people list it (語).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// The keys of its nouns with a space between each two: what all its spellings share.
    pub key: String,
    /// As it is printed here, in narrow letters; an inflected word in its base form.
    pub form: String,
    /// Whether it is one word, and not made of several.
    pub single: bool,
}

/// The keywords of `printed`, from its terms; a word that comes twice is there twice.
///
/// ```
/// use kurabe_text::{Analyser, Lexicon, Normalized, keywords};
///
/// let analyser = Analyser::new(&Lexicon::shipped()?)?;
/// let printed = "ＤＸ研修を3回行い、庁内に広げる。";
/// let text = Normalized::new(printed);
/// let words = keywords(&analyser.terms(&text), &text, printed);
/// let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
/// assert_eq!(forms, ["DX", "DX研修", "研修", "庁内", "広げる"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn keywords(terms: &[Term<'_>], text: &Normalized, printed: &str) -> Vec<Keyword> {
    let mut found = Found { text, printed, words: Vec::with_capacity(terms.len() * 2) };
    let mut run: Vec<(&Term<'_>, Role)> = Vec::new();
    // Where a number ends that the next word may be counted by.
    let mut number: Option<usize> = None;
    for term in widest(terms) {
        let touches = |end: usize| end == term.range.start;
        let role = match role(term) {
            // What touches a number is what is counted: 3市, 5カ年.
            Role::Noun | Role::Suffix if number.is_some_and(|end| counts(text, end..term.range.start)) => {
                Role::None
            }
            role => role,
        };
        number = (role == Role::Number).then_some(term.range.end);
        let joins = matches!(role, Role::Noun | Role::Adverbial | Role::Prefix | Role::Suffix);
        if !joins || run.last().is_some_and(|(last, _)| !touches(last.range.end)) {
            found.take(&run);
            run.clear();
        }
        if joins {
            run.push((term, role));
        } else if role == Role::Predicate {
            found.push(&[(term, role)]);
        }
    }
    found.take(&run);
    found.words
}

/// Whether a number counts the word behind it: nothing is between them, or white space.
fn counts(text: &Normalized, between: Range<usize>) -> bool {
    text.text().get(between).is_some_and(|between| between.trim().is_empty())
}

/// What a term is to a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A word that joins others.
    Noun,
    /// A noun that only says when or how far: no word by itself.
    Adverbial,
    /// Begins a word.
    Prefix,
    /// Ends a word, or stands within one.
    Suffix,
    /// A verb or an adjective: a word that joins none.
    Predicate,
    /// A number.
    Number,
    /// Nothing.
    None,
}

fn role(term: &Term<'_>) -> Role {
    match term.part_of_speech {
        _ if LEANING.contains(&term.base) => Role::None,
        PartOfSpeech::ProperNoun if Era::ALL.iter().any(|era| era.name() == term.base) => Role::None,
        PartOfSpeech::Noun | PartOfSpeech::VerbalNoun | PartOfSpeech::ProperNoun | PartOfSpeech::Symbol => {
            if term.base.chars().all(is_digit) {
                Role::Number
            } else {
                Role::Noun
            }
        }
        PartOfSpeech::AdverbialNoun => Role::Adverbial,
        PartOfSpeech::Prefix if !POINTING.contains(&term.base) => Role::Prefix,
        PartOfSpeech::Suffix => Role::Suffix,
        PartOfSpeech::Number => Role::Number,
        // いう, みる and ない say little, and no reader would list them.
        PartOfSpeech::Verb | PartOfSpeech::Adjective if !is_short_kana(term.base, 2) => Role::Predicate,
        _ => Role::None,
    }
}

/// The terms of a text, each place once: compounds of the lexicon and not their parts.
fn widest<'a, 't>(terms: &'a [Term<'t>]) -> impl Iterator<Item = &'a Term<'t>> {
    let mut next = 0;
    terms.chunk_by(|one, other| one.position == other.position).filter_map(move |same| {
        let widest = same.last().filter(|term| term.position >= next)?;
        next = widest.position + widest.width;
        Some(widest)
    })
}

fn is_short_kana(word: &str, most: usize) -> bool {
    word.chars().all(is_kana) && word.chars().count() <= most
}

struct Found<'a> {
    text: &'a Normalized,
    printed: &'a str,
    words: Vec<Keyword>,
}

impl Found<'_> {
    /// Adds what can be a word in a run of nouns.
    fn take(&mut self, run: &[(&Term<'_>, Role)]) {
        for first in 0..run.len() {
            for last in first + 1..=run.len().min(first + LONGEST_PART) {
                self.push(&run[first..last]);
            }
            if first == 0 && (LONGEST_PART + 1..=LONGEST_RUN).contains(&run.len()) {
                self.push(run);
            }
        }
    }

    fn push(&mut self, part: &[(&Term<'_>, Role)]) {
        let ([(first, begins), ..], [.., (last, ends)]) = (part, part) else { return };
        let single = part.len() == 1;
        let alone = || {
            let letters = first.base.chars().filter(|c| c.is_alphabetic()).count();
            *begins != Role::Adverbial
                && letters > 0
                && !is_short_kana(first.base, 1)
                && !(letters == 1 && first.base.is_ascii())
        };
        if *begins == Role::Suffix || *ends == Role::Prefix || single && !alone() {
            return;
        }
        let keys: Vec<&str> = part.iter().map(|(term, _)| &*term.key).collect();
        let form = match begins {
            Role::Predicate => first.base.to_owned(),
            _ => self.form(first.range.start..last.range.end),
        };
        self.words.push(Keyword { key: keys.join(" "), form, single });
    }

    fn form(&self, range: Range<usize>) -> String {
        let printed = self.printed.get(self.text.original(range)).unwrap_or_default();
        printed.chars().map(narrow).filter(|c| !c.is_whitespace()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::{Analyser, Lexicon};

    static ANALYSER: LazyLock<Analyser> =
        LazyLock::new(|| Analyser::new(&Lexicon::shipped().unwrap()).unwrap());

    fn check(printed: &str, expected: &str) {
        let text = Normalized::new(printed);
        let words = keywords(&ANALYSER.terms(&text), &text, printed);
        let forms: Vec<&str> = words.iter().map(|word| word.form.as_str()).collect();
        assert_eq!(forms.join(" "), expected, "{printed}");
    }

    #[test]
    fn nouns_that_touch_are_one_word_too() {
        check("公民連携の推進", "公民連携 推進");
        check("情報発信力", "情報 情報発信 情報発信力 発信 発信力");
        check("施設の管理", "施設 管理");
    }

    #[test]
    fn numbers_dates_and_what_is_counted_are_no_words() {
        check("令和6年度に3市で第2次計画を120件", "計画");
        check("平成28年4月1日", "");
        check("第 2 次改定で 70 周年", "改定");
    }

    #[test]
    fn what_only_points_or_leans_is_no_word() {
        check("これは各分野で今後そのために行うこと", "分野");
        check("職員等の研修", "職員 研修");
        check("他の市に即した更なる支援", "市 支援");
    }

    #[test]
    fn a_word_is_shown_as_it_is_printed_and_a_verb_in_its_base_form() {
        check("ＤＸに取り組み、センターを\n見直した", "DX 取り組む センター 見直す");
    }
}
