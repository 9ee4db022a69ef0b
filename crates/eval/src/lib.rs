//! Judges what Kurabe answers against cases people have judged (正解データ).
//!
//! Quality is a feature: whoever changes a rule sees what it does to every case. So far one thing is judged,
//! the reading (抽出): whether a document was read as the [`GoldStatement`]s a person found in it. A
//! [`Report`] counts, and names every [`Miss`] with what was expected and what was found.
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
//! - Only the public nouns are judged; nothing here knows how a document was read.
//! - The same cases and the same documents give the same report, in the order of the cases.
//!
//! # Out of scope
//! Reading files (`cli`), and printing (`render`).

mod counts;
mod error;
mod extraction;
mod gold;
mod place;
mod question;
mod ranking;
mod report;

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
