//! The plans inside the binary, as `build.rs` put them there.

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The stored source a place below `documents/` names.
pub(crate) fn document(file: &str) -> Option<&'static [u8]> {
    DOCUMENTS.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes)
}
