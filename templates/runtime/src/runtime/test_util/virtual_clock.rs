//! Time for tests, which passes when there is nothing to do but wait.
//!
//! Every sleep is entered in a list. The one that ends first is polled again and again, and all else that can go on has its
//! turn in between. When no sleep has begun or ended for so many rounds, it is taken that all there is to do is to wait,
//! and the clock goes on to that moment.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::client::clock::Clock;
use crate::runtime::transport::BoxFuture;

/// How many times in a row the first sleep is polled before it is over: what else is under way has as many turns.
const PATIENCE: u32 = 64;

/// What date it is when a virtual clock starts: 2030-01-01T00:00:00Z.
const START: Duration = Duration::from_secs(1_893_456_000);

/// A [`Clock`] for tests. Sleeping on it takes no time: it goes on by itself when all that is left is to wait.
///
/// Clones are the same clock. It knows nothing but its own sleeps, and sees that something else goes on only for as long as
/// it is ready every few turns of the executor. So use it with a transport in memory, such as
/// [`MockTransport`](crate::runtime::MockTransport), and best on a single thread: with real connections it would let every timeout pass before the
/// first byte is there.
#[derive(Clone)]
pub struct VirtualClock(Arc<Shared>);

struct Shared {
    start: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    passed: Duration,
    next: u64,
    /// How often the first sleep was polled since any sleep began or ended.
    rounds: u32,
    /// The sleeps that are polled, by when they end.
    sleeping: BTreeMap<(Duration, u64), Waker>,
}

impl VirtualClock {
    /// A clock at which no time has passed.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Shared {
            start: Instant::now(),
            state: Mutex::default(),
        }))
    }

    /// How much time has passed on this clock.
    pub fn elapsed(&self) -> Duration {
        self.0.state().passed
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let mut state = self.0.state();
        let to = state.passed.saturating_add(time);
        let woken = state.go_to(to);
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
        let passed = self.elapsed();
        self.0.start.checked_add(passed).unwrap_or(self.0.start)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.0.state();
        let ends = state.passed.saturating_add(duration);
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
    /// Makes it this late. Whose time has come are to be woken when the state is free again.
    fn go_to(&mut self, time: Duration) -> Vec<Waker> {
        self.passed = self.passed.max(time);
        self.rounds = 0;
        let later = self.sleeping.split_off(&(self.passed, u64::MAX));
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
            if state.rounds >= PATIENCE {
                woken = state.go_to(self.key.0);
            }
        }
        let is_over = state.passed >= self.key.0;
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
            // Everything else that can go on has its turn before this is polled again.
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
        // Another one may be the first now, and has to look.
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
