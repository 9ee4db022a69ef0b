//! All words for users, in Japanese and in English: one enum, two arms, no framework.
//!
//! Sentences are short and name the thing in question; literals stand in 「」 or backticks. An English
//! sentence begins in lower case and has no full stop, as it follows a file name or `error:`. What the user
//! can do about it is the [`hint`](Message::hint), apart from what happened.

mod answer;
mod catalogue;
mod changes;
mod cluster;
mod index;
mod intake;
mod kwic;
mod label;
mod message;
mod model;
mod municipalities;
mod network;
mod place;
mod problem;
mod refusal;
mod report;
mod similar;
mod targets;
mod terms;
mod trends;
mod usage;
mod verdict;
mod web;

pub(crate) use answer::{
    answer_total, explained, narrowed_by, not_read, note, only_tables, query_total, reasons, rows_of,
    searched,
};
pub use catalogue::CatalogueFault;
pub(crate) use changes::{
    changes_total, deadline_changes, edition, headings_changed, held, legend, near_in_meaning, no_changes,
    stands, target_changes,
};
pub use cluster::ClusterMessage;
pub use index::{IndexMessage, Rebuild};
pub use intake::IntakeMessage;
pub(crate) use kwic::concordance_total;
pub use label::Label;
pub use message::Message;
pub use model::ModelMessage;
pub(crate) use network::network_total;
pub(crate) use place::{Place, locator};
pub(crate) use report::{not_compared, numbers, report_about, report_total, share_of, shares_of_measures};
pub use similar::COUNTED;
pub(crate) use similar::{
    IN_ROW, compared_with, gap_totals, matrix_about, matrix_in_files, matrix_total, measures_about,
    measures_total, more_have, nearest, not_listed, not_looked_at, nothing_in, nothing_in_many,
    others_have_less, others_in_row, peers_of, shared, shares, subject_notes, who_has,
};
pub(crate) use targets::{binding, target_total};
pub(crate) use terms::{group_name, group_total, more_groups, no_terms, terms_total, where_terms_stand};
pub(crate) use trends::{trends_total, year_name};
pub use usage::UsageFault;
pub(crate) use verdict::say as verdict;
pub use web::WebFault;

/// The language users are spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// 日本語
    Japanese,
    /// English
    English,
}

impl Lang {
    /// What stands between the items of a list.
    pub(crate) const fn comma(self) -> &'static str {
        match self {
            Self::Japanese => "、",
            Self::English => ", ",
        }
    }
}

/// Chooses the arm of a language; only the chosen one is formatted.
macro_rules! say {
    ($lang:expr, $japanese:literal, $english:literal $(,)?) => {
        match $lang {
            $crate::Lang::Japanese => format!($japanese),
            $crate::Lang::English => format!($english),
        }
    };
}
pub(crate) use say;

fn did_you_mean(nearest: &str, lang: Lang) -> String {
    say!(lang, "もしかして: {nearest}", "did you mean {nearest}?")
}

/// A number of things, in English.
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

#[cfg(test)]
mod tests;
