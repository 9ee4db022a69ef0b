//! What lies under a name on an engine.

use std::io::{self, Write};

use super::Reader;
use crate::HeldGeneration;
use crate::words::say;

/// Writes one line a generation, and below it the indexes it is made of.
pub fn cluster(
    out: &mut dyn Write,
    reader: Reader,
    (engine, address): (&str, &str),
    held: &[HeldGeneration],
) -> io::Result<()> {
    let lang = reader.lang;
    writeln!(out, "{address}  {engine}")?;
    for HeldGeneration { generation, complete, answering, version, statements, rows, sizes } in held {
        let state = match (complete, answering) {
            (_, true) => say!(lang, "答える", "answers"),
            (true, false) => say!(lang, "前の世代", "older"),
            (false, false) => say!(lang, "送りかけ", "being brought"),
        };
        let (statements, rows) = (counted(*statements, *complete), counted(*rows, *complete));
        let version = version.as_deref().unwrap_or("?");
        let of = say!(
            lang,
            "施策文 {statements}　表の行 {rows}　コーパスの版 {version}",
            "statements {statements}, rows of tables {rows}, corpus {version}"
        );
        writeln!(out, "  {generation:06}  {state}  {of}")?;
        for (name, size) in sizes {
            writeln!(out, "          {name}  {size}")?;
        }
    }
    Ok(())
}

/// How many there are; of how many, where these are not all.
fn counted((there, of): (u64, usize), complete: bool) -> String {
    if complete { of.to_string() } else { format!("{there}/{of}") }
}
