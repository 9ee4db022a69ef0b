//! Peers (似た自治体): whose plans resemble those of one municipality most, by the themes they speak of and the
//! words they use.

use std::collections::BTreeMap;

use kurabe_index::{Facet, Filter, Page, Plan, Searched};
use kurabe_model::{Municipality, MunicipalityCode};
use kurabe_text::Normalized;

use crate::filter::{NoValue, is};
use crate::reach::{Reach, reach, reach_of};
use crate::{Context, Error, Result, UnderstoodFilter};

/// How many concepts of a municipality are compared, the commonest.
const CONCEPTS: usize = 120;
/// How many themes and words are given as reasons.
const REASONS: usize = 5;

/// A municipality whose plans resemble those of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer {
    /// Who.
    pub reach: Reach,
    /// How much, from 0 to 1: the mean of the two that follow.
    pub likeness: f32,
    /// How alike the shares of the themes are.
    pub themes: f32,
    /// Which part of the words of the one the other uses as much.
    pub wording: f32,
    /// Themes both speak of, with the share of either, the weightiest first.
    pub common_themes: Vec<(String, f32, f32)>,
    /// Concepts both use.
    pub common_words: Vec<String>,
}

/// The municipalities that resemble the one called `own` most, the nearest first, and how much there is of it.
pub fn peers(context: &Context<'_>, own: &str) -> Result<(Reach, Vec<Peer>)> {
    let own = context.municipality(own)?;
    let found = peers_of(context, own.code)?;
    Ok((reach_of(context, &own)?, found))
}

fn peers_of(context: &Context<'_>, own: MunicipalityCode) -> Result<Vec<Peer>> {
    let reached = reach(context, &[])?;
    let sizes: BTreeMap<String, usize> =
        reached.iter().map(|reach| (reach.municipality.code.to_string(), reach.statements)).collect();
    let own_code = own.to_string();
    let page = Page::NONE.counting(&[Facet::Municipality]);
    let shares = |plan: &Plan| -> Result<BTreeMap<String, f32>> {
        let matches = context.index.matches(plan, &[], page)?;
        let counts = matches.by(Facet::Municipality).iter();
        Ok(counts
            .filter_map(|(code, count)| {
                let size = sizes.get(code).copied().filter(|size| *size > 0)?;
                Some((code.clone(), *count as f32 / size as f32))
            })
            .collect())
    };
    let mut themes = Vec::new();
    for theme in context.tools.vocabulary.themes() {
        let plan = Plan::Has { facet: Facet::Theme, value: theme.id.clone(), score: 1.0 };
        themes.push((theme.label.clone(), shares(&plan)?));
    }
    let mut words = Vec::new();
    for name in concepts(context, own)? {
        let plan = Plan::Term { searched: Searched::TextConcepts, key: name.0, boost: 1.0 };
        words.push((name.1, shares(&plan)?));
    }
    let mut found: Vec<Peer> = reached
        .into_iter()
        .filter(|reach| reach.municipality.code != own && reach.statements > 0)
        .map(|reach| peer(reach, &own_code, &themes, &words))
        .collect();
    found.sort_by(|a, b| {
        b.likeness
            .total_cmp(&a.likeness)
            .then_with(|| a.reach.municipality.code.cmp(&b.reach.municipality.code))
    });
    Ok(found)
}

/// The commonest concepts of a municipality: their names in the index and how they are called.
fn concepts(context: &Context<'_>, own: MunicipalityCode) -> Result<Vec<(String, String)>> {
    let here = [Filter::Is(Facet::Municipality, vec![own.to_string()])];
    let matches = context.index.matches(&Plan::Everything, &here, Page::ALL)?;
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut worker = context.tools.analyser.worker();
    for ranked in &matches.ranked {
        let quote = context.index.quote(ranked.place)?;
        let text = Normalized::new(&quote.statement.text);
        let terms = worker.terms(&text);
        let vocabulary = context.tools.vocabulary;
        let mut here: Vec<_> =
            vocabulary.mentions(&terms).into_iter().map(|mention| mention.concept).collect();
        here.sort();
        here.dedup();
        for concept in here.into_iter().map(|concept| vocabulary.concept(concept)) {
            counts.entry(concept.name.clone()).or_insert_with(|| (0, concept.label.clone())).0 += 1;
        }
    }
    let mut counts: Vec<(String, (usize, String))> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    Ok(counts.into_iter().take(CONCEPTS).map(|(name, (_, label))| (name, label)).collect())
}

type Shares = [(String, BTreeMap<String, f32>)];

