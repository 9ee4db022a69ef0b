//! How well documents were read: a table of shares, and every miss below it.

use std::io::{self, Write};

use kurabe_eval::{Miss, Report, Score, Wrong};

use super::Reader;
use super::figures::{figures, share};
use super::width::{pad, width};
use crate::Label;

const COLUMNS: usize = 9;

/// Writes a report.
pub(super) fn evaluation(out: &mut dyn Write, reader: Reader, report: &Report) -> io::Result<()> {
    let head = [
        Label::File,
        Label::Gold,
        Label::Read,
        Label::Agreement,
        Label::Place,
        Label::KindOf,
        Label::TargetAgreement,
        Label::DepartmentMisses,
        Label::Intruders,
    ]
    .map(|label| reader.label(label).to_owned());
    let mut rows: Vec<[String; COLUMNS]> =
        report.files.iter().map(|(file, score)| row(file, score)).collect();
    rows.push(row(reader.label(Label::All), &report.total));
    figures(out, reader, &head, &rows)?;
    for miss in &report.misses {
        self::miss(out, reader, miss)?;
    }
    Ok(())
}

fn row(file: &str, score: &Score) -> [String; COLUMNS] {
    [
        file.to_owned(),
        score.statements.gold.to_string(),
        score.statements.read.to_string(),
        share(score.statements.f1()),
        share(score.of_right(score.path)),
        share(score.of_right(score.kind)),
        share(score.targets.f1()),
        (score.statements.right - score.departments).to_string(),
        score.forbidden.to_string(),
    ]
}

fn miss(out: &mut dyn Write, reader: Reader, miss: &Miss) -> io::Result<()> {
    let what = match miss.wrong {
        Wrong::Missing => Label::Missing,
        Wrong::Extra => Label::Extra,
        Wrong::Path => Label::Place,
        Wrong::Kind => Label::KindOf,
        Wrong::Targets => Label::Targets,
        Wrong::Departments => Label::Department,
        Wrong::Forbidden => Label::Intruders,
    };
    let place = match miss.lines {
        (first, last) if first == last => format!("{}:{first}", miss.file),
        (first, last) => format!("{}:{first}-{last}", miss.file),
    };
    writeln!(out, "\n{place}: {}", reader.bold(reader.label(what)))?;
    let (expected, found) = match miss.wrong {
        Wrong::Path => differing(&miss.expected, &miss.found),
        _ => (miss.expected.clone(), miss.found.clone()),
    };
    for (label, text) in [(Label::Gold, &expected), (Label::Read, &found)] {
        // A statement that is missing or extra has but one side; what a statement has or lacks has two.
        let text = match miss.wrong {
            Wrong::Missing | Wrong::Extra if text.is_empty() => continue,
            _ if text.is_empty() => "–",
            _ => text,
        };
        let before = format!("  {}  ", pad(reader.label(label), 6));
        writeln!(out, "{before}{}", reader.cut(text, width(&before)))?;
    }
    Ok(())
}

/// Two paths of headings without those they begin with in common; of each the innermost stays.
fn differing(one: &str, other: &str) -> (String, String) {
    const PARTING: &str = " > ";
    let [one, other] = [one, other].map(|path| path.split(PARTING).collect::<Vec<&str>>());
    let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let common = common.min(one.len() - 1).min(other.len() - 1);
    let rest = |path: &[&str]| {
        let shortened = (common > 0).then_some("…");
        shortened.into_iter().chain(path.iter().skip(common).copied()).collect::<Vec<_>>().join(PARTING)
    };
    (rest(&one), rest(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_where_they_part() {
        let told = |one, other| {
            let (one, other) = differing(one, other);
            [one, other]
        };
        assert_eq!(told("計画 > 一 > 二", "計画 > 三"), ["… > 一 > 二", "… > 三"]);
        assert_eq!(told("計画 > 一", "計画 > 一 > 二"), ["… > 一", "… > 一 > 二"]);
        assert_eq!(told("計画", ""), ["計画", ""]);
    }
}
