//! What questions ask of statements, wherever these lie (検索の継ぎ目): in an index of this machine, or far away.

use std::fmt::Debug;

use kurabe_model::{DocumentId, Quote, StatementId};
use kurabe_text::Element;

use crate::elements::{About, Abouts};
use crate::manifest::{Manifest, Summary};
use crate::paper::Paper;
use crate::plan::{Filter, Page, Plan};
use crate::retrieve::{Counts, Matches};
use crate::schema::{Facet, Searched};
use crate::tally::{Counted, Tally};
use crate::values::Values;
use crate::{Index, Place, Result};

/// Statements that can be asked. A [`Place`] is good for whoever gave it, as long as that is there; what is read of many
/// places ([`Retrieval::abouts`], [`Retrieval::values_of`]) is asked for once the places are known.
pub trait Retrieval: Debug + Send + Sync {
    /// What they were made of.
    fn manifest(&self) -> &Manifest;
    /// What they come to.
    fn summary(&self) -> &Summary;
    /// How many there are.
    fn len(&self) -> u64 {
        self.summary().statements as u64
    }
    /// Whether there is none at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The rows of tables (表の行), asked as statements are; nothing where there are none.
    fn rows(&self) -> Option<&dyn Retrieval>;

    /// What a plan matches within filters.
    fn matches(&self, plan: &Plan, filters: &[Filter], page: Page) -> Result<Matches>;
    /// Whether a plan matches anything.
    fn has_any(&self, plan: &Plan) -> Result<bool>;
    /// What a part of a plan gives one statement; nothing if it does not match.
    fn score(&self, plan: &Plan, place: Place) -> Result<Option<f32>>;
    /// Where the statement called `id` lies.
    fn place(&self, id: &StatementId) -> Result<Option<Place>>;
    /// The statement at a place found before.
    fn quote(&self, place: Place) -> Result<Quote>;

    /// Is told which words of which fields are going to be asked about, one by one; whoever is far looks them up together, and
    /// nobody else has them told.
    fn expect(&self, _words: &mut dyn Iterator<Item = (Searched, String)>) -> Result<()> {
        Ok(())
    }
    /// How many statements hold `key` in a field.
    fn frequency(&self, searched: Searched, key: &str) -> Result<u64>;
    /// The keys of words that are read `kana`, in katakana.
    fn read_as(&self, kana: &str) -> Result<Vec<String>>;
    /// Every value of a facet, with how many statements have it.
    fn values(&self, facet: Facet) -> Result<Counts>;
    /// Is told which elements are going to be asked about, as with [`Retrieval::expect`].
    fn expect_about(&self, _elements: &[&Element]) -> Result<()> {
        Ok(())
    }
    /// How many statements are about something.
    fn about(&self, element: &Element) -> Result<About>;

    /// What statements are about.
    fn abouts(&self) -> Result<Abouts>;
    /// Every element as it is written, in this order, with how many statements are about it.
    fn elements_with_counts(&self) -> Result<Vec<(Box<str>, About)>>;
    /// The values statements have of a facet.
    fn values_of(&self, facet: Facet) -> Result<Values>;
    /// Counts the words that at least `least` statements have, by the values of a facet, within filters.
    fn tally(&self, counted: Counted, by: Facet, filters: &[Filter], least: usize) -> Result<Tally>;
    /// How many statements within filters have both of two words, for every two of `keys` that any has.
    fn together(
        &self,
        counted: Counted,
        keys: &[&str],
        filters: &[Filter],
    ) -> Result<Vec<(usize, usize, usize)>>;

    /// The documents in the order of the corpus, each without its statements; nothing for a source that could not be read.
    fn papers(&self) -> Box<dyn Iterator<Item = Result<Option<Paper>>> + '_>;
    /// The document called `id`, without its statements.
    fn paper(&self, id: &DocumentId) -> Result<Option<Paper>>;
}

/// An index of this machine has all of it at hand.
impl Retrieval for Index {
    fn manifest(&self) -> &Manifest {
        self.manifest()
    }

    fn summary(&self) -> &Summary {
        self.summary()
    }

    fn rows(&self) -> Option<&dyn Retrieval> {
        self.rows().map(|rows| rows as &dyn Retrieval)
    }

    fn matches(&self, plan: &Plan, filters: &[Filter], page: Page) -> Result<Matches> {
        self.matches(plan, filters, page)
    }

    fn has_any(&self, plan: &Plan) -> Result<bool> {
        self.has_any(plan)
    }

    fn score(&self, plan: &Plan, place: Place) -> Result<Option<f32>> {
        self.score(plan, place)
    }

    fn place(&self, id: &StatementId) -> Result<Option<Place>> {
        self.place(id)
    }

    fn quote(&self, place: Place) -> Result<Quote> {
        self.quote(place)
    }

    fn frequency(&self, searched: Searched, key: &str) -> Result<u64> {
        self.frequency(searched, key)
    }

    fn read_as(&self, kana: &str) -> Result<Vec<String>> {
        self.read_as(kana)
    }

    fn values(&self, facet: Facet) -> Result<Counts> {
        self.values(facet)
    }

    fn about(&self, element: &Element) -> Result<About> {
        self.about(element)
    }

    fn abouts(&self) -> Result<Abouts> {
        self.abouts()
    }

    fn elements_with_counts(&self) -> Result<Vec<(Box<str>, About)>> {
        self.elements_with_counts()
    }

    fn values_of(&self, facet: Facet) -> Result<Values> {
        self.values_of(facet)
    }

    fn tally(&self, counted: Counted, by: Facet, filters: &[Filter], least: usize) -> Result<Tally> {
        self.tally(counted, by, filters, least)
    }

    fn together(
        &self,
        counted: Counted,
        keys: &[&str],
        filters: &[Filter],
    ) -> Result<Vec<(usize, usize, usize)>> {
        self.together(counted, keys, filters)
    }

    fn papers(&self) -> Box<dyn Iterator<Item = Result<Option<Paper>>> + '_> {
        Box::new(self.papers())
    }

    fn paper(&self, id: &DocumentId) -> Result<Option<Paper>> {
        self.paper(id)
    }
}
