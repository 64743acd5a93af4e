//! Operations: requests and their responses.

use serde::Serialize;
use serde_json::Value;

use super::{Alternatives, Docs, Link, Paging, RetryRule, Server, TypeRef, WaiterRule};
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
    /// The servers of this operation, if they are not those of the API.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// Path parameters in path order, then the others in document order.
    pub params: Vec<Param>,
    /// The required parameters that an overlay puts first in its method, after those of the path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
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
    /// What it requires for authentication, in place of the default of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Alternatives>,
    /// Why it is deprecated, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// The summary and description.
    pub docs: Docs,
    /// Its location.
    pub at: Pointer,
}

impl Operation {
    /// The type and format of all success responses with content. `None` if there are none or if
    /// they differ.
    #[must_use]
    pub fn success_content(&self) -> Option<(&TypeRef, Option<Format>)> {
        let contents = || self.success.iter().filter_map(content);
        let first = contents().next()?;
        contents().all(|other| other == first).then_some(first)
    }

    /// Whether success responses with content differ in type or format.
    #[must_use]
    pub fn has_success_variants(&self) -> bool {
        self.success_content().is_none() && self.success.iter().any(|one| one.ty.is_some())
    }
}

fn content(success: &Success) -> Option<(&TypeRef, Option<Format>)> {
    Some((success.ty.as_ref()?, success.format))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Location {
    /// The path template.
    Path,
    /// The query.
    Query,
    /// The whole query.
    #[serde(rename = "querystring")]
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a,b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a,b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name[property]=value`
    DeepObject,
    /// A form: `property=value&property=value`
    Urlencoded,
    /// A cookie whose value is not escaped.
    Cookie,
    /// JSON.
    Json,
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
    /// How the value is written.
    pub style: Style,
    /// Whether items and properties are written on their own.
    pub explode: bool,
    /// Whether reserved characters are not escaped.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_reserved: bool,
    /// How the properties of a form that is the whole query are written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub encodings: Vec<PropertyEncoding>,
    /// The default that the server uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// An example of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The named examples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
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
    /// The value of `Content-Type`. A range, such as `image/*`, if it has no default.
    pub media_type: String,
    /// Whether callers can choose another media type.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_media_type_choice: bool,
    /// How the properties of a form are written, if the document says more than their schemas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub encodings: Vec<PropertyEncoding>,
    /// How parts are written whose position says what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positions: Option<PartPositions>,
    /// The objects among the parts that the caller adds to a multipart body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_types: Vec<TypeRef>,
    /// The description.
    pub docs: Docs,
    /// Examples of the content.
    pub examples: Vec<Example>,
    /// Its location.
    pub at: Pointer,
}

/// The encodings of the parts of a multipart body by position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartPositions {
    /// Those of the first parts.
    pub prefix: Vec<PropertyEncoding>,
    /// That of all other parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<PropertyEncoding>,
}

/// How a property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PropertyEncoding {
    /// The wire name of the property.
    pub wire: String,
    /// How arrays and objects are written, `None` for the default of their type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<PropertyStyle>,
    /// Whether reserved characters are kept.
    pub allow_reserved: bool,
    /// The media type of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The headers of the property's parts that have only one value, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
}

/// How an array or object is written in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PropertyStyle {
    /// A pair for each item, or for each property of the object with its own name.
    Exploded,
    /// One value with this character between the items.
    Delimited(char),
    /// `name[property]=value`.
    Deep,
}

/// How the content of a body is serialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and other multipart types.
    Multipart,
    /// Server-sent events with data of the type, which is JSON unless it is a string.
    Events,
    /// Server-sent events whose fields are properties of the type.
    WholeEvents,
    /// JSON values of the type in lines.
    JsonLines,
    /// A sequence of JSON texts of the type.
    JsonSequence,
    /// Text that is sent and returned as it is.
    Text,
    /// Bytes that are sent and returned as they are.
    Bytes,
}

impl Format {
    /// Whether the content is a stream of values.
    #[must_use]
    pub fn is_stream(self) -> bool {
        matches!(
            self,
            Self::Events | Self::WholeEvents | Self::JsonLines | Self::JsonSequence
        )
    }
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
