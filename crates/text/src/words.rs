//! Words (形態素解析): from normalised text to tokens that know where they came from.
//!
//! lindera's segmenter hands out a vector of owned tokens; an index of two million statements wants none.
//! So only its lattice is used here: a [`Worker`] keeps the lattice between texts, its [`Tokens`] are an
//! iterator, and a [`Token`] borrows what the dictionary knows of its word from where it lies.

mod part_of_speech;
mod token;
mod user;

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lindera_dictionary::dictionary::{Dictionary, UserDictionary};
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LexType, WordId};
use sha2::{Digest, Sha256};

pub use part_of_speech::PartOfSpeech;
pub use token::{Origin, Part, Token};

use part_of_speech::Class;
use user::UserWord;

use crate::Normalized;
use crate::dictionary::{self, DICTIONARY_FINGERPRINT, DictionaryError};
use crate::lexicon::{Lexicon, short};

/// A clause without 、 or 。 is cut here: the lattice takes half a kilobyte a byte, and costs that add up over
/// a hundred kilobytes would be clamped. No sentence people wrote is a quarter as long.
const LONGEST_CLAUSE: usize = 4 * 1024;

/// Where lindera cuts the lattice, as far as normalised text has it: words do not reach over these.
const CLAUSE_ENDS: [char; 2] = ['、', '。'];

/// The word of a clause the lattice found no way through; it has no features.
fn no_word() -> WordId {
    WordId::new(LexType::Unknown, u32::MAX)
}

/// Cuts text into words with IPADIC and a lexicon. Cloning shares the tables.
///
/// ```
/// use kurabe_text::{Analyser, Lexicon, Normalized};
///
/// let analyser = Analyser::new(&Lexicon::shipped()?)?;
/// let text = Normalized::new("市民との協働を進める。");
/// let words: Vec<&str> = analyser.analyse(&text).iter().filter(|t| t.is_content()).map(|t| t.base()).collect();
/// assert_eq!(words, ["市民", "協働", "進める"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Analyser {
    tables: Arc<Tables>,
}

/// What all tokens borrow from.
struct Tables {
    system: Dictionary,
    user: Option<UserDictionary>,
    /// The words of the lexicon, by their ids.
    words: Vec<UserWord>,
    /// What IPADIC's tags are here, by their numbers.
    classes: Vec<Class>,
    /// The same for words no dictionary knows, by their ids.
    unknown: Vec<Class>,
    fingerprint: String,
    /// The buffers of workers that are done, for the next ones.
    idle: Mutex<Vec<Buffers>>,
}

/// What is needed to cut one text after another.
#[derive(Default)]
struct Buffers {
    lattice: Lattice,
    words: Vec<(usize, WordId)>,
}

/// So many buffers are kept; each grows to two megabytes at the most.
const KEPT: usize = 8;

/// An analyser that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalyserError {
    /// The dictionary in the program is damaged.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// The words of the lexicon do not fit into the dictionary.
    #[error("the words of the lexicon cannot be used: {cause}")]
    Words {
        /// What the dictionary said.
        cause: String,
    },
}

impl Analyser {
    /// An analyser that knows IPADIC's words and those of `lexicon`.
    pub fn new(lexicon: &Lexicon) -> Result<Self, AnalyserError> {
        let words = lexicon.words_fingerprint();
        let fingerprint = Sha256::new_with_prefix(format!("{DICTIONARY_FINGERPRINT} {words}"));
        let system = dictionary::open()?;
        let tables = Tables {
            user: user::compile(lexicon)?,
            words: user::words(lexicon),
            classes: dictionary::tags().map(Class::of).collect(),
            unknown: dictionary::unknown_tags(&system).map(|tag| Class::of(&tag)).collect(),
            fingerprint: short(fingerprint),
            idle: Mutex::default(),
            system,
        };
        Ok(Self { tables: Arc::new(tables) })
    }

    /// All tokens of `text`. For many texts a [`Worker`] keeps what it needs to itself.
    pub fn analyse<'a>(&'a self, text: &'a Normalized) -> Vec<Token<'a>> {
        let mut worker = self.worker();
        Tokens::new(&self.tables, text, &mut worker.buffers).collect()
    }

