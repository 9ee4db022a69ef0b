//! Lucene with kuromoji and a field of bigrams, as Debian packages it (`liblucene8-java`): the peer that ranks best.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::peer::{Peer, is_there};
use crate::statements::Data;

/// The parts of Lucene that are needed.
const PARTS: [&str; 4] = ["core", "analyzers-common", "analyzers-kuromoji", "facet"];
/// Where packages put libraries.
const LIBRARIES: &str = "/usr/share/java";
/// The memory it may take; unasked, Java would take a quarter of what the machine has.
const MEMORY: &str = "-Xmx2g";

/// Lucene, and where its parts are.
pub(crate) struct Lucene {
    parts: Vec<PathBuf>,
}

impl Lucene {
    /// The newest version that is installed whole.
    pub(crate) fn found() -> Self {
        let folder = std::fs::read_dir(LIBRARIES).into_iter().flatten().flatten();
        let names: Vec<String> = folder.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        let mut versions: Vec<&str> = (names.iter())
            .filter_map(|name| name.strip_prefix("lucene-core-")?.strip_suffix(".jar"))
            .collect();
        versions.sort_unstable();
        let whole = |version: &&str| {
            let parts: Vec<String> =
                PARTS.iter().map(|part| format!("lucene-{part}-{version}.jar")).collect();
            let is_whole = parts.iter().all(|part| names.contains(part));
            is_whole.then(|| parts.iter().map(|part| Path::new(LIBRARIES).join(part)).collect())
        };
        Self { parts: versions.iter().rev().find_map(whole).unwrap_or_default() }
    }

    fn path(&self, compiled: &Path) -> std::ffi::OsString {
        let parts = self.parts.iter().map(PathBuf::as_path).chain([compiled]);
        std::env::join_paths(parts).expect("paths without colons")
    }

    fn java(&self, folder: &Path) -> Command {
        let mut java = Command::new("java");
        java.arg(MEMORY).arg("-cp").arg(self.path(&compiled(folder))).arg("LucenePeer");
        java
    }
}

/// Where the peer's own program is compiled to: beside its index.
fn compiled(folder: &Path) -> PathBuf {
    folder.with_extension("classes")
}

impl Peer for Lucene {
    fn name(&self) -> &'static str {
        "Lucene, kuromoji"
    }

    fn lacks(&self) -> Option<&'static str> {
        match (self.parts.is_empty(), is_there("javac")) {
            (true, _) => Some("liblucene8-java"),
            (false, false) => Some("javac"),
            (false, true) => None,
        }
    }

    fn folder(&self) -> &'static str {
        "lucene"
    }

    fn prepare(&self, _: &Data, folder: &Path) {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/LucenePeer.java");
        let classes = compiled(folder);
        let mut javac = Command::new("javac");
        javac.arg("-cp").arg(self.path(&classes)).arg("-d").arg(&classes).arg(source);
        assert!(javac.status().is_ok_and(|status| status.success()), "the peer is compiled");
    }

    fn index(&self, data: &Data, folder: &Path) -> Option<Command> {
        let mut java = self.java(folder);
        java.arg("index").arg(&data.lines).arg(folder);
        Some(java)
    }

    fn ask(&self, folder: &Path) -> Command {
        let mut java = self.java(folder);
        java.arg("ask").arg(folder);
        java
    }
}
