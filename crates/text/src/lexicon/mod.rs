//! The lexicon (語彙): what the program knows of the words of local government, in three files planners may
//! edit.
//!
//! | file | what it says |
//! |---|---|
//! | `words.csv` | words IPADIC cuts wrongly |
//! | `synonyms.tsv` | which words mean the same, something narrower, broader or related |
//! | `themes.toml` | the themes (テーマ), and which words tell that a statement is about one |
//!
//! This is what the files say; a [`Vocabulary`](crate::Vocabulary) is what can be done with it.

mod synonyms;
mod themes;
mod words;

use std::fmt;

use sha2::{Digest, Sha256};

pub use synonyms::Synonyms;
pub use themes::Theme;
pub(crate) use words::LAST_CONTEXT;
pub use words::Word;

use crate::Normalized;

/// The texts of the three files.
#[derive(Debug, Clone, Copy)]
pub struct LexiconSources<'a> {
    /// `words.csv`
    pub words: &'a str,
    /// `synonyms.tsv`
    pub synonyms: &'a str,
    /// `themes.toml`
    pub themes: &'a str,
}

impl LexiconSources<'_> {
    /// A short name of exactly these texts: with two lexicons that agree in it the same statement is found by
    /// the same question.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        for text in [self.words, self.synonyms, self.themes] {
            digest.update(text.len().to_le_bytes());
            digest.update(text);
        }
        short(digest)
    }
}

impl LexiconSources<'static> {
    /// The files as they were when the program was built.
    pub const SHIPPED: Self = Self {
        words: include_str!("../../../../corpus/lexicon/words.csv"),
        synonyms: include_str!("../../../../corpus/lexicon/synonyms.tsv"),
        themes: include_str!("../../../../corpus/lexicon/themes.toml"),
    };
}

/// The words, their relations and the themes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lexicon {
    words: Vec<Word>,
    synonyms: Vec<Synonyms>,
    themes: Vec<Theme>,
}

/// One of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexiconFile {
    /// `words.csv`
    Words,
    /// `synonyms.tsv`
    Synonyms,
    /// `themes.toml`
    Themes,
}

impl LexiconFile {
    /// Its name below `corpus/lexicon/`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words.csv",
            Self::Synonyms => "synonyms.tsv",
            Self::Themes => "themes.toml",
        }
    }
}

impl fmt::Display for LexiconFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A line of the lexicon that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct LexiconError {
    /// Where it stands.
    pub file: LexiconFile,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: LexiconProblem,
}

/// What is wrong, with its line.
type Problem = (usize, LexiconProblem);

/// What can be wrong with a line of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconProblem {
    /// Too few or too many columns.
    #[error("{found} columns where {needed} are needed")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many there should be.
        needed: usize,
    },
    /// A word that says nothing.
    #[error("the word is empty")]
    Empty,
    /// A context id IPADIC does not know.
    #[error("`{text}` is not a context id: 0 to {LAST_CONTEXT} are")]
    Context {
        /// What stands there.
        text: String,
    },
    /// A cost that is no number, or too large for the dictionary.
    #[error("`{text}` is not a cost: a whole number between -32768 and 32767 is needed")]
    Cost {
        /// What stands there.
        text: String,
    },
    /// Parts that do not make up the word.
    #[error("the parts `{parts}` do not make up `{surface}`")]
    Parts {
        /// The parts as they stand there.
        parts: String,
        /// The word they should make up.
        surface: String,
    },
    /// The same word twice, perhaps in two spellings that normalise to one.
    #[error("`{word}` is already on line {first}")]
    Twice {
        /// The word.
        word: String,
        /// Where it stands already.
        first: usize,
    },
    /// The first line of the synonyms is not the head of the table.
    #[error("the head of the table is missing: {needed}")]
    Head {
        /// What it should be.
        needed: &'static str,
    },
    /// Not TOML, or not a theme.
    #[error("{cause}")]
    Toml {
        /// What the parser said.
        cause: String,
    },
    /// A name that cannot be the id of a theme.
    #[error("`{id}` is not the id of a theme: use lower-case letters, digits, hyphens and underscores")]
    Id {
        /// What stands there.
        id: String,
    },
    /// A theme no statement can have.
    #[error("the theme `{id}` has no terms")]
    NoTerms {
        /// The theme.
        id: String,
    },
}

impl Lexicon {
    /// Reads the three files.
    pub fn parse(sources: LexiconSources<'_>) -> Result<Self, LexiconError> {
        let at = |file| move |(line, problem)| LexiconError { file, line, problem };
        Ok(Self {
            words: words::parse(sources.words).map_err(at(LexiconFile::Words))?,
            synonyms: synonyms::parse(sources.synonyms).map_err(at(LexiconFile::Synonyms))?,
            themes: themes::parse(sources.themes).map_err(at(LexiconFile::Themes))?,
        })
    }

    /// The lexicon this program comes with.
    pub fn shipped() -> Result<Self, LexiconError> {
        Self::parse(LexiconSources::SHIPPED)
    }

    /// Reads the words alone: all that cutting text needs.
    pub fn parse_words(words_csv: &str) -> Result<Self, LexiconError> {
        let words = words::parse(words_csv).map_err(|(line, problem)| LexiconError {
            file: LexiconFile::Words,
            line,
            problem,
        })?;
        Ok(Self { words, ..Self::default() })
    }

    /// The words, in the order of the table.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// What means the same, in the order of the table.
    pub fn synonyms(&self) -> &[Synonyms] {
        &self.synonyms
    }

    /// The themes, in the order of the file.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// A short name of exactly these words: two lexicons that agree in it cut text alike.
    pub fn words_fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        words::digest(&self.words, &mut digest);
        short(digest)
    }
}

/// A short name for what was digested.
pub(crate) fn short(digest: Sha256) -> String {
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn normal(text: &str) -> String {
    Normalized::new(text).into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_is_sound() {
        let lexicon = Lexicon::shipped().unwrap();
        assert!(lexicon.words().len() > 100);
        assert!(lexicon.synonyms().len() > 300);
        assert!(lexicon.themes().len() >= 26);
    }

    #[test]
    fn errors_name_the_file() {
        let sources = LexiconSources { words: "協働", ..LexiconSources::SHIPPED };
        let error = Lexicon::parse(sources).unwrap_err();
        assert_eq!(error.to_string(), "words.csv:1: 1 columns where 14 are needed");
    }
}
