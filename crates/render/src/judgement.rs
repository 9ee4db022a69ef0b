//! Everything that was judged in one go, to be shown.

use kurabe_eval::{CaseReport, ComparisonReport, Difference, RankingReport, Report, ThemeReport};

/// What was judged; there are not cases for everything everywhere.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The reading of documents.
    pub reading: Option<Report>,
    /// The ranking of searches.
    pub ranking: Option<RankingReport>,
    /// What has changed in the ranking since it was last judged.
    pub difference: Option<Difference>,
    /// What must be true of answers.
    pub cases: Option<CaseReport>,
    /// Which statements are comparable.
    pub comparisons: Option<ComparisonReport>,
    /// The themes of statements.
    pub themes: Option<ThemeReport>,
    /// What words and meaning are worth, each alone and both together; empty where there is no model.
    pub signals: Vec<SignalRow>,
}

/// One figure by words alone, by meaning alone, and by both.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalRow {
    /// The sort of searches; nothing for all of them.
    pub name: String,
    /// Which figure.
    pub of: SignalMeasure,
    /// By words, by meaning, by both.
    pub values: [Option<f64>; 3],
}

/// The figures signals are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalMeasure {
    /// nDCG@10 of searches.
    Searches,
    /// nDCG@5 of comparable statements.
    Comparables,
    /// AUC of comparable statements.
    Auc,
}
