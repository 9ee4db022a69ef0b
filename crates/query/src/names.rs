//! Names inside the words: municipalities, years, divisions become filters; kana becomes what is read like it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use kurabe_index::Facet;
use kurabe_model::{FiscalYear, Municipality, MunicipalityKind};
use kurabe_text::{Lookup, fold, katakana};

use crate::answer::UnderstoodFilter;
use crate::filter::{Value, has_targets, is, years};
use crate::language::year_range;
use crate::{Context, Result};

/// How many ways a word in kana is divided into words that are read so.
const READINGS: usize = 8;
/// The longest word in kana that is looked up, in characters.
const LONGEST_KANA: usize = 24;
/// The shortest word in kana that is looked up: は is everywhere.
const SHORTEST_KANA: usize = 3;

/// What words are the name of: a filter, and what is left behind it.
pub(crate) struct Named<'w> {
    pub(crate) filter: UnderstoodFilter,
    pub(crate) rest: &'w str,
}

/// The names that words are compared with, gathered from the index when they are first needed.
pub(crate) struct Names<'c, 'a> {
    context: &'c Context<'a>,
    /// The municipalities of the corpus, by their codes.
    municipalities: OnceCell<BTreeSet<String>>,
    years: OnceCell<Vec<FiscalYear>>,
    /// Divisions by their folded names.
    departments: OnceCell<BTreeMap<String, String>>,
}

impl<'c, 'a> Names<'c, 'a> {
    pub(crate) fn of(context: &'c Context<'a>) -> Self {
        Self {
            context,
            municipalities: OnceCell::new(),
            years: OnceCell::new(),
            departments: OnceCell::new(),
        }
    }

    /// What words that stand together are the name of.
    pub(crate) fn named<'w>(&self, words: &'w str) -> Result<Option<Named<'w>>> {
        let whole = |filter| Ok(Some(Named { filter, rest: "" }));
        if let Some(filter) = self.municipality(words)? {
            return whole(filter);
        }
        if matches!(words, "数値目標" | "数値目標あり") {
            return whole(has_targets());
        }
        if looks_like_year(words)
            && let Some(range) = year_range(words)
        {
            // A year no document is of is a word: 2030年までに.
            let is_held = self.years()?.iter().any(|year| range.contains(*year));
            return if is_held { whole(years(&[range])) } else { Ok(None) };
        }
        if words.ends_with(['課', '部', '局', '室'])
            && let Some(value) = self.departments()?.get(words)
        {
            return whole(is(Facet::Department, vec![Value { label: value.clone(), value: value.clone() }]));
        }
        if matches!(words, "特別区" | "政令指定都市" | "政令市") {
            let value = if words == "特別区" { words } else { "政令指定都市" };
            let value = Value { value: value.to_owned(), label: value.to_owned() };
            return whole(is(Facet::MunicipalityKind, vec![value]));
        }
        self.in_front(words)
    }

    /// 国分寺市DX: a name in front of other words, if the corpus has the municipality; the longest one, of whoever is called so.
    fn in_front<'w>(&self, words: &'w str) -> Result<Option<Named<'w>>> {
        let mut called: Vec<&Municipality> = Vec::new();
        for one in self.context.gazetteer.in_front_of(words) {
            let before = called.first().map_or(0, |longest| longest.name.len());
            if one.name.len() < before || !self.is_held(&one.code.to_string())? {
                continue;
            }
            if one.name.len() > before {
                called.clear();
            }
            called.push(one);
        }
        let Some(rest) = called.first().and_then(|one| words.strip_prefix(one.name.as_str())) else {
            return Ok(None);
        };
        let value = |one: &&Municipality| Value { value: one.code.to_string(), label: one.name.clone() };
        let filter = is(Facet::Municipality, called.iter().map(value).collect());
        Ok(Some(Named { filter, rest }))
    }

    /// A municipality or prefecture by its whole name; by a shortened one only if the corpus has it.
    fn municipality(&self, words: &str) -> Result<Option<UnderstoodFilter>> {
        let Some(Lookup::One(found)) = self.context.gazetteer.named(words) else { return Ok(None) };
        if found.kind == MunicipalityKind::Prefecture {
            let value = Value { value: found.name.clone(), label: found.name.clone() };
            // 東京 alone is a word more often than a prefecture.
            return Ok((found.name == words).then(|| is(Facet::Prefecture, vec![value])));
        }
        let code = found.code.to_string();
        let whole = found.name == words || format!("{}{}", found.prefecture, found.name) == words;
        let short = words.chars().count() > 1 && !words.chars().all(is_kana) && !words.is_ascii();
        if whole || (short && self.is_held(&code)?) {
            let value = Value { value: code, label: found.name.clone() };
            return Ok(Some(is(Facet::Municipality, vec![value])));
        }
        Ok(None)
    }

    /// Whether the corpus has a municipality.
    fn is_held(&self, code: &str) -> Result<bool> {
        let held = gathered(&self.municipalities, || {
            let codes = self.context.index.values(Facet::Municipality)?.into_iter();
            Ok(codes.map(|(code, _)| code).collect())
        });
        Ok(held?.contains(code))
    }

    fn years(&self) -> Result<&[FiscalYear]> {
        let gathered = gathered(&self.years, || {
            let years = self.context.index.values(Facet::Year)?.into_iter();
            Ok(years.filter_map(|(year, _)| year.parse().ok()).map(FiscalYear::new).collect())
        });
        gathered.map(Vec::as_slice)
    }

    fn departments(&self) -> Result<&BTreeMap<String, String>> {
        gathered(&self.departments, || {
            let values = self.context.index.values(Facet::Department)?.into_iter();
            Ok(values.map(|(value, _)| (fold(&value), value)).collect())
        })
    }
}

