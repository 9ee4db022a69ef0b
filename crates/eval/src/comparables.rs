//! Judges which statements are called comparable (類似施策), on sources people have compared with all others.
//!
//! | figure | what it is |
//! |---|---|
//! | nDCG@5 | how the judged statements of other papers are ordered by similarity |
//! | AUC | how often a counterpart (grade 2) is nearer than a statement that has nothing to do with it (0) |
//! | found | of the papers that hold a counterpart, those where one is said to be found |
//! | not found | of the papers that hold nothing related, those where none is said to be found |
//!
//! Unlisted statements of other papers have grade 0.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::gold::parse;
use crate::ranking::discounted;
use crate::{Error, Found, Gold, GoldStatement, Result};

/// How many of a ranking are looked at.
const FIRST: usize = 5;
/// The grade of a counterpart, which stands in the same row of a table.
const COUNTERPART: u8 = 2;

/// A source statement with the grades of others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Comparison {
    /// The source, one of the statements.
    pub source_id: String,
    /// Statements of other papers: 2 belongs in the same row, 1 is related.
    pub judgments: BTreeMap<String, u8>,
}

/// Reads comparisons from JSON lines. Each statement they name is one of `gold`.
pub fn parse_comparisons(text: &str, gold: &Gold) -> Result<Vec<Comparison>> {
    let comparisons: Vec<Comparison> = parse(text, "comparables")?;
    for comparison in &comparisons {
        let known = |id: &String| gold.statements.iter().any(|case| case.id.as_ref() == Some(id));
        let mut named = std::iter::once(&comparison.source_id).chain(comparison.judgments.keys());
        if let Some(id) = named.find(|id| !known(id)) {
            return Err(Error::UnknownStatement { query: comparison.source_id.clone(), id: id.clone() });
        }
    }
    Ok(comparisons)
}

/// What is said of one municipality.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Whether something comparable is said to be found.
    pub found: bool,
    /// Its statements with their similarities; those that are not named have none.
    pub hits: Vec<(Found, f64)>,
}

/// The judgement of comparisons.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ComparisonReport {
    /// One source each, in the order of the cases.
    pub sources: Vec<SourceScore>,
    /// The mean over the sources that have anything related.
    pub ndcg: Option<f64>,
    /// Over all pairs of all sources.
    pub auc: Option<f64>,
    /// All sources together.
    pub found: Papers,
}

/// How one source was compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceScore {
    /// The source.
    pub id: String,
    /// How the others are ordered; none where nothing is related.
    pub ndcg: Option<f64>,
    /// Where counterparts were found.
    pub found: Papers,
    /// Papers about which the wrong thing is said, with the best similarity in each.
    pub wrong: Vec<(String, f64)>,
}

/// Papers with counterparts and without anything related, and how many of each are called so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Papers {
    /// Papers that hold a counterpart.
    pub holding: usize,
    /// Of these, those where one is said to be found.
    pub found: usize,
    /// Papers that hold nothing related.
    pub empty: usize,
    /// Of these, those where none is said to be found.
    pub silent: usize,
}

/// Asks for every source and judges what comes back.
pub fn judge_comparisons(
    gold: &Gold,
    comparisons: &[Comparison],
    mut ask: impl FnMut(&GoldStatement) -> Vec<Beside>,
) -> ComparisonReport {
    let mut report = ComparisonReport::default();
    let (mut counterparts, mut strangers) = (Vec::new(), Vec::new());
    for comparison in comparisons {
        let named = |case: &&GoldStatement| case.id.as_deref() == Some(&comparison.source_id);
        let Some(source) = gold.statements.iter().find(named) else { continue };
        let answer = ask(source);
        let pairs: Vec<Pair<'_>> = gold
            .statements
            .iter()
            .filter(|case| case.file != source.file)
            .map(|case| Pair::of(case, comparison, &answer))
            .collect();
        counterparts
            .extend(pairs.iter().filter(|pair| pair.grade == COUNTERPART).map(|pair| pair.similarity));
        strangers.extend(pairs.iter().filter(|pair| pair.grade == 0).map(|pair| pair.similarity));
        let score = score(&comparison.source_id, &pairs, &answer);
        report.found.holding += score.found.holding;
        report.found.found += score.found.found;
        report.found.empty += score.found.empty;
        report.found.silent += score.found.silent;
        report.sources.push(score);
    }
    let ndcgs: Vec<f64> = report.sources.iter().filter_map(|source| source.ndcg).collect();
    report.ndcg = (!ndcgs.is_empty()).then(|| ndcgs.iter().sum::<f64>() / ndcgs.len() as f64);
    report.auc = auc(&counterparts, strangers);
    report
}

/// A judged statement beside the source.
struct Pair<'a> {
    case: &'a GoldStatement,
    grade: u8,
    similarity: f64,
}

