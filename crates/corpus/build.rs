//! Puts the bundled plans into the binary: a closed network gets one file, and it answers at once.
//!
//! What is embedded is the catalogue reduced to its `bundled` entries, their stored sources byte for byte,
//! and the list of municipalities. The words of the lexicon travel in `kurabe-text`, which reads them.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};
use toml::{Table, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../corpus");
    let catalogue_file = corpus.join("catalogue.toml");
    watch(&catalogue_file);
    watch(&corpus.join("municipalities.csv"));

    let whole = fs::read_to_string(&catalogue_file)?;
    let mut catalogue: Table =
        whole.parse().map_err(|error| format!("{}: {error}", catalogue_file.display()))?;
    let documents = catalogue.remove("document");
    let bundled: Vec<Value> = documents
        .into_iter()
        .flat_map(|documents| if let Value::Array(list) = documents { list } else { Vec::new() })
        .filter(|document| document.get("bundled").and_then(Value::as_bool) == Some(true))
        .collect();

    let mut sources = String::new();
    for document in &bundled {
        let file = document.get("file").and_then(Value::as_str).ok_or("a bundled document names no file")?;
        let path = corpus.join("documents").join(file);
        watch(&path);
        let path = fs::canonicalize(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        writeln!(sources, "    ({file:?}, include_bytes!({path:?})),")?;
    }
    let reduced = toml::to_string(&Table::from_iter([("document".to_owned(), Value::Array(bundled))]))?;
    let municipalities = fs::canonicalize(corpus.join("municipalities.csv"))?;

    let code = format!(
        "/// The catalogue of the bundled documents.\n\
         pub(crate) const CATALOGUE: &str = {reduced:?};\n\n\
         /// The list of municipalities (全国地方公共団体コード).\n\
         pub(crate) const MUNICIPALITIES: &str = include_str!({municipalities:?});\n\n\
         /// The stored sources by their place below `documents/`.\n\
         pub(crate) const DOCUMENTS: &[(&str, &[u8])] = &[\n{sources}];\n"
    );
    println!("cargo::rustc-env=KURABE_READING={}", fingerprint(&RULES)?);
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("shipped.rs"), code)?;
    Ok(())
}

/// What decides which lines a file has and what is read out of them: this crate, those it stands on, and the versions
/// of the libraries. What a file says is not told apart from how it is read, as the two share rules: where a line of a
/// page begins is known by its mark.
const RULES: [&str; 4] = ["model/src", "text/src", "corpus/src", "../Cargo.lock"];

/// A short name of these sources. Whoever changes a rule changes it, and what was made before is made again.
fn fingerprint(places: &[&str]) -> Result<String, Box<dyn Error>> {
    let crates = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("..");
    let mut digest = Sha256::new();
    for place in places {
        let place = crates.join(place);
        watch(&place);
        let mut sources = Vec::new();
        gather(&place, &mut sources)?;
        sources.sort();
        for source in sources {
            digest.update(fs::read(source)?);
        }
    }
    Ok(digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn gather(place: &Path, sources: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if !place.is_dir() {
        sources.push(place.to_path_buf());
        return Ok(());
    }
    for item in fs::read_dir(place)? {
        gather(&item?.path(), sources)?;
    }
    Ok(())
}

fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}
