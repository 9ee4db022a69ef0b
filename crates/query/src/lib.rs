//! Turns a planner's question into retrieval, and what was retrieved into an answer.
//!
//! A [`Request`] holds what was typed. [`search`] reads it: the language of questions ([`parse`]) never fails, names and years in
//! the words become filters, words bring their spellings, synonyms and themes along; what is found comes back
//! as an [`Answer`], plain data with the reason for every hit and the denominators of every nothing. What is
//! needed for that is a [`Context`]: an open index, and the analysis it was built with.
//!
//! ```
//! use kurabe_query::parse;
//!
//! assert_eq!(parse("公民連携　－委託　年度：R6").to_string(), parse("公民連携 -委託 year:R6").to_string());
//! ```
//!
//! # Invariants
//! - A question never fails; what could not be meant is noted. A filter asked for beside it may: an answer
//!   without it would be another one.
//! - Nothing relevant means nothing: a statement that lacks a word that matters is no answer.
//! - Every hit says which words made it one, and by which way.
//! - Where a model says what statements mean, that has a say in the order of comparable statements and of answers to
//!   sentences ([`Signals`]); it never makes an answer of a statement that words rule out.
//! - Nothing is printed here and no file is read.
//!
//! # Out of scope
//! How an index is laid out (`index`), and how an answer looks (`render`).

mod align;
mod answer;
mod asking;
mod changes;
mod compare;
mod contrast;
mod error;
mod evidence;
mod filter;
mod gaps;
mod holdings;
mod keywords;
mod kwic;
mod language;
mod meaning;
mod names;
mod network;
mod passage;
mod peers;
mod reach;
mod report;
mod request;
mod search;
mod sense;
mod similar;
mod suggest;
mod targets;
mod terms;
mod trends;
mod understand;
mod unit;
mod words;

pub use kurabe_index::{Counted, Size};
pub use kurabe_index::{Error as IndexError, Trouble};
pub use kurabe_index::{Facet, Filter, Searched as SearchedField};
use kurabe_index::{Retrieval, Tools};
use kurabe_text::Gazetteer;

pub use align::{Alignment, Measure, measures};
pub use answer::{
    Answer, CorpusFacts, Explanation, FacetCounts, Hit, Loose, Matched, MeaningFacts, Note, Searched,
    Suggestion, Understood, UnderstoodFilter, UnderstoodWord, Via, What,
};
pub use asking::{Asking, Statements};
pub use changes::{
    Change, Changes, ChangesRequest, DeadlineChange, Edition, NearInMeaning, Segment, SegmentSort, Stretch,
    Tally, TargetChange, Verdict, changes,
};
pub use compare::{Cell, CompareRequest, Matrix, Subject, compare, most_first};
pub use contrast::Contrast;
pub use error::{Error, Result};
pub use filter::NoValue;
pub use gaps::{Gap, Gaps, GapsRequest, gaps};
pub use holdings::{Holding, Holdings, holdings, paper};
pub use kurabe_index::Paper;
pub use kwic::{Concordance, KwicLine, KwicOrder, KwicRequest, kwic};
pub use language::{Asked, Field, Node, NoteKind, Piece, YearRange, parse, year_range};
pub use network::{Edge, Network, NetworkRequest, Node as NetworkNode, network};
pub use passage::{Passage, passage};
pub use peers::{Peer, peers};
pub use reach::Reach;
pub use report::{Part, Report, Share, TooMany, report};
pub use request::{Filters, Request, WordReading};
pub use search::{corpus, plan, rank, search};
pub use sense::Signals;
pub use similar::{
    Comparables, Counterpart, Counterparts, FOUND, Model, Reason, ReasonSort, SimilarRequest, similar,
};
pub use targets::{Ledger, Scale, TargetEntry, TargetOrder, TargetsRequest, targets};
pub use terms::{CharacteristicTerm, Group, Terms, TermsOf, TermsRequest, terms};
pub use trends::{Point, Trends, TrendsRequest, YearOf, trends};

/// What questions are answered from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The statements.
    pub index: &'a dyn Retrieval,
    /// What it was analysed with, and questions are.
    pub tools: Tools<'a>,
    /// The municipalities' names.
    pub gazetteer: &'a Gazetteer,
    /// What answers are ranked by.
    pub signals: Signals<'a>,
}

impl Context<'_> {
    /// The same for questions that words alone are to answer.
    pub fn by_words(&self) -> Self {
        Self { signals: Signals::Words, ..*self }
    }

    /// The same for questions about rows of tables (表の行), where there are any.
    fn of_rows(&self) -> Option<Self> {
        Some(Self { index: self.index.rows()?, signals: Signals::Words, ..*self })
    }
}
