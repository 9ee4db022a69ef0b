//! The index of statements (施策文の索引): built, opened, read.
//!
//! A [`Store`] is a folder of generations, of which one is current and none is ever changed. It
//! [`build`](Store::build)s a new one from [`Paper`]s, taking over what has not changed, and
//! [`open`](Store::open)s the current one as an [`Index`]. An index is asked with a [`Plan`]: which tokens of
//! which fields, how they are combined, within which [`Filter`]s. What a question means, and so what the plan
//! for it is, is none of its affairs.
//!
//! ```
//! use kurabe_index::{Fingerprint, FORMAT, Index, Job, Page, Plan, Searched, Tools, Wanted};
//! use kurabe_text::{Analyser, Lexicon, Vocabulary};
//!
//! let lexicon = Lexicon::shipped()?;
//! let analyser = Analyser::new(&lexicon)?;
//! let vocabulary = Vocabulary::new(&lexicon, &analyser);
//! let job = Job {
//!     fingerprint: Fingerprint {
//!         format: FORMAT,
//!         reading: String::new(),
//!         words: analyser.fingerprint().to_owned(),
//!         vocabulary: String::new(),
//!     },
//!     tools: Tools { analyser: &analyser, vocabulary: &vocabulary },
//!     wanted: Vec::<Wanted>::new(),
//!     read: &|_| None,
//!     progress: &|_| (),
//! };
//! let index = Index::in_memory(job)?;
//! let plan = Plan::Term { searched: Searched::Text, key: "協働".into(), boost: 1.0 };
//! assert_eq!(index.matches(&plan, &[], Page::best(10))?.total, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - A build is invisible until it is complete; readers of an older generation go on reading it.
//! - An index that does not fit the program, the lexicon or its own checksums is not opened, and it is said why.
//! - Text is analysed by `kurabe-text`, once, for all fields; questions are analysed by the same functions.
//! - Rows of tables lie in an index of their own beside that of statements ([`Index::rows`]): no question about
//!   statements can come upon them, and no count or score knows of them.
//! - Same sources, same order of answers: neither threads nor the way an index came about show.
//!
//! # Out of scope
//! The files of the corpus, and what a question means (`query`).

mod beside;
mod builder;
mod columns;
mod compile;
mod elements;
mod enough;
mod error;
#[cfg(test)]
mod example;
mod filling;
mod gather;
mod index;
mod lexis;
mod manifest;
mod meanings;
mod meant;
mod near;
mod packing;
mod paper;
mod papers;
mod parcel;
mod plan;
mod pointed;
mod record;
mod retrieval;
mod retrieve;
mod schema;
mod scorers;
mod shelf;
mod sizes;
mod squeezed;
mod statistics;
mod store;
mod tally;
mod trays;
mod values;

pub use builder::{Job, Wanted};
pub use elements::{About, Abouts, Buffers, Manner, Number, Sought, Told};
pub use error::{Error, Result, Trouble};
pub use index::{Index, Place};
pub use lexis::counted_length;
pub use manifest::{FORMAT, Fingerprint, Manifest, Source, Summary, Tokens};
pub use meanings::{Coverage, Meanings, Nearness};
pub use packing::{pack_tightly, unpack};
pub use paper::{Paper, Tools};
pub use parcel::{ElementCounts, Label, Parcel};
pub use plan::{Filter, POINTED, Page, Plan, years_within};
pub use retrieval::Retrieval;
pub use retrieve::{Counts, Matches, Ranked};
pub use schema::{Facet, Pairs, Searched, pairs};
pub use sizes::{Part, Sizes};
pub use statistics::Frequencies;
pub use store::{Lock, Locking, Opening, Reason, Store};
pub use tally::{Counted, Size, Tallied, Tally};
pub use trays::{Lot, Trays};
pub use values::Values;
