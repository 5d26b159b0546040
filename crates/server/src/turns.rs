//! One at a time of those that name the same thing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Plain, PoisonError};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Names beyond which those that nobody holds are forgotten.
const MOST: usize = 1_000;

/// Locks by name.
#[derive(Default)]
pub struct Turns(Plain<HashMap<String, Arc<Mutex<()>>>>);

impl Turns {
    /// Waits until nobody else holds the name.
    pub async fn take(&self, name: &str) -> OwnedMutexGuard<()> {
        let lock = {
            let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if names.len() >= MOST {
                names.retain(|_, lock| Arc::strong_count(lock) > 1);
            }
            names.entry(name.to_owned()).or_default().clone()
        };
        lock.lock_owned().await
    }
}
