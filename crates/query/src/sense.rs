//! Meaning beside words (意味): the second signal, where a model is installed.
//!
//! Words decide what is an answer to a search; of a question in a sentence, meaning has a say in which answer comes
//! first. Of a few words it has none. Measured on the judged searches: what lies near a word by meaning is as often as
//! not beside the point, with or without an answer in the corpus, and the spellings of a word would be answered differently.
//!
//! The two are scores of different kinds. Each is divided by the best it gives anywhere; of the whole, [`SHARE`] is
//! meaning's.

use kurabe_embed::Role;
use kurabe_index::{Meanings, Nearness, Plan, Ranked};

use crate::Context;
use crate::answer::{Matched, MeaningFacts, UnderstoodFilter, Via};
use crate::language::Node;

/// What of a score is meaning's, chosen on one half of public questions and tried on the other.
const SHARE: f32 = 0.4;
/// What lies less near has nothing in common but that both are sentences.
const NOTHING: f32 = 1e-3;
/// The best score of words where no statement has any of them: only the order counts then.
const USUAL: f32 = 10.0;
/// From which share of the score on meaning is a reason.
const TELLING: f32 = 0.2;

/// What answers are ranked by.
#[derive(Debug, Clone, Copy)]
pub enum Signals<'a> {
    /// Words alone.
    Words,
    /// Words and meaning.
    Both(&'a Meanings),
    /// Meaning alone, where it can rank alone: what it is worth by itself is measured so.
    Meaning(&'a Meanings),
}

impl<'a> Signals<'a> {
    /// What statements mean, where that counts.
    pub fn meanings(self) -> Option<&'a Meanings> {
        match self {
            Self::Words => None,
            Self::Both(meanings) | Self::Meaning(meanings) => Some(meanings),
        }
    }

    /// Which model has a say, and of how many statements.
    pub fn facts(self) -> Option<MeaningFacts> {
        self.meanings().map(|meanings| MeaningFacts {
            model: meanings.model().to_owned(),
            statements: meanings.coverage().with,
        })
    }

    /// Whether words have no say.
    pub(crate) fn is_meaning_alone(self) -> bool {
        matches!(self, Self::Meaning(_))
    }
}

/// The plain words of a question as typed, without the names in them that became filters.
pub(crate) fn plain(root: &Node, filters: &[UnderstoodFilter]) -> Option<String> {
    let nodes = match root {
        Node::All(nodes) => nodes.as_slice(),
        one => std::slice::from_ref(one),
    };
    let words = nodes.iter().filter_map(|node| match node {
        Node::Word(piece) => Some(piece.text.as_str()),
        _ => None,
    });
    let mut text = words.collect::<Vec<_>>().join(" ");
    for named in filters.iter().flat_map(|filter| &filter.from_words).filter(|named| !named.is_empty()) {
        text = text.replacen(named, "", 1);
    }
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// How near every statement lies to what a question means.
#[derive(Debug)]
pub(crate) struct Meant {
    text: String,
    nearness: Nearness,
    /// What a nearness is multiplied with to be added to the score of words.
    boost: f32,
}

impl Meant {
    /// What a question means, of which words alone give so much at best; nothing where meaning has no say.
    pub(crate) fn of(context: &Context<'_>, text: Option<&str>, best: Option<f32>) -> Option<Self> {
        let (meanings, text) = (context.signals.meanings()?, text?.to_owned());
        let nearness = meanings.nearness_to(Role::Query, &text);
        let nearest = Some(nearness.best()).filter(|nearest| *nearest > NOTHING)?;
        let boost = best.unwrap_or(USUAL).max(NOTHING) * SHARE / (1.0 - SHARE) / nearest;
        Some(Self { text, nearness, boost })
    }

    /// What meaning gives.
    pub(crate) fn plan(&self) -> Plan {
        Plan::Meant { nearness: self.nearness.clone(), least: NOTHING, boost: self.boost }
    }

    /// That a statement is an answer by its meaning, too, where that says something.
    pub(crate) fn matched(&self, ranked: &Ranked) -> Option<Matched> {
        let nearness = self.nearness.of(ranked.place);
        let tells = nearness * self.boost >= TELLING * ranked.score;
        tells.then(|| Matched { term: format!("{nearness:.2}"), via: Via::Meaning, of: self.text.clone() })
    }
}
