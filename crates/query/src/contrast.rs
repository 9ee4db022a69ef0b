//! How much likelier a word is here than elsewhere (対数オッズ比), and how sure that is.

/// How many words the prior is worth at the most that says a word is as common here as anywhere, and which share
/// of the words on the side that has less: it must not drown what little there is.
const PRIOR: f64 = 500.0;
const SHARE: f64 = 0.5;
/// And a little of the one that says nothing (Jeffreys): in a large corpus the share of a rare word is as good as
/// no prior, and a word that stands nowhere else would be beyond all measure.
const LITTLE: f64 = 0.5;

/// A log-odds ratio of two counts out of two sums, each drawn towards the share in both together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The counts here and elsewhere, with the share of the prior.
    with: (f64, f64),
    /// What is left of the sums.
    without: (f64, f64),
}

impl Contrast {
    /// From how many deviations on a contrast is as sure as 95 %.
    pub const SURE: f64 = 1.959_963_984_540_054;

    /// The contrast of `here.0` of `here.1` words with `elsewhere.0` of `elsewhere.1`.
    pub(crate) fn of(here: (usize, u64), elsewhere: (usize, u64)) -> Self {
        // A compound is measured in single words, of which very few statements may have fewer than compounds.
        let share = ((here.0 + elsewhere.0) as f64 / ((here.1 + elsewhere.1) as f64).max(1.0)).min(1.0);
        let worth = PRIOR.min(SHARE * here.1.min(elsewhere.1) as f64);
        let (prior, prior_of_others) = (worth * share + LITTLE, worth * (1.0 - share) + LITTLE);
        let others = |(count, of): (usize, u64)| (of as f64 - count as f64).max(0.0) + prior_of_others;
        Self {
            with: (here.0 as f64 + prior, elsewhere.0 as f64 + prior),
            without: (others(here), others(elsewhere)),
        }
    }

    /// The logarithm of the ratio of the odds here to those elsewhere.
    pub fn log_odds(self) -> f64 {
        (self.with.0 / self.without.0).ln() - (self.with.1 / self.without.1).ln()
    }

    /// How sure it is: the signed root of the likelihood ratio against no difference, which is as good as
    /// normally distributed if there is none.
    pub fn z(self) -> f64 {
        self.against(self.even()).sqrt().copysign(self.log_odds())
    }

    /// Where the log-odds ratio lies with a confidence of 95 %: all ratios the counts do not speak against.
    pub fn interval(self) -> (f64, f64) {
        let swapped = |(here, elsewhere)| (elsewhere, here);
        let other = Self { with: swapped(self.with), without: swapped(self.without) };
        (-other.highest(), self.highest())
    }

    /// The upper end of the interval: the ratio of the table with the same sums, fewer elsewhere and more here,
    /// that the counts are as unlikely in as an interval allows.
    fn highest(self) -> f64 {
        let (mut unlikely, mut likely) = ((self.with.1 - self.without.0).max(0.0), self.with.1);
        loop {
            let elsewhere = unlikely + (likely - unlikely) / 2.0;
            if elsewhere <= unlikely || elsewhere >= likely {
                return self.with_elsewhere(elsewhere).log_odds();
            }
            if self.against(self.with_elsewhere(elsewhere)) > Self::SURE * Self::SURE {
                unlikely = elsewhere;
            } else {
                likely = elsewhere;
            }
        }
    }

    /// The table of the same sums in which so many are elsewhere.
    fn with_elsewhere(self, elsewhere: f64) -> Self {
        let more = self.with.1 - elsewhere;
        Self {
            with: (self.with.0 + more, elsewhere),
            without: (self.without.0 - more, self.without.1 + more),
        }
    }

    /// The table of the same sums in which shares are the same here and elsewhere.
    fn even(self) -> Self {
        let (of_here, of_elsewhere) = (self.with.0 + self.without.0, self.with.1 + self.without.1);
        self.with_elsewhere((self.with.0 + self.with.1) * (of_elsewhere / (of_here + of_elsewhere)))
    }

    /// How much the counts speak against being drawn as another table has it: twice the logarithm of the
    /// likelihood, the G² of Dunning (1993).
    fn against(self, expected: Self) -> f64 {
        let part = |seen: f64, expected: f64| seen * (seen / expected).ln();
        let sum = part(self.with.0, expected.with.0)
            + part(self.with.1, expected.with.1)
            + part(self.without.0, expected.without.0)
            + part(self.without.1, expected.without.1);
        (2.0 * sum).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_one_city_alone_is_sure() {
        // Both words stand in four statements here; the second also elsewhere, as often as chance has it.
        let alone = Contrast::of((4, 400), (0, 4600));
        let common = Contrast::of((4, 400), (46, 4600));
        assert!(alone.z() > 3.5 && common.z() < 0.2, "{} {}", alone.z(), common.z());
        assert!(common.log_odds().abs() < 0.1);
    }

    #[test]
    fn what_is_swapped_changes_its_sign() {
        let (one, other) = (Contrast::of((10, 500), (3, 900)), Contrast::of((3, 900), (10, 500)));
        assert!((one.z() + other.z()).abs() < 1e-9);
        assert!((one.interval().0 + other.interval().1).abs() < 1e-9);
    }

    #[test]
    fn an_interval_ends_where_the_counts_begin_to_speak_against() {
        for (here, elsewhere) in [((10, 500), (3, 900)), ((1, 50), (0, 100_000)), ((0, 10), (5, 10))] {
            let contrast = Contrast::of(here, elsewhere);
            let (low, high) = contrast.interval();
            assert!(low < contrast.log_odds() && contrast.log_odds() < high);
            assert_eq!(contrast.z() > Contrast::SURE, low > 0.0);
            // Of all tables with the same sums the one with this ratio is found by trying, and loses as much.
            for end in [low, high] {
                let ratio = |elsewhere| contrast.with_elsewhere(elsewhere).log_odds();
                let (mut less, mut more) = (0.0, contrast.with.0 + contrast.with.1);
                for _ in 0..200 {
                    let middle = (less + more) / 2.0;
                    if ratio(middle) > end || ratio(middle).is_nan() { less = middle } else { more = middle }
                }
                let lost = contrast.against(contrast.with_elsewhere(less));
                assert!((lost - Contrast::SURE.powi(2)).abs() < 1e-6, "{here:?} {elsewhere:?}: {end} {lost}");
            }
        }
    }

    #[test]
    fn nothing_at_all_is_no_fault() {
        // No word is asked for that stands nowhere, but one that is everywhere may be.
        let everywhere = Contrast::of((3, 3), (5, 5));
        assert!(everywhere.z().abs() < Contrast::SURE);
        let more_than_words = Contrast::of((3, 2), (4, 2));
        assert!(more_than_words.z().is_finite() && more_than_words.interval().0.is_finite());
        let far_more_than_words = Contrast::of((90, 30), (90, 30));
        assert!(far_more_than_words.z().is_finite(), "{far_more_than_words:?}");
        let nowhere_else = Contrast::of((3, 30), (0, 0));
        assert!(nowhere_else.z().is_finite() && nowhere_else.interval().0.is_finite());
    }
}
