//! Which deliveries have been here before.
//!
//! An API delivers an event again until it is told that it has arrived, and at times once more after that. The id of a
//! delivery is the same each time. [`Seen`] remembers ids in memory, for one process; whoever has several, or needs to
//! know after a restart, brings a [`SeenStore`] of their own.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::runtime::events::verifier::Now;
use crate::runtime::transport::{BoxError, BoxFuture};

/// Remembers deliveries by their ids, such as in a database that several processes share.
///
/// Ask before an event is handled, and see that nothing can fail between the answer and the place where the event is
/// safe; where something did fail, [`forget`](Self::forget) the delivery, so that its next attempt is not taken for a
/// repetition and lost. A future that is dropped half way has failed too, and servers drop theirs when the sender hangs
/// up: do all of that in a task of its own.
pub trait SeenStore: Send + Sync {
    /// Remembers a delivery. The future gives `true` if it was not known, and an error if the store can't be asked.
    fn first_time<'a>(
        &'a self,
        webhook_id: &'a str,
    ) -> BoxFuture<'a, Result<bool, BoxError>>;

    /// Forgets a delivery that could not be handled.
    fn forget<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// How many deliveries are remembered by default.
const CAPACITY: usize = 10_000;

/// For how long deliveries are remembered by default.
const KEEP: Duration = Duration::from_secs(48 * 60 * 60);

/// Deliveries of this process, in memory: bounded in number and in time.
///
/// Each takes about a hundred bytes, however long its id. When there is no room, the oldest is forgotten. By default,
/// 10,000 deliveries are remembered for 48 hours.
pub struct Seen {
    capacity: usize,
    keep: Duration,
    now: Now,
    memory: Mutex<Memory>,
}

/// What stands for an id: long ones take no more room, and two have the same by no chance.
type Key = [u8; 32];

#[derive(Default)]
struct Memory {
    known: HashSet<Key>,
    /// The same, the oldest first.
    order: VecDeque<(Key, SystemTime)>,
}

impl Seen {
    /// A memory of this many deliveries, one at least, for this long.
    pub fn new(capacity: usize, keep: Duration) -> Self {
        Self {
            capacity: capacity.max(1),
            keep,
            now: Arc::new(SystemTime::now),
            memory: Mutex::default(),
        }
    }

    /// Where the time comes from, in place of the system's clock. Where there is no such clock
    /// (`wasm32-unknown-unknown`) it must be given: asking the system's would panic.
    #[must_use]
    pub fn clock(
        mut self,
        now: impl Fn() -> SystemTime + Send + Sync + 'static,
    ) -> Self {
        self.now = Arc::new(now);
        self
    }

    /// Remembers a delivery: `true` if it was not known.
    pub fn insert(&self, webhook_id: &str) -> bool {
        let key = key(webhook_id);
        let now = (self.now)();
        let mut memory = self.memory();
        memory.expire(now, self.keep);
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

    /// Forgets a delivery: `true` if it was known.
    pub fn remove(&self, webhook_id: &str) -> bool {
        self.memory().forget(&key(webhook_id))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // Nothing in here panics half way.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn expire(&mut self, now: SystemTime, keep: Duration) {
        let is_over =
            |at: &SystemTime| now.duration_since(*at).is_ok_and(|age| age >= keep);
        while self.order.front().is_some_and(|(_, at)| is_over(at)) {
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
        // What fails came a moment ago: it is looked for from the end.
        if let Some(index) = self.order.iter().rposition(|(known, _)| known == key) {
            self.order.remove(index);
        }
        true
    }
}

fn key(webhook_id: &str) -> Key {
    Sha256::digest(webhook_id.as_bytes()).into()
}

impl Default for Seen {
    fn default() -> Self {
        Self::new(CAPACITY, KEEP)
    }
}

impl SeenStore for Seen {
    fn first_time<'a>(
        &'a self,
        webhook_id: &'a str,
    ) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async move { Ok(self.insert(webhook_id)) })
    }

    fn forget<'a>(&'a self, webhook_id: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            self.remove(webhook_id);
            Ok(())
        })
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("capacity", &self.capacity)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}
