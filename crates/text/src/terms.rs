//! Terms (検索語): what a text is found by. Indexing, questions and highlights all take them from here.
//!
//! Words that carry content stand at consecutive positions; particles take none, so 公共施設の老朽化 and
//! 公共施設老朽化 are the same sequence. Signs leave a gap, and the end of a sentence a wide one, which no
//! phrase reaches over. Beside the words stand terms that cover several of them: compounds of the lexicon
//! (ワークライフバランス, over its parts), and katakana or Latin words joined by ・ or - (Wi-Fi, as wifi).

use std::borrow::Cow;
use std::ops::Range;

use crate::letter::is_han;
use crate::spelling::{is_katakana_or_long, key};
use crate::words::{Origin, PartOfSpeech, Token};
use crate::{Analyser, Normalized, Worker};

/// A sign parts words as one word between them would.
const SIGN: u32 = 1;
/// No phrase is looked for over the end of a sentence.
const SENTENCE: u32 = 16;

/// A term (検索語) where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'a> {
    /// The word in the spelling all its spellings share.
    pub key: Cow<'a, str>,
    /// The word as a dictionary lists it (基本形), in its own spelling.
    pub base: &'a str,
    /// Its place among the words of the text.
    pub position: u32,
    /// How many words it covers: one, unless it is a compound beside its parts.
    pub width: u32,
    /// Where it stands in the normalised text.
    pub range: Range<usize>,
    /// What sort of word it is (品詞).
    pub part_of_speech: PartOfSpeech,
    /// How it is read (読み), in katakana, if a dictionary knows and the word is not inflected.
    pub reading: Option<&'a str>,
}

impl Analyser {
    /// The terms of `text`, by position; at one position the words come before what covers more.
    pub fn terms<'a>(&'a self, text: &'a Normalized) -> Vec<Term<'a>> {
        collect(self.analyse(text).into_iter(), text)
    }
}

impl Worker {
    /// The terms of `text`, by position; at one position the words come before what covers more.
    pub fn terms<'a>(&'a mut self, text: &'a Normalized) -> Vec<Term<'a>> {
        collect(self.tokens(text), text)
    }
}

fn collect<'a>(tokens: impl Iterator<Item = Token<'a>>, text: &'a Normalized) -> Vec<Term<'a>> {
    let mut terms = Terms { text, terms: Vec::with_capacity(text.text().len() / 6), next: 0, run: None };
    for token in tokens {
        terms.take(&token);
    }
    terms.end_run();
    // What covers several words was added behind them.
    terms.terms.sort_by_key(|term| (term.position, term.width));
    terms.terms
}

struct Terms<'a> {
    text: &'a Normalized,
    terms: Vec<Term<'a>>,
    /// The position of the next word.
    next: u32,
    run: Option<Run>,
}

/// Words that may become one: of katakana or of Latin letters, with ・ or - between.
struct Run {
    position: u32,
    range: Range<usize>,
    latin: bool,
    /// A joiner stands at the end and waits for the next word.
    open: bool,
}

impl<'a> Terms<'a> {
    fn take(&mut self, token: &Token<'a>) {
        let surface = token.surface();
        if surface == "&" {
            // ビルド&スクラップ is ビルド・アンド・スクラップ.
            match self.run.as_mut().filter(|run| run.range.end == token.range().start && !run.latin) {
                Some(run) => (run.range.end, run.open) = (token.range().end, true),
                None => self.end_run(),
            }
            self.push("アンド", token.range(), PartOfSpeech::Noun, None);
            return;
        }
        if !token.is_content() {
            if !self.join(&token.range(), surface) {
                self.end_run();
                self.next += gap(token.part_of_speech(), surface);
            }
            return;
        }
        self.continue_run(&token.range(), surface);
        let position = self.next;
        let part_of_speech = token.part_of_speech();
        let before = self.terms.len();
        for part in token.parts() {
            self.push(part.base, part.range, part_of_speech, None);
        }
        if let Some((first, second)) = scripts(token) {
            let Range { start, end } = token.range();
            let between = start + first.len();
            self.push(first, start..between, part_of_speech, None);
            self.push(second, between..end, part_of_speech, None);
        }
        if self.terms.len() > before {
            let (width, range) = (self.next - position, token.range());
            let (base, reading) = (token.base(), token.reading());
            self.terms.push(Term { key: key(base), base, position, width, range, part_of_speech, reading });
        } else {
            let reading = token.reading().filter(|_| token.base() == surface);
            self.push(token.base(), token.range(), part_of_speech, reading);
        }
    }

    fn push(
        &mut self,
        base: &'a str,
        range: Range<usize>,
        part_of_speech: PartOfSpeech,
        reading: Option<&'a str>,
    ) {
        let (key, position) = (key(base), self.next);
        self.terms.push(Term { key, base, position, width: 1, range, part_of_speech, reading });
        self.next += 1;
    }

    /// Whether a sign joins the word before it to the one behind it.
    fn join(&mut self, range: &Range<usize>, surface: &str) -> bool {
        let Some(run) = self.run.as_mut().filter(|run| run.range.end == range.start && !run.open) else {
            return false;
        };
        run.open = matches!((run.latin, surface), (true, "-" | "・") | (false, "・"));
        let after = self.text.text().get(range.end..).and_then(|rest| rest.chars().next());
        run.open &=
            after.is_some_and(|c| if run.latin { c.is_ascii_alphanumeric() } else { is_katakana_or_long(c) });
        if run.open {
            run.range.end = range.end;
        }
        run.open
    }