/// What a cell holds, gathered if it holds nothing yet.
fn gathered<T>(cell: &OnceCell<T>, gather: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(held) = cell.get() {
        return Ok(held);
    }
    let new = gather()?;
    Ok(cell.get_or_init(|| new))
}

/// 2024年度, 令和6年度, r6; a bare 2024 too, which no one looks for otherwise.
fn looks_like_year(words: &str) -> bool {
    let figures = words.chars().filter(char::is_ascii_digit).count();
    ["年度", "以降", "以後", "以前"].iter().any(|end| words.ends_with(end))
        || words.ends_with('年')
        || words.contains("..")
        || (words.len() == 4 && figures == 4)
        || (words.len() <= 3 && figures > 0 && words.starts_with(['r', 'h', 's']))
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー')
}

/// The sequences of words that are read as a word typed in kana. Nothing for what is not kana.
pub(crate) fn readings(context: &Context<'_>, typed: &str) -> Result<Option<Vec<Vec<String>>>> {
    let length = typed.chars().count();
    if !(SHORTEST_KANA..=LONGEST_KANA).contains(&length) || !typed.chars().all(is_kana) {
        return Ok(None);
    }
    let kana = katakana(typed);
    let whole = context.index.read_as(&kana)?;
    let mut found: Vec<Vec<String>> = whole.into_iter().map(|key| vec![key]).collect();
    if found.is_empty() {
        found = divided(context, &kana, 3)?.unwrap_or_default();
    }
    found.truncate(READINGS);
    Ok(Some(found))
}

/// Words of the index that are read `reading` and written in kana.
pub(crate) fn kana_spellings(context: &Context<'_>, reading: &str) -> Result<Vec<String>> {
    let mut keys = context.index.read_as(reading)?;
    keys.retain(|key| key.chars().all(is_kana));
    Ok(keys)
}

/// Divisions of `kana` into at most `most` words of the index, those with the longest first words first.
fn divided(context: &Context<'_>, kana: &str, most: usize) -> Result<Option<Vec<Vec<String>>>> {
    let whole = context.index.read_as(kana)?;
    if !whole.is_empty() {
        return Ok(Some(whole.into_iter().map(|key| vec![key]).collect()));
    }
    if most == 1 {
        return Ok(None);
    }
    let edges: Vec<usize> = kana.char_indices().map(|(at, _)| at).skip(2).collect();
    for edge in edges.into_iter().rev() {
        let (head, tail) = kana.split_at(edge);
        let heads = context.index.read_as(head)?;
        if heads.is_empty() {
            continue;
        }
        if let Some(tails) = divided(context, tail, most - 1)? {
            let pairs = heads.iter().flat_map(|head| {
                tails.iter().map(move |tail| std::iter::once(head).chain(tail).cloned().collect())
            });
            return Ok(Some(pairs.take(READINGS).collect()));
        }
    }
    Ok(None)
}
