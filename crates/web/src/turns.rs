//! How much is done at once, and for how long (順番).

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task;
use tokio::time::timeout;

use crate::problem::Problem;

/// How much the site does.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many questions are answered at once.
    pub at_once: usize,
    /// How long a question waits for its turn.
    pub wait: Duration,
    /// How long an answer may take.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self { at_once: cores.max(2), wait: Duration::from_secs(10), patience: Duration::from_secs(30) }
    }
}

/// Turns for pieces of work.
pub(crate) struct Turns {
    free: Arc<Semaphore>,
    limits: Limits,
}

impl Turns {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { free: Arc::new(Semaphore::new(limits.at_once)), limits }
    }

    /// Does a piece of work when its turn has come, and waits for it no longer than is sensible. What takes longer
    /// still holds its turn until it is done.
    pub(crate) async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = timeout(self.limits.wait, Arc::clone(&self.free).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Problem::Busy) };
        let done = task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        match timeout(self.limits.patience, done).await {
            Err(_) => Err(Problem::Late),
            Ok(Ok(done)) => done,
            Ok(Err(panicked)) => Err(Problem::broken(&panicked)),
        }
    }
}
