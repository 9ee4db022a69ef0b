//! The changes between two editions as a table (新旧対照表): a row for every change, both texts side by side, one
//! below the other where there are several. Forms that can, mark in them what went and what came.

use std::io;

use kurabe_model::Quote;
use kurabe_query::{Change, Changes, Segment, SegmentSort, Stretch};

use super::marks::{Mark, marked, plain};
use super::{Column, Sheet};
use crate::Label;
use crate::words::{changes_total, deadline_changes, edition, near_in_meaning, target_changes};

const COLUMNS: [Column<'static>; 14] = [
    Column::main(Label::Rows).number(),
    Column::main(Label::VerdictOf),
    Column::more(Label::Similarity).number(),
    Column::main(Label::OldText).prose(),
    Column::main(Label::NewText).prose(),
    Column::main(Label::TargetChanges),
    Column::main(Label::DeadlineChanges),
    Column::main(Label::NearInMeaning).prose(),
    Column::more(Label::OldHeadings),
    Column::more(Label::NewHeadings),
    Column::main(Label::OldCitation).prose(),
    Column::main(Label::NewCitation).prose(),
    Column::more(Label::OldId),
    Column::more(Label::NewId),
];

/// Writes changes.
pub fn changes(sheet: &mut Sheet<'_>, found: &Changes) -> io::Result<()> {
    let total = changes_total(found, sheet.lang);
    sheet.about(Label::Changes, format!("{} → {}\n{total}", edition(&found.old), edition(&found.new)))?;
    sheet.searched_documents(&[found.old.facts.id.clone(), found.new.facts.id.clone()]);
    sheet.begin(Label::Changes, &COLUMNS)?;
    for (place, change) in found.changes.iter().enumerate() {
        change.old.iter().chain(&change.new).for_each(|quote| sheet.cite(quote));
        let both = |cell: &dyn Fn(&Quote) -> String| [&change.old, &change.new].map(|side| below(side, cell));
        let [old_headings, new_headings] = both(&|quote| quote.headings().join(" > "));
        let [old_citation, new_citation] = both(&Quote::citation);
        let [old_id, new_id] = both(&|quote| quote.statement.id.to_string());
        sheet.marked_row(&[
            (place + 1).to_string(),
            Label::Verdict(change.verdict).say(sheet.lang).to_owned(),
            change.similarity.map(|similarity| format!("{similarity:.2}")).unwrap_or_default(),
            text(change, &change.old, Mark::Went),
            text(change, &change.new, Mark::Came),
            plain(&target_changes(&change.targets, sheet.lang)).into_owned(),
            plain(&deadline_changes(&change.deadlines, sheet.lang)).into_owned(),
            change
                .near
                .as_ref()
                .map(|near| plain(&near_in_meaning(near, sheet.lang)).into_owned())
                .unwrap_or_default(),
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

/// A cell for every statement of a side, one below the other, none of it marked.
fn below(side: &[Quote], cell: &dyn Fn(&Quote) -> String) -> String {
    plain(&side.iter().map(cell).collect::<Vec<_>>().join("\n")).into_owned()
}

/// The texts of a side with marks round what the other one has not.
fn text(change: &Change, side: &[Quote], mark: Mark) -> String {
    if change.segments.is_empty() {
        return below(side, &|quote| quote.statement.text.clone());
    }
    let (own, stretch): (_, fn(&Segment) -> &Option<Stretch>) = match mark {
        Mark::Went => (SegmentSort::Removed, |segment| &segment.old),
        Mark::Came => (SegmentSort::Added, |segment| &segment.new),
    };
    let mut text = String::new();
    let mut at = 0;
    for segment in &change.segments {
        let Some(stretch) = stretch(segment) else { continue };
        if stretch.statement != at {
            at = stretch.statement;
            text.push('\n');
        }
        if segment.sort == own {
            text.push_str(&marked(&stretch.text, mark));
        } else {
            text.push_str(&plain(&stretch.text));
        }
    }
    text
}
