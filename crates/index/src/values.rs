//! What single statements have of a facet (値), read from its column without opening them.

use tantivy::TantivyError;
use tantivy::columnar::StrColumn;

use crate::Result;
use crate::index::{Index, Place};
use crate::schema::Facet;

/// The values every statement has of one facet, by their names or as what these mean.
#[derive(Debug)]
pub struct Values<T = String> {
    segments: Vec<Segment<T>>,
}

/// Those of a segment, and what their numbers stand for.
#[derive(Debug)]
struct Segment<T> {
    column: Option<StrColumn>,
    values: Vec<T>,
}

impl Index {
    /// The values every statement has of a facet.
    pub fn values_of(&self, facet: Facet) -> Result<Values> {
        let columns = self.facet_columns(facet)?;
        Ok(Values { segments: columns.iter().cloned().map(Segment::of).collect::<Result<_>>()? })
    }
}

impl<T> Values<T> {
    /// Those of several indexes, one behind the other.
    pub(crate) fn joined(all: impl Iterator<Item = Self>) -> Self {
        Self { segments: all.flat_map(|values| values.segments).collect() }
    }

    /// Those of the statement at a place, in the order it was given them.
    pub fn of(&self, place: Place) -> impl Iterator<Item = &T> {
        let segment = self.segments.get(place.0.segment_ord as usize);
        segment.into_iter().flat_map(move |Segment { column, values }| {
            let numbers = column.iter().flat_map(move |column| column.term_ords(place.0.doc_id));
            numbers.filter_map(|number| values.get(number as usize))
        })
    }

    /// The same values as what they mean, which is asked once of each name in a segment.
    pub fn meaning<M>(self, mean: impl Fn(T) -> M) -> Values<M> {
        let segment =
            |Segment { column, values }| Segment { column, values: values.into_iter().map(&mean).collect() };
        Values { segments: self.segments.into_iter().map(segment).collect() }
    }
}

impl Segment<String> {
    fn of(column: Option<StrColumn>) -> Result<Self> {
        let mut values = Vec::new();
        if let Some(column) = &column {
            let mut all = column.dictionary().stream().map_err(TantivyError::from)?;
            while all.advance() {
                values.push(String::from_utf8_lossy(all.key()).into_owned());
            }
        }
        Ok(Self { column, values })
    }
}
