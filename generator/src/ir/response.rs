//! Documented responses by status, with their headers and streams.

use serde::Serialize;

use super::{Docs, Example, Format, Link, TypeRef};
use crate::pointer::Pointer;

/// A documented response with a 2XX status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Success {
    /// The status.
    pub status: StatusRange,
    /// The type of the content, `None` if there is none.
    pub ty: Option<TypeRef>,
    /// How the content is serialized, `None` if there is none.
    pub format: Option<Format>,
    /// The value of `Content-Type`, empty if there is no content.
    pub media_type: String,
    /// The media types that the request asks for.
    #[serde(skip_serializing_if = "is_plain_json")]
    pub accept: Vec<String>,
    /// The stream that the server returns instead if it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamContent>,
    /// The described headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<ResponseHeader>,
    /// The operations that can follow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
}

/// A stream of values that a response can be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StreamContent {
    /// The type of a value.
    pub ty: TypeRef,
    /// How the values are serialized.
    pub format: Format,
    /// The media type that the request asks for.
    pub accept: String,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseHeader {
    /// The name.
    pub wire: String,
    /// The type of its value.
    pub ty: TypeRef,
    /// The description.
    pub docs: Docs,
}

/// A documented response with another status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// The status, `None` for all that are not documented (`default`).
    pub status: Option<StatusRange>,
    /// The type of the content, `None` if there is none.
    pub ty: Option<TypeRef>,
    /// The operations that can follow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
}

/// Whether a request asks for nothing or for `application/json`, as most do.
fn is_plain_json(accept: &[String]) -> bool {
    accept.is_empty() || accept == ["application/json"]
}

/// A status or a range of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum StatusRange {
    /// `404`.
    Code(u16),
    /// `4XX`, as `4`.
    Hundred(u16),
}

impl StatusRange {
    /// Whether all of its statuses are 2XX.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code / 100 == 2,
            Self::Hundred(first) => first == 2,
        }
    }
}

impl std::fmt::Display for StatusRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Hundred(first) => write!(f, "{first}XX"),
        }
    }
}
