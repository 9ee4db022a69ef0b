//! Builds the compiled dictionary (解析辞書) from the IPADIC source kept in this repository.
//!
//! The usual ways to get one fetch it from the network while cargo builds, which a closed network
//! cannot. Here everything is on disk: the archive is unpacked into `OUT_DIR`, patched, rid of the fields no
//! one reads, compiled by lindera's own builder and embedded by `src/dictionary.rs`. It takes a few seconds
//! when optimised, see the profiles of the workspace.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;
use sha2::{Digest, Sha256};

const ARCHIVE: &str = "dictionary/ipadic.tar.zst";
const PATCH: &str = "dictionary/char.def.patch";

/// The subfolder of `OUT_DIR` that `src/dictionary.rs` embeds.
const COMPILED: &str = "ipadic";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={ARCHIVE}");
    println!("cargo::rerun-if-changed={PATCH}");

    let out = PathBuf::from(env::var("OUT_DIR")?);
    let source = out.join("source");
    clear(&source)?;
    clear(&out.join(COMPILED))?;

    let archive = fs::read(ARCHIVE)?;
    let patch = fs::read_to_string(PATCH)?;
    unpack(&archive, &source)?;
    apply(&patch, &source)?;
    let tags = slim(&source)?;
    DictionaryBuilder::new(metadata()).build_dictionary(&source, &out.join(COMPILED))?;
    fs::write(out.join(COMPILED).join("tags.txt"), tags)?;
    // 60 MB that nothing reads again.
    fs::remove_dir_all(&source)?;

    println!("cargo::rustc-env=LINDERA_WORKDIR={}", out.display());
    println!("cargo::rustc-env=KURABE_DICTIONARY={}", fingerprint(&archive, &patch));
    Ok(())
}

/// Removes what an interrupted build may have left.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn unpack(archive: &[u8], into: &Path) -> Result<(), Box<dyn Error>> {
    let plain = ruzstd::decoding::StreamingDecoder::new(archive)?;
    tar::Archive::new(plain).unpack(into)?;
    Ok(())
}

/// Replaces the `-` lines of the patch by the `+` lines that follow each.
///
/// A line that is not found stops the build: a patch that quietly does nothing is worse than none.
fn apply(patch: &str, source: &Path) -> Result<(), Box<dyn Error>> {
    let file = source.join("char.def");
    let mut lines: Vec<String> = fs::read_to_string(&file)?.lines().map(str::to_owned).collect();
    let mut place = None;
    for change in patch.lines() {
        if change.starts_with("---") || change.starts_with("+++") {
            continue;
        }
        if let Some(old) = change.strip_prefix('-') {
            let at = lines.iter().position(|line| line == old);
            let at = at.ok_or_else(|| format!("{PATCH}: `{old}` is not a line of char.def"))?;
            lines.remove(at);
            place = Some(at);
        } else if let Some(new) = change.strip_prefix('+') {
            let at = place.ok_or_else(|| format!("{PATCH}: `{new}` replaces nothing"))?;
            lines.insert(at, new.to_owned());
            place = Some(at + 1);
        }
    }
    fs::write(&file, lines.join("\n") + "\n")?;
    Ok(())
}

/// Leaves of each word what tokens are asked for: its tag as a number, its base form, its reading.
///
/// The nine fields of a word make up two thirds of the compiled dictionary. Conjugation and pronunciation
/// are never read here, four fields of part of speech are one of 69 tags, and a base form or a reading that
/// is the word itself need not be written down. Returns the tags, one a line, in the order of their numbers.
fn slim(source: &Path) -> Result<String, Box<dyn Error>> {
    let mut tables: Vec<PathBuf> =
        fs::read_dir(source)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    tables.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    tables.sort();
    let mut numbers = BTreeMap::new();
    let mut tags = String::new();
    for table in tables {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&table)?;
        let words = reader.records().collect::<Result<Vec<_>, _>>()?;
        let mut writer = csv::Writer::from_path(&table)?;
        for word in &words {
            let fields: Vec<&str> = word.iter().collect();
            let [surface, left, right, cost, pos @ .., _, _, base, reading, _] = fields.as_slice() else {
                return Err(format!("{}: {fields:?} is too short", table.display()).into());
            };
            let next = numbers.len();
            let number = *numbers.entry(pos.join(",")).or_insert_with_key(|tag| {
                tags.push_str(tag);
                tags.push('\n');
                next
            });
            let unless_same =
                |field: &&str| if field == surface { String::new() } else { (*field).to_owned() };
            let number = number.to_string();
            let (base, reading) = (unless_same(base), unless_same(reading));
            writer.write_record([surface, left, right, cost, number.as_str(), &base, &reading])?;
        }
        writer.flush()?;
    }
    Ok(tags)
}

/// How to read what [`slim`] has left. The defaults for simple user words are never used: ours are detailed.
fn metadata() -> Metadata {
    let fields = ["surface", "left_context_id", "right_context_id", "cost", "tag", "base_form", "reading"];
    let simple = ["surface", "tag", "reading"];
    let (cost, noun) = (-10_000, 1288);
    Metadata::new(
        "ipadic".into(),
        "UTF-8".into(),
        cost,
        noun,
        noun,
        "*".into(),
        false,
        false,
        false,
        Schema::new(fields.map(str::to_owned).to_vec()),
        Schema::new(simple.map(str::to_owned).to_vec()),
    )
}

/// A short name of exactly this dictionary: an index built with another one has to be rebuilt.
fn fingerprint(archive: &[u8], patch: &str) -> String {
    let format = lindera_dictionary::dictionary::metadata::DICTIONARY_FORMAT_VERSION;
    let digest = Sha256::new().chain_update(archive).chain_update(patch).chain_update(format.to_le_bytes());
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
