//! Work on a thread of its own, and what has to be looked at from time to time beside it.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Does `work` on another thread; until it ends, `tick` is called on this one every `every`.
pub(crate) fn attend(
    every: Duration,
    mut tick: impl FnMut(),
    work: impl FnOnce() -> io::Result<()> + Send + 'static,
) -> io::Result<()> {
    let (ended, end) = mpsc::channel();
    let worker = thread::spawn(move || {
        // The end is told by dropping this, however the work ends.
        let _ended: mpsc::Sender<()> = ended;
        work()
    });
    while end.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
        tick();
    }
    worker.join().unwrap_or_else(|_| Err(io::Error::other("the server has stopped")))
}
