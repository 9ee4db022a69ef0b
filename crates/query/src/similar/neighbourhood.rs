//! Which of many statements are near one (近傍): exactly those a look at every pair would find, without it.
//!
//! What two statements share is summed up element by element along lists of who has each. The sum is never
//! less than what [`Source::similarity`] counts of it, as there every element is used once, and the number only
//! grows with it: whoever does not get near enough by the sum is left out unseen.
//!
//! A whole country has a hundred million elements: the lists hold four bytes of each, they are those of the elements
//! somebody asks by, and lie in blocks whose sums stay next to the processor. A statement itself is read when it is
//! looked at closely.

use std::cell::OnceCell;
use std::sync::OnceLock;

use kurabe_index::{Buffers, Manner, Place};
use rayon::prelude::*;

use super::affinity::{FOUND, Source};
use super::profile::Reading;
use super::weights::marks;
use crate::Result;

/// Sums in another order differ in their last digits, and the number has four decimals.
const ROUNDING: f32 = 1e-3;
/// How many statements a block has; in tests few, so that there are several.
const BLOCK: usize = if cfg!(test) { 32 } else { 8192 };
/// In how many manners elements can stand.
const MANNERS: usize = 1 + u8::MAX as usize;
/// How finely it is told how far themes agree before anything else is asked.
const LEVELS: usize = 32;

/// Statements among which the near ones are looked for.
pub(crate) struct Neighbourhood<'a> {
    reading: &'a Reading<'a>,
    places: &'a [Place],
    blocks: Vec<Block>,
    /// Whether anybody has each element.
    held: Vec<bool>,
    /// The root of what an element counts, by the manner in which it stands.
    roots: [f32; MANNERS],
    /// The statements somebody has looked at closely.
    sources: Vec<OnceLock<Box<Source<'a>>>>,
}

/// Statements that follow each other.
struct Block {
    /// Where the list of each element begins.
    starts: Vec<u32>,
    lists: Vec<Holder>,
    outlines: Vec<Outline>,
}

/// Who has an element, by the place in the block, and in which manner.
#[derive(Clone, Copy)]
struct Holder {
    place: u16,
    manner: Manner,
}

/// What is to be known of a statement before it is looked at.
struct Outline {
    /// A bit for each theme, and all that they tell.
    themes: u64,
    told: f32,
    /// All that it tells.
    mass: f32,
}

/// The statement that comes nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Nearest {
    pub(crate) place: usize,
    pub(crate) similarity: f32,
    /// Whether that is enough.
    pub(crate) covers: bool,
}

/// What a statement asks for.
struct Asked<'s, 'a> {
    source: &'s Source<'a>,
    /// Its elements and those near them, with what each is worth.
    worths: Vec<(u32, f32)>,
}

/// How near somebody has to be, and how much has to be shared for that, by how far themes agree.
struct Least<'s, 'a> {
    source: &'s Source<'a>,
    number: f32,
    shared: [OnceCell<f32>; LEVELS + 1],
}

impl<'a> Neighbourhood<'a> {
    /// The statements that lie at some places, to be asked by statements all elements of which are in the lexis.
    pub(crate) fn new(reading: &'a Reading<'a>, places: &'a [Place]) -> Self {
        let elements = reading.lexis.elements().len();
        let block = |places: &[Place]| Block::of(reading, elements, places);
        let blocks: Vec<Block> = places.par_chunks(BLOCK).map(block).collect();
        let is_held = |element: usize| blocks.iter().any(|block| !block.list(element as u32).is_empty());
        let held = (0..elements).map(is_held).collect();
        let sources = places.iter().map(|_| OnceLock::new()).collect();
        Self { reading, places, blocks, held, roots: weights().map(f32::sqrt), sources }
    }

