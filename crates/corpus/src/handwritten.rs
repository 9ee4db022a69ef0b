//! Files of entries that planners write by hand (手書きの一覧): the catalogue and the corrections.
//!
//! A derived deserialiser stops at the first fault and names neither entry nor remedy. Here every fault is found in one
//! go, and each names its line, its entry and what would be right.

mod fault;

use rayon::prelude::*;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use fault::{Fault, FaultKind};

use crate::nearest::nearest;

/// As many bytes as are worth reading beside others; in tests few, so that there are several pieces.
const PIECE: usize = if cfg!(test) { 64 } else { 64 * 1024 };

/// What entries look like.
pub(crate) struct Form {
    /// The array they stand in.
    pub(crate) array: &'static str,
    /// The head of each.
    pub(crate) head: &'static str,
    /// Their keys, and how a value of each is written.
    pub(crate) keys: &'static [(&'static str, &'static str)],
}

/// Hands over every entry of a file in its order; everything that is wrong with it comes back, in the order of its lines.
pub(crate) fn read(text: &str, form: &'static Form, mut take: impl FnMut(&mut Entry)) -> Vec<Fault> {
    let lines = LineNumbers::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax = |message: &str| FaultKind::Syntax { message: message.trim().to_owned() };
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|error| Fault {
            line: error.span().map_or(1, |span| lines.at(span.start)),
            entry: None,
            kind: syntax(error.message()),
        })
        .collect();
    if faults.is_empty() {
        for value in entries(table.get_ref(), form, &lines, &mut faults) {
            let mut entry = Entry::new(value, form, &lines, &mut faults);
            entry.report_unknown_keys();
            take(&mut entry);
        }
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// What is made of the entries of a file, in their order; nothing where anything is wrong with it, which [`read`] tells. The
/// list of a whole country has thousands of them: they are read piece by piece, side by side.
pub(crate) fn read_sound<T: Send>(
    text: &str,
    form: &'static Form,
    make: impl Fn(&mut Entry) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let made = pieces(text, form.head).into_par_iter().map(|piece| {
        let mut made = Vec::new();
        let faults = read(piece, form, |entry| made.extend(make(entry)));
        faults.is_empty().then_some(made)
    });
    Some(made.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

/// A file in pieces that begin with an entry, but for the first, which has one too: what stands before it cannot be parted
/// from it. A text over several lines that looks like an entry tears its piece, and so both have faults.
fn pieces<'t>(text: &'t str, head: &str) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let starts = |(at, _): &(usize, &str)| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let heads = text.match_indices(head).filter(starts).map(|(at, _)| at).skip(1);
    for at in heads {
        let before = text.len() - rest.len();
        if at - before >= PIECE {
            let (piece, behind) = rest.split_at(at - before);
            pieces.push(piece);
            rest = behind;
        }
    }
    pieces.push(rest);
    pieces
}

/// The entries with their places, and complaints about everything else at the top level.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
    form: &Form,
    lines: &LineNumbers,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, &'t Spanned<DeValue<'i>>)> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let line = lines.at(key.span().start);
        let mut complain = |kind| faults.push(Fault { line, entry: None, kind });
        match (key.get_ref().as_ref(), value.get_ref()) {
            (name, DeValue::Array(array)) if name == form.array => entries.extend(array.iter().enumerate()),
            (name, _) if name == form.array => {
                complain(FaultKind::WrongValue { key: form.array, example: form.head });
            }
            (other, _) => {
                complain(FaultKind::UnknownKey { key: other.to_owned(), nearest: Some(form.head) });
            }
        }
    }
    entries
}

/// An entry while it is being read.
pub(crate) struct Entry<'e> {
    table: Option<&'e DeTable<'e>>,
    /// The line its first key stands on.
    line: usize,
    /// What to call it: its id, or its place.
    name: String,
    /// Keys that are there, but misspelt.
    misspelt: Vec<&'static str>,
    form: &'static Form,
    lines: &'e LineNumbers,
    faults: &'e mut Vec<Fault>,
    /// How many faults earlier entries have.
    before: usize,
}

