//! From a call to the request that is sent.
//!
//! Everything is checked here, and all that is wrong is reported in one error, before anything is sent. Each attempt of a
//! call has a request of its own, so building one changes nothing but a body that is a stream, which is used up.

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};

use crate::runtime::auth::api_key::EncodedKey;
use crate::runtime::call::Call;
use crate::runtime::call::headers::replace_all;
use crate::runtime::call::url;
use crate::runtime::client::Client;
use crate::runtime::error::{Error, Kind};
use crate::runtime::transport::body::Body;

/// Room for the headers that most requests have, those of the transport included.
const HEADERS: usize = 6;
/// The same of requests with a body.
const HEADERS_WITH_BODY: usize = 12;

impl Call {
    /// The request, but for the key. Of headers with one name, the later wins: the SDK's, the client's, the key, the
    /// call's parameters, the call's options.
    pub(crate) fn request(&mut self, accept: &'static str) -> Result<Request<Body>, Error> {
        let mut problems = self.problems.clone();
        problems.extend_from_slice(&self.headers.problems);
        problems.extend_from_slice(&self.options.headers.problems);
        self.check_required_parameters(&mut problems);
        self.check_idempotency_key(&mut problems);
        let uri = self.uri(&mut problems);
        match uri {
            Some(uri) if problems.is_empty() => {
                let (kind, body) = match &mut self.content {
                    Some((kind, body)) => (Some(kind.clone()), body.clone_or_take()),
                    None => (None, Body::empty()),
                };
                let mut request = Request::new(body);
                *request.method_mut() = self.operation.method.clone();
                *request.uri_mut() = uri;
                *request.headers_mut() = self.all_headers(accept, kind);
                Ok(request)
            }
            _ => Err(Error::new(Kind::InvalidRequest(problems))
                .with_operation(self.operation.id)
                .with_source(self.cause.take())),
        }
    }

    /// Sets the key's header, unless the caller has set it to something else.
    pub(crate) fn insert_key(&self, key: &EncodedKey, headers: &mut HeaderMap) {
        let is_set = self.headers.map.contains_key(&key.name)
            || self.options.headers.map.contains_key(&key.name);
        if !is_set {
            headers.insert(key.name.clone(), key.value.clone());
        }
        // A key that came by way of the options is as secret as the client's.
        if let Some(value) = headers.get_mut(&key.name) {
            value.set_sensitive(true);
        }
    }

    /// Whether the same request can be sent again: its body is not a stream.
    pub(crate) fn has_replayable_body(&self) -> bool {
        self.content
            .as_ref()
            .is_none_or(|(_, body)| body.as_bytes().is_some())
    }

    fn check_required_parameters(&self, problems: &mut Vec<String>) {
        let is_set = |name: &str| {
            self.query.iter().any(|(known, _)| *known == name)
                || self.options.query.iter().any(|(known, _)| known == name)
                || self.headers.map.contains_key(name)
                || self.options.headers.map.contains_key(name)
        };
        for name in self.operation.required.iter().filter(|name| !is_set(name)) {
            problems.push(format!("the parameter `{name}` is required and missing"));
        }
    }

    fn uri(&self, problems: &mut Vec<String>) -> Option<Uri> {
        let base = self
            .options
            .base_url
            .as_ref()
            .unwrap_or(&self.client.inner.base_url);
        let mut text = base.start();
        url::push_path(&mut text, self.operation.path, &self.path, problems);
        let own = self
            .query
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let more = self.options.query.iter();
        let more = more.map(|(name, value)| (name.as_str(), value.as_str()));
        url::push_query(&mut text, own.chain(more));
        let uri = Uri::try_from(text).ok();
        if uri.is_none() && problems.is_empty() {
            problems.push("the URL is too long, or is not one".to_owned());
        }
        uri
    }

    /// A key that could not be told from others, or one too many.
    fn check_idempotency_key(&self, problems: &mut Vec<String>) {
        let Some(idempotency) = &self.idempotency else {
            if self.options.idempotency_key.is_some() {
                problems.push("the operation takes no idempotency key".to_owned());
            }
            return;
        };
        let name = &idempotency.name;
        let maps = [
            &self.client.inner.headers,
            &self.headers.map,
            &self.options.headers.map,
        ];
        if maps.iter().any(|map| map.contains_key(name)) {
            problems.push(format!(
                "the header `{name}` belongs to each call: set it with `CallOptions::idempotency_key`"
            ));
        }
    }

    fn all_headers(&self, accept: &'static str, content_type: Option<HeaderValue>) -> HeaderMap {
        let Client { inner } = &self.client;
        let room = if content_type.is_some() {
            HEADERS_WITH_BODY
        } else {
            HEADERS
        };
        let mut headers = HeaderMap::with_capacity(room);
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(USER_AGENT, inner.user_agent.clone());
        replace_all(&mut headers, &inner.headers);
        if let Some(value) = content_type {
            headers.insert(CONTENT_TYPE, value);
        }
        if let Some((name, key)) = self.idempotency_key() {
            headers.insert(name.clone(), key.clone());
        }
        replace_all(&mut headers, &self.headers.map);
        replace_all(&mut headers, &self.options.headers.map);
        headers
    }

    /// The header with the idempotency key, if one is sent.
    pub(crate) fn idempotency_key(&self) -> Option<(&HeaderName, &HeaderValue)> {
        let idempotency = self.idempotency.as_ref()?;
        let key = self
            .options
            .idempotency_key
            .as_ref()
            .or(idempotency.key.as_ref())?;
        Some((&idempotency.name, key))
    }
}
