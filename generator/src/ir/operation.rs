//! Operations: what is sent and what may come back.

use serde::Serialize;
use serde_json::Value;

use super::{Docs, Paging, RetryRule, TypeRef};
use crate::pointer::Pointer;

/// One method of one path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// `operationId`, or method and path where there is none.
    pub id: String,
    /// What the method is called in its resource, in the document's spelling.
    pub name: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Upper case.
    pub method: String,
    /// The template, with `{name}` for each path parameter.
    pub path: String,
    /// Path parameters in path order, then the others in the document's.
    pub params: Vec<Param>,
    /// What is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Answers with a 2XX status.
    pub success: Vec<Success>,
    /// Other documented answers.
    pub failures: Vec<Failure>,
    /// How to walk through its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// The header for an idempotency key, where it takes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<String>,
    /// When and how to try it again, where that is said of it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<RetryRule>,
    /// That it should not be used any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// Summary and description.
    pub docs: Docs,
    /// Where it stands.
    pub at: Pointer,
}

/// Why not to use something, and what to use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deprecation {
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What replaces it: the `operationId` of another operation, the name of another member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Location {
    /// Into the path template.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
}

/// How a list is written in a query or header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// One value, or the name again for each item.
    Exploded,
    /// One value, the items parted by this.
    Delimited(char),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Param {
    /// The name on the wire.
    pub wire: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Where it goes.
    pub location: Location,
    /// Of its value.
    pub ty: TypeRef,
    /// Whether a request without it is refused.
    pub required: bool,
    /// How lists are written.
    pub style: Style,
    /// What the server takes where it is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// A value that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// That it should not be used any more.
    pub deprecated: bool,
    /// Description.
    pub docs: Docs,
    /// Where it stands.
    pub at: Pointer,
}

/// What an operation takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Of the content.
    pub ty: TypeRef,
    /// Whether a request without it is refused.
    pub required: bool,
    /// How it is serialized.
    pub format: Format,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// Description.
    pub docs: Docs,
    /// Requests as they may be.
    pub examples: Vec<Example>,
    /// Where it stands.
    pub at: Pointer,
}

/// How the content of a body is serialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// JSON.
    Json,
    /// Text that is sent and returned as it is.
    Text,
    /// Bytes that are sent and returned as they are.
    Bytes,
}

/// A documented answer with a 2XX status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Success {
    /// Which.
    pub status: StatusRange,
    /// Of the content, `None` where there is none.
    pub ty: Option<TypeRef>,
    /// How the content is serialized, `None` if there is none.
    pub format: Option<Format>,
    /// The value of `Content-Type`, empty if there is no content.
    pub media_type: String,
    /// Description.
    pub docs: Docs,
    /// Answers as they may be.
    pub examples: Vec<Example>,
    /// Where it stands.
    pub at: Pointer,
}

/// A documented answer with another status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// Which, `None` for all that are not documented.
    pub status: Option<StatusRange>,
    /// Of the content.
    pub ty: Option<TypeRef>,
    /// Description.
    pub docs: Docs,
    /// Answers as they may be.
    pub examples: Vec<Example>,
    /// Where it stands.
    pub at: Pointer,
}

/// A status, or a hundred of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum StatusRange {
    /// `404`.
    Code(u16),
    /// `4XX`, as `4`.
    Hundred(u16),
}

impl StatusRange {
    /// Whether it speaks of 2XX statuses.
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

/// A named example.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// The document's name for it, empty where it has none.
    pub name: String,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The content.
    pub value: Value,
}
