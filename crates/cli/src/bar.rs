//! What a terminal shows while documents are read.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

/// A bar on a terminal that fills while documents are read.
pub(crate) struct Bar {
    total: usize,
    /// How much of it is full; nothing where nobody sees it.
    shown: Option<Mutex<usize>>,
}

impl Bar {
    const WIDTH: usize = 40;

    pub(crate) fn over(total: usize) -> Self {
        // What is done in a moment needs no bar.
        let seen = io::stderr().is_terminal() && total > 20;
        Self { total, shown: seen.then(|| Mutex::new(0)) }
    }

    pub(crate) fn show(&self, done: usize) {
        let Some(Ok(mut shown)) = self.shown.as_ref().map(Mutex::lock) else { return };
        let full = done * Self::WIDTH / self.total.max(1);
        if full > *shown || done == 1 {
            *shown = full;
            let (full, empty) = ("#".repeat(full), "-".repeat(Self::WIDTH - full.min(Self::WIDTH)));
            let _ = write!(io::stderr(), "\r[{full}{empty}] {done}/{}", self.total);
        }
    }

    pub(crate) fn clear(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r{:1$}\r", "", Self::WIDTH + 24);
        }
    }
}
