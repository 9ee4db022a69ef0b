//! The changes between two editions as a table (新旧対照表): a row for every change, both texts side by side.
//!
//! CSV has the texts as they are printed, one below the other where there are several; Markdown marks in them what
//! went (~~struck out~~) and what came (**strong**).

use std::io::{self, Write};

use kurabe_model::Quote;
use kurabe_query::{Change, Changes, Segment, SegmentSort, Stretch};

use super::{Column, Layout, Sheet, Writer, markdown};
use crate::words::{deadline_changes, target_changes};
use crate::{Label, Lang};

const COLUMNS: [Column; 13] = [
    Column::main(Label::Rows).number(),
    Column::main(Label::VerdictOf),
    Column::more(Label::Similarity).number(),
    Column::main(Label::OldText),
    Column::main(Label::NewText),
    Column::main(Label::TargetChanges),
    Column::main(Label::DeadlineChanges),
    Column::more(Label::OldHeadings),
    Column::more(Label::NewHeadings),
    Column::main(Label::OldCitation),
    Column::main(Label::NewCitation),
    Column::more(Label::OldId),
    Column::more(Label::NewId),
];

/// Writes changes.
pub fn changes(out: &mut dyn Write, sheet: Sheet, found: &Changes) -> io::Result<()> {
    match sheet.layout {
        Layout::Csv { .. } => plain(out, sheet, found),
        Layout::Markdown => with_marks(out, sheet.lang, found),
    }
}

fn plain(out: &mut dyn Write, sheet: Sheet, found: &Changes) -> io::Result<()> {
    let mut writer = Writer::begin(out, sheet, &COLUMNS)?;
    for (place, change) in found.changes.iter().enumerate() {
        let both =
            |cell: &dyn Fn(&Quote) -> String| [&change.old, &change.new].map(|side| below(side, "\n", cell));
        let [old_text, new_text] = both(&|quote| quote.statement.text.clone());
        let [old_headings, new_headings] = both(&|quote| quote.headings().join(" > "));
        let [old_citation, new_citation] = both(&Quote::citation);
        let [old_id, new_id] = both(&|quote| quote.statement.id.to_string());
        writer.row(&[
            (place + 1).to_string(),
            Label::Verdict(change.verdict).say(sheet.lang).to_owned(),
            change.similarity.map(|similarity| format!("{similarity:.2}")).unwrap_or_default(),
            old_text,
            new_text,
            target_changes(&change.targets, sheet.lang),
            deadline_changes(&change.deadlines, sheet.lang),
            old_headings,
            new_headings,
            old_citation,
            new_citation,
            old_id,
            new_id,
        ])?;
    }
    Ok(())
}

fn with_marks(out: &mut dyn Write, lang: Lang, found: &Changes) -> io::Result<()> {
    let main = || COLUMNS.iter().filter(|column| column.main);
    markdown::row(out, main().map(|column| column.label.say(lang).to_owned()))?;
    markdown::rule(out, main().map(|column| column.number))?;
    for (place, change) in found.changes.iter().enumerate() {
        let citations = |side: &[Quote]| below(side, "<br>", &|quote| markdown::text(&quote.citation()));
        let row = [
            (place + 1).to_string(),
            Label::Verdict(change.verdict).say(lang).to_owned(),
            marked(change, &change.old, SegmentSort::Removed, |segment| &segment.old),
            marked(change, &change.new, SegmentSort::Added, |segment| &segment.new),
            markdown::text(&target_changes(&change.targets, lang)),
            markdown::text(&deadline_changes(&change.deadlines, lang)),
            citations(&change.old),
            citations(&change.new),
        ];
        markdown::row(out, row.into_iter())?;
    }
    Ok(())
}

/// A cell for every statement of a side, one below the other.
fn below(side: &[Quote], border: &str, cell: &dyn Fn(&Quote) -> String) -> String {
    side.iter().map(cell).collect::<Vec<_>>().join(border)
}

/// The texts of a side with marks round what the other one has not.
fn marked(
    change: &Change,
    side: &[Quote],
    own: SegmentSort,
    stretch: impl Fn(&Segment) -> &Option<Stretch>,
) -> String {
    if change.segments.is_empty() {
        return below(side, "<br>", &|quote| markdown::text(&quote.statement.text));
    }
    let mark = if own == SegmentSort::Removed { "~~" } else { "**" };
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut at = 0;
    for segment in &change.segments {
        let Some(stretch) = stretch(segment) else { continue };
        if stretch.statement != at {
            at = stretch.statement;
            pieces.push(("<br>".to_owned(), false));
        }
        pieces.push((markdown::text(&stretch.text), segment.sort == own));
    }
    markdown::emphasised(&pieces, mark)
}
