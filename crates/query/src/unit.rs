//! Units (検索の単位): a word of the question with everything that counts as it.

use std::cmp::Reverse;

use kurabe_index::{Facet, Plan, Searched};
use kurabe_text::ConceptIndex;

use crate::answer::Via;
use crate::{Context, Result};

/// What each field's score is multiplied with. The text of a statement is the measure; its headings say what
/// it is about with fewer words, its title speaks for hundreds of statements at once.
const TEXT: f32 = 1.0;
const HEADING: f32 = 0.6;
const TITLE: f32 = 0.2;
/// Pairs of characters beside words: they find what is cut in another way, and reward what is alike.
pub(crate) const TEXT_PAIRS: f32 = 0.5;
pub(crate) const HEADING_PAIRS: f32 = 0.25;
/// A concept beside the word itself, and for a synonym instead of it.
const SAME: f32 = 0.9;
const NARROWER: f32 = 0.5;
const BROADER: f32 = 0.3;
const RELATED: f32 = 0.3;
/// What the theme of that name gives, as a score: less than any word that is not on every page.
const THEME: f32 = 0.8;
/// A word of another spelling or reading.
const VARIANT: f32 = 0.9;
/// How many words may stand between those of one unit.
const SLOP: u32 = 1;

/// A word of the question.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// As typed, normalised.
    pub(crate) typed: String,
    /// The sequences of terms that are this word.
    pub(crate) runs: Vec<Run>,
    /// Concepts that count as it, with how they are near.
    pub(crate) concepts: Vec<(ConceptIndex, Nearness)>,
    /// Ids of the themes it names.
    pub(crate) themes: Vec<String>,
    /// Whether it asks rather than tells.
    pub(crate) light: bool,
    /// Whether no other word may stand between its terms.
    pub(crate) tight: bool,
    /// Whether any statement says it.
    pub(crate) said: bool,
}

/// A sequence of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) keys: Vec<String>,
    pub(crate) via: Via,
}

/// How a concept is near a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    Same,
    Narrower,
    Broader,
    Related,
}

impl Nearness {
    fn boost(self) -> f32 {
        match self {
            Self::Same => SAME,
            Self::Narrower => NARROWER,
            Self::Broader => BROADER,
            Self::Related => RELATED,
        }
    }
}

impl Unit {
    /// A unit of one sequence of terms.
    pub(crate) fn of(typed: impl Into<String>, keys: Vec<String>) -> Self {
        Self {
            typed: typed.into(),
            runs: vec![Run { keys, via: Via::Exact }],
            concepts: Vec::new(),
            themes: Vec::new(),
            light: false,
            tight: false,
            said: true,
        }
    }

    /// Adds the concept a unit is a word for, with its neighbours.
    pub(crate) fn mean(&mut self, concept: ConceptIndex, context: &Context<'_>) {
        let known = context.tools.vocabulary.concept(concept);
        for theme in &known.themes {
            if !self.themes.contains(theme) {
                self.themes.push(theme.clone());
            }
        }
        let near = [
            (Nearness::Same, std::slice::from_ref(&concept)),
            (Nearness::Narrower, &known.narrower),
            (Nearness::Broader, &known.broader),
            (Nearness::Related, &known.related),
        ];
        for (nearness, concepts) in near {
            for concept in concepts {
                if self.concepts.iter().all(|(held, _)| held != concept) {
                    self.concepts.push((*concept, nearness));
                }
            }
        }
    }

    /// The concepts that count as it, those that are in use first, the nearest and most used of them in front.
    pub(crate) fn concepts_by_use(&self, context: &Context<'_>) -> Result<Vec<ConceptIndex>> {
        let mut ranked = Vec::with_capacity(self.concepts.len());
        for &(concept, nearness) in &self.concepts {
            let name = &context.tools.vocabulary.concept(concept).name;
            let said = context.index.frequency(Searched::TextConcepts, name)?;
            ranked.push((said == 0, nearness, Reverse(said), concept));
        }
        ranked.sort_by_key(|&(is_unused, nearness, said, _)| (is_unused, nearness, said));
        Ok(ranked.into_iter().map(|(.., concept)| concept).collect())
    }

