//! Wholes and pieces (分割と統合): one statement that several say together.
//!
//! A split is seen from the older edition and a merge from the newer one; it is the same question.

use super::said::Shared;

/// So much of what a piece says stands in the whole.
const PIECE: f32 = 0.6;
/// So much of the whole stands in its pieces.
const COVERED: f32 = 0.6;
/// A piece makes both sides so much more alike.
const MORE: f32 = 0.03;

/// A statement with its pieces on the other side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Whole {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
    /// Which part of what the whole and all its pieces say is the same.
    pub(super) similarity: f32,
}

/// The statements of the first side that have pieces on the second: their partner and what has none, or only what
/// has none.
pub(super) fn wholes(shared: &Shared<'_>, partners: &[Option<usize>]) -> Vec<Whole> {
    let mut free = vec![true; shared.others()];
    partners.iter().flatten().for_each(|&part| free[part] = false);
    // A piece is one of the statement it stands in most of.
    let mut best: Vec<Option<(f32, usize)>> = vec![None; shared.others()];
    for (whole, row) in shared.common.iter().enumerate() {
        for &(part, common) in row.iter().filter(|(part, _)| free[*part]) {
            let held = common / shared.mass_of_other(part);
            if held >= PIECE && best[part].is_none_or(|(most, _)| held > most) {
                best[part] = Some((held, whole));
            }
        }
    }
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new(); partners.len()];
    for (part, best) in best.into_iter().enumerate() {
        if let Some((_, whole)) = best {
            pieces[whole].push(part);
        }
    }
    let candidates = pieces.into_iter().enumerate().filter(|(_, pieces)| !pieces.is_empty());
    candidates.filter_map(|(whole, pieces)| put_together(shared, whole, partners[whole], pieces)).collect()
}

/// The whole with those of the pieces that belong to it, if there are several and they are most of it.
fn put_together(
    shared: &Shared<'_>,
    whole: usize,
    partner: Option<usize>,
    mut pieces: Vec<usize>,
) -> Option<Whole> {
    let common = |part: usize| shared.common_with(whole, part);
    if partner.is_some_and(|partner| common(partner) < PIECE * shared.mass_of_other(partner)) {
        return None;
    }
    // What holds most of the whole comes first: what is said again in a smaller one adds nothing.
    pieces.sort_by(|&a, &b| common(b).total_cmp(&common(a)).then(a.cmp(&b)));
    let mut left = shared.bag(whole);
    let (mut parts, mut covered, mut said, mut similarity) = (Vec::new(), 0.0, 0.0, 0.0);
    for part in partner.into_iter().chain(pieces) {
        let mut rest = left.clone();
        let more = shared.take(&mut rest, part);
        let mass = said + shared.mass_of_other(part);
        let alike = 2.0 * (covered + more) / (shared.mass(whole) + mass);
        if alike >= similarity + MORE {
            (left, covered, said, similarity) = (rest, covered + more, mass, alike);
            parts.push(part);
        }
    }
    parts.sort_unstable();
    let is_whole = parts.len() > 1 && covered >= COVERED * shared.mass(whole);
    is_whole.then_some(Whole { whole, parts, similarity })
}
