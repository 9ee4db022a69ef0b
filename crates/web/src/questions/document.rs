//! One document as it was read.

use std::io::{self, Write};

use kurabe_model::DocumentId;
use kurabe_query::{Context, Paper, paper};
use kurabe_render::json::{self, Layout};
use kurabe_render::page::{self, View};
use kurabe_render::sheet::{self, Sheet};
use kurabe_render::{Lang, Listed, Reading};

use super::{Presented, Question};
use crate::parameter::{Parameter, Takes};
use crate::params::Params;
use crate::problem::Problem;

const OWN: &[Parameter] = &[Parameter::new("id", Takes::Text, "A document by its id / 文書の id")];

/// The document of an id; whatever is no id of a document is that of none.
pub(crate) struct Document(Option<DocumentId>);

impl Question for Document {
    const ABOUT: &'static str = "A document as it was read / 文書の見出しと読み取り";
    const SHAPE: &'static str = "Documents";
    const PARAMETERS: &'static [&'static [Parameter]] = &[OWN];
    const NEEDS: &'static [&'static str] = &["id"];
    type Answer = Paper;

    fn read(params: &Params) -> Option<Self> {
        params.one("id").map(|id| Self(id.parse().ok()))
    }

    fn ask(&self, context: &Context<'_>) -> Result<Paper, Problem> {
        match paper(context, self.0.as_ref().ok_or(Problem::NoPage)?) {
            Err(kurabe_query::Error::UnknownDocument { .. }) => Err(Problem::NoPage),
            found => Ok(found?),
        }
    }

    fn json(&self, paper: &Paper, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        json::outline(out, Layout::Whole, lang, &[Reading::from(paper)])
    }
}

impl Presented for Document {
    const PATH: &'static str = "corpus";
    const COMMAND: &'static str = "corpus list";

    fn sheet(&self, paper: Paper, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet::list(sheet, &[Listed::from(Reading::from(&paper))])
    }

    fn page(view: &View<'_>, answered: Option<(&Self, &Paper)>) -> String {
        match answered {
            Some((_, paper)) => page::document(view, paper),
            None => page::home(view),
        }
    }
}
