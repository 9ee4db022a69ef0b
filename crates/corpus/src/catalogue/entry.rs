//! One entry of the catalogue → what is known of a document.

use std::collections::{BTreeMap, HashSet};

use kurabe_model::{DocumentFacts, DocumentId, DocumentKind, Fact, MunicipalityCode, Origin};
use kurabe_text::{Era, Gazetteer};
use toml::de::DeValue;

use super::years;
use crate::handwritten::{self, Entry, FaultKind, Form};
use crate::nearest::nearest;

/// The facts a text can state.
const FACTS: [&str; 6] = ["municipality", "title", "kind", "fiscal_year", "period", "department"];

/// How a document is entered.
pub(super) const FORM: Form = Form { array: "document", head: "[[document]]", keys: &KEYS };

const KEYS: [(&str, &str); 15] = [
    ("id", r#"id = "kokubunji-seisakubu-2024""#),
    ("file", r#"file = "kokubunji/kokubunji-seisakubu-2024.txt""#),
    ("municipality", r#"municipality = "132144""#),
    ("title", r#"title = "令和６年度政策部の運営方針""#),
    ("kind", r#"kind = "運営方針""#),
    ("fiscal_year", r#"fiscal_year = "令和6年度""#),
    ("period", r#"period = "令和4年度～令和13年度""#),
    ("era", r#"era = "平成""#),
    ("department", r#"department = "政策部""#),
    ("source", r#"source = "https://www.example.lg.jp/plan.html""#),
    ("retrieved", r#"retrieved = "2026-04-01""#),
    ("sha256", r#"sha256 = "9f86d081…""#),
    ("rights", r#"rights = "国分寺市の著作物""#),
    ("stated", "stated = { title = 5, fiscal_year = 5 }"),
    ("bundled", "bundled = true"),
];

/// The facts of an entry, the era of its bare years, and the SHA-256 of its source.
pub(super) type Read = (DocumentFacts, Option<Era>, Option<String>);

/// The facts of an entry, or nothing after saying what is wrong with them.
pub(super) fn read(entry: &mut Entry, gazetteer: &Gazetteer) -> Option<Read> {
    let municipality = municipality(entry, gazetteer);
    let id = id(entry);
    let file = file(entry);
    let kind = kind(entry);
    let title = entry.required("title", name).map(value);
    let department = entry.optional("department", name).map(value);
    let source = entry.required("source", remark).map(value);
    let rights = entry.required("rights", remark).map(value);
    let era = entry.optional("era", |text| years::era(&name(text)?)).map(value);
    let fiscal_year = years(entry, "fiscal_year", years::year, era);
    let period = years(entry, "period", years::period, era);
    entry.optional("bundled", DeValue::as_bool);
    entry.optional("retrieved", name);
    let sum = entry.optional("sha256", sum).map(value);
    let stated = stated(entry);
    if !entry.is_sound() {
        return None;
    }
    let facts = DocumentFacts {
        id: id?,
        municipality: told(&stated, "municipality", municipality?),
        title: told(&stated, "title", title?),
        kind: told(&stated, "kind", kind?),
        fiscal_year: fiscal_year.map(|year| told(&stated, "fiscal_year", year)),
        period: period.map(|period| told(&stated, "period", period)),
        department: department.map(|department| told(&stated, "department", department)),
        file: file?,
        source: source?,
        rights: rights?,
    };
    Some((facts, era, sum))
}

/// Whether any two entries have the same id or the same file.
pub(super) fn has_twins(read: &[Read]) -> bool {
    let ids: HashSet<_> = read.iter().map(|(facts, ..)| &facts.id).collect();
    let files: HashSet<_> = read.iter().map(|(facts, ..)| &facts.file).collect();
    ids.len() < read.len() || files.len() < read.len()
}

/// The ids and the files entries have, with their lines.
#[derive(Default)]
pub(super) struct Twins {
    ids: BTreeMap<String, usize>,
    files: BTreeMap<String, usize>,
}

impl Twins {
    /// Complains when an earlier entry has the same id or the same file.
    pub(super) fn report(&mut self, entry: &mut Entry) {
        let text = |key| entry.value(key).and_then(|(value, line)| Some((value.as_str()?.to_owned(), line)));
        let [id, file] = [text("id"), text("file")];
        if let Some((id, line)) = id {
            match self.ids.get(&id) {
                Some(&first) => entry.complain(line, FaultKind::DuplicateId { id, first }),
                None => drop(self.ids.insert(id, line)),
            }
        }
        if let Some((file, line)) = file {
            match self.files.get(&file) {
                Some(&first) => entry.complain(line, FaultKind::DuplicateFile { file, first }),
                None => drop(self.files.insert(file, line)),
            }
        }
    }
}

fn municipality(entry: &mut Entry, gazetteer: &Gazetteer) -> Option<MunicipalityCode> {
    let (code, line) = entry.required("municipality", name)?;
    match code.parse::<MunicipalityCode>() {
        Ok(code) if gazetteer.get(code).is_some() => Some(code),
        Ok(_) => entry.refuse(line, FaultKind::UnknownMunicipality { code }),
        Err(cause) => entry.refuse(line, FaultKind::InvalidCode { cause }),
    }
}

fn id(entry: &mut Entry) -> Option<DocumentId> {
    let (id, line) = entry.required("id", name)?;
    id.parse().or_else(|_| entry.refuse(line, FaultKind::InvalidId { id }).ok_or(())).ok()
}

fn file(entry: &mut Entry) -> Option<String> {
    let (file, line) = entry.required("file", name)?;
    let inside = !file.contains(['\\', ':'])
        && file.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if inside { Some(file) } else { entry.refuse(line, FaultKind::OutsideDocuments { file }) }
}

fn kind(entry: &mut Entry) -> Option<DocumentKind> {
    let (kind, line) = entry.required("kind", name)?;
    DocumentKind::named(&kind).or_else(|| entry.refuse(line, FaultKind::UnknownKind { kind }))
}

fn years<T>(
    entry: &mut Entry,
    key: &'static str,
    read: impl FnOnce(&DeValue<'_>, Option<Era>) -> Option<T>,
    era: Option<Era>,
) -> Option<T> {
    let (value, line) = entry.value(key)?;
    read(value, era).or_else(|| {
        let text = years::text_of(value).unwrap_or(value.type_str()).to_owned();
        entry.refuse(line, FaultKind::UnreadableYear { key, text })
    })
}

/// The lines of the facts the text states.
fn stated(entry: &mut Entry) -> BTreeMap<&'static str, usize> {
    let mut stated = BTreeMap::new();
    let Some((facts, _)) = entry.optional("stated", DeValue::as_table) else { return stated };
    for (key, value) in facts {
        let line = entry.line_at(key.span().start);
        let key = key.get_ref().as_ref();
        let Some(fact) = FACTS.into_iter().find(|fact| *fact == key) else {
            let kind = FaultKind::UnknownKey { key: key.to_owned(), nearest: nearest(key, FACTS) };
            entry.complain(line, kind);
            continue;
        };
        match handwritten::count(value.get_ref()) {
            _ if entry.value(fact).is_none() => entry.complain(line, FaultKind::NothingStated { key: fact }),
            Some(number) => drop(stated.insert(fact, number)),
            None => drop(entry.refuse_value::<()>("stated", line)),
        }
    }
    stated
}

/// A name: a text on one line.
fn name(value: &DeValue<'_>) -> Option<String> {
    remark(value).filter(|text| !text.contains(char::is_control))
}

/// A text; where a source comes from and its rights may take several lines.
fn remark(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn sum(value: &DeValue<'_>) -> Option<String> {
    let is_sum = |sum: &&str| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.as_str().filter(is_sum).map(str::to_lowercase)
}

/// What was read, without its line.
fn value<T>((value, _): (T, usize)) -> T {
    value
}

fn told<T>(stated: &BTreeMap<&'static str, usize>, key: &str, value: T) -> Fact<T> {
    let origin = stated.get(key).map_or(Origin::Curated, |&line| Origin::Stated { line });
    Fact { value, origin }
}
