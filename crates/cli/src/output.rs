//! Where an answer goes (出力先): stdout, or a file that has its name only once it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use kurabe_corpus::Draft;
use kurabe_render::Message;

use crate::stop::Stop;

/// A sink for an answer.
pub(crate) type Sink = Box<dyn Write>;

/// Opens stdout, which must be no terminal if what is written is `binary`.
pub(crate) fn stdout(binary: bool) -> Result<Sink, Stop> {
    if binary && io::stdout().is_terminal() {
        return Err(Stop::users(Message::BinaryToTerminal));
    }
    Ok(Box::new(BufWriter::new(io::stdout())))
}

/// Opens a file. A device or a pipe is written to as it is; anything else gets a draft.
pub(crate) fn file(path: &Path) -> Result<(Sink, Option<Draft>), Stop> {
    let open = || -> io::Result<(Sink, Option<Draft>)> {
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|there| !there.is_file() && !there.is_dir()) {
            return Ok((Box::new(BufWriter::new(File::options().write(true).open(path)?)), None));
        }
        if there.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let draft = Draft::of(path)?;
        Ok((Box::new(BufWriter::new(draft.file().try_clone()?)), Some(draft)))
    };
    open().map_err(|error| not_writable(path, &error))
}

/// Gives a file that is whole its name.
pub(crate) fn keep(draft: Draft) -> Result<(), Stop> {
    let path = draft.path().to_owned();
    draft.keep().map_err(|error| not_writable(&path, &error))
}

fn not_writable(path: &Path, error: &io::Error) -> Stop {
    Stop::users(Message::NotWritable { path: path.display().to_string(), cause: error.kind() })
}
