//! From a stored file to statements (施策文).
//!
//! A [`Home`] holds a catalogue and the stored sources it names; a [`Corpus`] opens it and [`read`]s. Reading
//! walks one way: bytes → lines → what is not text (furniture, tables, lists of contents) set aside → blocks
//! with their line wraps undone → headings and statements → a tree. Nothing on the way is rejected: what is
//! odd becomes a diagnostic beside as much of the document as there is.
//!
//! The rules speak of Japanese official papers in general. None names a municipality or a document; what a
//! mark or an ending means is data (`read/mark/forms.rs`), how deep a heading lies follows from the order in
//! which marks appear (`read/stack.rs`).
//!
//! ```
//! use kurabe_corpus::{Corpus, Home};
//!
//! let corpus = Corpus::open(Home::Shipped)?;
//! let facts = corpus.select(&["三鷹".to_owned()]).expect("one municipality is called so")[0];
//! let reading = corpus.read(&facts.id).expect("it is in the catalogue");
//! let target = reading.value.statements.iter().flat_map(|statement| &statement.targets).next().unwrap();
//! assert_eq!((target.value, target.unit.as_str()), (4000.0, "人（件）"));
//! # Ok::<(), kurabe_corpus::Error>(())
//! ```
//!
//! # Invariants
//! - Reading never fails and never succeeds emptily: a document without statements has an error beside it.
//! - Statements of a document are disjoint and in order; their text is what their span cuts out of the source.
//! - A statement's name depends on its document and its words; only where two say the same, on their headings too.
//! - A file comes in as a whole or not at all; the catalogue is replaced last.
//! - A stored source is never changed, and no path of the catalogue leaves `documents/`.
//! - Same bytes, same document: no clock, no hash order, and threads change nothing.
//!
//! # Out of scope
//! What words mean (`text`), how statements are found again (`index`), and how anything is shown (`render`).

mod catalogue;
mod corrections;
mod error;
mod extract;
mod handwritten;
mod home;
mod intake;
mod nearest;
mod read;
mod shipped;
mod store;

pub use error::{Error, Result};
pub use extract::{Extract, Joint, LineFacts, Part, Rank, Row, broken, extract};
pub use handwritten::{Fault, FaultKind};
pub use home::{Founding, Home, Places};
pub use intake::{Arrival, Intake, Item, Parcel, Passed, Refusal, Told, Twin, Why};
pub use nearest::nearest;
pub use read::read;
pub use store::{Corpus, Draft, LexiconFiles, NotSelected, Occasion};

/// A short name of the rules documents are read by: what was read by others has to be read again.
pub const READING: &str = env!("KURABE_READING");
