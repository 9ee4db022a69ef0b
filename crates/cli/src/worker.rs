//! One file, one process (抽出の隔離): what strangers have made is parsed where it can break nothing.
//!
//! A damaged or hostile file can overflow the stack or exhaust the memory, and neither can be caught. So the program
//! starts itself once a file, with limits on memory, time and output; whatever happens to that process happens to
//! one document.

use std::io::{self, BufWriter, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use kurabe_corpus::{Extract, broken, extract};
use kurabe_model::{Limit, Problem};

use crate::stop::{Outcome, Stop};
use crate::system;

/// The name of the command a process is started with.
const COMMAND: &str = "extract-one";

/// How long a file may take by the clock on the wall: a busy machine gives it a small share of its cores.
const LONGEST: Duration = Duration::from_secs(120);

/// The longest answer: four times the longest text, as its facts come with it.
const LARGEST: u64 = 256 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name of the file whose bytes are on stdin / 標準入力から読むファイルの名前
    file: String,
}

/// Extracts the file on stdin, in this process, which may end of it.
/// The answer is for the process that started this one, so no filter for terminals stands between them.
pub(crate) fn run(args: &Args) -> Result<Outcome, Stop> {
    system::limit_this_process();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let answer = extract(&args.file, &bytes);
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
    out.flush()?;
    Ok(Outcome::Found)
}

/// Extracts a file in a process of its own.
pub(crate) fn extract_apart(file: &str, bytes: &[u8]) -> Result<Extract, Problem> {
    let failed = |error: io::Error| Problem::Unreadable { cause: error.to_string() };
    let program = std::env::current_exe().map_err(failed)?;
    let mut command = Command::new(program);
    command.args([COMMAND, "--", file]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (done, finished) = mpsc::channel::<()>();
    let (answer, status, late) = thread::scope(|scope| {
        // A process that has ended reads no further: that its pipe is broken says nothing new.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        let watch = scope.spawn(move || watch(child, &finished));
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            // What is longer than the limit is cut off, and then is no answer.
            let _ = stdout.take(LARGEST + 1).read_to_end(&mut answer);
        }
        drop(done);
        let (status, late) = watch.join().unwrap_or((None, true));
        (answer, status, late)
    });
    if late {
        return Err(Problem::OverLimit { limit: Limit::Time });
    }
    if answer.len() as u64 > LARGEST {
        return Err(Problem::OverLimit { limit: Limit::Output });
    }
    // An answer that is whole is one, however the process ended.
    serde_json::from_slice(&answer).unwrap_or_else(|_| {
        Err(match status.and_then(system::limit_hit) {
            Some(limit) => Problem::OverLimit { limit },
            None => broken(file),
        })
    })
}

/// Waits for a process to close its answer and ends it, at the latest when its time is over; how it ended, and
/// whether it was late.
fn watch(mut child: Child, finished: &mpsc::Receiver<()>) -> (Option<ExitStatus>, bool) {
    let late = finished.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout);
    let _ = child.kill();
    (child.wait().ok(), late)
}
