//! The catalogue (目録): what is known of each document before it is opened.
//!
//! `catalogue.toml` is written by planners, so it is read by hand and not by a derived deserialiser: every
//! fault is found in one go, and each names its line, its entry and what would be right. An entry is
//!
//! ```toml
//! [[document]]
//! id = "kokubunji-seisakubu-2024"                 # lower-case letters, digits, hyphens
//! file = "kokubunji/kokubunji-seisakubu-2024.txt" # below documents/
//! municipality = "132144"                         # 全国地方公共団体コード
//! title = "令和６年度政策部の運営方針"
//! kind = "運営方針"                               # DocumentKind
//! fiscal_year = "令和6年度"                       # or 2024, or "R6"; a plan has instead
//! # period = "令和4年度～令和13年度"                first and last year
//! # era = "平成"                                  what bare years are read in, here and in the text
//! department = "政策部"
//! source = "…"
//! retrieved = "2026-04-01"                        # the day it was taken
//! sha256 = "…"                                   # of the stored source
//! rights = "…"
//! stated = { title = 5, fiscal_year = 5 }         # facts the text states, with the line
//! bundled = true                                  # is inside the binary too
//! ```
//!
//! A fact that is not in `stated` was added by the curator. Years are optional, as is the department.

mod entry;
mod years;

use std::collections::BTreeMap;

use kurabe_model::{DocumentFacts, DocumentId};
use kurabe_text::{Era, Gazetteer};

use crate::handwritten::{self, Fault};

/// The entries of a catalogue, by municipality code, then by document id.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Catalogue {
    pub(crate) documents: Vec<DocumentFacts>,
    /// The eras bare years of a document are read in.
    pub(crate) eras: BTreeMap<DocumentId, Era>,
    /// The SHA-256 of the sources that came in, in small letters.
    pub(crate) sums: BTreeMap<DocumentId, String>,
}

impl Catalogue {
    /// Reads a catalogue, or says everything that is wrong with it, in the order of its lines.
    pub(crate) fn parse(text: &str, gazetteer: &Gazetteer) -> Result<Self, Vec<Fault>> {
        let sound = handwritten::read_sound(text, &entry::FORM, |entry| entry::read(entry, gazetteer));
        if let Some(read) = sound.filter(|read| !entry::has_twins(read)) {
            return Ok(Self::of(read));
        }
        let mut all = Vec::new();
        let mut twins = entry::Twins::default();
        let faults = handwritten::read(text, &entry::FORM, |entry| {
            all.extend(entry::read(entry, gazetteer));
            twins.report(entry);
        });
        if faults.is_empty() { Ok(Self::of(all)) } else { Err(faults) }
    }

    fn of(read: Vec<entry::Read>) -> Self {
        let mut known = Self::default();
        for (facts, era, sum) in read {
            known.sums.extend(sum.map(|sum| (facts.id.clone(), sum)));
            known.eras.extend(era.map(|era| (facts.id.clone(), era)));
            known.documents.push(facts);
        }
        known.documents.sort_by(|a, b| (a.municipality.value, &a.id).cmp(&(b.municipality.value, &b.id)));
        known
    }
}

#[cfg(test)]
mod tests;
