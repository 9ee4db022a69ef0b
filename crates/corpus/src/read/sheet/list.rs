//! Lists of measures (事業一覧) and of indicators (指標一覧): below a head that names what is done or how far it is to go,
//! every row is a measure.

use kurabe_model::Target;

use super::grown::{Beside, Grown};
use crate::extract::Rank;
use crate::read::rows::{self, Cell, Cells, Head, Holds};

/// Reads a list; nothing comes of a sheet that is none.
pub(super) fn read(rows: &[Cells], title: usize, grown: &mut Grown<'_>) {
    let head = Head::of(rows);
    let list = List::of(&head);
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
            && let (Some(band), None) = (row.written().next(), row.written().nth(1))
        {
            // One label alone over the whole breadth names what follows.
            grown.head(BAND, band, row.line);
        }
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
        let indicators: Vec<_> = rows::indicators(row, self.head)
            .into_iter()
            .map(|part| (rows::goals(row, self.head, false, &part), part))
            .filter(|(targets, _)| !targets.is_empty())
            .collect();
        let deed = self.deeds.iter().find_map(|&column| Some((column, row.cell(column)?)));
        // A name says what is done where nothing else does: neither a deed nor how far it is to go, here or in a row above
        // that it is merged with.
        let says = |cell: &Cell| indicators.is_empty() && !grown.is_under(NAME, *cell, row.line);
        let deed = deed.filter(|(column, cell)| Some(*column) != self.name || says(cell));
        let is_said = |cell: &Cell| indicators.iter().any(|(_, part)| part.start == cell.start);
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
        };
        if let Some((_, cell)) = deed {
            grown.say(row, cell.range(), beside(None));
        }
        for (targets, part) in indicators {
            grown.say(row, part, beside(Some(targets)));
        }
    }
}
