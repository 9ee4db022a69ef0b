//! Where an answer goes (出力先): stdout, or a file that has its name only once it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use kurabe_render::Message;
use tempfile::NamedTempFile;

use crate::stop::Stop;
use crate::system;

/// A sink for an answer.
pub(crate) type Sink = Box<dyn Write>;

/// A file that is not there before it is whole: what was there stays until then, and for good where it never is.
pub(crate) struct Draft {
    file: NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Gives the file its name.
    pub(crate) fn keep(self) -> Result<(), Stop> {
        let Self { file, path } = self;
        file.persist(&path).map(drop).map_err(|failed| not_writable(&path, &failed.error))
    }
}

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
        // A link stays one: what it leads to is written.
        let path = if there.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = system::draft_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(there) = there {
            file.as_file().set_permissions(there.permissions())?;
        }
        Ok((Box::new(BufWriter::new(file.as_file().try_clone()?)), Some(Draft { file, path })))
    };
    open().map_err(|error| not_writable(path, &error))
}

fn not_writable(path: &Path, error: &io::Error) -> Stop {
    Stop::users(Message::NotWritable { path: path.display().to_string(), cause: error.kind() })
}
