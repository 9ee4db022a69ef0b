//! What questions can be told (パラメータ): one table, from which follow how an address is read, what the description of
//! the API says, and what assistants are offered.

use serde_json::{Value, json};

/// A name with what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// What it is for, in English and in Japanese.
    pub(crate) about: &'static str,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A text.
    Text,
    /// A long text, a whole paragraph.
    Passage,
    /// Texts, each on its own: the name comes again for another one.
    Texts,
    /// Names: the parameter comes again, or a comma stands between two.
    Names,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number {
        /// The least it may be.
        least: usize,
        /// The most.
        most: usize,
        /// What it is where it is not given.
        usual: Option<usize>,
    },
    /// One of these words, the first where it is not given.
    OneOf(&'static [&'static str]),
}

impl Parameter {
    /// How many answers are passed over; at the most, more than any corpus has.
    pub(crate) const OFFSET: Self = Self::new(
        "offset",
        Takes::Number { least: 0, most: 1_000_000_000, usual: Some(0) },
        "How many to pass over / 何件目の後からか",
    );

    /// How many answers are wanted.
    pub(crate) const fn limit(most: usize, usual: usize) -> Self {
        Self::new("limit", Takes::Number { least: 1, most, usual: Some(usual) }, "How many / 件数")
    }

    pub(crate) const fn new(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about }
    }

    /// How many characters a value may have. What is asked stands in every link of a page, and is therefore short.
    pub(crate) fn longest(&self) -> usize {
        if self.takes == Takes::Passage { 6_000 } else { 1_000 }
    }

    /// How many values it may have, each of which is work of its own.
    pub(crate) fn most(&self) -> usize {
        match self.takes {
            Takes::Texts => 50,
            Takes::Names => 200,
            _ => 1,
        }
    }

    /// Whether it may come more than once.
    pub(crate) fn repeats(&self) -> bool {
        self.most() > 1
    }

    /// As JSON Schema, with what it is for.
    pub(crate) fn schema(&self) -> Value {
        let mut schema = match self.takes {
            Takes::Text | Takes::Passage => json!({"type": "string", "maxLength": self.longest()}),
            Takes::Texts | Takes::Names => {
                json!({"type": "array", "items": {"type": "string"}, "maxItems": self.most()})
            }
            Takes::Flag => json!({"type": "boolean", "default": false}),
            Takes::Number { least, most, usual } => {
                let mut schema = json!({"type": "integer", "minimum": least, "maximum": most});
                if let Some(usual) = usual {
                    schema["default"] = usual.into();
                }
                schema
            }
            Takes::OneOf(words) => json!({"type": "string", "enum": words, "default": words.first()}),
        };
        schema["description"] = self.about.into();
        schema
    }
}

/// For questions of which meaning may have a say.
pub(crate) const MEANING: &[Parameter] = &[Parameter::new(
    "no_meaning",
    Takes::Flag,
    "Answer by words alone, without the model of meaning / 意味のモデルを使わず、語だけで答える",
)];

/// The filters, the same for every question: values of one are alternatives, different ones hold together.
pub(crate) const FILTERS: &[Parameter] = &[
    Parameter::new(
        "municipality",
        Takes::Names,
        "Municipalities by code, name or kana / 自治体（コード・名前・かな）",
    ),
    Parameter::new(
        "peers",
        Takes::Names,
        "The municipalities whose plans are most alike, as similar:N or similar:N:NAME / 計画の似た自治体",
    ),
    Parameter::new("municipality_kind", Takes::Names, "市, 区, 町, 村 and the like / 自治体の種類"),
    Parameter::new("prefecture", Takes::Names, "Prefectures / 都道府県"),
    Parameter::new("year", Takes::Names, "Fiscal years of documents: 2024, R6, 2020-2024 / 文書の年度"),
    Parameter::new(
        "in_force",
        Takes::Flag,
        "Years ask for plans in force, not for their first year / 計画期間で絞る",
    ),
    Parameter::new("department", Takes::Names, "Divisions in charge / 担当課"),
    Parameter::new("theme", Takes::Names, "Themes by id or name / テーマ"),
    Parameter::new("kind", Takes::Names, "policy, background, target / 種別（方針・背景・目標）"),
    Parameter::new("document", Takes::Names, "Documents by id / 文書の id"),
    Parameter::new("document_kind", Takes::Names, "Kinds of documents / 文書の種類"),
    Parameter::new(
        "has_targets",
        Takes::Flag,
        "Only statements with a numeric target / 数値目標のあるものだけ",
    ),
];

/// How words are read.
pub(crate) const READING: &[Parameter] = &[
    Parameter::new("exact", Takes::Flag, "Words as they are typed / 語を打ったとおりに探す"),
    Parameter::new("no_synonyms", Takes::Flag, "Without words that mean the same / 同義語を使わない"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_says_what_may_be_given() {
        let limit =
            Parameter::new("limit", Takes::Number { least: 1, most: 100, usual: Some(20) }, "How many");
        assert_eq!(
            limit.schema(),
            json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 20, "description": "How many"})
        );
        assert!(FILTERS.iter().all(|filter| filter.about.contains(" / ")), "both languages");
    }
}
