//! Whom one question is put to (問い合わせ先): an index at hand, or what is fetched for this one question from far away.

use kurabe_index::{Retrieval, Tools};
use kurabe_text::Gazetteer;

use crate::{Context, Signals};

/// What one question is put to, for as long as it is asked.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The statements.
    pub statements: Statements<'a>,
    /// What they were analysed with, and questions are.
    pub tools: Tools<'a>,
    /// The municipalities' names.
    pub gazetteer: &'a Gazetteer,
    /// What answers are ranked by.
    pub signals: Signals<'a>,
}

/// Where statements lie.
#[derive(Debug)]
pub enum Statements<'a> {
    /// At hand.
    Here(&'a dyn Retrieval),
    /// Elsewhere: they are let go of with the question.
    Fetched(Box<dyn Retrieval + 'a>),
}

impl Asking<'_> {
    /// What the question is answered from.
    pub fn context(&self) -> Context<'_> {
        let index = match &self.statements {
            Statements::Here(index) => *index,
            Statements::Fetched(index) => index.as_ref(),
        };
        Context { index, tools: self.tools, gazetteer: self.gazetteer, signals: self.signals }
    }
}
