//! Judges what Kurabe answers against cases people have judged (正解データ).
//!
//! Quality is a feature: whoever changes a rule sees what it does to every case. Five things are judged, each
//! with a report that counts and names every miss:
//!
//! | what | by | report |
//! |---|---|---|
//! | the reading (抽出): was a document read as the [`GoldStatement`]s a person found in it | [`judge`] | [`Report`] |
//! | the ranking (順位): do the graded statements of a [`Query`] come first | [`judge_ranking`] | [`RankingReport`] |
//! | what must be true of any answer, as a [`Case`] of a certain type | [`judge_cases`] | [`CaseReport`] |
//! | which statements are comparable (類似施策), by the grades of a [`Comparison`] | [`judge_comparisons`] | [`ComparisonReport`] |
//! | the themes (テーマ) statements were given | [`judge_themes`] | [`ThemeReport`] |
//!
//! Who answers is not known here: the functions take a closure that is asked, and get [`Found`] places back.
//!
//! ```
//! use kurabe_eval::{Gold, judge};
//!
//! let gold = Gold::parse(r#"{"file":"a.txt","start_line":2,"end_line":2,"section_path":["題"],
//!     "text":"施策を進める。","kind":"policy"}"#.replace('\n', "").as_str(), "")?;
//! let report = judge(&gold, &[])?;
//! assert_eq!(report.total.statements.gold, 1);
//! assert_eq!(report.total.statements.recall(), Some(0.0));
//! assert_eq!(report.absent, ["a.txt"]);
//! # Ok::<(), kurabe_eval::Error>(())
//! ```
//!
//! # Invariants
//! - Only the public nouns are judged; nothing here knows how a document was read or an answer found.
//! - The same cases, documents and answers give the same report, in the order of the cases.
//!
//! # Out of scope
//! Reading files (`cli`), and printing (`render`).

mod case;
mod comparables;
mod counts;
mod error;
mod extraction;
mod gold;
mod place;
mod question;
mod ranking;
mod report;
mod theme;
mod trial;

pub use case::{Case, Conditions, Demand, parse_cases};
pub use comparables::{
    Beside, Comparison, ComparisonReport, Papers, SourceScore, judge_comparisons, parse_comparisons,
};
pub use counts::Counts;
pub use error::{Error, Result};
pub use extraction::{Reading, judge};
pub use gold::{Gold, GoldLine, GoldStatement, GoldTarget};
pub use place::Paper;
pub use question::{Facts, Filters, Found, Query, Question, parse_queries};
pub use ranking::{
    Category, Change, Difference, Figures, Instead, Measure, QueryScore, RankingMiss, RankingReport, Wanted,
    judge_ranking,
};
pub use report::{Miss, Report, Score, Wrong};
pub use theme::{ThemeMiss, ThemeReport, judge_themes};
pub use trial::{CaseCount, CaseFault, CaseMiss, CaseReport, judge_cases};
