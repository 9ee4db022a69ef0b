//! HTML → text: the pages of a municipality's site, without what stands on every page.
//!
//! | step | file |
//! |---|---|
//! | bytes → text | `../encoding.rs` |
//! | tags → blocks and words | `tree.rs`, `sight.rs`, `face.rs` |
//! | what of it is the text of the page | `content.rs` |
//! | blocks → lines | `page.rs`, `list.rs`, `flow.rs` |
//! | tables → rows | `table.rs` |
//!
//! What is not the text of the page is kept as furniture, a line for each stretch of it: it says whose page it is.

mod content;
mod face;
mod flow;
mod list;
mod page;
mod sight;
mod table;
mod tree;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use kurabe_model::{Omission, Problem};

use self::tree::Tree;
use super::{Extract, encoding};

/// Where a page declares its encoding, in bytes from its beginning.
const BEGINNING: usize = 4096;

/// The text of a page, or why there is none.
pub(super) fn extract(bytes: &[u8]) -> Result<Extract, Problem> {
    let html = encoding::text(bytes, declared(bytes))?;
    let tree = Tree::of(&html);
    let mut extract = page::write(&tree, &content::asides(&tree));
    for (what, count) in [(Omission::Withdrawn, tree.withdrawn), (Omission::HiddenWords, tree.hidden)] {
        if count > 0 {
            extract.problems.push(Problem::LeftOut { what, count });
        }
    }
    if extract.text.trim().is_empty() { Err(Problem::Empty) } else { Ok(extract) }
}

/// The encoding a page says it is in: `<meta charset>`, the older form of it, or the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes).to_ascii_lowercase();
    let label = [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = beginning.windows(key.len()).position(|window| window == *key)? + key.len();
        let rest = beginning.get(at..)?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        Some(rest.iter().copied().take_while(is_label).collect::<Vec<u8>>())
    })?;
    // What could be read so far is not UTF-16, whatever it says.
    Encoding::for_label(&label).map(|encoding| match encoding {
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        encoding => encoding,
    })
}

#[cfg(test)]
mod tests;
