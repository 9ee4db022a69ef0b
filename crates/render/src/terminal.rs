//! Text for people: columns that line up in East Asian widths, colour only where it is wanted.
//!
//! The meaning never hangs on colour. On a terminal a line is cut with … where it would wrap; into a file or
//! a pipe everything is written whole. All of it is written into a [`Harmless`] sink.

mod answer;
mod cases;
mod changes;
mod check;
mod compare;
mod comparisons;
mod evaluation;
mod figures;
mod gaps;
mod harmless;
mod held;
mod intake;
mod judgement;
mod kwic;
mod lines;
mod list;
mod measures;
mod models;
mod network;
mod notice;
mod outline;
mod paint;
mod peers;
mod ranking;
mod report;
mod show;
mod signals;
mod similar;
mod status;
mod table;
mod targets;
mod terms;
mod themes;
mod trends;
mod width;

pub use answer::answer;
pub use changes::changes;
pub use check::check;
pub use compare::compare;
pub use gaps::gaps;
pub use harmless::Harmless;
pub use intake::{intake, log};
pub use judgement::judgement;
pub use kwic::kwic;
pub use lines::lines;

/// What a part of a score is, in the words of the program's reports.
pub fn explained(what: &kurabe_query::What) -> String {
    crate::words::explained(what, Lang::Japanese)
}

pub use held::cluster;
pub use list::list;
pub use measures::measures;
pub use models::models;
pub use network::network;
pub use notice::{message, messages};
pub use outline::outline;
pub use peers::peers;
pub use report::report;
pub use show::show;
pub use similar::similar;
pub use status::status;
pub use targets::targets;
pub use terms::terms;
pub use trends::trends;

use crate::{Label, Lang};

/// What is painted, by the codes of terminals: emphasis, what stands back, what went and what came. Red and cyan
/// are told apart by whoever cannot tell red from green.
const BOLD: &str = "1";
const DIM: &str = "2";
const WENT: &str = "31";
const CAME: &str = "36";

/// What is known of whoever reads the text.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Their language.
    pub lang: Lang,
    /// Whether colour reaches them.
    pub color: bool,
    /// How many columns they see, if lines end somewhere.
    pub width: Option<usize>,
}

impl Reader {
    fn label(self, label: Label) -> &'static str {
        label.say(self.lang)
    }

    fn bold(self, text: &str) -> String {
        self.paint(BOLD, text)
    }

    fn dim(self, text: &str) -> String {
        self.paint(DIM, text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Cuts a text that begins after `used` columns to what is left of the line.
    fn cut(self, text: &str, used: usize) -> String {
        let text = harmless::on_one_line(text);
        match self.width {
            Some(width) => width::cut(&text, width.saturating_sub(used)),
            None => text.into_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
