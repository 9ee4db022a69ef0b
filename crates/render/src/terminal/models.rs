//! The models of meaning there are.

use std::io::{self, Write};

use super::Reader;
use crate::InstalledModel;
use crate::words::say;

/// Writes one line a model; the one that is asked is marked.
pub fn models(out: &mut dyn Write, reader: Reader, installed: &[InstalledModel]) -> io::Result<()> {
    for model in installed {
        let asked = if model.chosen { say!(reader.lang, "使用中", "in use") } else { String::new() };
        let size = format!("{:.1} MB", model.bytes as f64 / 1e6);
        let digest: String = model.sha256.chars().take(12).collect();
        let numbers = model.dimension;
        let dimension = say!(reader.lang, "{numbers}次元", "{numbers} dimensions");
        writeln!(out, "{}  {size}  {dimension}  SHA-256 {digest}…  {asked}", model.name)?;
    }
    Ok(())
}