    /// How many statements there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// One of the statements.
    pub(crate) fn source(&self, place: usize) -> Result<&Source<'a>> {
        if let Some(known) = self.sources[place].get() {
            return Ok(known);
        }
        let profile = self.reading.profile(self.places[place]);
        let _ = profile.mass.set(self.mass(place));
        let source = Box::new(Source::new(self.reading.lexis, profile)?);
        Ok(self.sources[place].get_or_init(|| source))
    }

    /// Those that may be so near to a statement, with how near they can be at most, the nearest first; one
    /// that shares no theme is no rival of one that does.
    pub(crate) fn within_reach(&self, source: &Source<'a>, least: f32) -> Result<Vec<(usize, f32)>> {
        let asked = self.asked(source)?;
        let least = Least::of(source, least);
        let mut sums = [0.0; BLOCK];
        let mut reachable = Vec::new();
        for block in 0..self.blocks.len() {
            self.reach(block, &asked, &least, &mut sums, &mut reachable)?;
        }
        sort(&mut reachable);
        Ok(reachable)
    }

    /// The statement that comes nearest, one near `enough` before one that is not; that is at least [`FOUND`] for all.
    pub(crate) fn nearest(
        &self,
        source: &Source<'a>,
        enough: impl Fn(usize) -> f32,
    ) -> Result<Option<Nearest>> {
        self.search(source, None, enough, |_| false)
    }

    /// Whether any statement comes near enough.
    pub(crate) fn covers(&self, source: &Source<'a>, enough: impl Fn(usize) -> f32) -> Result<bool> {
        let found = self.search(source, Some(FOUND), enough, |nearest| nearest.covers)?;
        Ok(found.is_some_and(|nearest| nearest.covers))
    }

    /// The nearest statement, unless one before it will do.
    fn search(
        &self,
        source: &Source<'a>,
        least: Option<f32>,
        enough: impl Fn(usize) -> f32,
        will_do: impl Fn(Nearest) -> bool,
    ) -> Result<Option<Nearest>> {
        let asked = self.asked(source)?;
        let mut least = Least::of(source, least.unwrap_or_default());
        let mut sums = [0.0; BLOCK];
        let mut reachable = Vec::new();
        let mut best: Option<Nearest> = None;
        for block in 0..self.blocks.len() {
            reachable.clear();
            self.reach(block, &asked, &least, &mut sums, &mut reachable)?;
            sort(&mut reachable);
            let before = best;
            for &(place, most) in &reachable {
                if best.is_some_and(|best| most < best.rival()) {
                    break;
                }
                let similarity = source.similarity(&self.source(place)?.profile)?;
                let found = Nearest { place, similarity, covers: similarity >= enough(place) };
                if best.is_none_or(|best| found.is_before(best)) {
                    best = Some(found);
                    if will_do(found) {
                        return Ok(best);
                    }
                }
            }
            if let Some(best) = best.filter(|best| before != Some(*best) && best.rival() > least.number) {
                least = Least::of(source, best.rival());
            }
        }
        Ok(best)
    }

    /// How near two of them are: the mean of how far each covers the other.
    pub(crate) fn nearness(&self, one: usize, other: usize) -> Result<f32> {
        let (one, other) = (self.source(one)?, self.source(other)?);
        Ok((one.similarity(&other.profile)? + other.similarity(&one.profile)?) / 2.0)
    }

    /// All that a statement tells.
    fn mass(&self, place: usize) -> f32 {
        self.blocks[place / BLOCK].outlines[place % BLOCK].mass
    }

    /// What a statement asks for.
    fn asked<'s>(&self, source: &'s Source<'a>) -> Result<Asked<'s, 'a>> {
        let (lexis, is_held) = (self.reading.lexis, |element: u32| self.held[element as usize]);
        let mut worths = Vec::new();
        for &(element, share) in &source.profile.shares {
            let root = share.sqrt();
            if is_held(element) {
                worths.push((element, root * lexis.told(element)?.powi(2)));
            }
            for &(near, nearness) in lexis.near(element).iter().filter(|(near, _)| is_held(*near)) {
                worths.push((near, root * nearness * lexis.told(element)?.min(lexis.told(near)?).powi(2)));
            }
        }
        Ok(Asked { source, worths })
    }

    /// Adds those of a block that may be near enough, with how near they can be at most.
    fn reach(
        &self,
        number: usize,
        asked: &Asked<'_, 'a>,
        least: &Least<'_, '_>,
        sums: &mut [f32; BLOCK],
        reachable: &mut Vec<(usize, f32)>,
    ) -> Result<()> {
        let block = &self.blocks[number];
        asked.sum_up(block, &self.roots, sums);
        let themes = &asked.source.profile.themes;
        let least_of_all = least.shared(1.0);
        for (at, (sum, outline)) in sums.iter_mut().zip(&block.outlines).enumerate() {
            let shared = std::mem::take(sum);
            if shared < least_of_all || shared == 0.0 {
                continue;
            }
            let agreement = if themes.is_empty() || outline.themes == 0 {
                let both = asked.source.mass() * outline.mass;
                if both > 0.0 { (2.0 * shared / both.sqrt()).min(1.0) } else { 0.0 }
            } else if themes.marks() & outline.themes == 0 {
                continue;
            } else {
                self.reading.lexis.weights.most_agreement(themes, outline.themes, outline.told)
            };
            if shared < least.shared(agreement) {
                continue;
            }
            let place = number * BLOCK + at;
            let outline;
            let other = match self.sources[place].get() {
                Some(known) => &known.profile,
                None => {
                    outline = self.reading.profiler.outline(self.places[place]);
                    let _ = outline.mass.set(self.mass(place));
                    &outline
                }
            };
            if asked.source.conflicts_with(other) {
                continue;
            }
            if let Some(most) = asked.source.number(other, shared, least.number)? {
                reachable.push((place, most + ROUNDING));
            }
        }
        Ok(())
    }
}

