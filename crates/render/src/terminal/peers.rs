//! Peers for a reader: who, how much, and in what.

use std::io::{self, Write};

use kurabe_model::Municipality;
use kurabe_query::Peer;

use super::Reader;
use super::table::{Column, table};
use crate::Label;
use crate::words::{not_read, peers_of, say, shares};

/// Writes peers.
pub fn peers(out: &mut dyn Write, reader: Reader, own: &Municipality, found: &[Peer]) -> io::Result<()> {
    writeln!(out, "{}", reader.bold(&reader.cut(&peers_of(own, reader.lang), 0)))?;
    if found.is_empty() {
        let line = say!(reader.lang, "くらべる自治体がありません", "there is no other municipality");
        return writeln!(out, "{line}");
    }
    let label = |label| reader.label(label);
    let columns = [
        Column::whole(label(Label::Municipality)),
        Column::number(label(Label::Likeness)),
        Column::number(label(Label::Themes)),
        Column::number(label(Label::Wording)),
        Column::text(label(Label::CommonThemes)),
        Column::text(label(Label::CommonWords)),
    ];
    let row = |peer: &Peer| {
        vec![
            peer.reach.municipality.name.clone(),
            format!("{:.2}", peer.likeness),
            format!("{:.2}", peer.themes),
            format!("{:.2}", peer.wording),
            shares(&peer.common_themes, reader.lang),
            peer.common_words.join(" "),
        ]
    };
    table(out, reader, &columns, &found.iter().map(row).collect::<Vec<_>>())?;
    for peer in found.iter().filter(|peer| peer.reach.unreadable > 0) {
        let unreadable = not_read(peer.reach.unreadable, reader.lang);
        let line = format!("{}{unreadable}", peer.reach.municipality.name);
        writeln!(out, "{}", reader.dim(&reader.cut(&line, 0)))?;
    }
    Ok(())
}
