//! Operations: requests and their responses.

use serde::Serialize;
use serde_json::Value;

use super::{Docs, Paging, RetryRule, TypeRef, WaiterRule};
use crate::pointer::Pointer;

/// One method of one path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`, or method and path if there is none.
    pub id: String,
    /// The method name in its resource, in the document's spelling.
    pub name: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Another name of its method, in the document's spelling, which is deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template, with `{name}` for each path parameter.
    pub path: String,
    /// Path parameters in path order, then the others in document order.
    pub params: Vec<Param>,
    /// The request body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Responses with a 2XX status.
    pub success: Vec<Success>,
    /// Other documented responses.
    pub failures: Vec<Failure>,
    /// How to iterate its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// How to wait until the server has finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiter: Option<WaiterRule>,
    /// The header for an idempotency key, if the operation accepts one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<String>,
    /// The retry rule of this operation, which replaces that of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<RetryRule>,
    /// Why it is deprecated, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// The summary and description.
    pub docs: Docs,
    /// Its location.
    pub at: Pointer,
}

/// The details of a deprecation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deprecation {
    /// The reason, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The replacement: the `operationId` of another operation or the name of another property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

/// The location of a parameter in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Location {
    /// The path template.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// How an array is written in a query or header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// The name is repeated for each item; also for scalars.
    Exploded,
    /// One value with the items separated by this character.
    Delimited(char),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Param {
    /// The wire name.
    pub wire: String,
    /// The name that an overlay gives it, in place of one made from the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Where it is sent.
    pub location: Location,
    /// The type of its value.
    pub ty: TypeRef,
    /// Whether it is required.
    pub required: bool,
    /// How arrays are written.
    pub style: Style,
    /// The default that the server uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// An example of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The description.
    pub docs: Docs,
    /// Its location.
    pub at: Pointer,
}

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// The type of the content.
    pub ty: TypeRef,
    /// Whether it is required.
    pub required: bool,
    /// How it is serialized.
    pub format: Format,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
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
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
}

/// A documented response with another status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// The status, `None` for all that are not documented (`default`).
    pub status: Option<StatusRange>,
    /// The type of the content, `None` if there is none.
    pub ty: Option<TypeRef>,
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
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

/// An example.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// Its name, empty if it has none.
    pub name: String,
    /// The summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The content.
    pub value: Value,
    /// The location of the content.
    #[serde(skip)]
    pub at: Pointer,
}