impl Block {
    fn of(reading: &Reading<'_>, elements: usize, places: &[Place]) -> Self {
        let (profiler, weights) = (reading.profiler, weights());
        let mut buffers = Buffers::default();
        let mut met: Vec<(u32, Holder)> = Vec::new();
        let mut starts = vec![0; elements + 1];
        let mut outlines = Vec::with_capacity(places.len());
        for (place, &at) in (0..).zip(places) {
            let mut mass = 0.0;
            reading.each_told(at, &mut buffers, |told, manner, element| {
                mass += weights[usize::from(manner.0)] * told * told;
                if let Some(element) = element {
                    starts[element as usize] += 1;
                    met.push((element, Holder { place, manner }));
                }
            });
            let (themes, told) = (marks(profiler.themes(at)), profiler.told_by_themes(at));
            outlines.push(Outline { themes, told, mass });
        }
        // Behind each element how many come up to it, and going back through all where its list begins.
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut lists = vec![Holder { place: 0, manner: Manner(0) }; met.len()];
        for (element, holder) in met.into_iter().rev() {
            let start = &mut starts[element as usize];
            *start -= 1;
            lists[*start as usize] = holder;
        }
        Self { starts, lists, outlines }
    }

    /// Who has an element.
    fn list(&self, element: u32) -> &[Holder] {
        let element = element as usize;
        &self.lists[self.starts[element] as usize..self.starts[element + 1] as usize]
    }
}

impl Asked<'_, '_> {
    /// Sums up what each of a block has in common with the source.
    fn sum_up(&self, block: &Block, roots: &[f32; MANNERS], sums: &mut [f32; BLOCK]) {
        for &(element, worth) in &self.worths {
            for holder in block.list(element) {
                // Nothing in common is told apart from something worth nothing.
                let shared = (worth * roots[usize::from(holder.manner.0)]).max(f32::MIN_POSITIVE);
                sums[usize::from(holder.place) % BLOCK] += shared;
            }
        }
    }
}

impl<'s, 'a> Least<'s, 'a> {
    fn of(source: &'s Source<'a>, least: f32) -> Self {
        Self { source, number: least - ROUNDING, shared: [const { OnceCell::new() }; LEVELS + 1] }
    }

    /// How much has to be shared where themes agree so far: no more than that.
    fn shared(&self, agreement: f32) -> f32 {
        // Rounded up, without a call for it.
        let (level, below) = (agreement * LEVELS as f32, (agreement * LEVELS as f32) as usize);
        let level = (below + usize::from(level > below as f32)).min(LEVELS);
        *self.shared[level]
            .get_or_init(|| self.source.least_shared(level as f32 / LEVELS as f32, self.number))
    }
}

impl Nearest {
    fn is_before(self, other: Self) -> bool {
        let key = |one: Self| (one.covers, one.similarity);
        key(self) > key(other) || key(self) == key(other) && self.place < other.place
    }

    /// How near another has to be to be looked at beside this one.
    fn rival(self) -> f32 {
        if self.covers { self.similarity } else { self.similarity.min(FOUND) }
    }
}

/// How much an element counts in each manner of standing.
fn weights() -> [f32; MANNERS] {
    std::array::from_fn(|manner| Manner(manner as u8).weight())
}

/// The nearest first, and of equally near ones the first.
fn sort(reachable: &mut [(usize, f32)]) {
    reachable.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
}
