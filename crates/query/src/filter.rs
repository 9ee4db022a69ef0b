//! Filters (絞り込み): from what people call values to the values of the index.

use std::collections::BTreeSet;

use kurabe_index::{Facet, Filter, Retrieval};
use kurabe_model::{
    DocumentKind, FiscalYear, Municipality, MunicipalityCode, MunicipalityKind, StatementKind,
};
use kurabe_text::{Gazetteer, Lookup, Vocabulary, fold};

use crate::answer::UnderstoodFilter;
use crate::language::{YearRange, year_range};
use crate::request::Filters;
use crate::{Context, Error, Result};

/// A value that was found, and what people call it.
pub(crate) struct Value {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// Why a value is none.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NoValue {
    /// Nothing is called so; this is what is there, or the most likely of it.
    Unknown {
        /// What could have been meant.
        nearest: Vec<String>,
    },
    /// Several municipalities are called so.
    Ambiguous {
        /// All of them.
        choices: Vec<Municipality>,
    },
    /// A municipality code with a wrong check digit.
    WrongCode {
        /// The digit that would be right.
        expected: u8,
    },
    /// Peers of somebody, and nobody is named.
    Whose,
    /// Not a year, or a range of years.
    NotAYear,
}

/// How many values are named to whoever typed none of them.
const NAMED: usize = 12;

impl Context<'_> {
    /// The filters that were asked for beside a question of no municipality in particular.
    pub(crate) fn filters(&self, asked: &Filters) -> Result<Vec<UnderstoodFilter>> {
        self.filters_of(asked, None)
    }

    /// The filters that were asked for, and whose peers are meant where it is not said. A value that means
    /// nothing is an error: an answer without the filter would be another one.
    pub(crate) fn filters_of(
        &self,
        asked: &Filters,
        own: Option<MunicipalityCode>,
    ) -> Result<Vec<UnderstoodFilter>> {
        let mut filters = Vec::new();
        if !asked.peers.is_empty() {
            filters.push(self.peers_meant(&asked.peers, own)?);
        }
        let lists = [
            (Facet::Municipality, &asked.municipality),
            (Facet::MunicipalityKind, &asked.municipality_kind),
            (Facet::Prefecture, &asked.prefecture),
            (Facet::Department, &asked.department),
            (Facet::Theme, &asked.theme),
            (Facet::Kind, &asked.kind),
            (Facet::Document, &asked.document),
            (Facet::DocumentKind, &asked.document_kind),
        ];
        for (facet, typed) in lists.into_iter().filter(|(_, typed)| !typed.is_empty()) {
            let mut values = Vec::new();
            for typed in typed {
                let found = self.values(facet, typed)?;
                values.extend(found.map_err(|why| Error::Filter { facet, typed: typed.clone(), why })?);
            }
            filters.push(is(facet, values));
        }
        if !asked.year.is_empty() {
            let mut years = [year_filter(&asked.year)?];
            if asked.in_force {
                in_force(&mut years);
            }
            filters.extend(years);
        }
        if asked.has_targets {
            filters.push(has_targets());
        }
        Ok(filters)
    }

    /// The values of a facet a user means.
    pub(crate) fn values(&self, facet: Facet, typed: &str) -> Result<Result<Vec<Value>, NoValue>> {
        let typed = typed.trim();
        Ok(match facet {
            Facet::Municipality => municipality(self.gazetteer, typed).map(|found| vec![found]),
            Facet::MunicipalityKind => {
                let kinds = MunicipalityKind::ALL.map(|kind| (kind.as_str(), kind.as_str()));
                let typed = match fold(typed).as_str() {
                    "政令市" | "指定都市" => "政令指定都市".to_owned(),
                    "区" | "東京23区" | "23区" => "特別区".to_owned(),
                    other => other.to_owned(),
                };
                one(&kinds, &typed)
            }
            Facet::Prefecture => self.prefecture(typed),
            Facet::Kind => one(
                &[
                    ("policy", "policy"),
                    ("policy", "方針"),
                    ("policy", "施策"),
                    ("background", "background"),
                    ("background", "背景"),
                    ("background", "現状"),
                    ("target", "target"),
                    ("target", "目標指標"),
                    ("target", "数値目標"),
                    ("target", "目標"),
                    ("target", "指標"),
                ],
                typed,
            ),
            Facet::DocumentKind => one(&DocumentKind::ALL.map(|kind| (kind.as_str(), kind.as_str())), typed),
            Facet::Theme => theme(self.tools.vocabulary, typed),
            Facet::Department | Facet::Document | Facet::Year | Facet::Has => held(self.index, facet, typed)?,
        })
    }

    fn prefecture(&self, typed: &str) -> Result<Vec<Value>, NoValue> {
        let prefectures = self.gazetteer.municipalities().iter();
        let prefectures = prefectures.filter(|one| one.kind == MunicipalityKind::Prefecture);
        let names: Vec<&str> = prefectures.map(|one| one.name.as_str()).collect();
        let typed = fold(typed);
        let is = |name: &&&str| **name == typed || name.strip_suffix(['都', '府', '県']) == Some(&typed);
        match names.iter().find(is) {
            Some(name) => Ok(vec![Value { value: (*name).to_owned(), label: (*name).to_owned() }]),
            None => Err(NoValue::Unknown { nearest: Vec::new() }),
        }
    }

    /// What people call a value.
    pub(crate) fn label(&self, facet: Facet, value: &str) -> String {
        let found = match facet {
            Facet::Municipality => {
                value.parse().ok().and_then(|code| self.gazetteer.get(code)).map(|one| one.name.clone())
            }
            Facet::Theme => {
                let mut themes = self.tools.vocabulary.themes().iter();
                themes.find(|theme| theme.id == value).map(|theme| theme.label.clone())
            }
            _ => None,
        };
        found.unwrap_or_else(|| value.to_owned())
    }
}

