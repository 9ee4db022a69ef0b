//! What a case is about: which document, by the path of its file, and which lines of it.

use crate::{Error, Gold, Result};

/// A stored source people have judged: the cases that name it, however much of its path they write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The names cases give it, the first one first.
    pub files: Vec<String>,
    /// Its place among the stored files, if it is one of them.
    pub document: Option<usize>,
    /// How many statements a person found in it; a paper can have none.
    pub statements: usize,
}

impl Paper {
    /// The name it goes by.
    pub fn name(&self) -> &str {
        self.files.first().map_or("", String::as_str)
    }

    /// Whether a case with this file is about it.
    pub(crate) fn is(&self, file: &str) -> bool {
        self.files.iter().any(|name| name == file)
    }
}

impl Gold {
    /// The papers the cases are about, in the order of the cases; those with labelled lines alone come last.
    ///
    /// A case is about the stored file whose path has most in common with the one it writes, seen from the
    /// end: `a/plan.txt` is `a/plan.txt` and never `b/plan.txt`, `plan.txt` may be either. Two files a case
    /// cannot tell apart are an error.
    pub fn papers(&self, stored: &[&str]) -> Result<Vec<Paper>> {
        let judged = self.statements.iter().map(|case| (case.file.as_str(), 1));
        let labelled = self.lines.iter().map(|case| (case.file.as_str(), 0));
        let mut papers: Vec<Paper> = Vec::new();
        for (file, statements) in judged.chain(labelled) {
            if let Some(paper) = papers.iter_mut().find(|paper| paper.is(file)) {
                paper.statements += statements;
                continue;
            }
            let document = find(file, stored)?;
            match papers.iter_mut().find(|paper| document.is_some() && paper.document == document) {
                Some(paper) => {
                    paper.files.push(file.to_owned());
                    paper.statements += statements;
                }
                None => papers.push(Paper { files: vec![file.to_owned()], document, statements }),
            }
        }
        Ok(papers)
    }
}

/// The stored file a case means.
fn find(file: &str, stored: &[&str]) -> Result<Option<usize>> {
    let likeness = |stored: &str| Some((shared(file, stored)?, file == stored));
    let Some(most) = stored.iter().filter_map(|stored| likeness(stored)).max() else { return Ok(None) };
    let mut alike = (0..stored.len()).filter(|&index| likeness(stored[index]) == Some(most));
    match (alike.next(), alike.next()) {
        (Some(first), Some(second)) => {
            let (first, second) = (stored[first].to_owned(), stored[second].to_owned());
            Err(Error::Ambiguous { file: file.to_owned(), first, second })
        }
        (only, _) => Ok(only),
    }
}

/// How many names two paths have in common from their ends, when the shorter one has no others.
pub(crate) fn shared(one: &str, other: &str) -> Option<usize> {
    const SEPARATORS: [char; 2] = ['/', '\\'];
    let names = |path: &str| path.split(SEPARATORS).count();
    let same = one.rsplit(SEPARATORS).zip(other.rsplit(SEPARATORS)).take_while(|(a, b)| a == b).count();
    (same == names(one).min(names(other))).then_some(same)
}

/// Whether two ranges of lines are about the same statement: they share half of the shorter one.
pub(crate) fn overlap((first, last): (usize, usize), (from, to): (usize, usize)) -> bool {
    let common = (last.min(to) + 1).saturating_sub(first.max(from));
    common > 0 && 2 * common > last.saturating_sub(first).min(to.saturating_sub(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(statements: &[&str], lines: &[&str]) -> Gold {
        let statement = |file: &&str| {
            format!(
                r#"{{"file":"{file}","start_line":1,"end_line":1,"section_path":[],"text":"文","kind":"policy"}}"#
            )
        };
        let line = |file: &&str| format!(r#"{{"file":"{file}","line":1,"label":"caption"}}"#);
        let statements: Vec<String> = statements.iter().map(statement).collect();
        let lines: Vec<String> = lines.iter().map(line).collect();
        Gold::parse(&statements.join("\n"), &lines.join("\n")).unwrap()
    }

    #[test]
    fn a_path_tells_documents_of_one_name_apart() {
        let stored = ["a/plan.txt", "b/plan.txt", "b/c/plan.txt", "b/other.txt"];
        let found = |file| find(file, &stored).unwrap();
        assert_eq!(found("b/plan.txt"), Some(1));
        assert_eq!(found("corpus/documents/b/c/plan.txt"), Some(2));
        assert_eq!(found("other.txt"), Some(3));
        assert_eq!(found("d/plan.txt"), None, "another folder is another document");
        assert_eq!(find("plan.txt", &["a/plan.txt", "plan.txt"]).unwrap(), Some(1));
        let error = find("plan.txt", &stored).unwrap_err().to_string();
        assert_eq!(error, "`plan.txt` of the cases may be `a/plan.txt` or `b/plan.txt`");
    }

    #[test]
    fn names_of_one_document_are_one_paper() {
        let papers = gold(&["x/plan.txt", "gone.txt"], &["plan.txt", "empty.txt"]);
        let papers = papers.papers(&["x/plan.txt", "y/empty.txt"]).unwrap();
        let seen: Vec<_> =
            papers.iter().map(|paper| (paper.files.len(), paper.document, paper.statements)).collect();
        assert_eq!(seen, [(2, Some(0), 1), (1, None, 1), (1, Some(1), 0)]);
    }
}
