//! Puts typed cases to whoever answers (型のある正解の判定).

use serde::Serialize;

use crate::{Case, Demand, Found, Question};

/// How many hits must be the same.
const FIRST: usize = 10;

/// The judgement of all typed cases.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CaseReport {
    /// Counts of each sort, in the order the sorts come.
    pub categories: Vec<CaseCount>,
    /// Counts of all.
    pub total: CaseCount,
    /// The cases that do not hold, in their order.
    pub misses: Vec<CaseMiss>,
}

/// How many cases of a sort hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CaseCount {
    /// The sort; empty for all of them.
    pub category: String,
    /// How many cases.
    pub cases: usize,
    /// How many hold.
    pub right: usize,
}

/// A case that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseMiss {
    /// What sort of case it is.
    pub category: String,
    /// Why it should hold.
    pub description: String,
    /// What was asked.
    pub queries: Vec<String>,
    /// What came of it.
    pub fault: CaseFault,
}

/// Why a case does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "lowercase")]
pub enum CaseFault {
    /// Another wording brings something else.
    Differs {
        /// The other wording.
        query: String,
        /// The first rank that differs.
        rank: usize,
        /// What the first wording brings there.
        first: Option<Found>,
        /// What the other one does.
        other: Option<Found>,
    },
    /// The line is not among the first.
    Late {
        /// Among how many it should be.
        within: usize,
        /// Where it comes, if it does.
        rank: Option<usize>,
        /// Why it comes there.
        explain: Option<String>,
        /// What comes first.
        first: Option<Found>,
    },
    /// A hit does not fulfil a filter.
    Leaks {
        /// Where it comes.
        rank: usize,
        /// The hit.
        hit: Found,
    },
    /// Nothing came.
    Silent,
    /// Something came.
    Spoke {
        /// How much.
        returned: usize,
        /// The first of it.
        first: Found,
    },
}

/// Asks the questions of every case and judges what comes back, best first.
pub fn judge_cases(cases: &[Case], mut ask: impl FnMut(&Question) -> Vec<Found>) -> CaseReport {
    let mut report = CaseReport::default();
    for case in cases {
        let answers: Vec<Vec<Found>> = case.questions.iter().map(&mut ask).collect();
        let fault = fault(case, &answers);
        let known = report.categories.iter().position(|count| count.category == case.category);
        let index = known.unwrap_or_else(|| {
            report.categories.push(CaseCount { category: case.category.clone(), ..CaseCount::default() });
            report.categories.len() - 1
        });
        for count in [&mut report.categories[index], &mut report.total] {
            count.cases += 1;
            count.right += usize::from(fault.is_none());
        }
        report.misses.extend(fault.map(|fault| CaseMiss {
            category: case.category.clone(),
            description: case.description.clone(),
            queries: case.questions.iter().map(|question| question.query.clone()).collect(),
            fault,
        }));
    }
    report
}

