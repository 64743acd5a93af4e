//! Operations: requests and their responses.

use serde::Serialize;
use serde_json::Value;

use super::{
    Alternatives, Body, Docs, Failure, Format, Paging, PropertyEncoding, RetryRule, Server,
    Success, TypeRef, WaiterRule,
};
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
