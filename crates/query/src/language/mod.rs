//! The language of questions (検索式): what can be typed, and the tree it becomes.
//!
//! | typed | meant |
//! |---|---|
//! | `子育て 支援` | both words |
//! | `"子育て支援"` `「…」` `『…』` | these words in this order |
//! | `保育 OR 教育`, `保育 \| 教育`, `保育\|教育` | at least one |
//! | `保育 AND 教育`, `保育 & 教育` | both, as without it |
//! | `NOT 補助金`, `-補助金`, `!補助金` | not this |
//! | `(保育 OR 教育) 無償化` | grouping |
//! | `year:2024`, `自治体：府中市、目黒区` | a [`Field`] with one of the values |
//!
//! NOT binds closest, then AND, then OR. Signs are the same in either width, words that join in either case. A
//! sign within a word belongs to it: `R&D`, `Wi-Fi`; the bar alone never does. Quotation marks and brackets part words wherever they
//! stand, so `市の「開かれた区政」` is a word and a phrase, and `PPP（官民連携）` two words; what is glued so is
//! excluded as a whole: `-PPP（官民連携）` is `-(PPP 官民連携)`.
//!
//! There is no wildcard, no weight and no way to escape a sign; a phrase keeps every sign but the mark that
//! ends it. Whether a value makes sense is for others to say, [`year_range`] apart.
//!
//! It is read in four steps: characters to tokens (`lexer`), brackets in pairs (`brackets`), tokens to a tree
//! (`parser`), and back to text (`print`).

mod brackets;
mod chars;
mod field;
#[cfg(test)]
mod laws;
mod lexer;
mod parser;
mod print;
#[cfg(test)]
mod tests;
mod year;

use std::ops::Range;

pub use field::Field;
pub use year::{YearRange, year_range};

/// What was asked: the tree, and what could not be meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The question; nothing when nothing was asked for.
    pub root: Option<Node>,
    /// What could not be meant, in the order it was typed.
    pub notes: Vec<Note>,
}

/// A question, or a part of one.
///
/// [`parse`] gives `All` and `Any` at least two parts, none of its own sort, and `Not` no `Not`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A word, or what stands between two spaces; cutting it up is for the analyser.
    Word(Piece),
    /// A quotation: words in this order.
    Phrase(Piece),
    /// A condition on where a statement stands.
    Field {
        /// What is looked at.
        field: Field,
        /// What it may be, at least one.
        values: Vec<Piece>,
        /// Bytes of the whole condition in what was typed.
        range: Range<usize>,
    },
    /// Every one of these.
    All(Vec<Node>),
    /// At least one of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// Some characters of what was typed, verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters, without white space at the edges and without quotation marks; never empty.
    pub text: String,
    /// Their bytes in what was typed.
    pub range: Range<usize>,
}

/// Something typed that could not be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is wrong with it.
    pub kind: NoteKind,
    /// Its bytes in what was typed.
    pub range: Range<usize>,
}

/// What can be wrong with something typed, and what was made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// A quotation that is not closed: it was read to the end.
    UnclosedQuote,
    /// A mark that closes no quotation: it was passed over.
    UnopenedQuote,
    /// A quotation of nothing: it was passed over.
    EmptyQuote,
    /// A bracket that is not closed: it was closed at the end.
    UnclosedBracket,
    /// A bracket that closes nothing: it was passed over.
    UnopenedBracket,
    /// A pair of brackets with nothing inside: it was passed over.
    EmptyBrackets,
    /// A bracket inside too many others: it parts words and does not group.
    TooDeep,
    /// An operator with nothing to work on: it was passed over.
    DanglingOperator,
    /// What looks like a field, and no field is called so: it was read as a word.
    UnknownField,
    /// A field without a value, or a comma without one: it was passed over.
    EmptyValue,
}

impl NoteKind {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "unclosed_quote",
            Self::UnopenedQuote => "unopened_quote",
            Self::EmptyQuote => "empty_quote",
            Self::UnclosedBracket => "unclosed_bracket",
            Self::UnopenedBracket => "unopened_bracket",
            Self::EmptyBrackets => "empty_brackets",
            Self::TooDeep => "too_deep",
            Self::DanglingOperator => "dangling_operator",
            Self::UnknownField => "unknown_field",
            Self::EmptyValue => "empty_value",
        }
    }
}

/// Parses what a user typed. Never fails; what could not be meant is reported beside the tree.
///
/// ```
/// use kurabe_query::{Node, parse};
///
/// let Some(Node::All(parts)) = parse("子育て -補助金").root else { panic!() };
/// let Node::Word(word) = &parts[0] else { panic!() };
/// assert_eq!((word.text.as_str(), word.range.clone()), ("子育て", 0..9));
/// assert!(matches!(parts[1], Node::Not(_)));
/// ```
pub fn parse(typed: &str) -> Asked {
    let mut notes = Vec::new();
    let tokens = lexer::tokens(typed, &mut notes);
    let tokens = brackets::balance(tokens, &mut notes);
    let root = parser::tree(tokens, &mut notes);
    Asked { root, notes: in_order(typed, notes) }
}

/// The notes as they were typed; signs that stand together and are wrong in the same way are one.
fn in_order(typed: &str, mut notes: Vec<Note>) -> Vec<Note> {
    notes.sort_by_key(|note| (note.range.start, note.range.end));
    notes.dedup_by(|note, before| {
        let between = typed.get(before.range.end..note.range.start);
        let together =
            before.kind == note.kind && between.is_some_and(|between| between.chars().all(chars::is_space));
        if together {
            before.range.end = note.range.end;
        }
        together
    });
    notes
}
