//! The themes (テーマ), `themes.toml`: subjects planners compare by, and the words that tell them.
//!
//! ```toml
//! [[theme]]
//! id = "dx"
//! label = "DX・デジタル化"
//! english = "Digital transformation"
//! definition = "デジタル技術による業務とサービスの変革"
//! names = ["DX", "デジタル化"]        # whoever searches for one of these means the theme
//! terms = ["RPA", "行政手続のオンライン化"]  # one of them makes a statement one of the theme
//! hints = ["システム", "オンライン"]  # two mentions do, or one below a heading with a term
//! not = ["デジタル防災無線"]          # inside these nothing of the above counts
//! ```
//!
//! `names` are terms too; `hints`, `not` and `english` may be left out.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{LexiconProblem, Problem};

/// A theme (テーマ) as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its identity in filters and JSON.
    pub id: String,
    /// How it is called in Japanese.
    pub label: String,
    /// How it is called in English.
    #[serde(default)]
    pub english: String,
    /// What belongs to it.
    pub definition: String,
    /// Words that mean the theme itself.
    #[serde(default)]
    pub names: Vec<String>,
    /// Words of which one is enough.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Words of which two mentions are needed.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Words inside which nothing counts.
    #[serde(default)]
    pub not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    theme: Vec<Spanned<Theme>>,
}

/// Reads the file described at the top of this module.
pub(super) fn parse(toml: &str) -> Result<Vec<Theme>, Problem> {
    let line = |span: Option<Range<usize>>| {
        let before = toml.get(..span.map_or(0, |span| span.start)).unwrap_or_default();
        1 + before.matches('\n').count()
    };
    let file: File = toml::from_str(toml).map_err(|error| {
        (line(error.span()), LexiconProblem::Toml { cause: error.message().replace('\n', " ") })
    })?;
    let mut ids = BTreeMap::new();
    let mut themes = Vec::new();
    for theme in file.theme {
        let at = line(Some(theme.span()));
        let theme = theme.into_inner();
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if theme.id.is_empty() || !theme.id.chars().all(good) {
            return Err((at, LexiconProblem::Id { id: theme.id }));
        }
        if theme.names.is_empty() && theme.terms.is_empty() {
            return Err((at, LexiconProblem::NoTerms { id: theme.id }));
        }
        if let Some(first) = ids.insert(theme.id.clone(), at) {
            return Err((at, LexiconProblem::Twice { word: theme.id, first }));
        }
        themes.push(theme);
    }
    Ok(themes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(toml: &str) -> String {
        let (line, problem) = parse(toml).unwrap_err();
        format!("line {line}: {problem}")
    }

    const DX: &str = "[[theme]]\nid = \"dx\"\nlabel = \"DX\"\ndefinition = \"\"\nnames = [\"DX\"]\n";

    #[test]
    fn a_table_is_a_theme() {
        let themes = parse(DX).unwrap();
        assert_eq!((themes[0].id.as_str(), themes[0].names.len()), ("dx", 1));
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        assert_eq!(problem(&format!("{DX}{DX}")), "line 6: `dx` is already on line 1");
        assert_eq!(
            problem(&DX.replace("names", "terns")),
            "line 5: unknown field `terns`, expected one of `id`, `label`, `english`, `definition`, `names`, `terms`, `hints`, `not`"
        );
        assert_eq!(problem(&DX.replace("[\"DX\"]", "[]")), "line 1: the theme `dx` has no terms");
        assert!(problem(&DX.replace("\"dx\"", "\"D X\"")).contains("not the id of a theme"));
        assert!(problem("[[theme]\n").starts_with("line 1: "));
    }
}
