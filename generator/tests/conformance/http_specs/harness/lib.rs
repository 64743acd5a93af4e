//! The parts of the programs that are the same for all SDKs: a server on the loopback interface, an
//! HTTP client, and the comparison of recorded and actual messages.

pub mod client;
pub mod equal;
pub mod expected;
mod http1;
mod multipart;
pub mod outcome;
pub mod server;
mod sse;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The number of polls after which a call is considered to be stuck.
const POLLS: usize = 1000;

/// The result of a future that never waits for anything else.
///
/// # Errors
///
/// If the future does not end.
pub fn block_on<T>(future: impl Future<Output = T>) -> Result<T, String> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..POLLS {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return Ok(result);
        }
    }
    Err("the call does not end".to_owned())
}
