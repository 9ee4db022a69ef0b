use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::extract::{Part, Rank};

mod hostile;
mod odt;
mod slides;
mod word;

/// A package of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What leads from a part to others: a type's last word, and the part.
fn relations(to: &[(&str, &str)]) -> String {
    let relations: String = (1..)
        .zip(to)
        .map(|(id, (kind, part))| {
            format!(r#"<Relationship Id="rId{id}" Type="http://x/{kind}" Target="{part}"/>"#)
        })
        .collect();
    format!("<Relationships>{relations}</Relationships>")
}

/// The lines that are not empty: what each is, and its text.
fn lines(extract: &Extract) -> Vec<(&'static str, &str)> {
    let lines = extract.text.lines().zip(&extract.lines).filter(|(line, _)| !line.is_empty());
    lines
        .map(|(line, facts)| {
            let what = match (facts.part, facts.rank) {
                (Part::Table, _) if facts.row.is_some() => "row",
                (Part::Table, _) => "drawing",
                (Part::Furniture, _) => "furniture",
                (_, Rank::Title) => "title",
                (_, Rank::Heading(1)) => "h1",
                (_, Rank::Heading(2)) => "h2",
                (_, Rank::Heading(_)) => "h",
                _ => "text",
            };
            (what, line)
        })
        .collect()
}
