//! Caller code that runs around every attempt of every call.
//!
//! Hooks are registered when a client is built and run in that order. A hook receives each attempt
//! and its result, and may change the headers before a request is sent. Sensitive headers are
//! hidden from a hook unless it asks for them.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::runtime::api::Operation;
use crate::runtime::error::Error;

/// Code that runs around every attempt. Each method does nothing by default.
///
/// The methods run during the call, so they should return quickly, and several tasks may call them
/// at the same time. Redirects that are followed belong to the attempt: a hook receives the first
/// request and the last response.
pub trait Hook: Send + Sync + 'static {
    /// Called before a request is sent. `headers` are the headers of the request, which the hook
    /// may change. Headers of the connection, such as `host` and `content-length`, are not
    /// included.
    fn before_request(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// Called after a response has been received, with any status, as far as the call needs its
    /// body. If the body is streamed, this is after the headers.
    fn after_response(&self, attempt: &Attempt, status: StatusCode, headers: &HeaderMap) {
        let _ = (attempt, status, headers);
    }

    /// Called after an attempt without a complete response. If the headers had been received,
    /// `error` contains them. The error is the error of this attempt; the call continues if
    /// [`Attempt::retry_in`] returns a delay.
    fn after_error(&self, attempt: &Attempt, error: &Error) {
        let _ = (attempt, error);
    }

    /// Whether [`before_request`](Self::before_request) receives the key, and every other header
    /// that is marked as sensitive. By default they are hidden from the hook, and restored after
    /// it: values that the hook sets for these headers are discarded.
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

    /// The operation's path template, with `{name}` for each value. The values are left out because
    /// they may be private.
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

    /// How long the call waits before the next attempt. `None` if this attempt was the last one,
    /// and in [`Hook::before_request`].
    pub fn retry_in(&self) -> Option<Duration> {
        self.retry_in
    }
}

/// Runs a hook before a request. Sensitive headers are removed for the hook unless it asks for
/// them.
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

/// The hooks of a client. `Debug` shows only how many there are.
#[derive(Default)]
pub(crate) struct Hooks(pub(crate) Vec<Box<dyn Hook>>);

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hooks", self.0.len())
    }
}
