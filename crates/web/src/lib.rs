//! The page and the HTTP API (画面と API): a second front end over the answers the command line gives.
//!
//! A [`Shelf`] holds the [`Library`] that answers, and exchanges it for a newer one while it is being asked.
//! [`router`] is the whole site over a shelf, and [`serve`] puts it on a socket. A request is read from its address
//! into the question the command line makes of its arguments, asked of `query`, and written by `render`. Whatever is
//! asked is in the address, and no request changes anything.
//!
//! # Invariants
//! - The same question has the same answer here and on the command line.
//! - Nothing from outside reaches the file system, and nothing is fetched from anywhere.
//! - A request is bounded: in its length, in its answer, in time, and in how many there are at once.
//! - An exchange of the library loses no request: whoever has begun with one ends with it.
//!
//! # Out of scope
//! Opening a corpus and building its index (`cli`), what an answer is (`query`), and how it looks (`render`).

mod api;
mod asset;
mod attend;
mod form;
mod guard;
mod mcp;
mod offer;
mod openapi;
mod original;
mod parameter;
mod params;
mod problem;
mod questions;
mod recent;
mod reproduce;
mod serve;
mod shelf;
mod site;
mod turns;

pub use guard::Hosts;
pub use mcp::assist;
pub use serve::serve;
pub use shelf::{Library, Original, Shelf};
pub use site::router;
pub use turns::Limits;
