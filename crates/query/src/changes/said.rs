//! What statements say (語の重み), as words and neighbouring words, each worth as much as it is rare in the two
//! editions: what stands in every line of both says little of any.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_text::{Normalized, Worker};

/// Which part of their weight neighbours have beside the words themselves.
const NEIGHBOURS: f32 = 0.5;

/// Two statements that have less in common than this part of the one that says less are not one in other words,
/// and none is a piece of the other.
const LEAST: f32 = 0.15;

/// Of each statement, on either side, so many of the other side are followed up that have most in common with it: a
/// paper of thousands of lines of one pattern has millions of pairs that all have enough.
const CANDIDATES: usize = 32;

/// So often words are looked up to find what a statement has in common with the other side, the rarest words first.
const LOOKED_UP: usize = 50_000;

/// What the statements of two editions say.
pub(super) struct Said {
    /// What each statement says, by element: how often, the elements in order.
    statements: Vec<Vec<(usize, u32)>>,
    /// What an element is worth.
    weights: Vec<f32>,
}

impl Said {
    pub(super) fn new(worker: &mut Worker, texts: impl Iterator<Item = Normalized>) -> Self {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut neighbours = Vec::new();
        let mut statements = Vec::new();
        for text in texts {
            let mut bag: BTreeMap<usize, u32> = BTreeMap::new();
            let mut before: Option<(u32, String)> = None;
            for term in worker.terms(&text).into_iter().filter(|term| term.width == 1) {
                let mut say = |name: String, pair: bool| {
                    let next = names.len();
                    let element = *names.entry(name).or_insert(next);
                    if element == next {
                        neighbours.push(pair);
                    }
                    *bag.entry(element).or_default() += 1;
                };
                if let Some((position, word)) = &before
                    && position + 1 == term.position
                {
                    say(format!("{word}\t{}", term.key), true);
                }
                say(term.key.clone().into_owned(), false);
                before = Some((term.position, term.key.into_owned()));
            }
            statements.push(bag.into_iter().collect::<Vec<_>>());
        }
        let mut held = vec![0_usize; names.len()];
        for &(element, _) in statements.iter().flatten() {
            held[element] += 1;
        }
        // Once in either edition is as rare as what has stayed can be.
        let rarity = |held: usize| (1.0 + statements.len() as f32 / held.max(2) as f32).ln();
        let weight = |(held, pair): (usize, bool)| rarity(held) * if pair { NEIGHBOURS } else { 1.0 };
        let weights = held.into_iter().zip(neighbours).map(weight).collect();
        Self { statements, weights }
    }

    /// For each of some statements those of others that have most in common with it; of many alike those that stand
    /// about as far down.
    fn candidates(&self, ones: &[usize], others: &[usize]) -> Vec<BTreeSet<usize>> {
        let mut held: Vec<Vec<(usize, u32)>> = vec![Vec::new(); self.weights.len()];
        for (place, &other) in others.iter().enumerate() {
            for &(element, count) in &self.statements[other] {
                held[element].push((place, count));
            }
        }
        let mut sums = vec![0.0_f32; others.len()];
        let mut met = Vec::new();
        let mut row = |(place, &one): (usize, &usize)| {
            let mut elements: Vec<&(usize, u32)> = self.statements[one].iter().collect();
            elements.sort_by_key(|(element, _)| held[*element].len());
            let mut left = LOOKED_UP;
            for &&(element, count) in &elements {
                let Some(rest) = left.checked_sub(held[element].len()) else { break };
                left = rest;
                for &(other, other_count) in &held[element] {
                    if sums[other] == 0.0 {
                        met.push(other);
                    }
                    sums[other] += self.weights[element] * count.min(other_count) as f32;
                }
            }
            let apart = |other: usize| (place * others.len()).abs_diff(other * ones.len());
            let mut best: Vec<(f32, usize)> =
                met.drain(..).map(|other| (std::mem::take(&mut sums[other]), other)).collect();
            let order = |a: &(f32, usize), b: &(f32, usize)| {
                b.0.total_cmp(&a.0).then_with(|| (apart(a.1), a.1).cmp(&(apart(b.1), b.1)))
            };
            if best.len() > CANDIDATES {
                best.select_nth_unstable_by(CANDIDATES, order);
                best.truncate(CANDIDATES);
            }
            best.into_iter().map(|(_, other)| other).collect()
        };
        ones.iter().enumerate().map(&mut row).collect()
    }

