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
}
