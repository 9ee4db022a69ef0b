//! Two editions beside each other (二つの版): their statements, which headings are the same, and what has moved.

use std::collections::BTreeSet;

use kurabe_index::Place;
use kurabe_model::{DocumentId, Quote};
use kurabe_text::Worker;

use super::align::{Link, align};
use super::heading::Headings;
use super::{Change, Edition, NearInMeaning, Tally, Verdict, diff, order, target};
use crate::passage::in_order;
use crate::{Context, Error, Result};

/// The editions, with what became of their statements.
pub(super) struct Editions {
    old: Text,
    new: Text,
    headings: Headings,
    moved: BTreeSet<(usize, usize)>,
}

impl Editions {
    /// Reads and aligns both, and puts what was aligned in order.
    pub(super) fn of(
        context: &Context<'_>,
        worker: &mut Worker,
        ids: [&DocumentId; 2],
    ) -> Result<(Self, Vec<Link>)> {
        let (old, new) = (Text::read(context, ids[0])?, Text::read(context, ids[1])?);
        let headings = Headings::new(&old.quotes, &new.quotes);
        let meanings = context.signals.meanings();
        let near = meanings.map(|meanings| {
            |one: usize, other: usize| meanings.nearness_of(old.places[one], new.places[other])
        });
        let near = near.as_ref().map(|near| near as &dyn Fn(usize, usize) -> f32);
        let mut links = align(worker, &headings, &old.quotes, &new.quotes, near);
        let steady = order::steady(&links);
        let moved = headings.moved(links.iter().filter_map(Link::pair), &steady);
        order::by_place(&mut links, &steady);
        Ok((Self { old, new, headings, moved }, links))
    }

    /// Whether a statement on either side lies at one of some places.
    pub(super) fn is_within(&self, link: &Link, places: &BTreeSet<Place>) -> bool {
        let any = |text: &Text, some: &[usize]| some.iter().any(|&one| places.contains(&text.places[one]));
        any(&self.old, &link.old) || any(&self.new, &link.new)
    }

    pub(super) fn verdict(&self, link: &Link) -> Verdict {
        match (link.old.as_slice(), link.new.as_slice()) {
            (_, []) => Verdict::Gone,
            ([], _) => Verdict::New,
            (&[old], &[new]) => match (link.same, self.moved.contains(&(old, new))) {
                (true, false) => Verdict::Continued,
                (false, false) => Verdict::Reworded,
                (true, true) => Verdict::Moved,
                (false, true) => Verdict::MovedReworded,
            },
            ([_], _) => Verdict::Split,
            _ => Verdict::Merged,
        }
    }

    pub(super) fn change(&self, worker: &mut Worker, link: &Link) -> Change {
        let quotes = |text: &Text, some: &[usize]| -> Vec<Quote> {
            some.iter().map(|&one| text.quotes[one].clone()).collect()
        };
        let (old, new) = (quotes(&self.old, &link.old), quotes(&self.new, &link.new));
        let differ = !link.same && !old.is_empty() && !new.is_empty();
        let ends = link.old.first().zip(link.new.first());
        let mut change = Change {
            verdict: self.verdict(link),
            similarity: ends.map(|_| link.similarity),
            near: link.near.map(|(place, nearness)| {
                let other = if link.new.is_empty() { &self.new } else { &self.old };
                NearInMeaning { quote: other.quotes[place].clone(), nearness }
            }),
            renamed: ends.is_some_and(|(&old, &new)| !self.headings.same(old, new)),
            segments: Vec::new(),
            targets: Vec::new(),
            deadlines: Vec::new(),
            old,
            new,
        };
        if differ {
            change.segments = diff::segments(worker, &texts(&change.old), &texts(&change.new));
            change.targets = target::targets(&change.old, &change.new);
            change.deadlines = target::deadlines(&change.old, &change.new);
        }
        change
    }

    pub(super) fn tallies(&self, links: &[Link]) -> Vec<Tally> {
        let mut tallies = Verdict::ALL.map(|verdict| Tally { verdict, changes: 0, old: 0, new: 0 });
        for link in links {
            let verdict = self.verdict(link);
            for tally in tallies.iter_mut().filter(|tally| tally.verdict == verdict) {
                tally.changes += 1;
                tally.old += link.old.len();
                tally.new += link.new.len();
            }
        }
        tallies.to_vec()
    }

    /// What is known of both, with how many statements of either stand in rows.
    pub(super) fn known(self, tallies: &[Tally]) -> [Edition; 2] {
        let within = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum();
        [self.old.edition(within(|tally| tally.old)), self.new.edition(within(|tally| tally.new))]
    }
}

/// The statements of an edition as they follow each other, with where each lies in the index.
struct Text {
    first: Quote,
    places: Vec<Place>,
    quotes: Vec<Quote>,
}

impl Text {
    fn read(context: &Context<'_>, id: &DocumentId) -> Result<Self> {
        let places = in_order(context, Vec::new(), &[id])?;
        let quotes = places.iter().map(|&place| context.index.quote(place));
        let quotes: Vec<Quote> = quotes.collect::<Result<_, _>>()?;
        let known = context.index.manifest().sources.iter().any(|source| source.id == *id);
        match quotes.first() {
            Some(first) => Ok(Self { first: first.clone(), places, quotes }),
            None if known => Err(Error::NoStatements { id: id.clone() }),
            None => Err(Error::UnknownDocument { id: id.clone() }),
        }
    }

    fn edition(self, within: usize) -> Edition {
        let Quote { municipality, facts, .. } = self.first;
        Edition { municipality, facts, statements: self.quotes.len(), within }
    }
}

fn texts(quotes: &[Quote]) -> Vec<&str> {
    quotes.iter().map(|quote| quote.statement.text.as_str()).collect()
}
