//! Code of the caller's that runs around every attempt of every call.
//!
//! Hooks are registered when a client is built, and are called in that order. They are told what an attempt is and how it
//! ended; before it is sent they may change its headers. What is secret in them is hidden from a hook that did not ask.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::runtime::api::Operation;
use crate::runtime::error::Error;

/// Code that runs around every attempt. All of its methods do nothing, unless they are written.
///
/// They run while the call runs, so they should be quick, and they are called from many tasks at once. Redirects that are
/// followed belong to the attempt: a hook sees the first request and the last answer.
pub trait Hook: Send + Sync + 'static {
    /// Before a request is sent. The headers are those of the request and may be changed; headers of the connection,
    /// such as `host` and `content-length`, are not among them.
    fn before_request(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After an answer has arrived, whatever its status: whole, or as far as its body is wanted. Where the body is read as
    /// it comes, that is after the headers.
    fn after_response(&self, attempt: &Attempt, status: StatusCode, headers: &HeaderMap) {
        let _ = (attempt, status, headers);
    }

    /// After an attempt without a whole answer; where its headers had come, the error has them. The error is that of the
    /// attempt; the call goes on where [`Attempt::retry_in`] says so.
    fn after_error(&self, attempt: &Attempt, error: &Error) {
        let _ = (attempt, error);
    }

    /// Whether [`before_request`](Self::before_request) receives the key, and every other header that
    /// is marked as sensitive. By default they are hidden from the hook, and restored after it: values
    /// that the hook sets for these headers are discarded.
    fn receives_secrets(&self) -> bool {
        false
    }
}

/// One attempt of a call.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) retry_in: Option<Duration>,
}

impl Attempt {
    /// The id of the operation in the API's document.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The HTTP method.
    pub fn method(&self) -> &'static Method {
        &self.operation.method
    }

    /// The operation's path, with `{name}` where a value goes. The values may be private, so they are not in it.
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Which attempt of the call this is, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How much time has passed since the call began.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// After an attempt, how long the call waits before the next. `None` where this was the last, and before an attempt.
    pub fn retry_in(&self) -> Option<Duration> {
        self.retry_in
    }
}

/// Lets a hook change the headers, with the secrets out of its sight unless it asked for them.
pub(crate) fn before_request(hook: &dyn Hook, attempt: &Attempt, headers: &mut HeaderMap) {
    if hook.receives_secrets() {
        hook.before_request(attempt, headers);
        return;
    }
    let is_secret = |name: &HeaderName, headers: &HeaderMap| {
        headers.get_all(name).iter().any(HeaderValue::is_sensitive)
    };
    let hidden: Vec<(HeaderName, HeaderValue)> = headers
        .iter()
        .filter(|(name, _)| is_secret(name, headers))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, _) in &hidden {
        headers.remove(name);
    }
    hook.before_request(attempt, headers);
    for (name, _) in &hidden {
        headers.remove(name);
    }
    for (name, value) in hidden {
        headers.append(name, value);
    }
}

/// A list of hooks, of which nothing is known but how many there are.
#[derive(Default)]
pub(crate) struct Hooks(pub(crate) Vec<Box<dyn Hook>>);

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hooks", self.0.len())
    }
}
