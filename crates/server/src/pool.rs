//! A few opened cases that read, each used by one request at a time.

use crate::problem::Problem;
use hearsay::case::{Case, CaseError};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Cases that are open at once; requests beyond that wait.
const MOST: usize = 8;

/// Opened cases of one ledger.
pub struct Pool {
    address: String,
    idle: Mutex<Vec<Case>>,
    permits: Semaphore,
}

impl Pool {
    /// A pool of a ledger that is there. Opens nothing yet.
    pub fn new(address: &str) -> Pool {
        Pool { address: address.to_owned(), idle: Mutex::new(Vec::new()), permits: Semaphore::new(MOST) }
    }

    /// Does blocking work with a case, on a thread that may block.
    ///
    /// # Errors
    /// Those of the work; an internal one where it panicked.
    pub async fn with<T: Send + 'static>(
        self: &std::sync::Arc<Pool>,
        work: impl FnOnce(&mut Case) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _permit = self.permits.acquire().await.map_err(|_| Problem::internal())?;
        let pool = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut case = pool.take()?;
            let done = work(&mut case);
            pool.idle().push(case);
            done
        });
        done.await.unwrap_or_else(|e| {
            crate::app::log(format_args!("a request ended badly: {e}"));
            Err(Problem::internal())
        })
    }

    fn take(&self) -> Result<Case, CaseError> {
        let idle = self.idle().pop();
        idle.map_or_else(|| Case::open(&self.address), Ok)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Case>> {
        // A case is put back only whole: whoever panicked did not leave one half done.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
