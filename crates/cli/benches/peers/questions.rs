//! What is asked: ten kinds of question, their words drawn from the statements themselves.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_text::{Analyser, Lexicon, Normalized, PartOfSpeech};

use crate::dice::Dice;
use crate::statements::Row;

/// How many questions of each kind are asked.
const OF_A_KIND: usize = 20;

/// How words are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Every one of them has to be there.
    All,
    /// What has more of them comes first.
    Any,
    /// In this order.
    Phrase,
    /// In this order, and nothing that means the same.
    Exact,
}

impl Way {
    const NAMES: [(Self, &'static str); 4] =
        [(Self::All, "all"), (Self::Any, "any"), (Self::Phrase, "phrase"), (Self::Exact, "exact")];

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(way, _)| *way == self).map_or("", |(_, name)| name)
    }

    fn called(name: &str) -> Self {
        Self::NAMES.iter().find(|(_, own)| *own == name).map_or(Self::All, |(way, _)| *way)
    }
}

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) way: Way,
    pub(crate) words: Vec<String>,
    /// The code of the municipality answers have to be of.
    pub(crate) within: Option<String>,
    /// Whether the answers are counted by municipality.
    pub(crate) counted: bool,
}

impl Question {
    fn new(way: Way, words: Vec<String>) -> Self {
        Self { way, words, within: None, counted: false }
    }

    /// The line it is asked in: way, municipality, whether to count, words.
    pub(crate) fn line(&self) -> String {
        let within = self.within.as_deref().unwrap_or_default();
        format!("{}\t{within}\t{}\t{}", self.way.name(), u8::from(self.counted), self.words.join(" "))
    }

    /// What [`Question::line`] says.
    pub(crate) fn of(line: &str) -> Self {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let way = Way::called(column());
        let within = Some(column().to_owned()).filter(|code| !code.is_empty());
        let counted = column() == "1";
        // A sentence and a phrase are one thing, whatever blanks are in them.
        let words = match way {
            Way::All => column().split(' ').map(str::to_owned).collect(),
            _ => vec![column().to_owned()],
        };
        Self { way, words, within, counted }
    }
}

/// Questions of one kind.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<Question>,
}

/// A word of a sampled statement: where it stands, and in how many of the sample it is.
struct Place {
    word: String,
    from: usize,
    until: usize,
    found: usize,
}

/// The ten kinds, for statements of which these are a sample.
pub(crate) fn kinds(sample: &[Row]) -> Vec<Kind> {
    let lexicon = Lexicon::shipped().expect("the shipped lexicon is sound");
    let analyser = Analyser::new(&lexicon).expect("the dictionary opens");
    let mut nouns: Vec<Vec<Place>> = sample.iter().map(|row| places(&analyser, &row.text)).collect();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for places in &nouns {
        let words: BTreeSet<&String> = places.iter().map(|place| &place.word).collect();
        for word in words {
            *found.entry(word.clone()).or_default() += 1;
        }
    }
    for place in nouns.iter_mut().flatten() {
        place.found = found.get(&place.word).copied().unwrap_or_default();
    }
    let mut draw = Draw { sample, nouns, dice: Dice(0x9e37_79b9_7f4a_7c15), often: sample.len() / 200 };
    let mut by_number: Vec<(&String, &usize)> = found.iter().collect();
    by_number.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), (*word).clone()));
    let common: Vec<String> = by_number.iter().map(|(word, _)| (*word).clone()).take(OF_A_KIND).collect();

    let one = |draw: &mut Draw<'_>| Question::new(Way::All, draw.words(1));
    vec![
        Kind { name: "one word", questions: draw.times(one) },
        Kind { name: "two words", questions: draw.times(|draw| Question::new(Way::All, draw.words(2))) },
        Kind { name: "three words", questions: draw.times(|draw| Question::new(Way::All, draw.words(3))) },
        Kind {
            name: "phrase",
            questions: draw.times(|draw| Question::new(Way::Phrase, vec![draw.phrase()])),
        },
        Kind {
            name: "a question",
            questions: draw.times(|draw| {
                let words = draw.words(2);
                Question::new(Way::Any, vec![format!("{}の{}をどう進めるか", words[0], words[1])])
            }),
        },
        Kind {
            name: "a rare word",
            questions: draw.times(|draw| Question::new(Way::All, vec![draw.rare()])),
        },
        Kind {
            name: "a common word",
            questions: common.into_iter().map(|word| Question::new(Way::All, vec![word])).collect(),
        },
        Kind { name: "exact", questions: draw.times(|draw| Question::new(Way::Exact, vec![draw.phrase()])) },
        Kind {
            name: "one municipality",
            questions: draw.times(|draw| {
                let within = Some(draw.municipality());
                Question { within, ..one(draw) }
            }),
        },
        Kind { name: "with counts", questions: draw.times(|draw| Question { counted: true, ..one(draw) }) },
    ]
}

