//! What single statements have of a facet (値), read from its column without opening them.

use tantivy::TantivyError;
use tantivy::columnar::StrColumn;

use crate::Result;
use crate::index::{Index, Place};
use crate::schema::Facet;

/// The values every statement has of one facet.
#[derive(Debug)]
pub struct Values {
    segments: Vec<Segment>,
}

/// Those of a segment, and what their numbers are called.
#[derive(Debug)]
struct Segment {
    column: Option<StrColumn>,
    names: Vec<String>,
}

impl Index {
    /// The values every statement has of a facet.
    pub fn values_of(&self, facet: Facet) -> Result<Values> {
        let columns = self.columns(|reader| reader.fast_fields().str(facet.name()))?;
        Ok(Values { segments: columns.into_iter().map(Segment::of).collect::<Result<_>>()? })
    }
}

impl Values {
    /// Those of the statement at a place, in the order it was given them.
    pub fn of(&self, place: Place) -> impl Iterator<Item = &str> {
        let segment = self.segments.get(place.0.segment_ord as usize);
        segment.into_iter().flat_map(move |Segment { column, names }| {
            let numbers = column.iter().flat_map(move |column| column.term_ords(place.0.doc_id));
            numbers.filter_map(|number| names.get(number as usize)).map(String::as_str)
        })
    }
}

impl Segment {
    fn of(column: Option<StrColumn>) -> Result<Self> {
        let mut names = Vec::new();
        if let Some(column) = &column {
            let mut all = column.dictionary().stream().map_err(TantivyError::from)?;
            while all.advance() {
                names.push(String::from_utf8_lossy(all.key()).into_owned());
            }
        }
        Ok(Self { column, names })
    }
}
