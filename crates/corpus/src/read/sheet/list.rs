//! Lists of measures (事業一覧): below a head that names what is done, every row is a measure.

use super::grown::{Beside, Grown};
use crate::read::rows::{self, Cells, Head, Holds};

/// Reads a list; nothing comes of a sheet that is none.
pub(super) fn read(rows: &[Cells], title: usize, grown: &mut Grown<'_>) {
    let head = Head::of(rows);
    let Some(list) = List::of(&head) else { return };
    for (at, row) in rows.iter().enumerate() {
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

/// How deep the headings of a list lie: bands over its breadth, the columns of what measures belong to, their names.
const BAND: usize = 1;
const GROUPS: usize = 2;
const NAME: usize = 20;

/// Which columns of a list hold what.
struct List<'h> {
    head: &'h Head,
    groups: Vec<usize>,
    name: Option<usize>,
    /// What is done; what for, where no column says what.
    deeds: Vec<usize>,
}

impl<'h> List<'h> {
    /// The columns of a head, if it is that of a list of measures.
    fn of(head: &'h Head) -> Option<Self> {
        let all = |holds: Holds| (0..head.columns()).filter(move |&column| head.holds(column) == holds);
        let name = all(Holds::Name).next_back();
        let mut deeds: Vec<usize> = all(Holds::Deed).collect();
        deeds.extend(all(Holds::Aim));
        deeds.extend(name);
        let groups = all(Holds::Group).chain(all(Holds::Name)).filter(|column| Some(*column) != name);
        let mut groups: Vec<usize> = groups.filter(|column| name.is_none_or(|name| *column < name)).collect();
        groups.sort_unstable();
        (!deeds.is_empty()).then_some(Self { head, groups, name, deeds })
    }

    fn say(&self, row: &Cells, grown: &mut Grown<'_>) {
        for (depth, &column) in (GROUPS..NAME).zip(&self.groups) {
            match row.cell(column) {
                Some(cell) => grown.head(depth, cell, row.line),
                None => grown.close(depth),
            }
        }
        let deed = self.deeds.iter().find_map(|&column| Some((column, row.cell(column)?)));
        let name = self.name.filter(|name| deed.is_none_or(|(column, _)| column != *name));
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
        if let Some((_, cell)) = deed {
            let beside = Beside { fields: fields.clone(), departments: departments.clone(), targets: None };
            grown.say(row, cell.range(), beside);
        }
        if let Some(range) = rows::indicator(row, self.head) {
            let targets = rows::goals(row, self.head, false, range.start);
            if !targets.is_empty() {
                grown.say(row, range, Beside { fields, departments, targets: Some(targets) });
            }
        }
    }
}
