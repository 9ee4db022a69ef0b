//! Where the corpus is (ホーム): a folder that holds `corpus/catalogue.toml`, or the binary itself.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// What makes a folder a corpus.
const CATALOGUE: &str = "catalogue.toml";
/// Who has it writes into a corpus.
pub(crate) const LOCK: &str = ".lock";

/// The place the corpus is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// A folder with a folder `corpus` in it.
    Folder(PathBuf),
    /// The plans inside the binary.
    Shipped,
}

/// Whether a home was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Founding {
    /// It was.
    Found,
    /// It is new, and empty.
    Begun,
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

    /// The home to put something into: as [`Home::find`] finds it, or else one that is begun, in the folder the user
    /// named or among the user's own data. Nothing where there is no place for one.
    pub fn find_or_begin(places: Places) -> Result<(Self, Founding)> {
        let data = places.data.clone();
        let folder = match Self::find(places) {
            // Who names the folder `corpus` itself means the one above it, and is told so.
            Err(Error::NoCatalogue { home }) if may_begin(&home) && !home.join(CATALOGUE).exists() => home,
            Ok(Self::Shipped) => data.ok_or(Error::NoHome)?,
            found => return found.map(|home| (home, Founding::Found)),
        };
        let home = Self::Folder(folder.clone());
        let corpus = corpus_of(&folder);
        let begun = fs::create_dir_all(&corpus).and_then(|()| File::create_new(corpus.join(CATALOGUE)));
        match begun {
            Ok(_) => Ok((home, Founding::Begun)),
            Err(source) => Err(Error::NotWritten { path: corpus.join(CATALOGUE), source }),
        }
    }

    /// Takes back a home that was begun and that nothing came into.
    pub fn abandon(&self) {
        let Self::Folder(folder) = self else { return };
        let corpus = corpus_of(folder);
        let catalogue = corpus.join(CATALOGUE);
        if fs::metadata(&catalogue).is_ok_and(|catalogue| catalogue.len() == 0) {
            // What cannot be taken back is an empty folder, and does no harm.
            let _ = fs::remove_file(catalogue);
            let _ = fs::remove_file(corpus.join(LOCK));
            let _ = fs::remove_dir(&corpus);
        }
    }

    /// The folder `corpus` of this home, unless the home is the binary.
    pub fn corpus(&self) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(corpus_of(folder)),
            Self::Shipped => None,
        }
    }
}

/// Whether a folder is there, or could be: the one it lies in is.
fn may_begin(folder: &Path) -> bool {
    let above = folder.parent().is_some_and(|above| above.as_os_str().is_empty() || above.is_dir());
    folder.is_dir() || (!folder.exists() && above)
}

fn corpus_of(folder: &Path) -> PathBuf {
    folder.join("corpus")
}

fn has_catalogue(folder: &Path) -> bool {
    corpus_of(folder).join(CATALOGUE).is_file()
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
    fn a_home_is_begun_where_there_is_none_and_taken_back_as_long_as_it_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("data/kurabe");
        let places = || Places { data: Some(own.clone()), ..Places::default() };
        let (home, origin) = Home::find_or_begin(places()).unwrap();
        assert_eq!((&home, origin), (&Home::Folder(own.clone()), Founding::Begun));
        assert_eq!(Home::find_or_begin(places()).unwrap(), (home.clone(), Founding::Found));
        home.abandon();
        assert_eq!(Home::find(places()).unwrap(), Home::Shipped);
        let named = |named: PathBuf| Places { named: Some(named), ..places() };
        assert!(Home::find_or_begin(named(folder.path().join("no/such"))).is_err());
        let (home, origin) = Home::find_or_begin(named(folder.path().to_owned())).unwrap();
        assert_eq!(origin, Founding::Begun);
        std::fs::write(folder.path().join("corpus/catalogue.toml"), "# kept").unwrap();
        home.abandon();
        assert!(Home::find(named(folder.path().to_owned())).is_ok());
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
