//! Follows redirects if the caller enables them.
//!
//! Before a request is sent, a [`RedirectRequest`] keeps a copy that can be sent to another URL.
//! The API key and all other sensitive headers are removed if the redirect leads to another host.

use http::header::{HOST, LOCATION};
use http::uri::Scheme;
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, Uri};

use crate::runtime::call::reference::{origin, resolve};
use crate::runtime::transport::body::Body;

/// A copy of a request, to be sent to another URL.
pub(crate) struct RedirectRequest {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
}

impl RedirectRequest {
    /// A copy of the request. `None` if its body is a stream, which cannot be sent again.
    pub(crate) fn of(request: &mut Request<Body>) -> Option<Box<Self>> {
        request.body().as_bytes()?;
        Some(Box::new(Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            body: request.body_mut().clone_or_take(),
        }))
    }

    /// The request that the response redirects to. `None` if the response is not a redirect, or if
    /// following it would change the method. An error says why the redirect cannot be followed.
    pub(crate) fn follow(
        self: Box<Self>,
        response: &Response<Body>,
    ) -> Result<Option<Request<Body>>, &'static str> {
        let is_redirect = match response.status() {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            // For other methods, these statuses change the method to GET.
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
                [Method::GET, Method::HEAD].contains(&self.method)
            }
            _ => false,
        };
        let Some(location) = response.headers().get(LOCATION).filter(|_| is_redirect) else {
            return Ok(None);
        };
        let to = location
            .to_str()
            .ok()
            .and_then(|location| resolve(location, &self.uri))
            .ok_or("the `location` header is not a valid URL")?;
        if self.uri.scheme() == Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTPS) {
            return Err("it leads from https to another scheme");
        }
        if to.scheme() != Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTP) {
            return Err("its scheme is neither https nor http");
        }
        let mut headers = self.headers;
        if origin(&to).is_none_or(|to| origin(&self.uri) != Some(to)) {
            remove_secrets(&mut headers);
            headers.remove(HOST);
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = to;
        *request.headers_mut() = headers;
        Ok(Some(request))
    }
}

fn remove_secrets(headers: &mut HeaderMap) {
    let secret: Vec<HeaderName> = headers
        .iter()
        .filter(|(_, value)| value.is_sensitive())
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}
