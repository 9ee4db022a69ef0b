//! Statements on a distributed search engine (分散検索): brought there by a [`Push`], and asked there as a [`Cluster`].
//!
//! Quickwit, OpenSearch and Elasticsearch keep the statements, part them and hold several of each; what words mean, how
//! statements are ranked and what is comparable stays here. A question is told to the engine in words all three know
//! (`lower.rs`), the best of what it finds is fetched, and ranked here by the same code and with the same statistics as in an
//! index of this machine. Nothing above [`Retrieval`] knows where the statements lie.
//!
//! ```
//! use kurabe_cluster::Address;
//!
//! let address = Address::parse("https://search.example.jp:7280/plans")?;
//! assert_eq!(address.name, "plans");
//! # Ok::<(), kurabe_index::Error>(())
//! ```
//!
//! | step | file |
//! |---|---|
//! | where statements lie, and what lets us in | `address.rs` |
//! | requests, their time, and another try | `http.rs` |
//! | what engines have in common, and where they differ | `engine.rs` |
//! | which fields there are, what stands in them, how engines are told | `shape.rs`, `mapping.rs` |
//! | what is kept beside statements | `ledger.rs` |
//! | what is whole, and what is not yet | `generation.rs` |
//! | how statements are brought, batch by batch | `push.rs`, `bringing.rs` |
//! | what is there, and how it is taken away | `held.rs` |
//! | how a plan is asked for, and what is answered | `lower.rs`, `choices.rs`, `answer.rs` |
//! | how statements are fetched | `fetch.rs` |
//! | what is known of all statements, and what one question needs of them | `far.rs`, `desk.rs` |
//!
//! # Invariants
//! - An answer comes from all of the statements or is an error.
//! - Nobody asks a generation before it is whole, and what was whole before answers until then.
//! - What lets us in stands in no message.
//!
//! # Out of scope
//! What statements mean to a model: engines are told words alone.

mod address;
mod answer;
mod bringing;
mod choices;
mod desk;
mod engine;
mod far;
mod fetch;
mod generation;
mod held;
mod http;
mod ledger;
mod lower;
mod mapping;
mod push;
mod shape;

use kurabe_index::{Error, Fingerprint, Manifest, Result, Retrieval, Summary, Trouble};

pub use address::{Address, Credentials};
pub use engine::{Engine, Kind};
pub use held::{Held, forget, held};
pub use push::{Push, Pushed};

use desk::Desk;
use far::Far;
use generation::{COMPLETE, FORM, Generation, Made, entries};
use ledger::{Half, LEXICON, register_of};

/// Statements on an engine.
#[derive(Debug)]
pub struct Cluster {
    engine: Engine,
    address: Address,
    generation: Generation,
    made: Made,
    statements: Far,
    rows: Option<Far>,
}

impl Cluster {
    /// The statements at an address, of the newest generation that is whole.
    ///
    /// # Errors
    /// If nobody answers there, nothing whole is there, or it was made by another form of this program.
    pub fn open(address: &Address, credentials: Credentials) -> Result<Self> {
        let engine = Engine::at(&address.url, credentials, None)?;
        for (generation, _) in Generation::all(&engine, &address.name)? {
            let keys = [COMPLETE.to_owned(), register_of(Half::Statements), register_of(Half::Rows)];
            let found = match entries(&engine, &generation.ledger(), &keys) {
                Err(Error::Far { trouble: Trouble::Missing, .. }) => continue,
                found => found?,
            };
            let complete = found.iter().find(|(key, _)| key == COMPLETE);
            let Some((_, made)) = complete else { continue };
            let made: Made = serde_json::from_slice(made).map_err(|error| http::faulty(error.to_string()))?;
            if made.form != FORM {
                let cause = format!(
                    "{address}: it was brought in another way (form {}) than this one reads (form {FORM})",
                    made.form
                );
                return Err(Error::Far { trouble: Trouble::Foreign, cause });
            }
            let rows = Far::read(Half::Rows, &generation, &found)?;
            if let Some(statements) = Far::read(Half::Statements, &generation, &found)? {
                return Ok(Self { engine, address: address.clone(), generation, made, statements, rows });
            }
        }
        let cause = format!("{address}: there is nothing whole under this name");
        Err(Error::Far { trouble: Trouble::Missing, cause })
    }

    /// What its statements were made of.
    pub fn manifest(&self) -> &Manifest {
        &self.statements.register.manifest
    }

    /// What they come to.
    pub fn summary(&self) -> &Summary {
        &self.statements.summary
    }

    /// Whether there is another generation by now that is whole.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    pub fn is_replaced(&self) -> Result<bool> {
        for (generation, _) in Generation::all(&self.engine, &self.address.name)? {
            if let Some(made) = generation.made(&self.engine, COMPLETE)? {
                return Ok((generation, made) != (self.generation.clone(), self.made.clone()));
            }
        }
        Ok(true)
    }

    /// The texts of the lexicon they were analysed with: words, synonyms, themes.
    ///
    /// # Errors
    /// If the engine cannot be asked.
    pub fn lexicon(&self) -> Result<[String; 3]> {
        let found = entries(&self.engine, &self.generation.ledger(), &[LEXICON.to_owned()])?;
        let (_, bytes) = found.first().ok_or_else(|| http::faulty("the lexicon is not there"))?;
        serde_json::from_slice(&ledger::inflated(bytes)?).map_err(Error::List)
    }

    /// Sees to it that they are good with this program: the form of what travels and the rules of reading are one's own.
    ///
    /// # Errors
    /// If they are not.
    pub fn fits(&self, own: &Fingerprint) -> Result<()> {
        let theirs = &self.manifest().fingerprint;
        if (theirs.format, &theirs.reading) == (own.format, &own.reading) {
            return Ok(());
        }
        let cause = format!(
            "{}: brought by kurabe {} (index format {}), which this one (index format {}) cannot read",
            self.address,
            self.manifest().program,
            theirs.format,
            own.format,
        );
        Err(Error::Far { trouble: Trouble::Foreign, cause })
    }

    /// The statements for one question. What is fetched for it is let go of with it.
    pub fn desk(&self) -> Box<dyn Retrieval + '_> {
        Box::new(Desk::new(&self.engine, &self.statements, self.rows.as_ref()))
    }
}
