//! One statement in its place.

use std::io::{self, Write};

use kurabe_model::StatementId;
use kurabe_query::{Comparables, Context, Filters, Model, Passage, SimilarRequest, passage, similar};
use kurabe_render::Lang;
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};

use super::show::shown;
use super::{Presented, Question};
use crate::parameter::{Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

/// How many statements are shown on either side.
const BESIDE: usize = 3;
/// How many comparable statements of each municipality.
const OF_EACH: usize = 2;
/// Of how many municipalities.
const OF_SO_MANY: usize = 50;

const OWN: &[Parameter] = &[Parameter::new("id", Takes::Text, "A statement by its id / 施策文の id")];

pub(crate) struct Statement(StatementId);

/// A statement, and the comparable ones where they can be looked for: what only describes has none.
pub(crate) struct InPlace {
    passage: Passage,
    others: Option<Comparables>,
}

impl Question for Statement {
    const ABOUT: &'static str =
        "A statement in its place, and what is comparable / 施策文とその前後、類似施策";
    const SHAPE: &'static str = "Statements";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN];
    const NEEDS: &'static [&'static str] = &["id"];
    type Answer = InPlace;

    fn read(params: &Params) -> Option<Self> {
        params.one("id").map(|id| Self(StatementId::new(id)))
    }

    fn ask(&self, context: &Context<'_>) -> Result<InPlace, Problem> {
        let passage = passage(context, &self.0, BESIDE)?;
        let request = SimilarRequest {
            model: Model::Statement(self.0.clone()),
            filters: Filters::default(),
            per_municipality: OF_EACH,
            limit: OF_SO_MANY,
        };
        Ok(InPlace { passage, others: similar(context, &request).ok() })
    }

    fn json(&self, found: &InPlace, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::show(out, Layout::Whole, &[shown(&found.passage)])
    }
}

impl Presented for Statement {
    const PATH: &'static str = "statements";
    const COMMAND: &'static str = "show";

    fn sheet(&self, found: InPlace, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::hits(sheet, [&found.passage.quote])
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &InPlace)>) -> String {
        match answered {
            Some((_, found)) => page::statement(view, &found.passage, found.others.as_ref()),
            None => page::home(view),
        }
    }
}
