//! What is there under a name (エンジンにあるもの), and how it is taken away.

use std::collections::BTreeMap;

use kurabe_index::Result;

use crate::engine::Engine;
use crate::generation::{BEGUN, COMPLETE, Generation};
use crate::ledger::Half;

/// What is there under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The number of the generation.
    pub generation: u64,
    /// Whether it is whole; else nobody asks it.
    pub complete: bool,
    /// The version of the corpus, as far as it says.
    pub version: Option<String>,
    /// How many statements there are, and how many there are to be.
    pub statements: (u64, usize),
    /// The same of rows of tables.
    pub rows: (u64, usize),
    /// How large each of its indexes is, as the engine puts it.
    pub sizes: BTreeMap<String, String>,
}

/// What is there under a name, the newest first.
///
/// # Errors
/// If the engine cannot be asked.
pub fn held(engine: &Engine, name: &str) -> Result<Vec<Held>> {
    let all = Generation::all(engine, name)?.into_iter().map(|(generation, indexes)| {
        let complete = generation.made(engine, COMPLETE)?;
        let is_complete = complete.is_some();
        let made = match complete {
            Some(made) => Some(made),
            None => generation.made(engine, BEGUN)?,
        };
        let count = |half: Half| {
            let name = generation.index(half);
            indexes.iter().find(|listed| listed.name == name).map_or(0, |listed| listed.documents)
        };
        Ok(Held {
            generation: generation.number,
            complete: is_complete,
            version: made.as_ref().map(|made| made.version.clone()),
            statements: (count(Half::Statements), made.as_ref().map_or(0, |made| made.statements)),
            rows: (count(Half::Rows), made.as_ref().map_or(0, |made| made.rows)),
            sizes: indexes.iter().map(|listed| (listed.name.clone(), listed.size.clone())).collect(),
        })
    });
    all.collect()
}

/// Takes away all that is there under a name; how many generations that were.
///
/// # Errors
/// If the engine cannot be asked, or does not let go.
pub fn forget(engine: &Engine, name: &str) -> Result<usize> {
    let all = Generation::all(engine, name)?;
    for (generation, _) in &all {
        generation.remove(engine)?;
    }
    Ok(all.len())
}
