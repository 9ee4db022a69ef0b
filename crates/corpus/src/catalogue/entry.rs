//! One entry of the catalogue → what is known of a document.

use std::collections::BTreeMap;

use kurabe_model::{DocumentFacts, DocumentId, DocumentKind, Fact, MunicipalityCode, Origin};
use kurabe_text::{Era, Gazetteer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, FaultKind, LineNumbers, years};
use crate::nearest::nearest;

/// The facts a text can state.
const FACTS: [&str; 6] = ["municipality", "title", "kind", "fiscal_year", "period", "department"];

/// The keys of an entry, and how a value of each is written.
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

/// An entry while it is being read.
pub(super) struct Entry<'e, 'f> {
    table: Option<&'e DeTable<'e>>,
    /// The line its first key stands on.
    line: usize,
    /// What to call it: its id, or its place.
    name: String,
    /// Keys that are there, but misspelt.
    misspelt: Vec<&'static str>,
    lines: &'e LineNumbers,
    faults: &'f mut Vec<Fault>,
}

impl<'e, 'f> Entry<'e, 'f> {
    pub(super) fn new(
        value: &'e Spanned<DeValue<'e>>,
        index: usize,
        lines: &'e LineNumbers,
        faults: &'f mut Vec<Fault>,
    ) -> Self {
        let table = value.get_ref().as_table();
        let id = table.and_then(|table| table.get("id")).and_then(|id| id.get_ref().as_str());
        let name = id.map_or_else(|| format!("#{}", index + 1), str::to_owned);
        Self { table, line: lines.at(value.span().start), name, misspelt: Vec::new(), lines, faults }
    }

    /// The facts, or nothing after saying what is wrong with them.
    pub(super) fn read(
        &mut self,
        gazetteer: &Gazetteer,
    ) -> Option<(DocumentFacts, Option<Era>, Option<String>)> {
        let before = self.faults.len();
        self.report_unknown_keys();
        let municipality = self.municipality(gazetteer);
        let id = self.id();
        let file = self.file();
        let kind = self.kind();
        let title = self.required("title");
        let department = self.optional("department");
        let source = self.required("source");
        let rights = self.required("rights");
        let era = self.era();
        let fiscal_year = self.years("fiscal_year", years::year, era);
        let period = self.years("period", years::period, era);
        self.report_wrong_flag();
        self.optional("retrieved");
        let sum = self.sum();
        let stated = self.stated();
        if self.faults.len() > before {
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

    /// Complains when an earlier entry has the same id or the same file.
    pub(super) fn report_twins<'t>(
        &mut self,
        ids: &mut BTreeMap<&'t str, usize>,
        files: &mut BTreeMap<&'t str, usize>,
    ) where
        'e: 't,
    {
        if let Some((id, line)) = self.text("id") {
            match ids.get(id) {
                Some(&first) => self.complain(line, FaultKind::DuplicateId { id: id.to_owned(), first }),
                None => drop(ids.insert(id, line)),
            }
        }
        if let Some((file, line)) = self.text("file") {
            match files.get(file) {
                Some(&first) => {
                    self.complain(line, FaultKind::DuplicateFile { file: file.to_owned(), first });
                }
                None => drop(files.insert(file, line)),
            }
        }
    }

    fn report_unknown_keys(&mut self) {
        let Some(table) = self.table else {
            return self
                .complain(self.line, FaultKind::WrongValue { key: "document", example: "[[document]]" });
        };
        let known = KEYS.map(|(name, _)| name);
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (line, key) = (self.lines.at(key.span().start), key.get_ref().to_string());
            let nearest = nearest(&key, known);
            self.misspelt.extend(nearest);
            self.complain(line, FaultKind::UnknownKey { key, nearest });
        }
    }

    fn municipality(&mut self, gazetteer: &Gazetteer) -> Option<MunicipalityCode> {
        let text = self.required("municipality")?;
        let line = self.value("municipality")?.1;
        match text.parse::<MunicipalityCode>() {
            Ok(code) if gazetteer.get(code).is_some() => Some(code),
            Ok(_) => self.refuse(line, FaultKind::UnknownMunicipality { code: text }),
            Err(cause) => self.refuse(line, FaultKind::InvalidCode { cause }),
        }
    }

    fn id(&mut self) -> Option<DocumentId> {
        let id = self.required("id")?;
        let line = self.value("id")?.1;
        id.parse().or_else(|_| self.refuse(line, FaultKind::InvalidId { id }).ok_or(())).ok()
    }