fn peer(reach: Reach, own: &str, themes: &Shares, words: &Shares) -> Peer {
    let code = reach.municipality.code.to_string();
    let of = |shares: &BTreeMap<String, f32>, who: &str| shares.get(who).copied().unwrap_or(0.0);
    let (mut product, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (_, shares) in themes {
        let (a, b) = (of(shares, own), of(shares, &code));
        product += a * b;
        ours += a * a;
        theirs += b * b;
    }
    let likeness_of_themes = if ours * theirs > 0.0 { product / (ours * theirs).sqrt() } else { 0.0 };
    let (mut both, mut all) = (0.0, 0.0);
    for (_, shares) in words {
        let a = of(shares, own);
        both += a.min(of(shares, &code));
        all += a;
    }
    let wording = if all > 0.0 { both / all } else { 0.0 };
    let common = |list: &Shares| {
        let mut common: Vec<(String, f32, f32)> = list
            .iter()
            .map(|(label, shares)| (label.clone(), of(shares, own), of(shares, &code)))
            .filter(|(_, a, b)| *a > 0.0 && *b > 0.0)
            .collect();
        common.sort_by(|a, b| b.1.min(b.2).total_cmp(&a.1.min(a.2)).then_with(|| a.0.cmp(&b.0)));
        common.truncate(REASONS);
        common
    };
    Peer {
        reach,
        likeness: (likeness_of_themes + wording) / 2.0,
        themes: likeness_of_themes,
        wording,
        common_themes: common(themes),
        common_words: common(words).into_iter().map(|(word, ..)| word).collect(),
    }
}

impl Context<'_> {
    /// The municipality called so.
    pub(crate) fn municipality(&self, typed: &str) -> Result<Municipality> {
        let facet = Facet::Municipality;
        let wrong = |why| Error::Filter { facet, typed: typed.to_owned(), why };
        let values = self.values(facet, typed)?.map_err(wrong)?;
        let code = values.first().and_then(|value| value.value.parse().ok());
        let known = code.and_then(|code| self.gazetteer.get(code)).cloned();
        known.ok_or_else(|| wrong(NoValue::Unknown { nearest: Vec::new() }))
    }

    /// The municipalities meant by peers: names, prefectures and kinds of municipality together; `similar:10`
    /// the ten that resemble `own` most, `similar:10:柏市` those that resemble another.
    pub(crate) fn peers_meant(
        &self,
        typed: &[String],
        own: Option<MunicipalityCode>,
    ) -> Result<UnderstoodFilter> {
        let mut values = Vec::new();
        for typed in typed {
            let codes = match typed.strip_prefix("similar:") {
                Some(wanted) => self.resembling(typed, wanted, own)?,
                None => self.named(typed)?,
            };
            values.extend(codes);
        }
        let value = |code: MunicipalityCode| {
            let value = code.to_string();
            crate::filter::Value { label: self.label(Facet::Municipality, &value), value }
        };
        Ok(is(Facet::Municipality, values.into_iter().map(value).collect()))
    }

    fn resembling(
        &self,
        typed: &str,
        wanted: &str,
        own: Option<MunicipalityCode>,
    ) -> Result<Vec<MunicipalityCode>> {
        let unknown = || Error::Filter {
            facet: Facet::Municipality,
            typed: typed.to_owned(),
            why: NoValue::Unknown { nearest: vec!["similar:10:国分寺市".to_owned()] },
        };
        let (count, whose) = match wanted.split_once(':') {
            Some((count, name)) => (count, Some(self.municipality(name)?.code)),
            None => (wanted, own),
        };
        let count: usize = count.parse().ok().filter(|count| *count > 0).ok_or_else(unknown)?;
        let nobody =
            || Error::Filter { facet: Facet::Municipality, typed: typed.to_owned(), why: NoValue::Whose };
        let found = peers_of(self, whose.ok_or_else(nobody)?)?.into_iter();
        Ok(found.take(count).map(|peer| peer.reach.municipality.code).collect())
    }

    /// The municipalities of the corpus that are called so, lie in the prefecture or are of the kind.
    fn named(&self, typed: &str) -> Result<Vec<MunicipalityCode>> {
        let reached = reach(self, &[])?.into_iter().map(|reach| reach.municipality);
        for facet in [Facet::Prefecture, Facet::MunicipalityKind] {
            if let Ok(values) = self.values(facet, typed)? {
                let is = |one: &Municipality| {
                    let own = match facet {
                        Facet::Prefecture => one.prefecture.as_str(),
                        _ => one.kind.as_str(),
                    };
                    values.iter().any(|value| value.value == own)
                };
                return Ok(reached.filter(is).map(|one| one.code).collect());
            }
        }
        Ok(vec![self.municipality(typed)?.code])
    }
}
