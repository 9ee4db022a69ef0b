//! What is asked (質問): the words as typed, the filters, and how the answer is wanted.

/// A question with all that was said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The words, as typed.
    pub words: String,
    /// The filters, as typed.
    pub filters: Filters,
    /// How words are understood.
    pub reading: WordReading,
    /// Whether what is only loosely related is wanted too.
    pub loose: bool,
    /// How many hits are passed over.
    pub offset: usize,
    /// How many hits are wanted.
    pub limit: usize,
    /// How many of each municipality at the most.
    pub per_municipality: Option<usize>,
    /// Whether every hit should come with an explanation of its score.
    pub explain: bool,
    /// Whether it should be counted how the answers are spread.
    pub facets: bool,
    /// Whether rows of tables (表の行) are looked for, and not statements.
    pub tables: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            words: String::new(),
            filters: Filters::default(),
            reading: WordReading::Full,
            loose: false,
            offset: 0,
            limit: 10,
            per_municipality: None,
            explain: false,
            facets: false,
            tables: false,
        }
    }
}

/// How far words are taken beyond themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordReading {
    /// Spellings, synonyms, themes; names and years become filters.
    Full,
    /// All of that but synonyms and themes.
    NoSynonyms,
    /// The words in their order and nothing else; only spellings are still equal.
    Exact,
}

/// Filters as typed: one of the values of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Codes, names or readings of municipalities (自治体).
    pub municipality: Vec<String>,
    /// Municipalities to keep to: names, prefectures, kinds, or those most alike, `similar:10` (比較対象).
    pub peers: Vec<String>,
    /// Kinds of municipality (団体の種類).
    pub municipality_kind: Vec<String>,
    /// Prefectures (都道府県).
    pub prefecture: Vec<String>,
    /// Years and ranges of years (年度).
    pub year: Vec<String>,
    /// Whether years are compared with the whole period of a plan.
    pub in_force: bool,
    /// Divisions (担当課), or parts of their names.
    pub department: Vec<String>,
    /// Themes (テーマ) by id or name.
    pub theme: Vec<String>,
    /// Kinds of statement (種別).
    pub kind: Vec<String>,
    /// Document ids (文書), or their beginnings.
    pub document: Vec<String>,
    /// Kinds of document (文書の種類).
    pub document_kind: Vec<String>,
    /// Whether statements need numeric targets (数値目標).
    pub has_targets: bool,
}
