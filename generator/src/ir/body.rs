//! Request bodies: their media types, and how their properties and values are encoded.

use serde::Serialize;

use super::{Docs, Example, TypeRef};
use crate::pointer::Pointer;

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
