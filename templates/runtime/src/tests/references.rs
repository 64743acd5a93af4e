//! References in responses, resolved as in RFC 3986, section 5.4. Redirects show the results.

use std::sync::{Arc, Mutex};

use http::{HeaderValue, Request, Response, StatusCode};

use crate::tests::custom_transport::{block_on, offline};
use crate::tests::support::{Page, builder};
use crate::{Body, BoxFuture, Call, Error, Operation, Transport, TransportError};

static OWN: Operation = Operation::get("own", "/c/d;p?q");

/// Redirects the first request to a location. Records URLs, and whether the key was sent.
struct Redirecting {
    location: &'static str,
    requests: Arc<Mutex<Vec<(String, bool)>>>,
}

impl Transport for Redirecting {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut requests = self.requests.lock().unwrap();
        let has_key = request.headers().contains_key("authorization");
        requests.push((request.uri().to_string(), has_key));
        let mut response = Response::new(Body::from(r#"{"results":[]}"#));
        if requests.len() == 1 {
            *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
            let location = HeaderValue::from_static(self.location);
            response.headers_mut().insert("location", location);
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// The URL of the second request, and whether the key was sent with it.
fn redirected(location: &'static str) -> Result<(String, bool), Error> {
    let requests = Arc::default();
    let transport = Redirecting {
        location,
        requests: Arc::clone(&requests),
    };
    let client = offline(builder())
        .base_url("https://a/b")
        .follow_redirects(1)
        .transport(transport)
        .build()
        .unwrap();
    block_on(Call::new(&client, &OWN).json_response::<Page>())?;
    let mut requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0], ("https://a/b/c/d;p?q".to_owned(), true));
    Ok(requests.remove(1))
}

#[test]
fn a_reference_is_resolved_against_the_url_of_the_request() {
    for (location, url) in [
        ("g", "https://a/b/c/g"),
        ("./g", "https://a/b/c/g"),
        ("g/", "https://a/b/c/g/"),
        ("/g", "https://a/g"),
        ("//g", "https://g/"),
        ("?y", "https://a/b/c/d;p?y"),
        ("g?y", "https://a/b/c/g?y"),
        ("#s", "https://a/b/c/d;p?q"),
        ("g#s", "https://a/b/c/g"),
        ("g?y#s", "https://a/b/c/g?y"),
        (";x", "https://a/b/c/;x"),
        ("g;x=1/./y", "https://a/b/c/g;x=1/y"),
        ("", "https://a/b/c/d;p?q"),
        (".", "https://a/b/c/"),
        ("./", "https://a/b/c/"),
        ("..", "https://a/b/"),
        ("../g", "https://a/b/g"),
        ("../..", "https://a/"),
        ("../../g", "https://a/g"),
        ("../../../g", "https://a/g"),
        ("/./g", "https://a/g"),
        ("/../g", "https://a/g"),
        ("g.", "https://a/b/c/g."),
        ("..g", "https://a/b/c/..g"),
        ("./g/.", "https://a/b/c/g/"),
        ("g/../h", "https://a/b/c/h"),
        ("g?y/../x", "https://a/b/c/g?y/../x"),
        ("g?http://x", "https://a/b/c/g?http://x"),
        ("https://h/x/../y?z#s", "https://h/y?z"),
        ("https://h?z", "https://h/?z"),
        ("https://h:8443", "https://h:8443/"),
    ] {
        assert_eq!(redirected(location).unwrap().0, url, "{location}");
    }
}

#[test]
fn a_reference_without_a_host_or_with_invalid_characters_is_an_error() {
    for location in [
        "g:h",
        "https:",
        "https://",
        "https:///x",
        "https:x",
        "a b",
        "//",
    ] {
        let error = redirected(location).unwrap_err().to_string();
        assert!(error.ends_with("is not a valid URL"), "{location}: {error}");
    }
}

#[test]
fn the_key_is_sent_again_only_to_the_same_origin() {
    for (location, has_key) in [
        ("/x", true),
        ("HTTPS://A:443/x", true),
        ("https://a:444/x", false),
        ("https://b/x", false),
        ("https://user@a/x", false),
    ] {
        assert_eq!(redirected(location).unwrap().1, has_key, "{location}");
    }
}
