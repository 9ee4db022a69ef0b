//! The order of rows (並び順): as the newer edition has them, and what is gone where it stood.

use super::align::Link;

/// The first statements of either side of the rows that are in the same order in both editions, as many as can be.
pub(super) fn steady(links: &[Link]) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> =
        links.iter().filter_map(|link| Some((*link.old.first()?, *link.new.first()?))).collect();
    kept.sort_unstable();
    longest_rising(&kept)
}

/// Sorts rows; what is gone comes behind the last statement before it that stayed in order.
pub(super) fn by_place(links: &mut [Link], steady: &[(usize, usize)]) {
    links.sort_by_key(|link| match (link.new.first(), link.old.first()) {
        (Some(&new), _) => (new + 1, 0),
        (None, old) => {
            let gone = old.copied().unwrap_or(0);
            let before = steady.partition_point(|&(old, _)| old < gone);
            (before.checked_sub(1).map_or(0, |before| steady[before].1 + 1), gone + 1)
        }
    });
}

/// The most pairs that are in the same order on both sides, of pairs in the order of their first halves.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair each length so far ends with, and for every pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (place, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before[place] = length.checked_sub(1).map(|length| ends[length]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut rising: Vec<(usize, usize)> = std::iter::successors(ends.last().copied(), |&place| before[place])
        .map(|place| pairs[place])
        .collect();
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(old: &[usize], new: &[usize]) -> Link {
        Link { old: old.to_vec(), new: new.to_vec(), similarity: 1.0, same: true, near: None }
    }

    #[test]
    fn what_is_gone_stands_where_it_stood() {
        // 1 moved to the end; 2 and 4 are gone; 10 is new.
        let mut links = [
            link(&[4], &[]),
            link(&[2], &[]),
            link(&[1], &[3]),
            link(&[], &[1]),
            link(&[3], &[2]),
            link(&[0], &[0]),
        ];
        let steady = steady(&links);
        by_place(&mut links, &steady);
        let order: Vec<_> = links.iter().map(|link| (link.old.first(), link.new.first())).collect();
        let expected = [
            (Some(&0), Some(&0)),
            (Some(&2), None),
            (None, Some(&1)),
            (Some(&3), Some(&2)),
            (Some(&4), None),
            (Some(&1), Some(&3)),
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn the_most_that_keep_their_order_are_steady() {
        let pairs = [(0, 5), (1, 0), (2, 1), (3, 4), (4, 2), (5, 3)];
        assert_eq!(longest_rising(&pairs), [(1, 0), (2, 1), (4, 2), (5, 3)]);
        assert_eq!(longest_rising(&[]), []);
    }
}
