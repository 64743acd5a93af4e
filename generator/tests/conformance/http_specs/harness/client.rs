//! Sends requests over HTTP/1.1, one on each connection.

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use crate::http1;

/// How long a message may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends a request and returns the response.
///
/// # Errors
///
/// If the server cannot be reached, or its response is not HTTP.
pub fn send(request: &Request<Vec<u8>>) -> io::Result<Response<Bytes>> {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let mut stream = TcpStream::connect(authority)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    let target = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut message = format!(
        "{} {target} HTTP/1.1\r\nhost: {authority}\r\n",
        request.method()
    );
    message += &format!(
        "content-length: {}\r\nconnection: close\r\n",
        request.body().len()
    );
    let mut message = message.into_bytes();
    for (name, value) in request.headers() {
        message.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    message.extend(b"\r\n");
    message.extend(request.body());
    stream.write_all(&message)?;
    let response = http1::read(stream, true)?;
    let status = response.start.split(' ').nth(1).unwrap_or_default();
    let mut built = Response::builder().status(status);
    for (name, value) in &response.headers {
        built = built.header(name, value);
    }
    built.body(response.body.into()).map_err(io::Error::other)
}
