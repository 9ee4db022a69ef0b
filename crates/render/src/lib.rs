//! Answers, as people and programs read them.
//!
//! The renderers are siblings over the same plain structs: [`terminal`] writes for people, [`json`] for
//! programs, [`page`] for a browser, [`sheet`] tables, workbooks and pages that are handed on, [`graphml`] networks.
//! A [`Reading`] is a document as it was read; a [`Quote`](kurabe_model::Quote) (引用) is one statement in
//! its place. What the program says about its work is a [`Message`], in the language of a [`Lang`].
//!
//! ```
//! use kurabe_model::Problem;
//! use kurabe_render::{Lang, Message};
//!
//! let message = Message::Problem(Problem::Empty);
//! assert_eq!(message.say(Lang::English), "there is no text in it");
//! assert_eq!(message.say(Lang::Japanese), "文字が一つもありません");
//! assert!(message.hint(Lang::English).is_some(), "every problem says what to do");
//! ```
//!
//! # Invariants
//! - Everything is written into the sink that is given; nothing here opens, prints or exits.
//! - The serialised structs of [`json`] are the contract with other programs: a field that is not known is
//!   null, never missing.
//! - Every sentence for a user has a Japanese and an English arm, side by side in `words`.
//!
//! # Out of scope
//! Finding answers (`query`), and deciding where they go and in which language (`cli`, `web`).

pub mod graphml;
mod held;
mod index;
mod intake;
pub mod json;
mod judgement;
mod lines;
mod model;
pub mod page;
mod reading;
mod refused;
pub mod sheet;
mod shell;
pub mod terminal;
mod words;

pub use held::HeldGeneration;
pub use index::{FieldSize, IndexFacts, IndexNumbers, IndexState, MeaningNumbers, PARTS};
pub use intake::{IntakeRow, PassedRow};
pub use judgement::{Judgement, SignalMeasure, SignalRow};
pub use lines::{LineRead, ReadAs};
pub use model::InstalledModel;
pub use reading::{Listed, Reading, Shown};
pub use refused::{Whose, refused};
pub use shell::quoted;
pub use words::{
    COUNTED, CatalogueFault, ClusterMessage, IndexMessage, IntakeMessage, Label, Lang, Message, ModelMessage,
    Rebuild, UsageFault, WebFault,
};
