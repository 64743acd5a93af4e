//! A call of an operation, before it is sent.
//!
//! Setters collect values and record invalid ones. All problems are reported when the call is sent.

pub(crate) mod accept;
pub(crate) mod call_macro;
pub(crate) mod clone;
pub(crate) mod headers;
pub(crate) mod idempotency;
pub(crate) mod options;
pub(crate) mod params;
pub(crate) mod raw_json;
pub(crate) mod reference;
pub(crate) mod request;
pub(crate) mod request_body;
pub(crate) mod sent;
pub(crate) mod server;
pub(crate) mod server_list;
pub(crate) mod url;

use std::fmt;
use std::ops::{Deref, DerefMut};

use http::{HeaderName, HeaderValue, Uri};

use crate::runtime::api::Operation;
use crate::runtime::call::headers::Headers;
use crate::runtime::call::options::CallOptions;
use crate::runtime::client::Client;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// A call that is not sent yet. It owns its data, so it can move to another task.
// Boxed, because it is moved by every setter and into every future that sends it.
pub struct Call(Box<Parts>);

/// The data of a call.
pub struct Parts {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// The encoded values by name.
    pub(crate) path: Vec<(&'static str, String)>,
    /// The parameters by name, each as encoded pairs: `name=value`.
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) headers: Headers,
    pub(crate) content: Option<(HeaderValue, Body)>,
    pub(crate) idempotency: Option<Idempotency>,
    pub(crate) options: CallOptions,
    /// Replaces the URL of the operation.
    pub(crate) url: Option<Uri>,
    pub(crate) problems: Vec<String>,
    pub(crate) cause: Option<BoxError>,
}

/// The idempotency key of an operation that accepts one.
#[derive(Clone)]
pub(crate) struct Idempotency {
    /// The header that carries the key.
    pub(crate) name: HeaderName,
    /// The generated key, used if the options have none. `None` if no key can be generated.
    pub(crate) key: Option<HeaderValue>,
}

impl Call {
    /// Creates a call of an operation, without any values.
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
            url: None,
            problems: Vec::new(),
            cause: None,
        })
    }

    pub(crate) fn of(parts: Parts) -> Self {
        Self(Box::new(parts))
    }

    /// Sets options. Options that were set before and are not set in these remain.
    pub fn with(mut self, options: CallOptions) -> Self {
        let options = crate::runtime::client::server::resolved(options, &self.client);
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
        // Values may be secret.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("body", &self.content.as_ref().map(|(_, body)| body))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
