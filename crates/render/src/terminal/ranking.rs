//! How answers are ranked: a table by sort of search, what has changed, and what is wrong with each answer.

use std::io::{self, Write};

use kurabe_eval::{Category, Change, Difference, Measure, RankingMiss, RankingReport};

use super::Reader;
use super::figures::{figures, share};
use super::width::width;
use crate::Label;

/// Writes a report, and what has changed where an earlier one is known.
pub(super) fn ranking(
    out: &mut dyn Write,
    reader: Reader,
    report: &RankingReport,
    difference: Option<&Difference>,
) -> io::Result<()> {
    let head = [
        Label::Sort,
        Label::Queries,
        Label::Ndcg,
        Label::RecallAt,
        Label::CappedRecall,
        Label::Mrr,
        Label::NoAnswer,
    ]
    .map(|label| reader.label(label).to_owned());
    let mut rows: Vec<_> = report.categories.iter().map(|sort| row(&sort.category, sort)).collect();
    rows.push(row(reader.label(Label::All), &report.total));
    figures(out, reader, &head, &rows)?;
    if let Some(difference) = difference {
        self::difference(out, reader, difference)?;
    }
    for miss in &report.misses {
        self::miss(out, reader, miss)?;
    }
    Ok(())
}

/// The last column says how many of the searches without an answer brought nothing: 2/3.
fn row(name: &str, sort: &Category) -> [String; 7] {
    let Category { answerable, figures, unanswerable, silent, .. } = sort;
    let silence = if *unanswerable > 0 { format!("{silent}/{unanswerable}") } else { "–".to_owned() };
    [
        name.to_owned(),
        (answerable + unanswerable).to_string(),
        share(figures.map(|figures| figures.ndcg)),
        share(figures.map(|figures| figures.recall)),
        share(figures.map(|figures| figures.capped_recall)),
        share(figures.map(|figures| figures.mrr)),
        silence,
    ]
}

fn difference(out: &mut dyn Write, reader: Reader, difference: &Difference) -> io::Result<()> {
    let Difference { better, worse, new, gone } = difference;
    for (label, changes) in [(Label::Better, better), (Label::Worse, worse)] {
        if !changes.is_empty() {
            writeln!(out, "\n{}", reader.bold(&format!("{}: {}", reader.label(label), changes.len())))?;
        }
        for Change { id, query, measure, before, now } in changes {
            let measure = reader.label(match measure {
                Measure::Ndcg => Label::Ndcg,
                Measure::Recall => Label::RecallAt,
                Measure::Silence => Label::NoAnswer,
            });
            let figures = format!("  {before:.3} → {now:.3}  {measure}  {id} ");
            writeln!(out, "{figures}{}", reader.cut(query, width(&figures)))?;
        }
    }
    for (label, ids) in [(Label::New, new), (Label::Gone, gone)] {
        if !ids.is_empty() {
            let line = format!("{}: {}", reader.label(label), ids.join(", "));
            writeln!(out, "\n{}", reader.cut(&line, 0))?;
        }
    }
    Ok(())
}

fn miss(out: &mut dyn Write, reader: Reader, miss: &RankingMiss) -> io::Result<()> {
    let figure = miss.ndcg.map(|ndcg| format!("{ndcg:.3} "));
    let before = format!("{}{} ", figure.unwrap_or_default(), miss.id);
    let asked = format!("{before}{}", reader.cut(&miss.query, width(&before)));
    writeln!(out, "\n{}", reader.bold(&asked))?;
    if miss.missing > 0 {
        writeln!(out, "  {}: {}", reader.label(Label::NotAmongFirst), miss.missing)?;
    }
    for wanted in &miss.wanted {
        let rank = wanted.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        // The grade as stars: ** answers the search, * is context.
        let grade = "*".repeat(usize::from(wanted.grade));
        hit(
            out,
            reader,
            &format!("{rank:>5} {grade:2} {}", wanted.id),
            &wanted.text,
            wanted.explain.as_deref(),
        )?;
    }
    if miss.irrelevant > 0 {
        writeln!(out, "  {}: {}", reader.label(Label::Irrelevant), miss.irrelevant)?;
    }
    for instead in &miss.instead {
        let found = &instead.found;
        let place = format!("{:>5}    {}:{}-{}", instead.rank, found.file, found.lines.0, found.lines.1);
        hit(out, reader, &place, instead.text.as_deref().unwrap_or_default(), found.explain.as_deref())?;
    }
    Ok(())
}

/// A hit on a line of its own, and below it why it stands there.
fn hit(
    out: &mut dyn Write,
    reader: Reader,
    place: &str,
    text: &str,
    explain: Option<&str>,
) -> io::Result<()> {
    let place = reader.cut(place, 0);
    let text = reader.cut(text, width(&place) + 2);
    writeln!(out, "{}", format!("{place}  {text}").trim_end())?;
    for line in explain.unwrap_or_default().lines() {
        writeln!(out, "         {}", reader.dim(&reader.cut(line, 9)))?;
    }
    Ok(())
}
