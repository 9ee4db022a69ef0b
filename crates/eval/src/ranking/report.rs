//! What a judgement of rankings found.

use serde::{Deserialize, Serialize};

use crate::Found;

/// The judgement of all graded searches. Serialised, it is what a later one is compared with: the figures,
/// without the misses.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RankingReport {
    /// One score a search, in the order of the cases.
    pub queries: Vec<QueryScore>,
    /// Means over the searches of a sort, in the order the sorts come.
    pub categories: Vec<Category>,
    /// Means over all.
    pub total: Category,
    /// What was wrong, in the order of the cases.
    #[serde(skip)]
    pub misses: Vec<RankingMiss>,
}

/// How one search was answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct QueryScore {
    /// Its name.
    pub id: String,
    /// The words.
    pub query: String,
    /// What sort of search it is.
    pub category: String,
    /// How many hits came.
    pub returned: usize,
    /// How good they are; nothing when no statement answers the search, which is right when no hit comes.
    pub figures: Option<Figures>,
}

/// How good an answer is, or answers are on the average: 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// nDCG of the first ten.
    pub ndcg: f64,
    /// Recall of the first twenty.
    pub recall: f64,
    /// The same, of as many as twenty hits can hold.
    pub capped_recall: f64,
    /// The reciprocal rank of the first hit with a grade.
    pub mrr: f64,
}

/// The searches of one sort.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// The sort; empty for all of them.
    pub category: String,
    /// How many searches have an answer.
    pub answerable: usize,
    /// The means over these.
    pub figures: Option<Figures>,
    /// How many searches have none.
    pub unanswerable: usize,
    /// How many of these brought nothing, as they should.
    pub silent: usize,
}

/// What is wrong with an answer, the worst first.
#[derive(Debug, Clone, Serialize)]
pub struct RankingMiss {
    /// The search.
    pub id: String,
    /// Its words.
    pub query: String,
    /// nDCG of the first ten; nothing when no statement answers the search.
    pub ndcg: Option<f64>,
    /// How many statements are not among the first ten though they are better than what is there.
    pub missing: usize,
    /// The best of them.
    pub wanted: Vec<Wanted>,
    /// How many of the first ten are irrelevant.
    pub irrelevant: usize,
    /// The first of them.
    pub instead: Vec<Instead>,
}

/// A statement that should be among the first hits.
#[derive(Debug, Clone, Serialize)]
pub struct Wanted {
    /// Its id among the cases.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// Its lines.
    pub lines: (usize, usize),
    /// The words.
    pub text: String,
    /// 2 answers the search, 1 is context.
    pub grade: u8,
    /// Where it came, if it came at all.
    pub rank: Option<usize>,
    /// Why it came there.
    pub explain: Option<String>,
}

/// An irrelevant hit among the first ones.
#[derive(Debug, Clone, Serialize)]
pub struct Instead {
    /// Where it came.
    pub rank: usize,
    /// The words, where a person found a statement on its lines.
    pub text: Option<String>,
    /// The hit, and why it came there.
    #[serde(flatten)]
    pub found: Found,
}

impl QueryScore {
    /// Whether nothing came where nothing should.
    pub fn is_silent(&self) -> bool {
        self.figures.is_none() && self.returned == 0
    }
}

impl Category {
    fn of<'a>(category: &str, scores: impl Iterator<Item = &'a QueryScore>) -> Self {
        let mut sum = Figures::default();
        let mut all = Self { category: category.to_owned(), ..Self::default() };
        for score in scores {
            match score.figures {
                Some(Figures { ndcg, recall, capped_recall, mrr }) => {
                    all.answerable += 1;
                    sum.ndcg += ndcg;
                    sum.recall += recall;
                    sum.capped_recall += capped_recall;
                    sum.mrr += mrr;
                }
                None => {
                    all.unanswerable += 1;
                    all.silent += usize::from(score.is_silent());
                }
            }
        }
        let count = all.answerable as f64;
        all.figures = (all.answerable > 0).then(|| Figures {
            ndcg: sum.ndcg / count,
            recall: sum.recall / count,
            capped_recall: sum.capped_recall / count,
            mrr: sum.mrr / count,
        });
        all
    }
}

impl RankingReport {
    /// Makes the means from the scores.
    pub(super) fn sum_up(&mut self) {
        let mut names: Vec<&str> = Vec::new();
        for score in &self.queries {
            if !names.contains(&score.category.as_str()) {
                names.push(&score.category);
            }
        }
        let of =
            |name: &&str| Category::of(name, self.queries.iter().filter(|score| score.category == *name));
        self.categories = names.iter().map(of).collect();
        self.total = Category::of("", self.queries.iter());
    }
}
