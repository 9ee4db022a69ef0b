//! What is looked for (検索計画), in the index's own terms: a tree of scored parts, and filters that score
//! nothing.

use kurabe_model::FiscalYear;
use kurabe_text::Element;

use crate::meanings::Nearness;
use crate::schema::{Facet, Searched};

/// A part of what is looked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// A token of a field.
    Term {
        /// Where.
        searched: Searched,
        /// The token.
        key: String,
        /// What its score is multiplied with.
        boost: f32,
    },
    /// A token of a field, where a statement is about it and does not only mention it: where it gives at least [`POINTED`] of
    /// what it gives when it stands once in a statement of average length.
    Pointed {
        /// Where.
        searched: Searched,
        /// The token.
        key: String,
        /// What its score is multiplied with.
        boost: f32,
    },
    /// Tokens that follow each other.
    Phrase {
        /// Where.
        searched: Searched,
        /// The tokens, in order.
        keys: Vec<String>,
        /// How many other words may stand between them.
        slop: u32,
        /// What its score is multiplied with.
        boost: f32,
    },
    /// Whatever has a value.
    Has {
        /// Which sort of value.
        facet: Facet,
        /// The value.
        value: String,
        /// The score it gives.
        score: f32,
    },
    /// Whatever is about something.
    About {
        /// About what.
        element: Element,
        /// The score it gives to those that say so themselves.
        score: f32,
        /// The score it gives to those of which only a heading says so.
        above: f32,
    },
    /// All parts; scores are added.
    All(Vec<Plan>),
    /// Any of the parts; scores are added.
    Any(Vec<Plan>),
    /// Any of the parts; the best score counts.
    Best(Vec<Plan>),
    /// The first part; what the others give is added.
    Also(Box<Plan>, Vec<Plan>),
    /// So many of the parts that their weights reach the limit; scores are added.
    Enough {
        /// The parts with their weights.
        parts: Vec<(Plan, f32)>,
        /// The least sum of weights.
        limit: f32,
    },
    /// The first part without what matches the second.
    Without(Box<Plan>, Box<Plan>),
    /// The part, where it is within filters of its own.
    Within(Box<Plan>, Vec<Filter>),
    /// Whatever lies near in meaning.
    Meant {
        /// How near everything lies.
        nearness: Nearness,
        /// What is less near does not match; above nothing.
        least: f32,
        /// What the nearness is multiplied with for a score.
        boost: f32,
    },
    /// Everything, with a score of nothing.
    Everything,
}

/// The share of an ordinary mention's score from which a statement is about what it mentions.
pub const POINTED: f32 = 0.6;

/// What every answer has to fulfil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// One of these values.
    Is(Facet, Vec<String>),
    /// None of these values.
    IsNot(Facet, Vec<String>),
    /// The first year lies within one of these ranges, ends included.
    Years(Vec<(FiscalYear, FiscalYear)>),
    /// The document is in force in a year within one of these ranges, ends included.
    InForce(Vec<(FiscalYear, FiscalYear)>),
}

impl Filter {
    /// The filter the other way round. A period in force has no other way round: plans without one are neither.
    pub fn without(self) -> Self {
        match self {
            Self::Is(facet, values) => Self::IsNot(facet, values),
            Self::IsNot(facet, values) => Self::Is(facet, values),
            Self::Years(ranges) => Self::IsNot(Facet::Year, years_within(&ranges)),
            Self::InForce(ranges) => Self::InForce(ranges),
        }
    }
}

/// Every year within ranges as the index holds it. No plan is older than these years, and none reaches further.
pub fn years_within(ranges: &[(FiscalYear, FiscalYear)]) -> Vec<String> {
    let years = ranges.iter().flat_map(|(first, last)| first.western().max(1868)..=last.western().min(2200));
    years.map(|year| year.to_string()).collect()
}

/// How much is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many hits are passed over.
    pub offset: usize,
    /// How many are handed out.
    pub limit: usize,
    /// How many of one municipality at the most.
    pub per_municipality: Option<usize>,
    /// By which facets all that matches is counted.
    pub counted: &'static [Facet],
}

impl Page {
    /// Nothing but how many match.
    pub const NONE: Self = Self { offset: 0, limit: 0, per_municipality: None, counted: &[] };
    /// All that matches.
    pub const ALL: Self = Self { limit: usize::MAX, ..Self::NONE };

    /// So many of the best.
    pub const fn best(limit: usize) -> Self {
        Self { limit, ..Self::NONE }
    }

    /// So many of the best of every municipality.
    pub const fn best_of_each(per_municipality: usize) -> Self {
        Self { per_municipality: Some(per_municipality), ..Self::ALL }
    }

    /// The same, and all that matches counted by facets.
    pub const fn counting(self, counted: &'static [Facet]) -> Self {
        Self { counted, ..self }
    }
}
