//! Peers as rows.

use std::io::{self, Write};

use kurabe_query::Peer;

use super::{Column, Sheet, Writer};
use crate::Label;
use crate::words::shares;

const COLUMNS: [Column; 8] = [
    Column::main(Label::Municipality),
    Column::more(Label::Code),
    Column::more(Label::Prefecture),
    Column::main(Label::Likeness).number(),
    Column::main(Label::Themes).number(),
    Column::main(Label::Wording).number(),
    Column::main(Label::CommonThemes),
    Column::main(Label::CommonWords),
];

/// Writes peers.
pub fn peers(out: &mut dyn Write, sheet: Sheet, found: &[Peer]) -> io::Result<()> {
    let mut writer = Writer::begin(out, sheet, &COLUMNS)?;
    for peer in found {
        writer.row(&[
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
