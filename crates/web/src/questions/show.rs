//! Statements by their ids.

use std::io::{self, Write};

use kurabe_model::StatementId;
use kurabe_query::{Context, Passage, passage};
use kurabe_render::Lang;
use kurabe_render::Shown;
use kurabe_render::json::{self, Layout};

use super::Question;
use crate::parameter::{Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[Parameter::new("id", Takes::Names, "Statements by id / 施策文の id")];

pub(crate) struct Show(Vec<StatementId>);

impl Question for Show {
    const ABOUT: &'static str = "A statement with what stands beside it in its source / 施策文とその前後";
    const SHAPE: &'static str = "Statements";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN];
    const NEEDS: &'static [&'static str] = &["id"];
    type Answer = Vec<Passage>;

    fn read(params: &Params) -> Option<Self> {
        let ids = params.listed("id");
        (!ids.is_empty()).then(|| Self(ids.into_iter().map(StatementId::new).collect()))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Vec<Passage>, Problem> {
        Ok(self.0.iter().map(|id| passage(context, id, 1)).collect::<Result<_, _>>()?)
    }

    fn json(&self, answer: &Vec<Passage>, _: Lang, out: &mut dyn Write) -> io::Result<()> {
        let shown: Vec<Shown> = answer.iter().map(shown).collect();
        json::show(out, Layout::Whole, &shown)
    }
}

/// A statement with those next to it.
pub(crate) fn shown(Passage { before, quote, behind }: &Passage) -> Shown<'_> {
    let previous = before.last().map(|quote| &quote.statement);
    let next = behind.first().map(|quote| &quote.statement);
    Shown { quote, previous, next }
}
