//! The nouns of Kurabe, and nothing else.
//!
//! A [`Municipality`] (自治体) publishes a [`Document`] (文書). Reading it gives an [`Outline`] (見出しの木)
//! and the [`Statement`]s (施策文) that hang on it; each statement carries the [`Span`] (出典位置) that
//! proves it. What went wrong on the way travels beside the value as [`Diagnostic`]s in a [`Warned`].
//!
//! ```
//! use kurabe_model::{FiscalYear, MunicipalityCode, Span};
//!
//! let code: MunicipalityCode = "132144".parse()?;
//! assert_eq!(code.to_string(), "132144");
//! assert!("132145".parse::<MunicipalityCode>().is_err(), "the last digit is a check digit");
//!
//! // A wrapped sentence: the span knows both lines, the text knows neither.
//! let source = "施策を着実に\n推進すること。";
//! let span = Span::new(vec![0..18, 19..40], 1, 2);
//! assert_eq!(span.text(source), "施策を着実に推進すること。");
//! assert_eq!(FiscalYear::new(2024).to_string(), "2024");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - Nothing here reads a file, a clock or the environment; the crate knows serde and no parser.
//! - Identity is a type: a [`MunicipalityCode`] that exists has a correct check digit.
//! - Text of a statement or heading is what its [`Span`] cuts out of the stored source, line wraps undone.
//! - The sections of an outline are in reading order, a parent before its children.
//!
//! # Out of scope
//! How any of this is found (`corpus`), analysed (`text`), ranked (`index`, `query`) or shown (`render`).

mod diagnostic;
mod document;
mod event;
mod municipality;
mod outline;
mod quote;
mod span;
mod statement;
mod target;
mod year;

pub use diagnostic::{
    ArchiveFault, Diagnostic, Encoding, Format, Limit, Omission, Problem, Severity, Warned,
};
pub use document::{Document, DocumentFacts, DocumentId, DocumentKind, Fact, InvalidDocumentId, Origin};
pub use event::{Change, Event};
pub use municipality::{InvalidCode, ListProblem, Municipality, MunicipalityCode, MunicipalityKind};
pub use outline::{Heading, Outline, Section, SectionIndex};
pub use quote::Quote;
pub use span::{Row, Span};
pub use statement::{Field, Statement, StatementId, StatementKind};
pub use target::{Comparator, Deadline, Target};
pub use year::{FiscalYear, Period};
