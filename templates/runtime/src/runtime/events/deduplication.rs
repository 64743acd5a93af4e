//! Recognizes repeated deliveries.
//!
//! An API delivers an event again until the receiver acknowledges it, and sometimes once more. The
//! id of a delivery is the same each time. [`Deduplicator`] remembers ids in memory, for one
//! process. For several processes, or to remember ids across restarts, implement
//! [`DeduplicationStore`].

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::runtime::events::verifier::TimeSource;
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// Remembers deliveries by their ids, for example in a database that several processes share.
///
/// Record a delivery before its event is handled. If handling fails before the event is stored
/// safely, [`forget`](Self::forget) the delivery, so that the next attempt is not discarded as a
/// repetition. A future that is dropped before it completes has failed too, and servers drop theirs
/// when the sender disconnects: handle deliveries in a task of their own.
pub trait DeduplicationStore: Send + Sync {
    /// Records a delivery. Returns `true` if it was not recorded before.
    ///
    /// # Errors
    ///
    /// If the store is not available.
    fn record<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<bool, BoxError>>;

    /// Forgets a delivery that could not be handled.
    ///
    /// # Errors
    ///
    /// If the store is not available.
    fn forget<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// How many deliveries are remembered by default.
const CAPACITY: usize = 10_000;

/// For how long deliveries are remembered by default.
const RETENTION: Duration = Duration::from_secs(48 * 60 * 60);

/// Remembers deliveries in memory, bounded in number and in time.
///
/// Each takes about a hundred bytes, however long its id. At capacity, the oldest is forgotten. By
/// default, 10,000 deliveries are remembered for 48 hours.
pub struct Deduplicator {
    capacity: usize,
    retention: Duration,
    now: TimeSource,
    memory: Mutex<Memory>,
}

/// The hash of an id, so that long ids take no more memory.
type Key = [u8; 32];

#[derive(Default)]
struct Memory {
    known: HashSet<Key>,
    /// The same ids with the times of recording, oldest first.
    order: VecDeque<(Key, SystemTime)>,
}

impl Deduplicator {
    /// Creates a deduplicator that remembers up to `capacity` deliveries (at least one) for the
    /// time `retention`.
    pub fn new(capacity: usize, retention: Duration) -> Self {
        Self {
            capacity: capacity.max(1),
            retention,
            now: Arc::new(SystemTime::now),
            memory: Mutex::default(),
        }
    }

    /// Sets the source of the current time, by default the system clock. It must be set on
    /// `wasm32-unknown-unknown`, where the system clock panics.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.now = Arc::new(now);
        self
    }

    /// Records a delivery. Returns `true` if it was not recorded before.
    pub fn insert(&self, webhook_id: &str) -> bool {
        let key = key(webhook_id);
        let now = (self.now)();
        let mut memory = self.memory();
        memory.expire(now, self.retention);
        if memory.known.contains(&key) {
            return false;
        }
        while memory.order.len() >= self.capacity {
            memory.forget_oldest();
        }
        memory.known.insert(key);
        memory.order.push_back((key, now));
        true
    }

    /// Forgets a delivery. Returns `true` if it was recorded.
    pub fn remove(&self, webhook_id: &str) -> bool {
        self.memory().forget(&key(webhook_id))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code panics while it holds the lock, so the state is consistent.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn expire(&mut self, now: SystemTime, retention: Duration) {
        let is_expired =
            |at: &SystemTime| now.duration_since(*at).is_ok_and(|age| age >= retention);
        while self.order.front().is_some_and(|(_, at)| is_expired(at)) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some((key, _)) = self.order.pop_front() {
            self.known.remove(&key);
        }
    }

    fn forget(&mut self, key: &Key) -> bool {
        if !self.known.remove(key) {
            return false;
        }
        // A delivery that fails was usually recorded recently, so search from the end.
        if let Some(index) = self.order.iter().rposition(|(known, _)| known == key) {
            self.order.remove(index);
        }
        true
    }
}

fn key(webhook_id: &str) -> Key {
    Sha256::digest(webhook_id.as_bytes()).into()
}

impl Default for Deduplicator {
    fn default() -> Self {
        Self::new(CAPACITY, RETENTION)
    }
}

impl DeduplicationStore for Deduplicator {
    fn record<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async move { Ok(self.insert(webhook_id)) })
    }

    fn forget<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            self.remove(webhook_id);
            Ok(())
        })
    }
}

impl fmt::Debug for Deduplicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deduplicator")
            .field("capacity", &self.capacity)
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}
