//! Writes the models the tests use into `tests/fixtures/model`: `cargo run -p kurabe-embed --example tiny`.

use std::fs;
use std::io;
use std::path::Path;

#[path = "../../../tests/fixtures/model/make.rs"]
#[allow(dead_code, reason = "the tests also look at the plain numbers")]
mod make;

fn main() -> io::Result<()> {
    let place = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/model"));
    fs::write(place.join("tiny.bin"), make::tiny().bytes)?;
    for (name, folder) in [("bert", make::folders::bert()), ("modern", make::folders::modern())] {
        for (file, bytes) in folder.files {
            let path = place.join(name).join(file);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)?;
        }
    }
    Ok(())
}