fn fault(case: &Case, answers: &[Vec<Found>]) -> Option<CaseFault> {
    let (answer, others) = answers.split_first()?;
    match &case.demand {
        Demand::Same => {
            let wordings = case.questions.iter().skip(1).zip(others);
            let differs = |(question, other): (&Question, &Vec<Found>)| {
                let place = |hit: &Found| (hit.file.clone(), hit.lines);
                let rank =
                    (0..FIRST).find(|&rank| answer.get(rank).map(place) != other.get(rank).map(place))?;
                Some(CaseFault::Differs {
                    query: question.query.clone(),
                    rank: rank + 1,
                    first: answer.get(rank).cloned(),
                    other: other.get(rank).cloned(),
                })
            };
            let silent = answer.is_empty().then_some(CaseFault::Silent);
            wordings.filter_map(differs).next().or(silent)
        }
        Demand::First { file, line, within } => {
            let hit = |found: &Found| found.is_at(file, (*line, *line));
            let place = answer.iter().position(hit);
            if place.is_some_and(|place| place < *within) {
                return None;
            }
            Some(CaseFault::Late {
                within: *within,
                rank: place.map(|place| place + 1),
                explain: place.and_then(|place| answer[place].explain.clone()),
                first: answer.first().cloned(),
            })
        }
        Demand::Only(conditions) => {
            let leak = answer.iter().position(|hit| !conditions.hold(&hit.facts));
            let leak = leak.map(|place| CaseFault::Leaks { rank: place + 1, hit: answer[place].clone() });
            leak.or(answer.is_empty().then_some(CaseFault::Silent))
        }
        Demand::None => {
            let first = answer.first()?.clone();
            Some(CaseFault::Spoke { returned: answer.len(), first })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, parse_cases};

    fn hit(line: usize, municipality: Option<&str>) -> Found {
        let municipality = municipality.map(|code| code.parse().unwrap());
        Found {
            facts: Facts { municipality, ..Facts::default() },
            explain: Some(format!("{line}行")),
            ..Found::at("a/plan.txt", (line, line + 1))
        }
    }

    /// Judges one case; the answer to a query is its lines: `3 5` brings hits on 3–4 and 5–6.
    fn judged(case: &str) -> Option<CaseFault> {
        let line = format!(r#"{{"category":"x","description":"x",{case}}}"#);
        let cases = parse_cases(&line).unwrap();
        let report = judge_cases(&cases, |question| {
            let lines = question.query.split_whitespace().map(|line| line.parse().unwrap());
            lines.map(|line: usize| hit(line, (line < 100).then_some("132144"))).collect()
        });
        let fault = report.misses.into_iter().next().map(|miss| miss.fault);
        assert_eq!(report.total.right, usize::from(fault.is_none()));
        assert_eq!(report.categories[0].cases, 1);
        fault
    }

    #[test]
    fn wordings_bring_the_same() {
        assert_eq!(judged(r#""case":"same","queries":["1 2","1  2"]"#), None);
        // The eleventh hit may differ.
        assert_eq!(
            judged(r#""case":"same","queries":["1 2 3 4 5 6 7 8 9 10 11","1 2 3 4 5 6 7 8 9 10 12"]"#),
            None
        );
        let fault = judged(r#""case":"same","queries":["1 2","1 2","1"]"#);
        let (query, first) = ("1".to_owned(), Some(hit(2, Some("132144"))));
        assert_eq!(fault, Some(CaseFault::Differs { query, rank: 2, first, other: None }));
        assert_eq!(judged(r#""case":"same","queries":[""," "]"#), Some(CaseFault::Silent));
    }

    #[test]
    fn a_line_is_among_the_first() {
        assert_eq!(judged(r#""case":"first","query":"7 3","file":"plan.txt","line":4,"within":2"#), None);
        let fault = judged(r#""case":"first","query":"7 3","file":"plan.txt","line":4,"within":1"#);
        let (explain, first) = (Some("3行".to_owned()), Some(hit(7, Some("132144"))));
        assert_eq!(fault, Some(CaseFault::Late { within: 1, rank: Some(2), explain, first }));
        let other = judged(r#""case":"first","query":"3","file":"b/plan.txt","line":4,"within":1"#);
        assert!(matches!(other, Some(CaseFault::Late { rank: None, .. })));
    }

    #[test]
    fn a_filter_does_not_leak() {
        assert_eq!(judged(r#""case":"only","query":"7 3","municipality":"132144""#), None);
        let leak = |rank, hit| Some(CaseFault::Leaks { rank, hit });
        let other = judged(r#""case":"only","query":"7 3","municipality":"122173""#);
        assert_eq!(other, leak(1, hit(7, Some("132144"))));
        let unknown = judged(r#""case":"only","query":"7 300","municipality":"132144""#);
        assert_eq!(unknown, leak(2, hit(300, None)), "what is not known fulfils nothing");
        assert_eq!(judged(r#""case":"only","query":"","municipality":"132144""#), Some(CaseFault::Silent));
    }

    #[test]
    fn silence_is_demanded() {
        assert_eq!(judged(r#""case":"none","query":"""#), None);
        let first = hit(3, Some("132144"));
        assert_eq!(judged(r#""case":"none","query":"3 7""#), Some(CaseFault::Spoke { returned: 2, first }));
    }
}
