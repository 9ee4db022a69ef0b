//! Names inside the words: municipalities, years, divisions become filters; kana becomes what is read like it.

use kurabe_index::{Facet, Filter};
use kurabe_model::{FiscalYear, MunicipalityKind};
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

/// What a word is the name of.
pub(crate) enum Named<'w> {
    /// A filter, and what of the words is left behind it.
    Filter(UnderstoodFilter, &'w str),
}

/// No plan is older, and none reaches further.
pub(crate) const FIRST_YEAR: u16 = 1868;
pub(crate) const LAST_YEAR: u16 = 2200;

/// The filter the other way round.
pub(crate) fn without(mut filter: UnderstoodFilter) -> UnderstoodFilter {
    filter.filter = match filter.filter {
        Filter::Is(facet, values) => Filter::IsNot(facet, values),
        Filter::Years(ranges) => {
            let years = ranges
                .into_iter()
                .flat_map(|(first, last)| first.western().max(FIRST_YEAR)..=last.western().min(LAST_YEAR));
            Filter::IsNot(Facet::Year, years.map(|year| year.to_string()).collect())
        }
        other => other,
    };
    filter
}

/// What words that stand together are the name of.
pub(crate) fn named<'w>(context: &Context<'_>, words: &'w str) -> Result<Option<Named<'w>>> {
    let whole = |filter| Ok(Some(Named::Filter(filter, "")));
    if let Some(filter) = municipality(context, words)? {
        return whole(filter);
    }
    if matches!(words, "数値目標" | "数値目標あり") {
        return whole(has_targets());
    }
    if looks_like_year(words)
        && let Some(range) = year_range(words)
    {
        // A year no document is of is a word: 2030年までに.
        let held = context.index.values(Facet::Year)?;
        let held = held.iter().filter_map(|(year, _)| year.parse().ok()).map(FiscalYear::new);
        if held.into_iter().any(|year| range.contains(year)) {
            return whole(years(&[range]));
        }
        return Ok(None);
    }
    if words.ends_with(['課', '部', '局', '室']) {
        let known = context.index.values(Facet::Department)?;
        if let Some((value, _)) = known.into_iter().find(|(value, _)| fold(value) == words) {
            return whole(is(Facet::Department, vec![Value { label: value.clone(), value }]));
        }
    }
    if matches!(words, "特別区" | "政令指定都市" | "政令市") {
        let value = if words == "特別区" { words } else { "政令指定都市" };
        let value = Value { value: value.to_owned(), label: value.to_owned() };
        return whole(is(Facet::MunicipalityKind, vec![value]));
    }
    // 国分寺市DX: a name in front of other words, if the corpus has the municipality.
    let known = context.index.values(Facet::Municipality)?;
    for (code, _) in known {
        let name = context.label(Facet::Municipality, &code);
        let rest = words.strip_prefix(name.as_str()).filter(|rest| !rest.is_empty());
        if let Some(rest) = rest {
            let filter = is(Facet::Municipality, vec![Value { value: code, label: name }]);
            return Ok(Some(Named::Filter(filter, rest)));
        }
    }
    Ok(None)
}

/// A municipality or prefecture by its whole name; by a shortened one only if the corpus has it.
fn municipality(context: &Context<'_>, words: &str) -> Result<Option<UnderstoodFilter>> {
    let Lookup::One(found) = context.gazetteer.find(words) else { return Ok(None) };
    if found.kind == MunicipalityKind::Prefecture {
        let value = Value { value: found.name.clone(), label: found.name.clone() };
        // 東京 alone is a word more often than a prefecture.
        return Ok((found.name == words).then(|| is(Facet::Prefecture, vec![value])));
    }
    let code = found.code.to_string();
    let whole = found.name == words || format!("{}{}", found.prefecture, found.name) == words;
    let held = || -> Result<bool> {
        Ok(context.index.values(Facet::Municipality)?.iter().any(|(value, _)| *value == code))
    };
    let short = words.chars().count() > 1 && !words.chars().all(is_kana) && !words.is_ascii();
    if whole || (short && held()?) {
        let value = Value { value: found.code.to_string(), label: found.name.clone() };
        return Ok(Some(is(Facet::Municipality, vec![value])));
    }
    Ok(None)
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
