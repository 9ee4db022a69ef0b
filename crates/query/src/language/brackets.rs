//! Brackets in pairs: behind this step every bracket has its partner, and none lies too deep.

use super::lexer::{Kind, Token};
use super::{Note, NoteKind};

/// How deep brackets can lie in one another. Planners need three; what walks the tree may then call itself.
const DEEPEST: usize = 32;

/// Behind the last token: where a bracket ends that is not closed.
const END: usize = usize::MAX;

/// The same tokens with brackets that match. Glued tokens behind an exclusion get brackets of their own.
pub(super) fn balance(tokens: Vec<Token>, notes: &mut Vec<Note>) -> Vec<Token> {
    let partners = partners(&tokens, notes);
    let excluded: Vec<Option<usize>> = (0..tokens.len()).map(|at| glued(&tokens, &partners, at)).collect();
    let mut balanced = Vec::with_capacity(tokens.len());
    // Where each bracket that is open ends; of those, the first `DEEPEST` are kept.
    let mut ends: Vec<usize> = Vec::new();
    let mut too_deep = None;
    for ((at, token), (partner, excluded)) in
        tokens.into_iter().enumerate().zip(partners.into_iter().zip(excluded))
    {
        let range = token.range.clone();
        let opens = match token.kind {
            Kind::Open => partner,
            Kind::Close => None,
            _ => {
                balanced.push(token);
                excluded
            }
        };
        if let Some(end) = opens {
            if ends.len() < DEEPEST {
                balanced.push(Token { kind: Kind::Open, range: range.clone(), is_glued: false });
            } else if too_deep.is_none() {
                too_deep = Some(Note { kind: NoteKind::TooDeep, range: range.clone() });
            }
            ends.push(end);
        }
        while ends.pop_if(|end| *end == at).is_some() {
            if ends.len() < DEEPEST {
                balanced.push(Token { kind: Kind::Close, range: range.clone(), is_glued: false });
            }
        }
    }
    let end = balanced.last().map_or(0, |token| token.range.end);
    for _ in 0..ends.len().min(DEEPEST) {
        balanced.push(Token { kind: Kind::Close, range: end..end, is_glued: false });
    }
    notes.extend(too_deep);
    balanced
}

/// For every bracket its partner, [`END`] for one that is not closed, nothing for one that closes nothing.
fn partners(tokens: &[Token], notes: &mut Vec<Note>) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => open.push((at, token)),
            Kind::Close => match open.pop() {
                Some((start, first)) => {
                    set(&mut partners, start, at);
                    set(&mut partners, at, start);
                    if start + 1 == at {
                        let range = first.range.start..token.range.end;
                        notes.push(Note { kind: NoteKind::EmptyBrackets, range });
                    }
                }
                None => notes.push(Note { kind: NoteKind::UnopenedBracket, range: token.range.clone() }),
            },
            _ => {}
        }
    }
    for (at, token) in open {
        set(&mut partners, at, END);
        notes.push(Note { kind: NoteKind::UnclosedBracket, range: token.range.clone() });
    }
    partners
}

fn set(partners: &mut [Option<usize>], at: usize, partner: usize) {
    if let Some(slot) = partners.get_mut(at) {
        *slot = Some(partner);
    }
}

/// Where the tokens end that are glued together behind the exclusion at `at`: it is all of them it excludes.
fn glued(tokens: &[Token], partners: &[Option<usize>], at: usize) -> Option<usize> {
    if !matches!(tokens.get(at)?.kind, Kind::Not) {
        return None;
    }
    let unit = |at: usize| match tokens.get(at)?.kind {
        Kind::Atom(_) => Some(at),
        Kind::Open => partners.get(at).copied().flatten(),
        _ => None,
    };
    let first = unit(at + 1)?;
    let mut last = first;
    while let Some(next) = tokens
        .get(last.saturating_add(1))
        .filter(|token| token.is_glued)
        .and_then(|_| unit(last.saturating_add(1)))
    {
        last = next;
    }
    (last != first).then_some(last)
}
