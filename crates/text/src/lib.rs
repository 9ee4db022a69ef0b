//! Japanese text as evidence (証拠としての日本語).
//!
//! Everything that has to know Japanese is here, once: what makes two ways of writing equal
//! ([`Normalized`]), where a sentence ends ([`sentences`]), which words a text is made of ([`Analyser`]),
//! what its [`numbers`] and [`years`] are worth, and whom a name means ([`Gazetteer`]). Indexing and
//! searching call the same functions, so a word that is found is the word that was asked for.
//!
//! Nothing that is shown is ever the normalised text. A search works on [`Normalized::text`]; what it finds
//! goes back through [`Normalized::original`] to the graphemes the paper prints.
//!
//! ```
//! use kurabe_text::{Analyser, Lexicon, Normalized, era_name, numbers, years};
//!
//! let printed = "ＤＸの推進に向け、㈱くらべと協働する。";
//! let text = Normalized::new(printed);
//! assert!(text.text().starts_with("dxの推進"));
//!
//! let analyser = Analyser::new(&Lexicon::shipped()?)?;
//! let word = analyser.analyse(&text).into_iter().find(|token| token.base() == "協働").expect("it is there");
//! assert_eq!(printed.get(word.original()), Some("協働"));
//!
//! assert_eq!(numbers("計4,000人").first().map(|number| number.value), Some(4000.0));
//! let year = years("令和６年度の方針").remove(0);
//! assert_eq!(era_name(year.first), "令和6年度");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - No file is read and no clock asked: what a function needs it is given, or carries in the binary.
//! - Every range handed out lies on character edges of the text it was given; ranges of the original lie on
//!   the edges of graphemes, and an offset inside what one grapheme became snaps outward.
//! - Tokens tile the normalised text. Analysis of a question and of a document is the same function.
//! - No input makes anything here panic.
//!
//! # Out of scope
//! What a number or a word means for a municipality (`corpus`), and what is done with tokens (`index`).

mod audience;
mod dictionary;
mod elements;
mod era;
mod gazetteer;
mod keywords;
pub mod letter;
mod lexicon;
mod normal;
mod number;
mod sentence;
mod spelling;
mod terms;
mod vocabulary;
mod words;

pub use audience::Audience;
pub use dictionary::{DICTIONARY_FINGERPRINT, DICTIONARY_LICENCE, DictionaryError};
pub use elements::{Element, Role, Standing, about, above, elements, printed, weightiest};
pub use era::{Era, YearMention, bare_years, era_name, parse_period, parse_year, years};
pub use gazetteer::{Gazetteer, GazetteerError, Lookup, called};
pub use keywords::{Keyword, keywords};
pub use lexicon::{
    Lexicon, LexiconError, LexiconFile, LexiconProblem, LexiconSources, Synonyms, Theme, Word,
};
pub use normal::{Normalized, fold, unified};
pub use number::{Number, numbers, ordinal};
pub use sentence::sentences;
pub use spelling::katakana;
pub use terms::Term;
pub use vocabulary::{Concept, ConceptIndex, Mention, Signs, Vocabulary};
pub use words::{Analyser, AnalyserError, Origin, Part, PartOfSpeech, Token, Tokens, Worker};