    /// A worker with buffers of its own; every thread wants one.
    pub fn worker(&self) -> Worker {
        let buffers = self.tables.idle().pop().unwrap_or_default();
        Worker { tables: Arc::clone(&self.tables), buffers }
    }

    /// A short name of the dictionary and the lexicon together: analysers that agree in it agree in every
    /// token, and an index remembers which one it was built with.
    pub fn fingerprint(&self) -> &str {
        &self.tables.fingerprint
    }
}

impl fmt::Debug for Analyser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyser").field("fingerprint", &self.fingerprint()).finish_non_exhaustive()
    }
}

impl Tables {
    fn idle(&self) -> MutexGuard<'_, Vec<Buffers>> {
        // Buffers are cleared before each text, whatever state they were left in.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An analyser's buffers, reused from text to text, and from worker to worker.
pub struct Worker {
    tables: Arc<Tables>,
    buffers: Buffers,
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut idle = self.tables.idle();
        if idle.len() < KEPT {
            idle.push(std::mem::take(&mut self.buffers));
        }
    }
}

impl Worker {
    /// The tokens of `text`, made as they are asked for.
    pub fn tokens<'a>(&'a mut self, text: &'a Normalized) -> Tokens<'a, 'a> {
        Tokens::new(&self.tables, text, &mut self.buffers)
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("fingerprint", &self.tables.fingerprint).finish_non_exhaustive()
    }
}

/// The tokens of a text, in order and without gaps: their surfaces make up the normalised text.
pub struct Tokens<'w, 'a> {
    tables: &'a Tables,
    text: &'a Normalized,
    /// Its words tell where each word of the clause starts in it.
    buffers: &'w mut Buffers,
    /// How many of them have been handed out.
    given: usize,
    /// The clause in the normalised text.
    clause: Range<usize>,
}

impl<'w, 'a> Tokens<'w, 'a> {
    fn new(tables: &'a Tables, text: &'a Normalized, buffers: &'w mut Buffers) -> Self {
        buffers.words.clear();
        Self { tables, text, buffers, given: 0, clause: 0..0 }
    }

    /// Cuts the next clause into words; nothing at the end of the text.
    fn advance(&mut self) -> Option<()> {
        let rest = self.text.text().get(self.clause.end..).filter(|rest| !rest.is_empty())?;
        let clause = first_clause(rest);
        self.clause = self.clause.end..self.clause.end + clause.len();
        let Tables { system, user, .. } = self.tables;
        let Buffers { lattice, words } = &mut *self.buffers;
        lattice.set_text(
            &system.prefix_dictionary,
            &user.as_ref().map(|user| &user.dict),
            &system.character_definition,
            &system.unknown_dictionary,
            &system.connection_cost_matrix,
            clause,
            &Mode::Normal,
        );
        lattice.tokens_offset_into(words);
        // Without a way through, or with one that begins late, the clause stays whole: no text is lost.
        if words.first().is_none_or(|(start, _)| *start != 0) {
            words.clear();
            words.push((0, no_word()));
        }
        self.given = 0;
        Some(())
    }
}

impl<'a> Iterator for Tokens<'_, 'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.given == self.buffers.words.len() {
            self.advance()?;
        }
        let (start, word) = *self.buffers.words.get(self.given)?;
        self.given += 1;
        let end = self.buffers.words.get(self.given).map_or(self.clause.len(), |(next, _)| *next);
        Some(Token::new(self.tables, self.text, self.clause.start + start..self.clause.start + end, word))
    }
}

impl fmt::Debug for Tokens<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("clause", &self.clause).finish_non_exhaustive()
    }
}

/// The beginning of `text` up to the first sign that ends a clause, or as much as a lattice takes.
fn first_clause(text: &str) -> &str {
    let limit = text.floor_char_boundary(LONGEST_CLAUSE);
    let (head, _) = text.split_at(limit);
    let end = head.find(CLAUSE_ENDS).map(|at| head.ceil_char_boundary(at + 1));
    end.map_or(head, |end| head.split_at(end).0)
}

#[cfg(test)]
mod tests;
