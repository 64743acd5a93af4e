//! Events that an API sends: how they are recognized, and their payloads.

use serde::Serialize;

use super::Tokens;

/// The events of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Events {
    /// The paths of `use` items.
    pub uses: Vec<Tokens>,
    /// How events are signed and wrapped.
    pub scheme: EventScheme,
    /// The properties of the envelope that are fields of an event.
    pub fields: Vec<EventField>,
    /// In the order of the document.
    pub kinds: Vec<EventKind>,
    /// The kinds whose types are patterns, in the order in which they are matched.
    pub patterns: Vec<EventPattern>,
    /// The examples of the document.
    pub examples: Vec<EventExample>,
    /// The file of the crate with the guide to receiving events, if there is one.
    pub guide: Option<String>,
    /// The variant that the docs use, if there is one whose type is not a pattern.
    pub example: Option<Tokens>,
}

/// How events are signed and wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventScheme {
    /// The sets of headers with a signature, in the order in which they are looked up.
    pub headers: Vec<SignatureHeaders>,
    /// The prefix of the Base64 of a secret, as a literal.
    pub secret_prefix: Tokens,
    /// The tolerance for timestamps in seconds, as a literal.
    pub tolerance: Tokens,
    /// An optional literal: the property with the id.
    pub id: Tokens,
    /// Literals: the properties with the type.
    pub types: Vec<Tokens>,
    /// An optional literal: the property with the date.
    pub date: Tokens,
    /// An optional literal: the property with the payload.
    pub payload: Tokens,
}

/// A set of headers with a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureHeaders {
    /// The constant with the set: `WEBHOOK_HEADERS`.
    pub constant: Tokens,
    /// A literal: the header with the id of the delivery.
    pub id: Tokens,
    /// A literal: the header with the time.
    pub timestamp: Tokens,
    /// A literal: the header with the signatures.
    pub signature: Tokens,
}

/// A field of an event with a property of the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventField {
    /// `generated_date`
    pub name: Tokens,
    /// The literal of the name of the property.
    pub wire: Tokens,
    /// The type of its value, which may be absent.
    pub ty: Tokens,
    /// A line of docs.
    pub docs: String,
    /// The expression of the optional value.
    pub value: Tokens,
    /// The expression of the value as an `Option<&str>` in a method of the event.
    pub string: Tokens,
}

/// A kind of event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventKind {
    /// `CompanyCreated`
    pub name: Tokens,
    /// `COMPANY_CREATED`
    pub constant: Tokens,
    /// The function that makes the type, if that is a pattern: `data_type_write_successful`.
    pub function: Tokens,
    /// The type as a literal.
    pub wire: Tokens,
    /// The type as inline code.
    pub code: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The Rust type of the payload.
    pub ty: Tokens,
    /// The expression that reads the payload.
    pub read: Tokens,
    /// The variable parts of the type, if that is a pattern.
    pub parts: Vec<EventPart>,
    /// The expression of the type, from the arguments of `function`.
    pub wire_of_parts: Tokens,
}

/// A variable part of the type of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventPart {
    /// The name of the field.
    pub name: Tokens,
    /// The name of the argument.
    pub argument: Tokens,
    /// The name of the variable with its text.
    pub binding: Tokens,
    /// The name in the document, as inline code.
    pub code: String,
    /// `models::DataType`
    pub ty: Tokens,
}

/// A kind of event whose type is a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventPattern {
    /// Literals: the texts around the parts.
    pub literals: Vec<Tokens>,
    /// The kind.
    pub kind: EventKind,
}

/// An example of the body of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventExample {
    /// The type of the event as a literal.
    pub name: Tokens,
    /// `COMPANY_CREATED`
    pub constant: Tokens,
    /// The type of the event as inline code.
    pub code: String,
    /// The name of the file without the extension: `company_created`.
    pub file: String,
    /// The pointer for the header.
    pub origin: String,
    /// Lines of JSON.
    pub json: String,
}