    /// How much two statements have in common.
    fn in_common(&self, one: usize, other: usize) -> f32 {
        let mut others = self.statements[other].iter().peekable();
        let mut sum = 0.0;
        for &(element, count) in &self.statements[one] {
            while others.next_if(|(next, _)| *next < element).is_some() {}
            if let Some((_, other_count)) = others.next_if(|(next, _)| *next == element) {
                sum += self.weights[element] * count.min(*other_count) as f32;
            }
        }
        sum
    }
}

/// What a statement says, or what is left of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bag(BTreeMap<usize, u32>);

/// How much statements of one side have in common with those of the other.
pub(super) struct Shared<'a> {
    said: &'a Said,
    /// The statements of either side.
    sides: [Vec<usize>; 2],
    /// How much each says.
    masses: [Vec<f32>; 2],
    /// For each of the first side the candidates of the second that have enough in common with it, and how much.
    pub(super) common: Vec<Vec<(usize, f32)>>,
}

impl<'a> Shared<'a> {
    pub(super) fn of(said: &'a Said, ones: &[usize], others: &[usize]) -> Self {
        let mass = |&statement: &usize| {
            let elements = said.statements[statement].iter();
            elements.map(|(element, count)| said.weights[*element] * *count as f32).sum()
        };
        let masses: [Vec<f32>; 2] = [ones.iter().map(mass).collect(), others.iter().map(mass).collect()];
        let mut pairs: Vec<BTreeSet<usize>> = said.candidates(ones, others);
        for (other, candidates) in said.candidates(others, ones).into_iter().enumerate() {
            for one in candidates {
                pairs[one].insert(other);
            }
        }
        let row = |(one, candidates): (usize, BTreeSet<usize>)| {
            let common = |other: usize| (other, said.in_common(ones[one], others[other]));
            let enough = |&(other, sum): &(usize, f32)| sum > LEAST * masses[0][one].min(masses[1][other]);
            candidates.into_iter().map(common).filter(enough).collect()
        };
        let common = pairs.into_iter().enumerate().map(row).collect();
        Self { said, sides: [ones.to_vec(), others.to_vec()], masses, common }
    }

    /// The same from the other side.
    pub(super) fn turned(&self) -> Self {
        let mut common = vec![Vec::new(); self.sides[1].len()];
        for (one, row) in self.common.iter().enumerate() {
            for &(other, shared) in row {
                common[other].push((one, shared));
            }
        }
        let [ones, others] = self.sides.clone();
        let [mass, other_mass] = self.masses.clone();
        Self { said: self.said, sides: [others, ones], masses: [other_mass, mass], common }
    }

    /// Which part of what both say is the same, from 0 to 1.
    pub(super) fn alike(&self, one: usize, other: usize) -> f32 {
        let both = self.masses[0][one] + self.masses[1][other];
        if both > 0.0 { 2.0 * self.common_with(one, other) / both } else { 0.0 }
    }

    /// How much one of the first side and one of the second have in common.
    pub(super) fn common_with(&self, one: usize, other: usize) -> f32 {
        let row = &self.common[one];
        row.binary_search_by_key(&other, |(other, _)| *other).map_or(0.0, |place| row[place].1)
    }

    /// How many there are on the second side.
    pub(super) fn others(&self) -> usize {
        self.sides[1].len()
    }

    /// How much a statement of the first side says.
    pub(super) fn mass(&self, one: usize) -> f32 {
        self.masses[0][one]
    }

    /// How much a statement of the second side says.
    pub(super) fn mass_of_other(&self, other: usize) -> f32 {
        self.masses[1][other]
    }

    /// All that one of the first side says.
    pub(super) fn bag(&self, one: usize) -> Bag {
        Bag(self.said.statements[self.sides[0][one]].iter().copied().collect())
    }

    /// Takes out of a bag what one of the second side says; how much that was.
    pub(super) fn take(&self, bag: &mut Bag, other: usize) -> f32 {
        let mut taken = 0.0;
        for (element, count) in &self.said.statements[self.sides[1][other]] {
            if let Some(left) = bag.0.get_mut(element) {
                let both = (*left).min(*count);
                *left -= both;
                taken += self.said.weights[*element] * both as f32;
            }
        }
        taken
    }
}
