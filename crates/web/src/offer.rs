//! Questions for programs (プログラム向けの問い): what HTTP answers, what its description says and what assistants are offered
//! are the same.

use kurabe_render::Lang;
use kurabe_render::page::Part;

use crate::parameter::Parameter;
use crate::params::Given;
use crate::problem::Problem;
use crate::questions::{
    self, Compare, Document, Gaps, Holdings, Kwic, Question, Search, Show, Similar, Targets, Trends,
};
use crate::shelf::Library;

/// The JSON of an answer, with the part of all there is that it holds.
pub(crate) type Answered = Result<(Vec<u8>, Option<Part>), Problem>;

/// A question with the name it is asked by.
pub(crate) struct Offer {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// The schema of its answer.
    pub(crate) shape: &'static str,
    pub(crate) parameters: &'static [&'static [Parameter]],
    /// Of which at least one has to be given.
    pub(crate) needs: &'static [&'static str],
    pub(crate) answer: fn(&Given, &dyn Library, Lang) -> Answered,
}

impl Offer {
    pub(crate) const fn of<Q: Question>(name: &'static str) -> Self {
        Self {
            name,
            about: Q::ABOUT,
            shape: Q::SHAPE,
            parameters: Q::PARAMETERS,
            needs: Q::NEEDS,
            answer: questions::json::<Q>,
        }
    }

    /// Whether it cannot be asked without a parameter.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.needs == [name]
    }

    /// Everything it can be told.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &'static Parameter> {
        self.parameters.iter().flat_map(|table| table.iter())
    }
}

/// What is asked with parameters.
pub(crate) const ASKED: &[Offer] = &[
    Offer::of::<Search>("search"),
    Offer::of::<Similar>("similar"),
    Offer::of::<Compare>("compare"),
    Offer::of::<Gaps>("gaps"),
    Offer::of::<Targets>("targets"),
    Offer::of::<Trends>("trends"),
    Offer::of::<Kwic>("kwic"),
    Offer::of::<Holdings>("documents"),
];

/// What has an id, by the folder it lies in.
pub(crate) const NAMED: &[Offer] = &[Offer::of::<Show>("statements"), Offer::of::<Document>("documents")];

/// What assistants ask.
pub(crate) const TOOLS: &[Offer] = &[
    Offer::of::<Search>("search"),
    Offer::of::<Similar>("similar"),
    Offer::of::<Compare>("compare"),
    Offer::of::<Gaps>("gaps"),
    Offer::of::<Targets>("targets"),
    Offer::of::<Show>("show"),
];
