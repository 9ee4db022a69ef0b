//! The sources of a file (出典): every document that was quoted or searched, with the places quoted.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use kurabe_model::{DocumentId, Span};

use super::{Column, Making, Origin, Sheet};
use crate::words::{Place, say};
use crate::{Label, Lang};

/// How many places of a document are named: rows without end take no more room than these.
const PLACES: usize = 40;

const COLUMNS: [Column<'static>; 10] = [
    Column::main(Label::Municipality).leading(),
    Column::main(Label::Title),
    Column::main(Label::Year).number(),
    Column::main(Label::DocumentKind),
    Column::main(Label::QuotedPlaces).prose(),
    Column::main(Label::File),
    Column::main(Label::Digest),
    Column::main(Label::Source),
    Column::more(Label::Rights),
    Column::more(Label::Id),
];

/// What was quoted of which document.
#[derive(Debug, Default)]
pub(super) struct Sources {
    of: BTreeMap<DocumentId, Places>,
}

/// Where a document was quoted.
#[derive(Debug, Default)]
struct Places {
    first: BTreeSet<Place>,
    /// Whether there are more.
    more: bool,
}

impl Sources {
    /// A document was searched.
    pub(super) fn searched(&mut self, id: &DocumentId) {
        self.of.entry(id.clone()).or_default();
    }

    /// A place of a document was quoted.
    pub(super) fn quoted(&mut self, id: &DocumentId, span: &Span) {
        let places = self.of.entry(id.clone()).or_default();
        places.first.insert(Place::of(span));
        if places.first.len() > PLACES {
            places.more = true;
            places.first.pop_last();
        }
    }
}

/// Writes the sources, as the corpus has them.
pub(super) fn write(sheet: &mut Sheet<'_>, making: &Making) -> io::Result<()> {
    let Sources { mut of } = std::mem::take(&mut sheet.sources);
    sheet.begin(Label::Sources, &COLUMNS)?;
    for Origin { municipality, facts, digest, .. } in &making.documents {
        let Some(places) = of.remove(&facts.id) else { continue };
        sheet.row(&[
            municipality.clone(),
            facts.title.value.clone(),
            facts.first_year().map(|year| year.to_string()).unwrap_or_default(),
            facts.kind.value.to_string(),
            places.say(sheet.lang),
            facts.file_name().to_owned(),
            digest.clone().unwrap_or_default(),
            facts.source.clone(),
            facts.rights.clone(),
            facts.id.to_string(),
        ])?;
    }
    // What answered may have left the catalogue since.
    for (id, places) in of {
        let mut row: [String; COLUMNS.len()] = Default::default();
        let [_, title, _, _, quoted, .., own] = &mut row;
        title.clone_from(&id.to_string());
        *quoted = places.say(sheet.lang);
        *own = id.to_string();
        sheet.row(&row)?;
    }
    Ok(())
}

impl Places {
    fn say(&self, lang: Lang) -> String {
        if self.first.is_empty() {
            return say!(lang, "引用なし（探した範囲）", "searched, not quoted");
        }
        let mut places: Vec<String> = self.first.iter().map(|place| place.say(lang)).collect();
        if self.more {
            places.push(say!(lang, "ほか", "and more"));
        }
        places.join(lang.comma())
    }
}
