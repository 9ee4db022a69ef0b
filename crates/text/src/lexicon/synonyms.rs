//! The synonyms (類義語), `synonyms.tsv`: which words mean the same, and which are near.
//!
//! One line a concept, five cells parted by tabs (here shown as bars), words within a cell by 、:
//!
//! ```text
//! 語 | 同義 | 狭い語 | 広い語 | 関連語
//! 公民連携 | 官民連携、PPP | PFI、指定管理者制度 | | 協働、共創
//! ```
//!
//! The first word is how the concept is called; those of the second cell mean the same, so a word stands in
//! the first two cells of one line only. Lines that begin with `#` are comments.

use std::collections::BTreeMap;

use super::{LexiconProblem, Problem};
use crate::fold;

const HEAD: &str = "語\t同義\t狭い語\t広い語\t関連語";

/// A concept (概念): words that mean the same, and the words near it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms {
    /// How the concept is called.
    pub name: String,
    /// Other words for it (同義語).
    pub same: Vec<String>,
    /// Words for a part or a kind of it (狭い語).
    pub narrower: Vec<String>,
    /// Words for what it is a part or a kind of (広い語).
    pub broader: Vec<String>,
    /// Words a planner would look for next (関連語).
    pub related: Vec<String>,
}

/// Reads the table described at the top of this module.
pub(super) fn parse(tsv: &str) -> Result<Vec<Synonyms>, Problem> {
    let lines = (1..).zip(tsv.trim_start_matches('\u{FEFF}').lines());
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    match lines.next() {
        Some((_, head)) if head.trim_end() == HEAD => {}
        None => return Ok(Vec::new()),
        Some((line, _)) => return Err((line, LexiconProblem::Head { needed: HEAD })),
    }
    let mut homes = BTreeMap::new();
    let mut concepts = Vec::new();
    for (line, text) in lines {
        let concept = read(text).map_err(|problem| (line, problem))?;
        for word in std::iter::once(&concept.name).chain(&concept.same) {
            if let Some(first) = homes.insert(fold(word), line) {
                return Err((line, LexiconProblem::Twice { word: word.clone(), first }));
            }
        }
        concepts.push(concept);
    }
    Ok(concepts)
}

fn read(line: &str) -> Result<Synonyms, LexiconProblem> {
    let cells: Vec<&str> = line.split('\t').collect();
    // A spreadsheet leaves empty cells at the end away.
    if !(2..=5).contains(&cells.len()) {
        return Err(LexiconProblem::Columns { found: cells.len(), needed: 5 });
    }
    let words = |cell: usize| -> Vec<String> {
        let words = cells.get(cell).copied().unwrap_or_default().split('、');
        words.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    };
    let name = cells[0].trim().to_owned();
    if name.is_empty() {
        return Err(LexiconProblem::Empty);
    }
    Ok(Synonyms { name, same: words(1), narrower: words(2), broader: words(3), related: words(4) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(rows: &str) -> String {
        let (line, problem) = parse(&format!("# 行政経営\n{HEAD}\n{rows}")).unwrap_err();
        format!("line {line}: {problem}")
    }

    #[test]
    fn a_line_is_a_concept() {
        let concepts =
            parse(&format!("{HEAD}\n公民連携\t官民連携、 PPP\tPFI\t\t協働、共創\nDX\tデジタル変革\n"))
                .unwrap();
        assert_eq!(concepts[0].same, ["官民連携", "PPP"]);
        assert_eq!(concepts[0].related, ["協働", "共創"]);
        assert!(concepts[1].narrower.is_empty());
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        assert_eq!(problem("公民連携"), "line 3: 1 columns where 5 are needed");
        assert_eq!(problem("\t官民連携"), "line 3: the word is empty");
        assert_eq!(problem("PPP\t官民連携\n公民連携\tＰＰＰ"), "line 4: `ＰＰＰ` is already on line 3");
        assert!(parse("語,同義\n").is_err());
    }
}
