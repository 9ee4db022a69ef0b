//! What means nearly the same (意味の近い文): statements that words have left without a partner on either side.
//!
//! It is named and decides nothing: read on real yearly papers, at most half of these pairs are the same measure in other
//! words, and the others have their subject or their form in common.

/// Below, two statements have ever more often nothing but a subject in common.
const NEAR: f32 = 0.5;

/// The pairs of two sides that lie nearest to each other, each of all of the other side, and how near.
pub(super) fn nearest(
    olds: usize,
    news: usize,
    near: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize, f32)> {
    let mut of_old: Vec<Option<(usize, f32)>> = vec![None; olds];
    let mut of_new: Vec<Option<(usize, f32)>> = vec![None; news];
    for (old, of_old) in of_old.iter_mut().enumerate() {
        for (new, of_new) in of_new.iter_mut().enumerate() {
            let nearness = near(old, new);
            let keep = |held: &mut Option<(usize, f32)>, other: usize| {
                if nearness >= NEAR && held.is_none_or(|(_, nearest)| nearness > nearest) {
                    *held = Some((other, nearness));
                }
            };
            keep(of_old, new);
            keep(of_new, old);
        }
    }
    let pairs = of_old.into_iter().enumerate().filter_map(|(old, nearest)| {
        let (new, nearness) = nearest?;
        let is_mutual = of_new[new].is_some_and(|(back, _)| back == old);
        is_mutual.then_some((old, new, nearness))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn pairs_are_nearest_to_each_other_and_near() {
        let near = |old: usize, new: usize| match (old, new) {
            (0, 0) => 0.8,
            // 1 would rather have 0, which has a nearer one.
            (1, 0) => 0.7,
            (1, 1) => 0.6,
            (2, 2) => 0.49,
            _ => 0.1,
        };
        assert_eq!(nearest(3, 3, near), [(0, 0, 0.8)]);
        assert_eq!(nearest(3, 3, |old, new| if new == 0 { 0.0 } else { near(old, new) }), [(1, 1, 0.6)]);
        assert_eq!(nearest(0, 1, near), []);
    }
}
