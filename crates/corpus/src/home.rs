//! Where the corpus is (ホーム): a folder that holds `corpus/catalogue.toml`, or the binary itself.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The place the corpus is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// A folder with a folder `corpus` in it.
    Folder(PathBuf),
    /// The plans inside the binary.
    Shipped,
}

/// The places a home is looked for in, best first. Whoever starts the program knows them; nothing here
/// asks the environment.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The folder the user named, and that must therefore be one.
    pub named: Option<PathBuf>,
    /// The folder the user stands in; those above it are looked at too.
    pub current: Option<PathBuf>,
    /// The folder for Kurabe's data among the user's own.
    pub data: Option<PathBuf>,
}

impl Home {
    /// The first of the places that has a catalogue, else the plans inside the binary.
    pub fn find(places: Places) -> Result<Self> {
        if let Some(named) = places.named {
            return if has_catalogue(&named) {
                Ok(Self::Folder(named))
            } else {
                Err(Error::NoCatalogue { home: named })
            };
        }
        let above = places.current.as_deref().into_iter().flat_map(Path::ancestors);
        let found = above.chain(places.data.as_deref()).find(|folder| has_catalogue(folder));
        Ok(found.map_or(Self::Shipped, |folder| Self::Folder(folder.to_path_buf())))
    }

    /// The folder `corpus` of this home, unless the home is the binary.
    pub fn corpus(&self) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(corpus_of(folder)),
            Self::Shipped => None,
        }
    }
}

fn corpus_of(folder: &Path) -> PathBuf {
    folder.join("corpus")
}

fn has_catalogue(folder: &Path) -> bool {
    corpus_of(folder).join("catalogue.toml").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
    }

    #[test]
    fn a_folder_below_finds_the_home_above() {
        let places = Places { current: Some(repository().join("crates/corpus")), ..Places::default() };
        assert_eq!(Home::find(places).unwrap(), Home::Folder(repository()));
    }

    #[test]
    fn a_named_folder_must_be_a_home() {
        let places = Places { named: Some("/nowhere".into()), current: Some(repository()), data: None };
        assert!(
            matches!(Home::find(places), Err(Error::NoCatalogue { home }) if home == Path::new("/nowhere"))
        );
    }

    #[test]
    fn the_binary_answers_when_nothing_else_does() {
        assert_eq!(Home::find(Places::default()).unwrap(), Home::Shipped);
        let places = Places { data: Some(repository()), ..Places::default() };
        assert_eq!(Home::find(places).unwrap(), Home::Folder(repository()));
    }
}
