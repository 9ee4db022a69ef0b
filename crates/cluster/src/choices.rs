//! Choices of the best (最良の選択): no engine here knows what the best of several ways is, but of every way alone it knows what
//! is best.

use kurabe_index::Plan;

/// A plan without any choice of the best: as many plans as there are choices, unless these are more than `most`. Whoever is
/// among the best of the plan is among the best of one of them, with the same score; and no engine has to know what the
/// best of several is.
pub(crate) fn choices(plan: &Plan, most: usize) -> Option<Vec<Plan>> {
    let of_all = |parts: &[Plan]| -> Option<Vec<Vec<Plan>>> {
        parts.iter().try_fold(vec![Vec::new()], |all: Vec<Vec<Plan>>, part| {
            let ways = choices(part, most)?;
            let with = |known: &Vec<Plan>| {
                let known = known.clone();
                ways.iter().map(move |way| known.iter().chain([way]).cloned().collect()).collect::<Vec<_>>()
            };
            let all: Vec<Vec<Plan>> = all.iter().flat_map(with).collect();
            (all.len() <= most).then_some(all)
        })
    };
    let plans = match plan {
        Plan::Best(parts) => {
            let ways = different(parts).iter().map(|part| choices(part, most)).collect::<Option<Vec<_>>>()?;
            if ways.is_empty() { vec![plan.clone()] } else { ways.concat() }
        }
        Plan::All(parts) => of_all(parts)?.into_iter().map(Plan::All).collect(),
        Plan::Any(parts) => of_all(parts)?.into_iter().map(Plan::Any).collect(),
        Plan::Also(part, others) => {
            let (ways, others) = (choices(part, most)?, of_all(others)?);
            let also = |part: Plan| {
                others.iter().map(move |others| Plan::Also(Box::new(part.clone()), others.clone()))
            };
            ways.into_iter().flat_map(also).collect()
        }
        Plan::Enough { parts, limit } => {
            let (plans, weights): (Vec<Plan>, Vec<f32>) = parts.iter().cloned().unzip();
            let with = |plans: Vec<Plan>| Plan::Enough {
                parts: plans.into_iter().zip(weights.clone()).collect(),
                limit: *limit,
            };
            of_all(&plans)?.into_iter().map(with).collect()
        }
        Plan::Without(part, other) => {
            let without = |part| Plan::Without(Box::new(part), other.clone());
            choices(part, most)?.into_iter().map(without).collect()
        }
        Plan::Within(part, filters) => {
            let within = |part| Plan::Within(Box::new(part), filters.clone());
            choices(part, most)?.into_iter().map(within).collect()
        }
        plan => vec![plan.clone()],
    };
    (plans.len() <= most).then_some(plans)
}

/// Parts of which the best counts, each word once: what is added up ought to be little more than that.
pub(crate) fn different(parts: &[Plan]) -> Vec<Plan> {
    let mut different: Vec<Plan> = Vec::with_capacity(parts.len());
    for part in parts {
        let same = different.iter_mut().find(|known| match (known, part) {
            (Plan::Term { searched, key, .. }, Plan::Term { searched: other, key: same, .. }) => {
                searched == other && key == same
            }
            (known, part) => *known == part,
        });
        match (same, part) {
            (Some(Plan::Term { boost, .. }), Plan::Term { boost: other, .. }) => *boost = boost.max(*other),
            (Some(_), _) => {}
            (None, part) => different.push(part.clone()),
        }
    }
    different
}

#[cfg(test)]
mod tests {
    use kurabe_index::Searched;

    use super::*;

    fn term(key: &str, boost: f32) -> Plan {
        Plan::Term { searched: Searched::Text, key: key.into(), boost }
    }

    #[test]
    fn a_choice_of_the_best_is_parted() {
        let best = Plan::Best(vec![term("公園", 1.0), term("防災", 1.0)]);
        let plan = Plan::Also(Box::new(term("市", 1.0)), vec![best.clone(), best.clone()]);
        assert_eq!(choices(&plan, 6).map(|plans| plans.len()), Some(4));
        assert_eq!(choices(&plan, 3), None);
        assert_eq!(choices(&term("市", 1.0), 1), Some(vec![term("市", 1.0)]));
    }
}
