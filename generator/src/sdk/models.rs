//! Models: files of types, and what their pages show.

use serde::Serialize;

use super::Setter;

/// A named type and its inline children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelFile {
    /// `webhook_consumer`, raw where it must be.
    pub module: String,
    /// The file's name without `.rs`.
    pub file: String,
    /// Pointer for the header.
    pub origin: String,
    /// Names that `models` exports.
    pub exports: Vec<String>,
    /// Paths of `use` items.
    pub uses: Vec<String>,
    /// The type, then its children.
    pub models: Vec<Model>,
    /// The sections of its page, in the same order.
    pub page: Vec<ModelPage>,
}

/// What a model's section in the docs page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelPage {
    /// `WebhookConsumer`.
    pub name: String,
    /// Markdown lines.
    pub description: Vec<String>,
    /// How it is built or read, a sentence.
    pub usage: String,
    /// Titles of the table's columns, as Markdown.
    pub columns: Vec<String>,
    /// Rows of cells, as Markdown.
    pub rows: Vec<Vec<String>>,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum Model {
    /// An object.
    Struct(Struct),
    /// One of several texts.
    Enum(Enum),
    /// One of several types.
    Union(Union),
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Struct {
    /// `WebhookConsumer`.
    pub name: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// `Debug, Clone, PartialEq, Serialize, Deserialize`.
    pub derives: String,
    /// In the document's order.
    pub fields: Vec<Field>,
    /// Whether it is built by users: `new` and setters.
    pub is_built: bool,
    /// What sets the fields.
    pub setters: Vec<Setter>,
    /// Statements that report what is missing; none where nothing can be.
    pub missing: Vec<String>,
    /// The runtime's `Required`, as this file writes it.
    pub required_trait: String,
    /// The runtime's `Missing`, as this file writes it.
    pub missing_type: String,
    /// Where it is a page of an operation's answer.
    pub page: Option<PageImpl>,
}

/// What a page says of itself, as the runtime's `Page`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageImpl {
    /// The runtime's `Page`, as this file writes it.
    pub page_trait: String,
    /// Of an item.
    pub item: String,
    /// `Vec` and `Option`, as this file writes them.
    pub vec: String,
    /// See above.
    pub option: String,
    /// Field with the items.
    pub items: String,
    /// Expression of the page's number.
    pub number: String,
    /// Expression of the page's size.
    pub size: String,
    /// Expression of the number of all items.
    pub total: String,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// `event_types`, raw where it must be.
    pub name: String,
    /// `Vec<String>`.
    pub ty: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// What stands in each `#[serde(..)]`.
    pub serde: Vec<String>,
}

/// One of several texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enum {
    /// `DataType`.
    pub name: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// In the document's order.
    pub variants: Vec<EnumVariant>,
    /// The runtime's `UnknownValue`, as this file writes it.
    pub unknown_type: String,
    /// `String`, as this file writes it.
    pub string: String,
    /// `From`, as this file writes it.
    pub from: String,
    /// The runtime's `open_enum`, as this file writes it.
    pub open_enum: String,
}

/// A known text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumVariant {
    /// `BankAccounts`.
    pub name: String,
    /// Rust literal of the text on the wire.
    pub literal: String,
    /// Lines of docs.
    pub docs: Vec<String>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Union {
    /// `Payment`.
    pub name: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// In the document's order.
    pub variants: Vec<UnionVariant>,
    /// Rust literal of the member that tells which, where there is one.
    pub discriminator: Option<String>,
    /// Names of variants whose content may lack required members.
    pub missing: Vec<String>,
    /// The runtime's `Required` as this file writes it; empty where nothing can be missing.
    pub required_trait: String,
    /// The runtime's `Missing` as this file writes it.
    pub missing_type: String,
    /// Names from elsewhere as this file writes them.
    pub paths: UnionPaths,
}

/// Names that an implementation of serde's traits needs, as the file writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionPaths {
    /// `serde_json::Value`.
    pub value: String,
    /// The runtime's function that reads a part.
    pub part: String,
    /// `serde::Serialize`.
    pub serialize: String,
    /// `serde::Deserialize`.
    pub deserialize: String,
    /// `serde::Deserializer`.
    pub deserializer: String,
    /// `Result`.
    pub result: String,
    /// `Ok`.
    pub ok: String,
    /// `Some`.
    pub some: String,
}

/// A part of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionVariant {
    /// `Card`.
    pub name: String,
    /// Of its content.
    pub ty: String,
    /// Rust literals, with `|` between them, of the discriminator's values.
    pub tags: String,
    /// Rust literals, with commas between them, of the members without which it is another part.
    pub required: String,
    /// Lines of docs.
    pub docs: Vec<String>,
}
