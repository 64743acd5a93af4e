//! Limits the requests within any 60 seconds.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(60);

/// The times of the last requests, at most as many as the limit allows. Times of waiting requests
/// are in the future.
pub(crate) struct RateWindow {
    limit: usize,
    times: Mutex<VecDeque<Instant>>,
}

impl RateWindow {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            times: Mutex::default(),
        }
    }

    /// Reserves the next free time and returns how long to wait for it. `None` if that leaves no
    /// time within `limit`, which reserves nothing.
    pub(crate) fn reserve(&self, now: Instant, limit: Duration) -> Option<Duration> {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = times.len() >= self.limit;
        let free = times
            .front()
            .filter(|_| is_full)
            .map(|first| *first + WINDOW);
        let time = free.unwrap_or(now).max(now);
        let wait = time.saturating_duration_since(now);
        if !wait.is_zero() && wait >= limit {
            return None;
        }
        if is_full {
            times.pop_front();
        }
        times.push_back(time);
        Some(wait)
    }
}
