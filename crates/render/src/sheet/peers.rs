//! Peers as rows.

use std::io;

use kurabe_model::Municipality;
use kurabe_query::Peer;

use super::{Column, Sheet};
use crate::Label;
use crate::words::{peers_of, shares};

const COLUMNS: [Column<'static>; 8] = [
    Column::main(Label::Municipality).leading(),
    Column::more(Label::Code),
    Column::more(Label::Prefecture),
    Column::main(Label::Likeness).number(),
    Column::main(Label::Themes).number(),
    Column::main(Label::Wording).number(),
    Column::main(Label::CommonThemes),
    Column::main(Label::CommonWords),
];

/// Writes the peers of a municipality.
pub fn peers(sheet: &mut Sheet<'_>, own: &Municipality, found: &[Peer]) -> io::Result<()> {
    sheet.about(Label::Peers, peers_of(own, sheet.lang))?;
    sheet.searched(found.iter().map(|peer| &peer.reach));
    sheet.begin(Label::Peers, &COLUMNS)?;
    for peer in found {
        sheet.row(&[
            peer.reach.municipality.name.clone(),
            peer.reach.municipality.code.to_string(),
            peer.reach.municipality.prefecture.clone(),
            format!("{:.2}", peer.likeness),
            format!("{:.2}", peer.themes),
            format!("{:.2}", peer.wording),
            shares(&peer.common_themes, sheet.lang),
            peer.common_words.join("、"),
        ])?;
    }
    Ok(())
}
