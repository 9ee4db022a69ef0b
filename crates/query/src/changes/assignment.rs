//! The best assignment (最適な割当て): which pairs together are worth most, each side of a pair used once.
//!
//! Rows are taken in one after another along the cheapest path that makes room for each (Jonker and Volgenant
//! 1987, on sparse rows). A row may go without a partner at no cost, so no pair is made that is worth nothing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// For every row its column in the best assignment, if it has one. `worth` lists for each row the columns it may
/// have, and what each is worth: more than nothing.
pub(super) fn best(worth: &[Vec<(usize, i64)>], columns: usize) -> Vec<Option<usize>> {
    let all = columns + worth.len();
    let gain = worth.iter().map(|row| row.iter().map(|(_, worth)| -worth).min().unwrap_or(0));
    let mut state = State {
        worth,
        columns,
        price: vec![0; all],
        gain: gain.collect(),
        owner: vec![None; all],
        taken: vec![None; worth.len()],
    };
    for row in 0..worth.len() {
        state.take_in(row);
    }
    state.taken.into_iter().map(|column| column.filter(|&column| column < columns)).collect()
}

struct State<'a> {
    worth: &'a [Vec<(usize, i64)>],
    /// How many columns are real; behind them every row has one of its own, to be without a partner.
    columns: usize,
    /// The dual values of columns and of rows: no edge costs less than both together.
    price: Vec<i64>,
    gain: Vec<i64>,
    /// The row that has a column, and the column a row has.
    owner: Vec<Option<usize>>,
    taken: Vec<Option<usize>>,
}

impl State<'_> {
    /// What a row may have, and what it costs.
    fn edges(&self, row: usize) -> impl Iterator<Item = (usize, i64)> {
        let own = (self.columns + row, 0);
        self.worth[row].iter().map(|&(column, worth)| (column, -worth)).chain([own])
    }

    /// Gives a row a column, moving others where that is worth it.
    fn take_in(&mut self, first: usize) {
        // For each column the shortest way to it, and the row it is reached from.
        let mut reached: BTreeMap<usize, (i64, usize)> = BTreeMap::new();
        let mut passed = Vec::new();
        let mut queue = BinaryHeap::new();
        let (mut row, mut so_far) = (first, 0);
        let (free, length) = loop {
            for (column, cost) in self.edges(row) {
                let length = so_far + cost - self.gain[row] - self.price[column];
                if reached.get(&column).is_none_or(|&(known, _)| length < known) {
                    reached.insert(column, (length, row));
                    queue.push(Reverse((length, column)));
                }
            }
            // A longer way to a column that was passed already leads nowhere.
            let next = std::iter::from_fn(|| queue.pop())
                .find(|Reverse((length, column))| reached.get(column).is_some_and(|way| way.0 == *length));
            // The first row's own column is free, so there is always a next one.
            let Some(Reverse((length, column))) = next else { return };
            let Some(owner) = self.owner[column] else { break (column, length) };
            passed.push((column, owner, length));
            (row, so_far) = (owner, length);
        };
        self.gain[first] += length;
        for (column, owner, way) in passed {
            self.price[column] -= length - way;
            self.gain[owner] += length - way;
        }
        // Every row on the way moves on to the next column.
        let mut column = Some(free);
        while let Some(to) = column {
            let Some(&(_, row)) = reached.get(&to) else { return };
            self.owner[to] = Some(row);
            column = self.taken[row].replace(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::best;

    fn value(worth: &[Vec<(usize, i64)>], partners: &[Option<usize>]) -> i64 {
        let of = |(row, partner): (&Vec<(usize, i64)>, &Option<usize>)| {
            partner.map_or(0, |partner| row.iter().find(|(column, _)| *column == partner).unwrap().1)
        };
        worth.iter().zip(partners).map(of).sum()
    }

    /// The best value there is, by trying everything.
    fn tried(worth: &[Vec<(usize, i64)>], used: u32) -> i64 {
        let Some((row, rest)) = worth.split_first() else { return 0 };
        let pairs = row.iter().filter(|(column, _)| used & (1 << column) == 0);
        let with = pairs.map(|(column, worth)| worth + tried(rest, used | 1 << column));
        with.chain([tried(rest, used)]).max().unwrap_or(0)
    }

    #[test]
    fn the_best_pair_gives_way_to_better_pairs() {
        assert_eq!(best(&[vec![(0, 9), (1, 8)], vec![(0, 7)]], 2), [Some(1), Some(0)]);
        assert_eq!(best(&[vec![(0, 9)], vec![(0, 7)], vec![]], 1), [Some(0), None, None]);
    }

    proptest! {
        #[test]
        fn nothing_is_worth_more(
            worth in prop::collection::vec(prop::collection::btree_map(0usize..6, 1i64..20, 0..5), 0..6)
        ) {
            let worth: Vec<Vec<(usize, i64)>> =
                worth.into_iter().map(|row| row.into_iter().collect()).collect();
            let partners = best(&worth, 6);
            let taken: Vec<usize> = partners.iter().flatten().copied().collect();
            let mut once = taken.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), taken.len());
            prop_assert_eq!(value(&worth, &partners), tried(&worth, 0));
        }
    }
}
