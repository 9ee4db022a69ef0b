//! The alignment (対応付け): which statements of the newer edition those of the older one became.
//!
//! 1. The same words are the same statement; of several, those below the same headings, then as they follow.
//! 2. What is left is paired all at once, so that all pairs together have most in common.
//! 3. What is without a partner may be a [piece](super::pieces): of a statement that was split, or of one that
//!    several were merged into.
//! 4. What is without one still stays so. Where a model says what statements mean, the [nearest](super::meant) of the
//!    other side is named beside it.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::Quote;
use kurabe_text::{Normalized, Worker, fold};

use super::assignment::best;
use super::heading::Headings;
use super::meant::nearest;
use super::pieces::{Whole, wholes};
use super::said::{Said, Shared};

/// From here on two statements are one in other words: so much of what both say is the same. Like the other
/// numbers here and in `pieces` it was set by reading pairs of yearly speeches, and plans changed on purpose.
const REWORDED: f32 = 0.29;
/// So much more would both have to say: of few words some are the same by chance.
const CHANCE: f32 = 12.0;
/// What it counts that both stand below the same headings, and as far down in the paper.
const HEADINGS: f32 = 0.05;
const HEIGHT: f32 = 0.03;
/// A statement of so many characters that stands word for word in another is what became of it, or what it was,
/// however much longer the other is; unless there is a pair that has more in common.
const SENTENCE: usize = 10;
const CONTAINED: f32 = REWORDED + 0.01;
/// Worths are whole numbers, so that sums of them depend on no order.
const PRECISION: f32 = 1e5;

/// Statements that became others: one or several on either side, or none on one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) similarity: f32,
    /// Whether the words are the same.
    pub(super) same: bool,
    /// For what is only on one side, what lies nearest to it on the other, and how near.
    pub(super) near: Option<(usize, f32)>,
}

impl Link {
    /// The two, where it is one on either side.
    pub(super) fn pair(&self) -> Option<(usize, usize)> {
        match (self.old.as_slice(), self.new.as_slice()) {
            (&[old], &[new]) => Some((old, new)),
            _ => None,
        }
    }
}

/// Aligns the statements of two editions; `near` says how near one of either lie in meaning, where that is known. Every
/// statement is in exactly one link.
pub(super) fn align(
    worker: &mut Worker,
    headings: &Headings,
    old: &[Quote],
    new: &[Quote],
    near: Option<&dyn Fn(usize, usize) -> f32>,
) -> Vec<Link> {
    let words =
        [old, new].map(|side| side.iter().map(|quote| fold(&quote.statement.text)).collect::<Vec<_>>());
    let same = same_words(headings, &words);
    let (held, kept): (BTreeSet<usize>, BTreeSet<usize>) = same.iter().copied().unzip();
    let rest = Rest {
        said: &Said::new(worker, old.iter().chain(new).map(|quote| Normalized::new(&quote.statement.text))),
        words: &words,
        sizes: [old.len(), new.len()],
        old: (0..old.len()).filter(|one| !held.contains(one)).collect(),
        new: (0..new.len()).filter(|one| !kept.contains(one)).collect(),
    };
    let same = same.into_iter().map(|(old, new)| Link {
        old: vec![old],
        new: vec![new],
        similarity: 1.0,
        same: true,
        near: None,
    });
    same.chain(rest.links(headings, near)).collect()
}

/// Pairs statements of the same words: first those below the same headings, then what is left as it follows.
fn same_words(headings: &Headings, words: &[Vec<String>; 2]) -> Vec<(usize, usize)> {
    let said = |side: usize, place: usize| words[side][place].as_str();
    let all = [0, 1].map(|side| (0..words[side].len()).collect());
    let mut pairs = paired(all, |side, place| (said(side, place), headings.above(side, place)));
    let (held, kept): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
    let left = |side: usize, taken: &BTreeSet<usize>| {
        (0..words[side].len()).filter(|one| !taken.contains(one)).collect()
    };
    pairs.extend(paired([left(0, &held), left(1, &kept)], said));
    pairs
}

/// Pairs what has the same key on both sides, the first with the first.
fn paired<K: Ord>(sides: [Vec<usize>; 2], key: impl Fn(usize, usize) -> K) -> Vec<(usize, usize)> {
    let mut by_key: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, places) in sides.into_iter().enumerate() {
        for place in places {
            by_key.entry(key(side, place)).or_default()[side].push(place);
        }
    }
    by_key.into_values().flat_map(|[old, new]| old.into_iter().zip(new)).collect()
}

/// What has no statement of the same words on the other side.
struct Rest<'a> {
    /// What both editions say; the newer one is counted on behind the older.
    said: &'a Said,
    /// The words of the statements of either edition, as they are compared.
    words: &'a [Vec<String>; 2],
    sizes: [usize; 2],
    old: Vec<usize>,
    new: Vec<usize>,
}

