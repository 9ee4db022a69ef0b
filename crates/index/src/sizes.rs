//! What an index spends its bytes on (大きさの内訳), field by field.

use std::collections::BTreeMap;

use tantivy::TantivyError;
use tantivy::space_usage::PerFieldSpaceUsage;

use crate::Result;
use crate::index::Index;

/// A part of what is kept of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The words themselves, and where the list of each begins.
    Words,
    /// Which statements have each word, and how often.
    Lists,
    /// Where in a statement each word stands.
    Positions,
    /// A value for every statement.
    Columns,
    /// How long the field is in every statement.
    Lengths,
    /// What is handed out as it is.
    Stored,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Words, Self::Lists, Self::Positions, Self::Columns, Self::Lengths, Self::Stored];
}

/// What is stored of the statements.
const STATEMENTS: &str = "statements";
/// What is kept of the documents themselves.
const DOCUMENTS: &str = "documents";

/// The bytes of each part of each field.
pub type Sizes = BTreeMap<String, BTreeMap<Part, u64>>;

impl Index {
    /// What its bytes are spent on, the rows of tables included. Lists of files and the like are left out: some kilobytes.
    pub fn sizes(&self) -> Result<Sizes> {
        let mut sizes = Sizes::new();
        for index in std::iter::once(self).chain(self.rows()) {
            index.add_sizes(&mut sizes)?;
        }
        add(&mut sizes, DOCUMENTS, Part::Stored, self.papers.size());
        Ok(sizes)
    }

    fn add_sizes(&self, sizes: &mut Sizes) -> Result<()> {
        let schema = self.searcher.schema();
        for reader in self.searcher.segment_readers() {
            let usage = reader.space_usage().map_err(TantivyError::from)?;
            let parts: [(Part, &PerFieldSpaceUsage); 5] = [
                (Part::Words, usage.termdict()),
                (Part::Lists, usage.postings()),
                (Part::Positions, usage.positions()),
                (Part::Columns, usage.fast_fields()),
                (Part::Lengths, usage.fieldnorms()),
            ];
            for (part, fields) in parts {
                for field in fields.fields().filter(|field| schema.get_field(field.field_name()).is_ok()) {
                    add(sizes, field.field_name(), part, field.total().get_bytes());
                }
            }
            add(sizes, STATEMENTS, Part::Stored, usage.store().total().get_bytes());
        }
        Ok(())
    }
}

fn add(sizes: &mut Sizes, field: &str, part: Part, bytes: u64) {
    if bytes > 0 {
        *sizes.entry(field.to_owned()).or_default().entry(part).or_default() += bytes;
    }
}