impl<'e> Entry<'e> {
    fn new(
        (index, value): (usize, &'e Spanned<DeValue<'e>>),
        form: &'static Form,
        lines: &'e LineNumbers,
        faults: &'e mut Vec<Fault>,
    ) -> Self {
        let table = value.get_ref().as_table();
        let id = table.and_then(|table| table.get("id")).and_then(|id| id.get_ref().as_str());
        let name = id.map_or_else(|| format!("#{}", index + 1), str::to_owned);
        let (line, before) = (lines.at(value.span().start), faults.len());
        Self { table, line, name, misspelt: Vec::new(), form, lines, faults, before }
    }

    /// The line it begins on.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// The line an offset in the file stands on.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines.at(offset)
    }

    /// Whether nothing has been wrong with it so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.len() == self.before
    }

    /// A value and the line it stands on.
    pub(crate) fn value(&self, key: &str) -> Option<(&'e DeValue<'e>, usize)> {
        let value = self.table?.get(key)?;
        Some((value.get_ref(), self.lines.at(value.span().start)))
    }

    /// A value of a key every entry has, read, and its line.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&'e DeValue<'e>) -> Option<T>,
    ) -> Option<(T, usize)> {
        if self.table.is_some() && self.value(key).is_none() {
            // The misspelt key has been named already.
            let seen = self.misspelt.contains(&key);
            return if seen { None } else { self.refuse(self.line, FaultKind::MissingKey { key }) };
        }
        self.optional(key, read)
    }

    /// A value of a key an entry may have, read, and its line.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&'e DeValue<'e>) -> Option<T>,
    ) -> Option<(T, usize)> {
        let (value, line) = self.value(key)?;
        match read(value) {
            Some(value) => Some((value, line)),
            None => self.refuse_value(key, line),
        }
    }

    /// Says what is wrong on a line.
    pub(crate) fn complain(&mut self, line: usize, kind: FaultKind) {
        self.faults.push(Fault { line, entry: Some(self.name.clone()), kind });
    }

    /// Says what is wrong on a line, where something was to be read.
    pub(crate) fn refuse<T>(&mut self, line: usize, kind: FaultKind) -> Option<T> {
        self.complain(line, kind);
        None
    }

    /// Says that a value is none of its key, and which one would be.
    pub(crate) fn refuse_value<T>(&mut self, key: &'static str, line: usize) -> Option<T> {
        let example =
            self.form.keys.iter().find(|(name, _)| *name == key).map_or("", |(_, example)| *example);
        self.refuse(line, FaultKind::WrongValue { key, example })
    }

    fn report_unknown_keys(&mut self) {
        let Some(table) = self.table else {
            let kind = FaultKind::WrongValue { key: self.form.array, example: self.form.head };
            return self.complain(self.line, kind);
        };
        let known = || self.form.keys.iter().map(|(name, _)| *name);
        for key in table.keys().filter(|key| known().all(|known| known != key.get_ref().as_ref())) {
            let (line, key) = (self.lines.at(key.span().start), key.get_ref().to_string());
            let nearest = nearest(&key, known());
            self.misspelt.extend(nearest);
            self.complain(line, FaultKind::UnknownKey { key, nearest });
        }
    }
}

/// A whole number from 1 on, as lines are counted.
pub(crate) fn count(value: &DeValue<'_>) -> Option<usize> {
    value.as_integer()?.as_str().parse().ok().filter(|number| *number > 0)
}

/// Byte offsets → line numbers.
struct LineNumbers {
    /// Where each line begins.
    starts: Vec<usize>,
}

impl LineNumbers {
    fn of(text: &str) -> Self {
        let later = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(later).collect() }
    }

    fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}
