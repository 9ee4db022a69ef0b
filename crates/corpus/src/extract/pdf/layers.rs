//! Layers of a file (レイヤー): those it keeps from its readers.

use std::collections::BTreeSet;

use hayro_syntax::object::dict::keys::{D, OCPROPERTIES, OFF};
use hayro_syntax::object::{Array, Dict, ObjectIdentifier};
use hayro_syntax::xref::XRef;

/// The layers a file keeps from its readers.
pub(super) fn unseen_layers(xref: &XRef) -> BTreeSet<ObjectIdentifier> {
    let off = || {
        let catalog = xref.get::<Dict<'_>>(xref.root_id())?;
        let layers = catalog.get::<Dict<'_>>(OCPROPERTIES)?.get::<Dict<'_>>(D)?.get::<Array<'_>>(OFF)?;
        Some(layers.raw_iter().filter_map(|layer| layer.as_obj_ref()).map(ObjectIdentifier::from).collect())
    };
    off().unwrap_or_default()
}
