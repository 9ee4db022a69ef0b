//! Which units can be compared (単位): ３割 beside 30%, 2ヘクタール beside 500㎡.

use kurabe_model::Target;
use kurabe_text::fold;

/// Units that measure the same, with what each is in the first.
const SAME: [(&str, &[(&str, f64)]); 9] = [
    ("%", &[("%", 1.0), ("パーセント", 1.0), ("割", 10.0)]),
    ("円", &[("円", 1.0), ("千円", 1e3), ("百万円", 1e6)]),
    ("人", &[("人", 1.0), ("名", 1.0)]),
    ("か所", &[("か所", 1.0), ("カ所", 1.0), ("ヶ所", 1.0), ("ケ所", 1.0), ("箇所", 1.0), ("個所", 1.0)]),
    (
        "㎡",
        &[
            ("m2", 1.0),
            ("平方メートル", 1.0),
            ("ha", 1e4),
            ("ヘクタール", 1e4),
            ("km2", 1e6),
            ("平方キロメートル", 1e6),
        ],
    ),
    ("m", &[("m", 1.0), ("メートル", 1.0), ("km", 1e3), ("キロメートル", 1e3), ("キロ", 1e3)]),
    ("g", &[("g", 1.0), ("グラム", 1.0), ("kg", 1e3), ("キログラム", 1e3), ("t", 1e6), ("トン", 1e6)]),
    ("分", &[("分", 1.0), ("時間", 60.0)]),
    ("事業者", &[("事業者", 1.0), ("社", 1.0)]),
];

/// A value in a unit others can be compared in.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The unit.
    pub unit: String,
    /// The value in it.
    pub value: f64,
}

impl Scale {
    /// The scale of a target; a unit nobody knows is its own.
    pub(crate) fn of(target: &Target) -> Self {
        let unit = fold(&target.unit);
        // Goals are set for years: 件/年 is 件, as of 年間30件.
        let unit = unit.strip_suffix("/年").map_or(unit.clone(), str::to_owned);
        let known = SAME.iter().find_map(|(first, units)| {
            let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
            Some((*first, *factor))
        });
        let (unit, factor) = known.map_or((unit, 1.0), |(first, factor)| (first.to_owned(), factor));
        // Figures of a paper are decimal; what a multiplication adds beyond them is none of theirs.
        let value = (target.value * factor * 1e6).round() / 1e6;
        Self { unit, value }
    }
}

#[cfg(test)]
mod tests {
    use kurabe_model::Comparator;

    use super::*;

    #[test]
    fn what_measures_the_same_is_comparable() {
        let check = |value, unit: &str, expected: (&str, f64)| {
            let target = Target {
                text: String::new(),
                range: 0..0,
                value,
                unit: unit.to_owned(),
                comparator: Comparator::Equal,
                deadline: None,
            };
            let scale = Scale::of(&target);
            assert_eq!((scale.unit.as_str(), scale.value), expected, "{unit}");
        };
        check(3.0, "割", ("%", 30.0));
        check(12.5, "％", ("%", 12.5));
        check(2.0, "ヘクタール", ("㎡", 20_000.0));
        check(2.4, "ｋｍ", ("m", 2400.0));
        check(7.0, "経営体", ("経営体", 7.0));
        check(30.0, "件／年", ("件", 30.0));
    }
}
