//! Events: what tells them apart, and what is in them.

use serde::Serialize;

/// What receives the events of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Events {
    /// Paths of `use` items.
    pub uses: Vec<String>,
    /// How events are signed and wrapped.
    pub scheme: EventScheme,
    /// Members of the envelope that an event has as fields.
    pub members: Vec<EventMember>,
    /// In the document's order.
    pub kinds: Vec<EventKind>,
    /// Those whose names are templates, in the order in which they are tried.
    pub templates: Vec<EventTemplate>,
    /// Ready bodies, of the events that the document has an example of.
    pub examples: Vec<EventExample>,
    /// The file of the crate that tells how to receive events, if there is one.
    pub guide: Option<String>,
    /// The variant that the docs show, if there is one of a name that is no template.
    pub example: Option<String>,
}

/// How events are signed and wrapped, in Rust literals and expressions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventScheme {
    /// The set to look for first, then those to fall back on.
    pub headers: Vec<SignatureHeaders>,
    /// Before the Base64 of a secret.
    pub secret_prefix: String,
    /// In seconds.
    pub tolerance: String,
    /// Member with the id, if there is one.
    pub id: String,
    /// Members with the type, with commas between them.
    pub types: String,
    /// Member with the date, if there is one.
    pub date: String,
    /// Member with the payload, if there is one.
    pub payload: String,
}

/// Names of headers, as Rust literals, and of the constant that holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureHeaders {
    /// `WEBHOOK_HEADERS`.
    pub constant: String,
    /// With the delivery's id.
    pub id: String,
    /// With the time.
    pub timestamp: String,
    /// With the signatures.
    pub signature: String,
}

/// A member of the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventMember {
    /// `generated_date`.
    pub name: String,
    /// Rust literal of its name on the wire.
    pub wire: String,
    /// Of its value, which may be absent.
    pub ty: String,
    /// A line of docs.
    pub docs: String,
    /// Rust expression of its value.
    pub value: String,
    /// Rust expression of its value as an `Option<&str>` in a method of the event.
    pub string: String,
}

/// A kind of event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventKind {
    /// `CompanyCreated`.
    pub name: String,
    /// `COMPANY_CREATED`.
    pub constant: String,
    /// What makes the type, where it is a template: `data_type_write_successful`.
    pub function: String,
    /// Rust literal of the name on the wire.
    pub wire: String,
    /// The name as it may stand between backticks.
    pub code: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Of what it is about.
    pub ty: String,
    /// Rust expression that reads that.
    pub read: String,
    /// What differs in the name from event to event.
    pub parts: Vec<EventPart>,
    /// Rust expressions of the pieces of its type, where it is a template.
    pub pieces: Vec<String>,
}

/// A part of a name that differs from event to event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventPart {
    /// Of the field.
    pub name: String,
    /// Of the argument.
    pub argument: String,
    /// Of the variable that holds its text.
    pub binding: String,
    /// What the document calls it, as it may stand between backticks.
    pub code: String,
    /// `models::DataType`.
    pub ty: String,
}

/// A kind of event whose name is a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventTemplate {
    /// Rust literals of what stands around the parts, with commas between them.
    pub literals: String,
    /// Rust patterns of the parts, with commas between them.
    pub bindings: String,
    /// The event.
    pub kind: EventKind,
}

/// A body as the document shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventExample {
    /// Rust literal of the event's name.
    pub name: String,
    /// `COMPANY_CREATED`.
    pub constant: String,
    /// The event's name as it may stand between backticks.
    pub docs: String,
    /// The name of its file without the ending: `company_created`.
    pub file: String,
    /// Pointer for the header.
    pub origin: String,
    /// Lines of JSON.
    pub json: String,
}
