//! Builds the request of a call.
//!
//! All values are validated here, and all problems are reported in one error before anything is
//! sent. Each attempt builds its own request, so building one leaves the call unchanged, except
//! that a streaming body is consumed.

use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};

use crate::runtime::auth::credential::CredentialSource;
use crate::runtime::call::Call;
use crate::runtime::call::headers::replace_all;
use crate::runtime::call::url;
use crate::runtime::client::Client;
use crate::runtime::error::{Error, Kind};
#[cfg(feature = "test-util")]
use crate::runtime::test_util::mock_transport::OperationId;
use crate::runtime::transport::body::Body;

/// Capacity for the headers of most requests, including those of the transport.
const HEADERS: usize = 6;
/// The same for requests with a body.
const HEADERS_WITH_BODY: usize = 12;

impl Call {
    /// Builds the request without credentials. For headers of the same name, the last of these
    /// wins: the SDK's, the client's, credentials, the call's parameters, the call's options.
    pub(crate) fn request(&mut self, accept: &'static str) -> Result<Request<Body>, Error> {
        let mut problems = self.problems.clone();
        problems.extend_from_slice(&self.headers.problems);
        problems.extend_from_slice(&self.options.headers.problems);
        self.check_idempotency_key(&mut problems);
        problems.extend(self.schemes().err());
        problems.extend(crate::runtime::client::server::problem(self));
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
                #[cfg(feature = "test-util")]
                request
                    .extensions_mut()
                    .insert(OperationId(self.operation.id));
                Ok(request)
            }
            _ => Err(Error::new(Kind::InvalidRequest(problems))
                .with_operation(self.operation.id)
                .with_source(self.cause.take())),
        }
    }

    /// The security schemes whose credentials authenticate the request. An error names those that
    /// are missing, unless the call itself has a header with a credential.
    pub(crate) fn schemes(&self) -> Result<&'static [&'static str], String> {
        let Some(auth) = self.client.inner.api.auth else {
            return Ok(&[]);
        };
        let credentials = &self.client.inner.credentials;
        let schemes = auth.schemes(self.operation.id, &|scheme| credentials.has(scheme));
        let mut own = self
            .headers
            .map
            .keys()
            .chain(self.options.headers.map.keys());
        match schemes {
            Err(_) if own.any(|name| auth.carries(name)) => Ok(&[]),
            schemes => schemes,
        }
    }

    /// Adds the credentials that are the same for all requests.
    pub(crate) fn apply_fixed(&self, request: &mut Request<Body>) -> Result<(), &'static str> {
        let Client { inner } = &self.client;
        for scheme in self.schemes().unwrap_or_default() {
            let source = inner.credentials.get(scheme);
            if let Some(credential) = source.and_then(CredentialSource::fixed) {
                credential.apply(self, request)?;
            }
        }
        Ok(())
    }

    /// Whether the request can be sent more than once: its body is not a stream.
    pub(crate) fn has_replayable_body(&self) -> bool {
        self.content
            .as_ref()
            .is_none_or(|(_, body)| body.as_bytes().is_some())
    }

    fn uri(&self, problems: &mut Vec<String>) -> Option<Uri> {
        if let Some(url) = &self.url {
            return Some(url.clone());
        }
        let base = self
            .options
            .base_url
            .as_ref()
            .unwrap_or(&self.client.inner.base_url);
        let mut text = base.start();
        url::push_path(&mut text, self.operation.path, &self.path, problems);
        let params = self.query.iter().map(|(_, pair)| pair);
        let pairs = params.chain(&self.options.query).map(String::as_str);
        url::push_query(&mut text, pairs);
        let uri = Uri::try_from(text).ok();
        if uri.is_none() && problems.is_empty() {
            problems.push("the URL is too long or invalid".to_owned());
        }
        uri
    }

    /// Reports a key for an operation that accepts none, and a key that is set as a plain header.
    fn check_idempotency_key(&self, problems: &mut Vec<String>) {
        let Some(idempotency) = &self.idempotency else {
            if self.options.idempotency_key.is_some() {
                problems.push("the operation does not accept an idempotency key".to_owned());
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
                "the header `{name}` is set for each call: use `CallOptions::idempotency_key`"
            ));
        }
    }

    fn all_headers(&self, accept: &'static str, content_type: Option<HeaderValue>) -> HeaderMap {
        let Client { inner } = &self.client;
        let capacity = if content_type.is_some() {
            HEADERS_WITH_BODY
        } else {
            HEADERS
        };
        let mut headers = HeaderMap::with_capacity(capacity);
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
        if let Some(auth) = inner.api.auth {
            // A credential from the options is as secret as the client's.
            for (name, value) in &mut headers {
                if auth.carries(name) {
                    value.set_sensitive(true);
                }
            }
        }
        headers
    }

    /// The header that carries the idempotency key, and the key, if one is sent.
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
