//! One call of one operation, while it is put together.
//!
//! Values are only gathered here; what is wrong with them is gathered too, and reported when the call is sent.

use std::fmt;
use std::ops::{Deref, DerefMut};

use http::{HeaderName, HeaderValue};

use super::api::Operation;
use super::body::Body;
use super::client::Client;
use super::headers::Headers;
use super::options::CallOptions;
use super::transport::BoxError;

/// A call that is not sent yet. It owns all it needs, so it can move to another task.
// One pointer wide, since it moves through every step of its making and every future of its sending.
pub struct Call(Box<Parts>);

/// What a call is made of.
pub struct Parts {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: Headers,
    pub(super) content: Option<(HeaderValue, Body)>,
    pub(super) idempotency: Option<Idempotency>,
    pub(super) options: CallOptions,
    pub(super) problems: Vec<String>,
    pub(super) cause: Option<BoxError>,
}

/// That an operation takes an idempotency key.
#[derive(Clone)]
pub(super) struct Idempotency {
    /// The header for it.
    pub(super) name: HeaderName,
    /// What is sent if the options have none. `None` where none can be made.
    pub(super) key: Option<HeaderValue>,
}

impl Call {
    /// A call of an operation, without any values yet.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self::of(Parts {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Headers::default(),
            content: None,
            idempotency: None,
            options: CallOptions::default(),
            problems: Vec::new(),
            cause: None,
        })
    }

    pub(super) fn of(parts: Parts) -> Self {
        Self(Box::new(parts))
    }

    /// Sets options. Those that were set before and are not set now stay.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.options.merge(options);
        self
    }
}

impl Deref for Call {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Call {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secret, so none is shown.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("body", &self.content.as_ref().map(|(_, body)| body))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