impl<'a> Pair<'a> {
    fn of(case: &'a GoldStatement, comparison: &Comparison, answer: &[Beside]) -> Self {
        let grade = case.id.as_ref().and_then(|id| comparison.judgments.get(id)).copied().unwrap_or(0);
        let hits = answer.iter().flat_map(|beside| &beside.hits);
        let similarity = hits.filter(|(found, _)| found.stands_for(case)).map(|(_, similarity)| *similarity);
        Self { case, grade, similarity: similarity.fold(0.0, f64::max) }
    }
}

fn score(id: &str, pairs: &[Pair<'_>], answer: &[Beside]) -> SourceScore {
    let mut ordered: Vec<&Pair<'_>> = pairs.iter().collect();
    ordered.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
    let grades: Vec<u8> = ordered.iter().map(|pair| pair.grade).collect();
    let mut ideal = grades.clone();
    ideal.sort_by_key(|grade| std::cmp::Reverse(*grade));
    let best = discounted(&ideal, FIRST);
    let mut papers: BTreeMap<&str, (u8, f64)> = BTreeMap::new();
    for pair in pairs {
        let (grade, similarity) = papers.entry(&pair.case.file).or_default();
        *grade = pair.grade.max(*grade);
        *similarity = pair.similarity.max(*similarity);
    }
    let mut found = Papers::default();
    let mut wrong = Vec::new();
    for (file, (grade, similarity)) in papers {
        let here = |beside: &&Beside| beside.hits.iter().any(|(hit, _)| hit.is_of(file));
        let said = answer.iter().find(here).is_some_and(|beside| beside.found);
        match grade {
            COUNTERPART => {
                found.holding += 1;
                found.found += usize::from(said);
            }
            0 => {
                found.empty += 1;
                found.silent += usize::from(!said);
            }
            _ => continue,
        }
        if said != (grade == COUNTERPART) {
            wrong.push((file.to_owned(), similarity));
        }
    }
    SourceScore {
        id: id.to_owned(),
        ndcg: (best > 0.0).then(|| discounted(&grades, FIRST) / best),
        found,
        wrong,
    }
}

/// How often one of the first is above one of the second; equals count half.
fn auc(above: &[f64], mut below: Vec<f64>) -> Option<f64> {
    if above.is_empty() || below.is_empty() {
        return None;
    }
    below.sort_by(f64::total_cmp);
    let beaten = |value: &f64| {
        let less = below.partition_point(|other| other < value);
        let equal = below.partition_point(|other| other <= value) - less;
        less as f64 + equal as f64 / 2.0
    };
    Some(above.iter().map(beaten).sum::<f64>() / (above.len() * below.len()) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold() -> Gold {
        let case = |file: &str, line: usize| {
            format!(
                r#"{{"id":"{file}-{line}","file":"{file}.txt","start_line":{line},"end_line":{line},"section_path":[],"text":"文","kind":"policy"}}"#
            )
        };
        let cases = [case("a", 1), case("b", 1), case("b", 2), case("c", 1)];
        Gold::parse(&cases.join("\n"), "").unwrap()
    }

    fn judge(similarities: [f64; 3], found: [bool; 2]) -> ComparisonReport {
        let gold = gold();
        let comparisons =
            parse_comparisons(r#"{"source_id":"a-1","judgments":{"b-2":2,"b-1":1}}"#, &gold).unwrap();
        judge_comparisons(&gold, &comparisons, |_| {
            let hit = |file: &str, line, place: usize| (Found::at(file, (line, line)), similarities[place]);
            vec![
                Beside { found: found[0], hits: vec![hit("x/b.txt", 1, 0), hit("x/b.txt", 2, 1)] },
                Beside { found: found[1], hits: vec![hit("x/c.txt", 1, 2)] },
            ]
        })
    }

    #[test]
    fn what_is_right_in_everything_has_full_marks() {
        let report = judge([0.4, 0.9, 0.1], [true, false]);
        assert_eq!((report.ndcg, report.auc), (Some(1.0), Some(1.0)));
        assert_eq!(report.found, Papers { holding: 1, found: 1, empty: 1, silent: 1 });
        assert!(report.sources[0].wrong.is_empty());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let report = judge([0.4, 0.2, 0.6], [false, true]);
        assert!(report.ndcg.unwrap() < 0.7);
        assert_eq!(report.auc, Some(0.0));
        assert_eq!(report.sources[0].wrong, [("b.txt".to_owned(), 0.4), ("c.txt".to_owned(), 0.6)]);
    }

    #[test]
    fn cases_are_about_statements() {
        let error = parse_comparisons(r#"{"source_id":"a-1","judgments":{"z-1":2}}"#, &gold()).unwrap_err();
        assert!(error.to_string().contains("z-1"), "{error}");
    }
}
