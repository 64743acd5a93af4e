//! One part of a multipart body.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use crate::runtime::call::headers::printable;
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;
use crate::runtime::transport::body::Body;

/// A part of a multipart body: a file, or another value.
///
/// A clone of a part with a stream has the same stream, which can be sent only once.
#[derive(Clone)]
#[must_use]
pub struct Part {
    content: Content,
    file_name: Option<String>,
    /// Whether the name of the part is the file name if there is no other.
    is_file: bool,
    is_json: bool,
    headers: HeaderMap,
    problems: Vec<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Stream(Arc<Mutex<Option<Body>>>),
}

impl Part {
    /// A file with this content: bytes, text, or a [`Body::stream`].
    pub fn file(content: impl Into<Body>) -> Self {
        let body = content.into();
        let content = match body.as_bytes() {
            Some(bytes) => Content::Bytes(bytes.clone()),
            None => Content::Stream(Arc::new(Mutex::new(Some(body)))),
        };
        Self {
            content,
            file_name: None,
            is_file: true,
            is_json: false,
            headers: HeaderMap::new(),
            problems: Vec::new(),
        }
    }

    /// A value that is not a file, without a media type, which means plain text in UTF-8.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            is_file: false,
            ..Self::file(text.into())
        }
    }

    /// A JSON value, of the media type `application/json` unless the part has another one. A
    /// serialization error is reported when the call is sent.
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        let (text, problem) = match serde_json::to_string(value) {
            Ok(text) => (text, None),
            Err(error) => (
                String::new(),
                Some(format!("a part cannot be serialized as JSON: {error}")),
            ),
        };
        let mut part = Self::text(text);
        part.is_json = true;
        part.problems.extend(problem);
        part
    }

    /// Sets the file name.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. An invalid one is reported when the call is sent.
    pub fn content_type(self, media_type: impl AsRef<str>) -> Self {
        self.header(CONTENT_TYPE, media_type)
    }

    /// Sets a header of the part. An invalid one is reported when the call is sent.
    /// `Content-Disposition` is set by the SDK.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let name = HeaderName::from_bytes(name.as_ref().as_bytes());
        match (name, printable(value.as_ref())) {
            (Ok(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (Ok(name), None) => self.problems.push(format!(
                "the value of the part header `{name}` has a character that is not printable ASCII"
            )),
            (Err(_), _) => self
                .problems
                .push("the name of a part header is invalid".to_owned()),
        }
        self
    }

    /// Sets the media type and headers of an encoding.
    pub(super) fn encoded(mut self, encoding: &PropertyEncoding) -> Self {
        if let Some(content_type) = encoding.content_type {
            self = self.content_type(content_type);
        }
        for (name, value) in encoding.headers {
            self = self.header(name, value);
        }
        self
    }

    /// Sets the media type and headers of an encoding that the part does not have itself.
    pub(super) fn or_encoded(self, encoding: &PropertyEncoding) -> Self {
        let own = self.headers.clone();
        let mut part = self.encoded(encoding);
        for (name, value) in &own {
            part.headers.insert(name, value.clone());
        }
        part
    }

    /// The header lines, and the content. `None` if the content is a stream that was already sent.
    pub(super) fn into_sent(
        mut self,
        name: Option<&str>,
        problems: &mut Vec<String>,
    ) -> Option<(String, Body)> {
        problems.append(&mut self.problems);
        let mut lines = self.disposition(name);
        let default = match (self.is_json, self.is_file) {
            (true, _) => Some(HeaderValue::from_static("application/json")),
            (false, true) => Some(HeaderValue::from_static("application/octet-stream")),
            (false, false) => None,
        };
        let media_type = self.headers.remove(CONTENT_TYPE).or(default);
        let media_type = media_type.iter().map(|value| ("Content-Type", value));
        let others = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value));
        for (name, value) in media_type.chain(others) {
            let value = value.to_str().unwrap_or_default();
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = match self.content {
            Content::Bytes(bytes) => Some(bytes.into()),
            Content::Stream(stream) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                stream.take()
            }
        };
        if body.is_none() {
            let name = name.unwrap_or("without a name");
            problems.push(format!(
                "the part `{name}` is a stream that was already sent: create it again"
            ));
        }
        Some((lines, body?))
    }

    /// The line with the name of the part and of its file. Empty if there is neither.
    fn disposition(&self, name: Option<&str>) -> String {
        let default = name.filter(|_| self.is_file);
        let file_name = self.file_name.as_deref().or(default);
        let file_name = file_name.map(|name| format!("; filename=\"{}\"", quoted(name)));
        match (name, file_name) {
            (Some(name), file_name) => {
                let file_name = file_name.unwrap_or_default();
                let name = quoted(name);
                format!("Content-Disposition: form-data; name=\"{name}\"{file_name}\r\n")
            }
            (None, Some(file_name)) => format!("Content-Disposition: attachment{file_name}\r\n"),
            (None, None) => String::new(),
        }
    }
}

/// A name in quotes, with the escapes of the HTML Standard's multipart encoding.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// An empty file.
impl Default for Part {
    fn default() -> Self {
        Self::file(Body::empty())
    }
}

impl<T: Into<Body>> From<T> for Part {
    fn from(content: T) -> Self {
        Self::file(content)
    }
}

#[cfg(feature = "test-util")]
impl crate::runtime::Fixture for Part {
    fn fixture() -> Self {
        Self::default()
    }
}

/// Bytes are compared, and a stream equals only its own clones.
impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        let is_same_content = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Stream(one), Content::Stream(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        is_same_content
            && self.file_name == other.file_name
            && self.is_file == other.is_file
            && self.is_json == other.is_json
            && self.headers == other.headers
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut part = f.debug_struct("Part");
        match &self.content {
            Content::Bytes(bytes) => part.field("bytes", &bytes.len()),
            Content::Stream(_) => part.field("stream", &true),
        };
        part.field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}