fn year_filter(typed: &[String]) -> Result<UnderstoodFilter> {
    let range = |typed: &String| {
        let wrong = || {
            let why = match the_other_way_round(typed) {
                Some(range) => NoValue::Unknown { nearest: vec![range] },
                None => NoValue::NotAYear,
            };
            Error::Filter { facet: Facet::Year, typed: typed.clone(), why }
        };
        year_range(typed).ok_or_else(wrong)
    };
    Ok(years(&typed.iter().map(range).collect::<Result<Vec<_>>>()?))
}

/// A range whose last year was typed first.
fn the_other_way_round(typed: &str) -> Option<String> {
    let (first, last) = ["..", "~", "～", "-"].iter().find_map(|sign| typed.split_once(sign))?;
    let range = format!("{last}..{first}");
    year_range(&range).map(|_| range)
}

/// Compares years with the whole period of a plan instead of its first year; whether there are any.
pub(crate) fn in_force(filters: &mut [UnderstoodFilter]) -> bool {
    let mut any = false;
    for understood in filters {
        if let Filter::Years(ranges) = &mut understood.filter {
            understood.filter = Filter::InForce(std::mem::take(ranges));
            any = true;
        }
    }
    any
}

pub(crate) fn is(facet: Facet, values: Vec<Value>) -> UnderstoodFilter {
    let (mut ids, mut labels) = (Vec::new(), Vec::new());
    for Value { value, label } in values {
        if !ids.contains(&value) {
            ids.push(value);
            labels.push(label);
        }
    }
    UnderstoodFilter { filter: Filter::Is(facet, ids), labels, from_words: Vec::new() }
}

pub(crate) fn has_targets() -> UnderstoodFilter {
    is(Facet::Has, vec![Value { value: "targets".to_owned(), label: "数値目標".to_owned() }])
}

pub(crate) fn is_goal() -> UnderstoodFilter {
    let kind = StatementKind::Target.as_str().to_owned();
    is(Facet::Kind, vec![Value { value: kind, label: "目標指標".to_owned() }])
}

