//! A semaphore that works on any async runtime and serves waiters in order.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// A number of permits.
pub(crate) struct Semaphore(Arc<Mutex<State>>);

struct State {
    available: usize,
    /// The waiters in order, each with its id.
    waiters: VecDeque<(u64, Waker)>,
    next_id: u64,
}

/// A permit, which is returned when it is dropped.
pub(crate) struct Permit(Arc<Mutex<State>>);

/// Removes a waiter that is dropped.
struct Waiting<'a> {
    state: &'a Mutex<State>,
    id: Option<u64>,
}

impl Semaphore {
    pub(crate) fn new(permits: usize) -> Self {
        Self(Arc::new(Mutex::new(State {
            available: permits,
            waiters: VecDeque::new(),
            next_id: 0,
        })))
    }

    /// Waits for a permit.
    pub(crate) async fn acquire(&self) -> Permit {
        let mut waiting = Waiting {
            state: &self.0,
            id: None,
        };
        poll_fn(|context| waiting.poll(context.waker())).await;
        Permit(Arc::clone(&self.0))
    }
}

impl Waiting<'_> {
    fn poll(&mut self, waker: &Waker) -> Poll<()> {
        let mut state = lock(self.state);
        let is_next = match self.id {
            Some(id) => state.waiters.front().is_some_and(|(first, _)| *first == id),
            None => state.waiters.is_empty(),
        };
        if state.available > 0 && is_next {
            state.available -= 1;
            if self.id.take().is_some() {
                state.waiters.pop_front();
            }
            // Several permits may be available.
            state.wake_next();
            return Poll::Ready(());
        }
        match self.id {
            Some(id) => {
                if let Some((_, known)) = state.waiters.iter_mut().find(|(known, _)| *known == id) {
                    known.clone_from(waker);
                }
            }
            None => {
                let id = state.next_id;
                state.next_id += 1;
                state.waiters.push_back((id, waker.clone()));
                self.id = Some(id);
            }
        }
        Poll::Pending
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            let mut state = lock(self.state);
            state.waiters.retain(|(known, _)| *known != id);
            // It may have been woken for a permit that another waiter can use.
            state.wake_next();
        }
    }
}

impl State {
    fn wake_next(&self) {
        if self.available > 0
            && let Some((_, waker)) = self.waiters.front()
        {
            waker.wake_by_ref();
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = lock(&self.0);
        state.available += 1;
        state.wake_next();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