    fn file(&mut self) -> Option<String> {
        let file = self.required("file")?;
        let line = self.value("file")?.1;
        let inside = !file.contains(['\\', ':'])
            && file.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        if inside { Some(file) } else { self.refuse(line, FaultKind::OutsideDocuments { file }) }
    }

    fn kind(&mut self) -> Option<DocumentKind> {
        let text = self.required("kind")?;
        let line = self.value("kind")?.1;
        DocumentKind::named(&text).or_else(|| self.refuse(line, FaultKind::UnknownKind { kind: text }))
    }

    fn era(&mut self) -> Option<Era> {
        let name = self.optional("era")?;
        let line = self.value("era")?.1;
        years::era(&name).or_else(|| self.refuse_value("era", line))
    }

    fn years<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>, Option<Era>) -> Option<T>,
        era: Option<Era>,
    ) -> Option<T> {
        let (value, line) = self.value(key)?;
        read(value, era).or_else(|| {
            let text = years::text_of(value).unwrap_or(value.type_str()).to_owned();
            self.refuse(line, FaultKind::UnreadableYear { key, text })
        })
    }

    /// The lines of the facts the text states.
    fn stated(&mut self) -> BTreeMap<&'static str, usize> {
        let mut stated = BTreeMap::new();
        let Some((value, line)) = self.value("stated") else { return stated };
        let Some(facts) = value.as_table() else {
            self.refuse_value::<()>("stated", line);
            return stated;
        };
        for (key, value) in facts {
            let line = self.lines.at(key.span().start);
            let key = key.get_ref().as_ref();
            let Some(fact) = FACTS.into_iter().find(|fact| *fact == key) else {
                let kind = FaultKind::UnknownKey { key: key.to_owned(), nearest: nearest(key, FACTS) };
                self.complain(line, kind);
                continue;
            };
            let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
            match number.filter(|number| *number > 0) {
                _ if self.value(fact).is_none() => {
                    self.complain(line, FaultKind::NothingStated { key: fact });
                }
                Some(number) => drop(stated.insert(fact, number)),
                None => drop(self.refuse_value::<()>("stated", line)),
            }
        }
        stated
    }

    fn sum(&mut self) -> Option<String> {
        let is_sum = |sum: &&str| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (value, line) = self.value("sha256")?;
        match value.as_str().filter(is_sum) {
            Some(sum) => Some(sum.to_lowercase()),
            None => self.refuse_value("sha256", line),
        }
    }

    fn report_wrong_flag(&mut self) {
        if let Some((value, line)) = self.value("bundled")
            && !value.is_bool()
        {
            self.refuse_value::<()>("bundled", line);
        }
    }

    /// A value and the line it stands on.
    fn value(&self, key: &str) -> Option<(&'e DeValue<'e>, usize)> {
        let value = self.table?.get(key)?;
        Some((value.get_ref(), self.lines.at(value.span().start)))
    }

    /// A text and the line it stands on.
    fn text(&self, key: &str) -> Option<(&'e str, usize)> {
        let (value, line) = self.value(key)?;
        value.as_str().map(|text| (text, line))
    }

    fn required(&mut self, key: &'static str) -> Option<String> {
        if self.table.is_some() && self.value(key).is_none() {
            // The misspelt key has been named already.
            let seen = self.misspelt.contains(&key);
            return if seen { None } else { self.refuse(self.line, FaultKind::MissingKey { key }) };
        }
        self.optional(key)
    }

    fn optional(&mut self, key: &'static str) -> Option<String> {
        let (value, line) = self.value(key)?;
        // Where a source comes from and its rights may take several lines; everything else is a name.
        let is_name = !matches!(key, "source" | "rights");
        match value.as_str().map(str::trim) {
            Some(text) if is_name && text.contains(char::is_control) => self.refuse_value(key, line),
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => self.refuse_value(key, line),
        }
    }

    fn complain(&mut self, line: usize, kind: FaultKind) {
        self.faults.push(Fault { line, entry: Some(self.name.clone()), kind });
    }

    fn refuse<T>(&mut self, line: usize, kind: FaultKind) -> Option<T> {
        self.complain(line, kind);
        None
    }

    fn refuse_value<T>(&mut self, key: &'static str, line: usize) -> Option<T> {
        let example = KEYS.iter().find(|(name, _)| *name == key).map_or("", |(_, example)| *example);
        self.refuse(line, FaultKind::WrongValue { key, example })
    }
}

fn told<T>(stated: &BTreeMap<&'static str, usize>, key: &str, value: T) -> Fact<T> {
    let origin = stated.get(key).map_or(Origin::Curated, |&line| Origin::Stated { line });
    Fact { value, origin }
}
