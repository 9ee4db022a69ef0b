//! The harness: a folder of one's own, the built binary in a bare environment, and what it answered.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

/// The repository, whose corpus is the shipped one.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A copy of the home with two made-up municipalities, whose answers change only when a rule does; indexed.
pub(crate) fn example_home() -> PathBuf {
    static COPY: LazyLock<TempDir> =
        LazyLock::new(|| indexed(&repository().join("tests/fixtures/home/corpus")));
    COPY.path().to_path_buf()
}

/// A copy of the home with editions of a plan of a made-up municipality, indexed.
pub(crate) fn editions_home() -> PathBuf {
    static COPY: LazyLock<TempDir> =
        LazyLock::new(|| indexed(&repository().join("tests/fixtures/editions/corpus")));
    COPY.path().to_path_buf()
}

/// A home with a copy of a corpus, indexed.
fn indexed(corpus: &Path) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy(corpus, &home.path().join("corpus"));
    let built = run(Desk::empty().command(&["index"]).env("KURABE_HOME", home.path()));
    assert!(built.stdout.contains("索引にしました"), "{built:?}");
    home
}

/// A copy of the home with the shipped corpus, indexed once.
pub(crate) fn shipped_home() -> PathBuf {
    static COPY: LazyLock<TempDir> = LazyLock::new(|| indexed(&repository().join("corpus")));
    COPY.path().to_path_buf()
}

/// Runs the binary on the shipped corpus.
pub(crate) fn on_shipped(arguments: &[&str]) -> Run {
    kurabe_at(&shipped_home(), arguments)
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let place = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &place);
        } else {
            fs::copy(item.path(), place).unwrap();
        }
    }
}

/// A folder nothing is known about; it is gone when the case is over.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A home with this catalogue.
    pub(crate) fn with_catalogue(catalogue: &str) -> Self {
        let desk = Self::empty();
        desk.write("corpus/catalogue.toml", catalogue.as_bytes());
        desk
    }

    /// A home with one entry `plan` for a file of these bytes.
    pub(crate) fn with_document(file: &str, bytes: &[u8]) -> Self {
        let desk = Self::with_catalogue(&entry("plan", file));
        desk.write(&format!("corpus/documents/{file}"), bytes);
        desk
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A home with the shipped corpus.
    pub(crate) fn with_shipped_corpus() -> Self {
        let desk = Self::empty();
        copy(&repository().join("corpus"), &desk.path().join("corpus"));
        desk
    }

    /// Writes a file below the folder.
    pub(crate) fn write(&self, place: &str, bytes: &[u8]) {
        let path = self.path().join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The binary, about to be run in this folder. Of the environment it knows a home without anything in
    /// it, and that its user reads Japanese.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kurabe"));
        command.args(arguments).current_dir(self.path()).env_clear();
        command.env("HOME", self.path()).env("APPDATA", self.path()).env("KURABE_LANG", "ja");
        // Windows finds its own libraries through these.
        for name in ["SYSTEMROOT", "PATH"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// Runs the binary in this folder.
    pub(crate) fn kurabe(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Run {
        code: status.code().unwrap(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// Runs the binary on the made-up home.
pub(crate) fn kurabe(arguments: &[&str]) -> Run {
    kurabe_at(&example_home(), arguments)
}

/// Runs the binary on a home.
pub(crate) fn kurabe_at(home: &Path, arguments: &[&str]) -> Run {
    run(Desk::empty().command(arguments).env("KURABE_HOME", home))
}

/// An entry of a catalogue that is right in everything.
pub(crate) fn entry(id: &str, file: &str) -> String {
    format!(
        "[[document]]\nid = \"{id}\"\nfile = \"{file}\"\nmunicipality = \"132144\"\ntitle = \"基本計画\"\n\
         kind = \"基本計画\"\nsource = \"市の公表資料\"\nrights = \"市の著作物\"\n\n"
    )
}
