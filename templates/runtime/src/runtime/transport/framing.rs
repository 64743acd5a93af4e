//! Framing of request bodies, for transports that send them with hyper.

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method, Request};
use http_body::Body as _;

use crate::runtime::transport::body::Body;

/// Sets `transfer-encoding: chunked` for a streamed body of `GET` or `HEAD` whose length is unknown.
/// hyper omits such a body otherwise. It removes the header if the connection is HTTP/2.
pub(crate) fn set_transfer_encoding(request: &mut Request<Body>) {
    let usually_has_none = matches!(*request.method(), Method::GET | Method::HEAD);
    let body = request.body();
    let is_unknown = !body.is_end_stream() && body.size_hint().exact().is_none();
    let headers = request.headers_mut();
    if usually_has_none && is_unknown && !headers.contains_key(CONTENT_LENGTH) {
        headers
            .entry(TRANSFER_ENCODING)
            .or_insert(HeaderValue::from_static("chunked"));
    }
}
