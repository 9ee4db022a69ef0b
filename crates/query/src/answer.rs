//! Answers (回答) as plain data: what was understood, what was found, why, and out of how much.

use kurabe_index::{Facet, Filter};
use kurabe_model::{DocumentId, Quote};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as it was typed.
    pub query: String,
    /// Whether rows of tables (表の行) were looked for: then they are what is counted.
    pub tables: bool,
    /// What it was taken to mean.
    pub understood: Understood,
    /// How many statements answer it.
    pub total: usize,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
    /// What was searched, within the filters.
    pub searched: Searched,
    /// The wanted ones, best first.
    pub hits: Vec<Hit>,
    /// How all that answer it are spread.
    pub facets: Vec<FacetCounts>,
    /// What was probably meant, where the words as typed are not found.
    pub suggestion: Option<Suggestion>,
    /// What is only loosely related, if it was asked for.
    pub loose: Option<Loose>,
}

/// What is only loosely related (関連の薄いもの): it has some of the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Loose {
    /// How many there are.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// What a question was taken to mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// The words looked for, in the order typed.
    pub words: Vec<UnderstoodWord>,
    /// What answers are narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What could not be meant and was passed over.
    pub notes: Vec<Note>,
}

/// A word, and what else counts as it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderstoodWord {
    /// As typed.
    pub typed: String,
    /// The same by other words, best first.
    pub also: Vec<(String, Via)>,
    /// Whether an answer may lack it.
    pub light: bool,
    /// Whether any statement of the corpus says it.
    pub said: bool,
}

/// A filter, and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderstoodFilter {
    /// The filter.
    pub filter: Filter,
    /// What people call its values.
    pub labels: Vec<String>,
    /// The words of the question it was taken from; none if it was asked for.
    pub from_words: Vec<String>,
}

impl UnderstoodFilter {
    /// The filter, taken from words of the question.
    pub(crate) fn said(self, words: &str) -> Self {
        Self { from_words: vec![words.to_owned()], ..self }
    }

    /// The filter the other way round.
    pub(crate) fn without(self) -> Self {
        Self { filter: self.filter.without(), ..self }
    }
}

/// Something in a question that could not be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A quotation mark or bracket without its other half, an operator without words.
    Syntax {
        /// What is wrong.
        note: crate::NoteKind,
        /// What it is about.
        text: String,
    },
    /// A value no statement can have.
    UnknownValue {
        /// The field.
        facet: Facet,
        /// The value.
        value: String,
    },
    /// Text behind so many characters was not read.
    TooLong {
        /// How many were read.
        characters: usize,
    },
    /// Words behind so many were passed over.
    TooManyWords {
        /// How many are looked for.
        words: usize,
    },
    /// A subject that is the name of a theme was taken for the theme, and not for words.
    ReadAsTheme {
        /// What was typed.
        typed: String,
        /// What the theme is called.
        label: String,
    },
    /// Periods were asked for without a year to look for in them.
    NoYear,
    /// No statement answers, and rows of tables (表の行) do, which were not looked for.
    InTables {
        /// How many.
        rows: usize,
    },
}

impl Note {
    /// The name in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Syntax { note, .. } => note.name(),
            Self::UnknownValue { .. } => "unknown_value",
            Self::TooLong { .. } => "too_long",
            Self::TooManyWords { .. } => "too_many_words",
            Self::ReadAsTheme { .. } => "read_as_theme",
            Self::NoYear => "no_year",
            Self::InTables { .. } => "in_tables",
        }
    }
}

/// How much there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusFacts {
    /// Its version: the same questions have the same answers.
    pub version: String,
    /// Documents.
    pub documents: usize,
    /// Documents that gave nothing.
    pub unreadable: usize,
    /// Statements.
    pub statements: usize,
    /// Municipalities.
    pub municipalities: usize,
    /// What ranks answers beside words, where something does.
    pub meaning: Option<MeaningFacts>,
}

/// The model that says what statements mean (意味).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningFacts {
    /// The beginning of the SHA-256 of its weights.
    pub model: String,
    /// Of how many statements it has said so; the others are compared by words alone.
    pub statements: usize,
}

/// How much was searched: the denominators of "nothing".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Statements.
    pub statements: usize,
    /// Documents that were read: those they stand in, and those that have tables only.
    pub documents: usize,
    /// How many of these have tables only (表だけの文書), and no statement to search.
    pub only_tables: usize,
    /// Which they are.
    pub ids: Vec<DocumentId>,
}

/// A statement that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place in the answer, from 1.
    pub rank: usize,
    /// How well it answers; comparable within one answer only.
    pub score: f32,
    /// The statement.
    pub quote: Quote,
    /// What to emphasise: character ranges of its text, disjoint and in order.
    pub highlights: Vec<(usize, usize)>,
    /// Why it was found.
    pub matched: Vec<Matched>,
    /// Where the score comes from, if it was asked for.
    pub explanation: Option<Explanation>,
}

/// A reason for a hit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matched {
    /// The words in the statement or its headings, as printed; the label of a theme.
    pub term: String,
    /// How they came to count.
    pub via: Via,
    /// The word of the question they count for.
    pub of: String,
}

/// How one word comes to stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It is the word.
    Exact,
    /// Another spelling or form of the word.
    Variant,
    /// A word of the thesaurus: the same, narrower, broader or related.
    Synonym,
    /// The theme of that name.
    Theme,
    /// The meaning of the whole.
    Meaning,
}

impl Via {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Variant => "variant",
            Self::Synonym => "synonym",
            Self::Theme => "theme",
            Self::Meaning => "meaning",
        }
    }
}

/// Where a score comes from: a tree of sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The word or the part of the score.
    pub what: What,
    /// What it gives.
    pub score: f32,
    /// What it is made of.
    pub parts: Vec<Explanation>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// All of it.
    Score,
    /// A word of the question.
    Word(String),
    /// Terms in a field, by a way.
    Terms {
        /// The terms.
        terms: String,
        /// The field.
        searched: kurabe_index::Searched,
        /// The way.
        via: Via,
    },
    /// A theme.
    Theme(String),
    /// The words stand next to each other.
    Together(String),
    /// Pairs of characters the question and the statement share.
    Pairs,
    /// The meaning of the whole.
    Meaning,
}

/// How the answers are spread over the values of a facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// Values, what people call them, and how many statements have each; most first.
    pub values: Vec<(String, String, usize)>,
}

/// What was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What was typed.
    pub typed: String,
    /// What the corpus has instead; the hits are those of it.
    pub meant: String,
}