pub(crate) fn years(ranges: &[YearRange]) -> UnderstoodFilter {
    let ends = |range: &YearRange| {
        (range.first.unwrap_or(FiscalYear::new(0)), range.last.unwrap_or(FiscalYear::new(u16::MAX)))
    };
    UnderstoodFilter {
        filter: Filter::Years(ranges.iter().map(ends).collect()),
        labels: ranges.iter().map(YearRange::to_string).collect(),
        from_words: Vec::new(),
    }
}

fn municipality(gazetteer: &Gazetteer, typed: &str) -> Result<Value, NoValue> {
    match gazetteer.find(typed) {
        Lookup::One(one) => Ok(Value { value: one.code.to_string(), label: one.name.clone() }),
        Lookup::Several(choices) => {
            Err(NoValue::Ambiguous { choices: choices.into_iter().cloned().collect() })
        }
        Lookup::WrongCode(kurabe_model::InvalidCode::CheckDigit { expected, .. }) => {
            Err(NoValue::WrongCode { expected })
        }
        Lookup::None { did_you_mean } => {
            Err(NoValue::Unknown { nearest: did_you_mean.into_iter().map(|one| one.name.clone()).collect() })
        }
        _ => Err(NoValue::Unknown { nearest: Vec::new() }),
    }
}

/// The one value of a closed list that is called so.
fn one(names: &[(&str, &str)], typed: &str) -> Result<Vec<Value>, NoValue> {
    let typed = fold(typed);
    match names.iter().find(|(_, name)| *name == typed) {
        Some((value, _)) => Ok(vec![Value { value: (*value).to_owned(), label: (*value).to_owned() }]),
        None => {
            let mut nearest: Vec<String> = names.iter().map(|(value, _)| (*value).to_owned()).collect();
            nearest.dedup();
            Err(NoValue::Unknown { nearest })
        }
    }
}

/// A theme by its id, its label, a part of the label, or one of its names.
fn theme(vocabulary: &Vocabulary, typed: &str) -> Result<Vec<Value>, NoValue> {
    let key = fold(typed);
    let called = |theme: &&kurabe_text::Theme| {
        let mut names =
            theme.label.split(['・', '/']).chain([theme.id.as_str(), theme.label.as_str(), &theme.english]);
        names.any(|name| fold(name) == key) || theme.names.iter().any(|name| fold(name) == key)
    };
    match vocabulary.themes().iter().find(called) {
        Some(theme) => Ok(vec![Value { value: theme.id.clone(), label: theme.label.clone() }]),
        None => Err(NoValue::Unknown {
            nearest: vocabulary.themes().iter().map(|theme| theme.id.clone()).collect(),
        }),
    }
}

/// The values of the index that are called so, or hold what was typed; those that rows of tables alone have too.
fn held(index: &dyn Retrieval, facet: Facet, typed: &str) -> Result<Result<Vec<Value>, NoValue>> {
    let key = fold(typed);
    let rows = index.rows().map(|rows| rows.values(facet)).transpose()?.unwrap_or_default();
    let values = index.values(facet)?.into_iter().chain(rows).map(|(value, _)| value);
    let values: BTreeSet<String> = values.collect();
    let exactly: Vec<&String> = values.iter().filter(|value| fold(value) == key).collect();
    let fitting = if exactly.is_empty() && !key.is_empty() {
        let fits = |value: &&String| match facet {
            Facet::Document => value.starts_with(&key),
            _ => fold(value).contains(&key),
        };
        values.iter().filter(fits).collect()
    } else {
        exactly
    };
    if fitting.is_empty() {
        return Ok(Err(NoValue::Unknown { nearest: values.into_iter().take(NAMED).collect() }));
    }
    let value = |value: &String| Value { value: value.clone(), label: value.clone() };
    Ok(Ok(fitting.into_iter().map(value).collect()))
}
