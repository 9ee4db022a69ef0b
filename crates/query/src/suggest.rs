//! Suggestions (もしかして): what the corpus says where the words as typed say nothing.
//!
//! No list of words is kept for this. Statements that share most pairs of characters with what was typed are
//! looked through for a stretch that differs in one or two characters: 個人情報保後 is found as 個人情報保護.

use std::collections::BTreeMap;

use kurabe_index::{Filter, Page, Plan, Searched, pairs};
use kurabe_text::letter::{is_digit, is_numeral};
use kurabe_text::{Normalized, Term};

use crate::answer::Suggestion;
use crate::request::WordReading;
use crate::{Context, Result};

/// How many statements are looked through.
const LOOKED_THROUGH: usize = 50;
/// The shortest word that can have a slip in it, in characters.
const SHORTEST: usize = 4;
/// Nobody mistypes a whole page: so many words, and so many characters of each, are looked into.
const MOST_WORDS: usize = 6;
const LONGEST: usize = 32;
/// From so many characters on there may be two slips.
const LONG: usize = 12;

/// What was meant by words that are not found.
pub(crate) fn instead(context: &Context<'_>, typed: &str, filters: &[Filter]) -> Result<Option<Suggestion>> {
    let mut meant = Normalized::new(typed).into_text();
    let whole = meant.clone();
    let mut changed = false;
    // The whole first: 個人情報保後 is one word to whoever types it, however it is cut.
    let words: Vec<String> = whole.split(' ').map(str::to_owned).collect();
    if words.len() > MOST_WORDS || words.iter().any(|word| word.chars().count() > LONGEST) {
        return Ok(None);
    }
    for word in words {
        if known(context, &word, filters)? {
            continue;
        }
        if let Some(other) = nearest(context, &word, filters)? {
            meant = meant.replacen(&word, &other, 1);
            changed = true;
        }
    }
    Ok(changed.then(|| Suggestion { typed: typed.trim().to_owned(), meant }))
}

/// Whether a word is found by itself, so that no slip is looked for in it.
fn known(context: &Context<'_>, word: &str, filters: &[Filter]) -> Result<bool> {
    let meaning = context.understand(word, WordReading::Full)?;
    Ok(!meaning.has_words() || context.index.matches(&meaning.plan(), filters, Page::NONE)?.total > 0)
}

/// The stretch of the corpus that differs least from `word`; of equals the most frequent.
fn nearest(context: &Context<'_>, word: &str, filters: &[Filter]) -> Result<Option<String>> {
    let typed: Vec<char> = word.chars().collect();
    if typed.len() < SHORTEST {
        return Ok(None);
    }
    let terms = pairs(word).map(|pair| Plan::Term {
        searched: Searched::TextPairs,
        key: pair.to_owned(),
        boost: 1.0,
    });
    let plan = Plan::Any(terms.collect());
    let found = context.index.matches(&plan, filters, Page::best(LOOKED_THROUGH))?;
    let most = if typed.len() >= LONG { 2 } else { 1 };
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for ranked in &found.ranked {
        let quote = context.index.quote(ranked.place)?;
        let text = Normalized::new(&quote.statement.text);
        let terms = context.tools.analyser.terms(&text);
        for (slips, stretch) in stretches(&text, &terms, &typed, most) {
            *counts.entry((slips, stretch)).or_default() += 1;
        }
    }
    let best = counts.into_iter().min_by_key(|((slips, _), count)| (*slips, std::cmp::Reverse(*count)));
    Ok(best.map(|((_, stretch), _)| stretch))
}

/// Stretches of whole words that are at most `most` slips away from `typed`.
fn stretches(text: &Normalized, terms: &[Term<'_>], typed: &[char], most: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, first) in terms.iter().enumerate() {
        for last in terms.iter().skip(index) {
            let stretch = text.text().get(first.range.start..last.range.end).unwrap_or_default();
            let length = stretch.chars().count();
            if length > typed.len() + most {
                break;
            }
            if length + most < typed.len() {
                continue;
            }
            let chars: Vec<char> = stretch.chars().collect();
            // 2027 is no slip of 2022.
            if !figures(&chars).eq(figures(typed)) {
                continue;
            }
            let slips = distance(typed, &chars);
            if (1..=most).contains(&slips) {
                found.push((slips, stretch.to_owned()));
            }
        }
    }
    found
}

fn figures(chars: &[char]) -> impl Iterator<Item = &char> {
    chars.iter().filter(|c| is_digit(**c) || is_numeral(**c))
}

/// How many characters have to be changed, added or left out.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let check = |one: &str, other: &str, slips| {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            assert_eq!(distance(&one, &other), slips);
        };
        check("個人情報保後", "個人情報保護", 1);
        check("公民連", "公民連携", 1);
        check("", "協働", 2);
    }
}
