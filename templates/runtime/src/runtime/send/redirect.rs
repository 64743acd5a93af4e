//! Redirects, where the caller wants them followed.
//!
//! Before a request is sent, a [`RedirectRequest`] keeps what it takes to send it to another place. To another host go no key and
//! no other header that is marked as sensitive.

use http::header::{HOST, LOCATION};
use http::uri::Scheme;
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, Uri};
use iri_string::types::{UriAbsoluteStr, UriReferenceStr};

use crate::runtime::transport::body::Body;

/// A request as it was sent, to be sent again elsewhere.
pub(crate) struct RedirectRequest {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
}

impl RedirectRequest {
    /// A copy of the request. `None` where its body is a stream, which can't be sent again.
    pub(crate) fn of(request: &mut Request<Body>) -> Option<Box<Self>> {
        request.body().as_bytes()?;
        Some(Box::new(Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            body: request.body_mut().clone_or_take(),
        }))
    }

    /// The request that the answer asks for. `None` where it asks for none, or for one with another method. An error
    /// says why a place is not gone to.
    pub(crate) fn follow(
        self: Box<Self>,
        response: &Response<Body>,
    ) -> Result<Option<Request<Body>>, &'static str> {
        let asks = match response.status() {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            // These turn other methods into GET, which is another call.
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
                [Method::GET, Method::HEAD].contains(&self.method)
            }
            _ => false,
        };
        let Some(location) = response.headers().get(LOCATION).filter(|_| asks) else {
            return Ok(None);
        };
        let to = location
            .to_str()
            .ok()
            .and_then(|location| resolve(location, &self.uri))
            .ok_or("its location is no URL")?;
        if self.uri.scheme() == Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTPS) {
            return Err("it leads from https to another scheme");
        }
        if to.scheme() != Some(&Scheme::HTTPS) && to.scheme() != Some(&Scheme::HTTP) {
            return Err("it leads to neither https nor http");
        }
        let mut headers = self.headers;
        if origin(&to) != origin(&self.uri) {
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

/// The location as a whole URL, without its fragment.
fn resolve(location: &str, base: &Uri) -> Option<Uri> {
    let base = base.to_string();
    let base = UriAbsoluteStr::new(&base).ok()?;
    let location = UriReferenceStr::new(location).ok()?;
    let resolved = location.resolve_against(base).to_string();
    let whole = resolved
        .split_once('#')
        .map_or(resolved.as_str(), |(url, _)| url);
    whole
        .parse::<Uri>()
        .ok()
        .filter(|uri| uri.authority().is_some())
}

/// Scheme, host and port.
fn origin(uri: &Uri) -> (Option<String>, Option<String>, Option<u16>) {
    let usual = match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    };
    (
        uri.scheme_str().map(str::to_ascii_lowercase),
        uri.host().map(str::to_ascii_lowercase),
        uri.port_u16().or(usual),
    )
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
