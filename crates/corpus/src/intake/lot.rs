//! What lies together in a folder or an archive, and what of it Kurabe itself has put there (自分の控え).

use std::collections::BTreeSet;

use crate::store::extracts;

/// The files of one folder or archive by their places in it, parted by `/`.
pub(super) struct Lot {
    places: BTreeSet<String>,
    /// The folders in it with a catalogue, each with `/` at its end; the folder itself is nothing.
    pub(super) homes: Vec<String>,
}

impl Lot {
    /// What lies at these places.
    pub(super) fn of(places: impl IntoIterator<Item = String>) -> Self {
        let places: BTreeSet<String> = places.into_iter().collect();
        let above = |place: &String| place.strip_suffix("catalogue.toml").map(str::to_owned);
        let homes = places.iter().filter_map(above).filter(|home| home.is_empty() || home.ends_with('/'));
        Self { homes: homes.collect(), places }
    }

    /// Whether a file is Kurabe's own: an extract beside its source, or what a corpus has besides its documents.
    pub(super) fn is_own(&self, place: &str) -> bool {
        extracts::source_of(place).is_some_and(|source| self.places.contains(source))
            || self.homes.iter().any(|home| self.is_beside_documents(home, place))
    }

    fn is_beside_documents(&self, home: &str, place: &str) -> bool {
        let documents = format!("{home}documents/");
        let has_documents =
            self.places.range(documents.clone()..).next().is_some_and(|first| first.starts_with(&documents));
        has_documents && place.starts_with(home) && !place.starts_with(&documents)
    }
}

#[cfg(test)]
mod tests {
    use super::Lot;

    #[test]
    fn what_kurabe_has_put_there_is_its_own() {
        fn own<'p>(places: &[&'p str]) -> Vec<&'p str> {
            let lot = Lot::of(places.iter().map(|place| (*place).to_owned()));
            places.iter().filter(|place| lot.is_own(place)).copied().collect()
        }
        assert_eq!(
            own(&["a/b.pdf", "a/b.pdf.extract.json", "a/b.pdf.extract.txt", "b.pdf.extract.txt"]),
            ["a/b.pdf.extract.json", "a/b.pdf.extract.txt"]
        );
        assert_eq!(
            own(&["a/README.md", "a/catalogue.toml", "a/documents/b.pdf", "c.txt"]),
            ["a/README.md", "a/catalogue.toml"]
        );
        // Papers beside a catalogue alone are papers.
        assert_eq!(own(&["catalogue.toml", "documents.pdf"]), Vec::<&str>::new());
    }
}