impl Rest<'_> {
    fn links(&self, headings: &Headings, near: Option<&dyn Fn(usize, usize) -> f32>) -> Vec<Link> {
        let behind: Vec<usize> = self.new.iter().map(|one| one + self.sizes[0]).collect();
        let forth = Shared::of(self.said, &self.old, &behind);
        let pairs = self.pairs(headings, &forth);
        let back = forth.turned();
        let turned = turned(&pairs, self.new.len());
        let splits = wholes(&forth, &pairs);
        let merges = wholes(&back, &turned);

        let mut links = Links {
            rest: self,
            linked: [vec![false; self.old.len()], vec![false; self.new.len()]],
            links: Vec::new(),
        };
        for Whole { whole, parts, similarity } in splits {
            links.push(&[whole], &parts, similarity);
        }
        for Whole { whole, parts, similarity } in merges {
            links.push(&parts, &[whole], similarity);
        }
        for (old, new) in pairs.iter().enumerate() {
            if let Some(new) = new {
                links.push(&[old], &[*new], forth.alike(old, *new));
            }
        }
        let [gone, come] = links.free();
        let alone = links.links.len();
        gone.iter().for_each(|&old| links.push(&[old], &[], 0.0));
        come.iter().for_each(|&new| links.push(&[], &[new], 0.0));
        let mut links = links.links;
        if let Some(near) = near {
            let (gone_links, come_links) = links[alone..].split_at_mut(gone.len());
            let near = |old: usize, new: usize| near(self.old[gone[old]], self.new[come[new]]);
            for (old, new, nearness) in nearest(gone.len(), come.len(), near) {
                gone_links[old].near = Some((self.new[come[new]], nearness));
                come_links[new].near = Some((self.old[gone[old]], nearness));
            }
        }
        links
    }

    /// Whether one of two statements stands in the other word for word.
    fn is_contained(&self, old: usize, new: usize) -> bool {
        let (old, new) = (sentence(&self.words[0][old]), sentence(&self.words[1][new]));
        let (short, long) = if old.len() < new.len() { (old, new) } else { (new, old) };
        short.chars().count() >= SENTENCE && long.contains(short)
    }

    /// For each statement of the older edition the one it was reworded to.
    fn pairs(&self, headings: &Headings, shared: &Shared<'_>) -> Vec<Option<usize>> {
        let height = |one: usize, side: usize| one as f32 / self.sizes[side] as f32;
        let worth = |old: usize, new: usize| {
            let both = shared.mass(old) + shared.mass_of_other(new);
            let alike = shared.alike(old, new) * both / (both + CHANCE);
            let (old, new) = (self.old[old], self.new[new]);
            let alike = if self.is_contained(old, new) { alike.max(CONTAINED) } else { alike };
            let apart = (height(old, 0) - height(new, 1)).abs();
            let context = HEADINGS * f32::from(headings.same(old, new)) + HEIGHT * (1.0 - apart);
            ((alike + context - REWORDED) * PRECISION) as i64
        };
        let row = |(old, row): (usize, &Vec<(usize, f32)>)| {
            let worths = row.iter().map(|&(new, _)| (new, worth(old, new)));
            worths.filter(|(_, worth)| *worth > 0).collect()
        };
        let worths: Vec<Vec<(usize, i64)>> = shared.common.iter().enumerate().map(row).collect();
        best(&worths, self.new.len())
    }
}

/// The words of a statement without the sign it ends with.
fn sentence(words: &str) -> &str {
    words.trim_end_matches(['。', '、'])
}

/// The same pairs from the other side.
fn turned(pairs: &[Option<usize>], others: usize) -> Vec<Option<usize>> {
    let mut turned = vec![None; others];
    for (one, other) in pairs.iter().enumerate() {
        if let Some(other) = other {
            turned[*other] = Some(one);
        }
    }
    turned
}

/// Links as they are made: what is in one comes into no other.
struct Links<'a> {
    rest: &'a Rest<'a>,
    linked: [Vec<bool>; 2],
    links: Vec<Link>,
}

impl Links<'_> {
    /// What is in no link yet, on either side.
    fn free(&self) -> [Vec<usize>; 2] {
        let free = |linked: &Vec<bool>| (0..linked.len()).filter(|&one| !linked[one]).collect();
        self.linked.each_ref().map(free)
    }

    fn push(&mut self, old: &[usize], new: &[usize], similarity: f32) {
        let [olds, news] = &mut self.linked;
        if old.iter().any(|&one| olds[one]) || new.iter().any(|&one| news[one]) {
            return;
        }
        old.iter().for_each(|&one| olds[one] = true);
        new.iter().for_each(|&one| news[one] = true);
        let old = old.iter().map(|&one| self.rest.old[one]).collect();
        let new = new.iter().map(|&one| self.rest.new[one]).collect();
        self.links.push(Link { old, new, similarity, same: false, near: None });
    }
}