fn places(analyser: &Analyser, text: &str) -> Vec<Place> {
    let normalized = Normalized::new(text);
    let nouns = analyser.analyse(&normalized).into_iter().filter_map(|token| {
        let range = token.original();
        let word = text.get(range.clone())?.to_owned();
        let is_noun = token.part_of_speech() == PartOfSpeech::Noun
            && word.chars().count() > 1
            && word.chars().all(|c| c.is_alphabetic());
        is_noun.then_some(Place { word, from: range.start, until: range.end, found: 0 })
    });
    nouns.collect()
}

/// Draws words from a sample of statements.
struct Draw<'r> {
    sample: &'r [Row],
    nouns: Vec<Vec<Place>>,
    dice: Dice,
    /// A word that is found less often is no word people ask for every day.
    often: usize,
}

impl Draw<'_> {
    /// As many as are asked of a kind, each another one where there are so many.
    fn times(&mut self, mut draw: impl FnMut(&mut Self) -> Question) -> Vec<Question> {
        let mut questions: BTreeMap<String, Question> = BTreeMap::new();
        for _ in 0..OF_A_KIND * 20 {
            if questions.len() < OF_A_KIND {
                let question = draw(self);
                questions.insert(question.line(), question);
            }
        }
        questions.into_values().collect()
    }

    /// So many words of one statement.
    fn words(&mut self, count: usize) -> Vec<String> {
        loop {
            let places = &self.nouns[self.dice.roll(self.nouns.len())];
            let often: BTreeSet<&String> =
                (places.iter()).filter(|place| place.found >= self.often).map(|place| &place.word).collect();
            let often: Vec<&String> = often.into_iter().collect();
            if often.len() >= count {
                let first = self.dice.roll(often.len());
                return (0..count).map(|next| often[(first + next) % often.len()].clone()).collect();
            }
        }
    }

    /// A word that is in one or two statements of the sample.
    fn rare(&mut self) -> String {
        loop {
            let places = &self.nouns[self.dice.roll(self.nouns.len())];
            if let Some(place) = places.iter().find(|place| place.found <= 2) {
                return place.word.clone();
            }
        }
    }

    /// What stands from one noun to the next: 公共施設, 人材の育成.
    fn phrase(&mut self) -> String {
        loop {
            let place = self.dice.roll(self.nouns.len());
            let (places, row) = (&self.nouns[place], &self.sample[place]);
            let first = self.dice.roll(places.len().max(1));
            let (Some(one), Some(two)) = (places.get(first), places.get(first + 1)) else { continue };
            let phrase = row.text.get(one.from..two.until).unwrap_or_default();
            let is_one = phrase.chars().all(char::is_alphabetic) && phrase.chars().count() <= 12;
            if is_one && one.found.min(two.found) >= self.often {
                return phrase.to_owned();
            }
        }
    }

    fn municipality(&mut self) -> String {
        self.sample[self.dice.roll(self.sample.len())].municipality.clone()
    }
}