    fn continue_run(&mut self, range: &Range<usize>, surface: &str) {
        let latin = surface.chars().all(|c| c.is_ascii_alphanumeric());
        if let Some(run) = self.run.as_mut()
            && run.range.end == range.start
            && run.open
            && run.latin == latin
        {
            run.range.end = range.end;
            run.open = false;
            return;
        }
        self.end_run();
        if latin || surface.chars().all(is_katakana_or_long) {
            self.run = Some(Run { position: self.next, range: range.clone(), latin, open: false });
        }
    }

    /// Adds what a run of joined words is as one.
    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let written = self.text.text().get(run.range.clone()).unwrap_or_default();
        let joined = written.replace(['-', '・'], "").replace('&', "アンド");
        let width = self.next - run.position;
        if width > 1 && joined != written {
            self.terms.push(Term {
                key: Cow::Owned(key(&joined).into_owned()),
                base: written,
                position: run.position,
                width,
                range: run.range,
                part_of_speech: PartOfSpeech::Noun,
                reading: None,
            });
        }
    }
}

/// The two words a noun is made of that goes over from katakana to kanji, or the other way round: a dictionary has
/// デジタル技術 as one word, and who looks for either half means it too.
fn scripts<'a>(token: &Token<'a>) -> Option<(&'a str, &'a str)> {
    const KATAKANA: usize = 3;
    const KANJI: usize = 2;
    let surface = token.surface();
    let first = is_katakana_or_long(surface.chars().next()?);
    let (at, _) = surface.char_indices().find(|(_, c)| is_katakana_or_long(*c) != first)?;
    let (head, tail) = surface.split_at(at);
    let (katakana, kanji) = if first { (head, tail) } else { (tail, head) };
    let is_noun = token.origin() == Origin::Dictionary && token.base() == surface;
    let are_words = katakana.chars().count() >= KATAKANA
        && kanji.chars().count() >= KANJI
        && katakana.chars().all(is_katakana_or_long)
        && kanji.chars().all(is_han);
    (is_noun && are_words).then_some((head, tail))
}

fn gap(part_of_speech: PartOfSpeech, surface: &str) -> u32 {
    if part_of_speech != PartOfSpeech::Symbol || surface == " " {
        0
    } else if surface.contains(['。', '.', '!', '?']) {
        SENTENCE
    } else {
        SIGN
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::Lexicon;

    static ANALYSER: LazyLock<Analyser> =
        LazyLock::new(|| Analyser::new(&Lexicon::shipped().unwrap()).unwrap());

    /// The keys with their positions; what covers more than one word has its width behind it.
    fn check(text: &str, expected: &str) {
        let text = Normalized::new(text);
        let terms: Vec<String> = ANALYSER
            .terms(&text)
            .iter()
            .map(|term| match term.width {
                1 => format!("{}{}", term.position, term.key),
                width => format!("{}{}*{width}", term.position, term.key),
            })
            .collect();
        assert_eq!(terms.join(" "), expected);
    }

    #[test]
    fn particles_take_no_position_and_signs_do() {
        check("公共施設の老朽化", "0公共 1施設 2老朽 3化");
        check("福祉、教育。防災", "0福祉 2教育 19防災");
    }

    #[test]
    fn joined_words_are_one_word_too() {
        check("Wi-Fiの整備", "0wi 0wifi*2 1fi 2整備");
        check("ワーク・ライフ・バランス", "0ワーク 0ワークライフバランス*3 1ライフ 2バランス");
        check("ワークライフバランス", "0ワーク 0ワークライフバランス*3 1ライフ 2バランス");
        check("協働・共創", "0協働 2共創");
    }

    #[test]
    fn a_word_in_two_scripts_is_two() {
        check("デジタル技術の活用", "0デジタル 0デジタル技術*2 1技術 2活用");
        check("排ガスの対策", "0排ガス 1対策");
    }

    #[test]
    fn spellings_of_a_word_are_one() {
        for text in ["取り組み", "取組み", "取組", "取り組む", "取組む"] {
            check(text, "0取組");
        }
        check("サーバーの引継ぎ", "0サーバ 1引継");
        check("手続きと申し込み", "0手続 1申込");
    }

    #[test]
    fn spellings_of_a_compound_have_its_parts() {
        check("街づくり", "0まち 0まちづくり*2 1作る");
        check("商店街づくり", "0商店 0商店街*2 1街 2作る");
    }

    /// `tests/spellings.txt`: the spellings of a word in every line, or behind `≠` words that stay apart.
    #[test]
    fn spellings_in_plans_are_one() {
        let keys = |text: &str| -> Vec<(u32, u32, String)> {
            let text = Normalized::new(text);
            let terms = ANALYSER.terms(&text);
            terms.into_iter().map(|term| (term.position, term.width, term.key.into_owned())).collect()
        };
        let lines = include_str!("../tests/spellings.txt").lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (line, equal) = line.strip_prefix("≠ ").map_or((line, true), |line| (line, false));
            let mut spellings = line.split(" / ");
            let first = keys(spellings.next().unwrap_or_default());
            assert!(!first.is_empty(), "{line}");
            for spelling in spellings {
                assert_eq!(keys(spelling) == first, equal, "{spelling}: {line}");
            }
        }
    }
}
