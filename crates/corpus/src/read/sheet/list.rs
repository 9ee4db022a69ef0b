//! Lists of measures (事業一覧) and of indicators (指標一覧): below a head that names what is done or how far it is to go,
//! every row is a measure.

use kurabe_model::Target;

use super::grown::{Beside, Grown};
use super::is_note;
use crate::extract::Rank;
use crate::read::heading;
use crate::read::rows::{self, Cell, Cells, Head, Holds, Indicator, Part, is_label, is_year};

/// Reads a list; nothing comes of a sheet that is none.
pub(super) fn read(part: &Part<'_, '_>, title: usize, grown: &mut Grown<'_>) {
    let Part { rows, head } = part;
    let list = List::of(head);
    for (at, row) in rows.iter().enumerate() {
        if row.rank != Rank::Unknown {
            grown.correct(row);
            continue;
        }
        let Some(list) = &list else { continue };
        if head.is_row(at, row) {
            list.say(row, grown);
        } else if at >= head.end()
            && row.line != title
            && let Some(band) = alone(row).filter(|band| !heading::opens_note(band.text))
        {
            // One label alone over the whole breadth names what follows.
            grown.head(BAND, band, row.line);
        }
    }
}

/// The only cell of a row in which something stands.
fn alone<'s>(row: &Cells<'s>) -> Option<Cell<'s>> {
    row.written().next().filter(|_| row.written().nth(1).is_none())
}

/// Opens the first band of a sheet, which stands right above the head of its list: below a title, in the column in which
/// others stand further down.
pub(super) fn open_first_band(rows: &[Cells], title: usize, grown: &mut Grown<'_>) {
    let head = Head::of(rows);
    let above = rows.iter().enumerate().take_while(|(at, _)| !head.is_above(*at) && head.end() > 0);
    let band = |row: &Cells| {
        let band =
            alone(row).filter(|band| is_label(band.text) && !is_year(band.text) && !is_note(band.text))?;
        row.cells.iter().position(|cell| cell.start == band.start)
    };
    let below_title = above.skip(1).filter(|(_, row)| row.line != title && row.rank == Rank::Unknown);
    let Some((row, column)) = below_title.filter_map(|(_, row)| Some((row, band(row)?))).last() else {
        return;
    };
    let comes_again = rows.iter().skip(head.end()).any(|row| band(row) == Some(column));
    if let Some(cell) = alone(row).filter(|_| comes_again && List::of(&head).is_some()) {
        grown.head(BAND, cell, row.line);
    }
}

/// How deep the headings of a list lie, below those a planner marks: bands over its breadth, the columns of what measures belong to, their names.
const BAND: usize = 10;
const GROUPS: usize = 11;
const NAME: usize = 30;

/// Which columns of a list hold what.
struct List<'h> {
    head: &'h Head,
    groups: Vec<usize>,
    name: Option<usize>,
    /// What is done; what for, where no column says what.
    deeds: Vec<usize>,
}

impl<'h> List<'h> {
    /// The columns of a head, if it is that of a list of measures or of indicators.
    fn of(head: &'h Head) -> Option<Self> {
        let name = head.all(Holds::Name).next_back();
        let mut deeds: Vec<usize> = head.all(Holds::Deed).collect();
        deeds.extend(head.all(Holds::Aim));
        deeds.extend(name);
        let groups =
            head.all(Holds::Group).chain(head.all(Holds::Name)).filter(|column| Some(*column) != name);
        let mut groups: Vec<usize> = groups.filter(|column| name.is_none_or(|name| *column < name)).collect();
        groups.sort_unstable();
        let measures = head.all(Holds::Indicator).next().is_some();
        (measures || !deeds.is_empty()).then_some(Self { head, groups, name, deeds })
    }

    fn say(&self, row: &Cells, grown: &mut Grown<'_>) {
        for (depth, &column) in (GROUPS..NAME).zip(&self.groups) {
            match row.cell(column) {
                Some(cell) => grown.head(depth, cell, row.line),
                None => grown.close(depth),
            }
        }
        let indicators = rows::indicators(row, self.head, true);
        let deed = self.deeds.iter().find_map(|&column| Some((column, row.cell(column)?)));
        // A name says what is done where nothing else does: neither a deed nor how far it is to go, here or in a row above
        // that it is merged with.
        let says = |cell: &Cell| indicators.is_empty() && !grown.is_under(NAME, *cell, row.line);
        let deed = deed.filter(|(column, cell)| Some(*column) != self.name || says(cell));
        let is_said = |cell: &Cell| indicators.iter().any(|indicator| indicator.part.start == cell.start);
        let name = self.name.filter(|name| deed.is_none_or(|(column, _)| column != *name));
        let name = name.filter(|&name| row.cell(name).is_none_or(|cell| !is_said(&cell)));
        match name.and_then(|name| row.cell(name)) {
            Some(cell) => grown.head(NAME, cell, row.line),
            None => grown.close(NAME),
        }
        let said = |column: usize| {
            Some(column) == name
                || deed.is_some_and(|(own, _)| own == column)
                || self.groups.contains(&column)
        };
        let fields = rows::fields(row, self.head, |column| !said(column));
        let departments = rows::in_charge(row, self.head);
        let due = rows::due(row, self.head);
        let beside = |targets: Option<Vec<Target>>| Beside {
            fields: fields.clone(),
            departments: departments.clone(),
            due: due.clone(),
            targets,
            describes: false,
        };
        if let Some((_, cell)) = deed {
            grown.say(row, cell, beside(None));
        }
        for Indicator { part, targets } in indicators {
            grown.say_part(row, part, beside(Some(targets)));
        }
    }
}