    /// Whether any statement says it, in these words, in others, or of a kind of it.
    pub(crate) fn is_said(&self, context: &Context<'_>) -> Result<bool> {
        let own = |near: &Nearness| matches!(near, Nearness::Same | Nearness::Narrower);
        for (concept, _) in self.concepts.iter().filter(|(_, near)| own(near)) {
            let name = &context.tools.vocabulary.concept(*concept).name;
            for searched in [Searched::TextConcepts, Searched::HeadingConcepts] {
                if context.index.frequency(searched, name)? > 0 {
                    return Ok(true);
                }
            }
        }
        for run in &self.runs {
            for searched in [Searched::Text, Searched::Heading] {
                let keys = run.keys.clone();
                let plan = Plan::Phrase { searched, keys, slop: 0, boost: 1.0 };
                if context.index.has_any(&plan)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Notes that nobody says it. What is only broader is no answer then: 教育 is none to 給食; what is related is
    /// one where the statement is about the same theme.
    pub(crate) fn is_unsaid(&mut self) {
        self.said = false;
        self.concepts.retain(|(_, near)| !matches!(near, Nearness::Broader));
    }

    /// The plan that finds it.
    pub(crate) fn plan(&self, context: &Context<'_>) -> Plan {
        // A title is that of hundreds of statements and a theme is not the word: neither alone makes an answer.
        let alone = |(way, _): &(Way, Plan)| way.searched != Searched::Title && way.via != Via::Theme;
        let (ways, others): (Vec<_>, Vec<_>) = self.parts(context).into_iter().partition(alone);
        let plans = |parts: Vec<(Way, Plan)>| parts.into_iter().map(|(_, plan)| plan).collect::<Vec<_>>();
        Plan::Also(Box::new(Plan::Any(plans(ways))), plans(others))
    }

    /// The plan in parts, each with the way it goes.
    pub(crate) fn parts(&self, context: &Context<'_>) -> Vec<(Way, Plan)> {
        let mut parts: Vec<(Way, Plan)> = Vec::new();
        for (searched, boost) in
            [(Searched::Text, TEXT), (Searched::Heading, HEADING), (Searched::Title, TITLE)]
        {
            for via in [Via::Exact, Via::Variant] {
                let runs: Vec<Plan> = self
                    .runs
                    .iter()
                    .filter(|run| run.via == via)
                    .map(|run| {
                        let boost = if via == Via::Exact { boost } else { boost * VARIANT };
                        let slop = if self.tight { 0 } else { SLOP };
                        Plan::Phrase { searched, keys: run.keys.clone(), slop, boost }
                    })
                    .collect();
                if !runs.is_empty() {
                    let terms = self.runs.iter().filter(|run| run.via == via).map(|run| run.keys.concat());
                    let way = Way { searched, via, terms: terms.collect::<Vec<_>>().join("、") };
                    parts.push((way, Plan::Best(runs)));
                }
            }
        }
        for (searched, boost) in [(Searched::TextConcepts, TEXT), (Searched::HeadingConcepts, HEADING)] {
            // One kind of nearness counts once, by its best concept: a long list of neighbours is no more
            // evidence than a short one.
            for nearness in [Nearness::Same, Nearness::Narrower, Nearness::Broader, Nearness::Related] {
                let names: Vec<&str> = self
                    .concepts
                    .iter()
                    .filter(|(_, near)| *near == nearness)
                    .map(|(concept, _)| context.tools.vocabulary.concept(*concept).name.as_str())
                    .collect();
                if names.is_empty() {
                    continue;
                }
                let boost = boost * nearness.boost();
                let terms = names.iter().map(|name| (*name).to_owned());
                let terms = match nearness {
                    Nearness::Same | Nearness::Narrower => {
                        terms.map(|key| Plan::Term { searched, key, boost }).collect()
                    }
                    Nearness::Broader | Nearness::Related => {
                        terms.map(|key| Plan::Pointed { searched, key, boost }).collect()
                    }
                };
                let way = Way { searched, via: Via::Synonym, terms: names.join("、") };
                let mut plan = Plan::Best(terms);
                if nearness == Nearness::Related && !self.said {
                    let about = self.themes.iter().map(|theme| Plan::Has {
                        facet: Facet::Theme,
                        value: theme.clone(),
                        score: 0.0,
                    });
                    plan = Plan::All(vec![plan, Plan::Any(about.collect())]);
                }
                parts.push((way, plan));
            }
        }
        for theme in &self.themes {
            let way = Way { searched: Searched::Text, via: Via::Theme, terms: theme.clone() };
            parts.push((way, Plan::Has { facet: Facet::Theme, value: theme.clone(), score: THEME }));
        }
        parts
    }

    /// How many statements have it in their own words, by its commonest form.
    pub(crate) fn frequency(&self, context: &Context<'_>) -> Result<u64> {
        let index = context.index;
        let mut most = 0;
        for run in &self.runs {
            let mut least = u64::MAX;
            for key in &run.keys {
                let text = index.frequency(Searched::Text, key)?;
                least = least.min(text.max(index.frequency(Searched::Heading, key)?));
            }
            most = most.max(if least == u64::MAX { 0 } else { least });
        }
        for (concept, _) in self.concepts.iter().filter(|(_, near)| *near == Nearness::Same) {
            let name = &context.tools.vocabulary.concept(*concept).name;
            most = most.max(index.frequency(Searched::TextConcepts, name)?);
        }
        Ok(most)
    }
}

/// How a part of a plan goes about it.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) searched: Searched,
    pub(crate) via: Via,
    pub(crate) terms: String,
}
