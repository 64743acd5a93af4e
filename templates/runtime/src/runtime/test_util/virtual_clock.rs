//! A clock for tests that advances when all tasks are waiting.
//!
//! All sleeps are registered. The one that ends first wakes itself repeatedly, so that other tasks
//! run in between. If no sleep starts or ends for a number of polls, the clock assumes that
//! everything is waiting, and advances to the end of that sleep.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::client::clock::Clock;
use crate::runtime::types::boxed::BoxFuture;

/// How many polls of the first sleep, without other sleeps starting or ending, end it.
const MAX_ROUNDS: u32 = 64;

/// The system time at which a virtual clock starts: 2030-01-01T00:00:00Z.
const START: Duration = Duration::from_secs(1_893_456_000);

/// A [`Clock`] for tests. Sleeping takes no real time: the clock advances when all tasks are
/// waiting.
///
/// Clones share their time. The clock only knows its own sleeps, and detects other work only if
/// that makes progress within a few turns of the executor. So use it with an in-memory transport,
/// such as [`MockTransport`](crate::runtime::MockTransport), preferably on a single thread. With
/// real connections, all timeouts would expire before the first byte arrives.
#[derive(Clone)]
pub struct VirtualClock(Arc<Shared>);

struct Shared {
    start: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    elapsed: Duration,
    next: u64,
    /// How often the first sleep was polled since any sleep started or ended.
    rounds: u32,
    /// The wakers of the pending sleeps, by end and number.
    sleeping: BTreeMap<(Duration, u64), Waker>,
}

impl VirtualClock {
    /// Creates a clock with no elapsed time.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Shared {
            start: Instant::now(),
            state: Mutex::default(),
        }))
    }

    /// Returns the elapsed time.
    pub fn elapsed(&self) -> Duration {
        self.0.state().elapsed
    }

    /// Advances the clock.
    pub fn advance(&self, time: Duration) {
        let mut state = self.0.state();
        let to = state.elapsed.saturating_add(time);
        let woken = state.advance_to(to);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        let elapsed = self.elapsed();
        self.0.start.checked_add(elapsed).unwrap_or(self.0.start)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.0.state();
        let ends = state.elapsed.saturating_add(duration);
        state.next += 1;
        Box::pin(Sleep {
            clock: self.clone(),
            key: (ends, state.next),
        })
    }

    fn system_time(&self) -> SystemTime {
        let now = START.saturating_add(self.elapsed());
        SystemTime::UNIX_EPOCH
            .checked_add(now)
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Advances to the given elapsed time. Returns the wakers of the sleeps that end, to be woken
    /// after the lock is released.
    fn advance_to(&mut self, time: Duration) -> Vec<Waker> {
        self.elapsed = self.elapsed.max(time);
        self.rounds = 0;
        let later = self.sleeping.split_off(&(self.elapsed, u64::MAX));
        std::mem::replace(&mut self.sleeping, later)
            .into_values()
            .collect()
    }

    fn is_first(&self, key: (Duration, u64)) -> bool {
        self.sleeping
            .first_key_value()
            .is_some_and(|(first, _)| *first == key)
    }
}

/// One sleep.
struct Sleep {
    clock: VirtualClock,
    key: (Duration, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.clock.0.state();
        let mut woken = Vec::new();
        if state.is_first(self.key) {
            state.rounds += 1;
            if state.rounds >= MAX_ROUNDS {
                woken = state.advance_to(self.key.0);
            }
        }
        let is_over = state.elapsed >= self.key.0;
        if !is_over
            && state
                .sleeping
                .insert(self.key, context.waker().clone())
                .is_none()
        {
            state.rounds = 0;
        }
        let is_next = state.is_first(self.key);
        drop(state);
        woken.into_iter().for_each(Waker::wake);
        if is_over {
            return Poll::Ready(());
        }
        if is_next {
            // Other tasks that are ready run before this one is polled again.
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let mut state = self.clock.0.state();
        if state.sleeping.remove(&self.key).is_some() {
            state.rounds = 0;
        }
        // Another sleep may be the first one now, and has to poll itself.
        let next = state
            .sleeping
            .first_key_value()
            .map(|(_, waker)| waker.clone());
        drop(state);
        if let Some(waker) = next {
            waker.wake();
        }
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VirtualClock")
            .field(&self.elapsed())
            .finish()
    }
}
