//! Writes the model the tests use: `cargo run -p kurabe-embed --example tiny > tests/fixtures/model/tiny.bin`.

use std::io::Write;

#[path = "../../../tests/fixtures/model/make.rs"]
#[allow(dead_code, reason = "the tests also look at the plain numbers")]
mod make;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(&make::tiny().bytes)
}
