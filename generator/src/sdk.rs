//! The SDK model: every Rust decision, made. Names, types, attributes, docs and file names are final texts.
//!
//! `plan` builds a [`Crate`] from the IR; templates place what is in it and decide nothing. A test of a decision
//! compares these structs, and survives every change of layout.

use serde::Serialize;

/// A whole crate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crate {
    /// What `Cargo.toml` says.
    pub manifest: Manifest,
    /// What the client is made of.
    pub client: Client,
    /// A file for each resource.
    pub resources: Vec<Resource>,
    /// A file for each named type.
    pub models: Vec<ModelFile>,
    /// Which of the runtime's modules the crate has.
    pub runtime: Vec<String>,
    /// Items of the crate's root that make the runtime's names public.
    pub exports: Vec<String>,
    /// Round trips of the document's examples.
    pub round_trips: Vec<RoundTrip>,
    /// What every type is called.
    pub names: Vec<TypeNamed>,
    /// Whether an operation comes a page at a time.
    pub has_paging: bool,
    /// Whether there are dates and times.
    pub has_date_times: bool,
}

/// A type's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeNamed {
    /// Where its schema stands.
    pub pointer: String,
    /// What it is called.
    pub name: String,
}

/// What `Cargo.toml` says, in TOML's own spelling where it is a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The package.
    pub name: String,
    /// As `use` has it.
    pub krate: String,
    /// The package's version.
    pub version: String,
    /// Oldest compiler.
    pub rust_version: String,
    /// TOML string of one line.
    pub description: String,
    /// The same as text.
    pub description_text: String,
    /// TOML array.
    pub keywords: String,
    /// TOML array.
    pub categories: String,
    /// Lines of `[features]`.
    pub features: Vec<String>,
    /// Lines of `[dependencies]`.
    pub dependencies: Vec<String>,
    /// Lines of `[dev-dependencies]`.
    pub dev_dependencies: Vec<String>,
}

/// What the client is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// The API's name.
    pub title: String,
    /// The same as a Rust literal.
    pub title_literal: String,
    /// Markdown lines on the API.
    pub docs: Vec<String>,
    /// Rust literal of where the API is served; of nothing where the document does not say.
    pub base_url: String,
    /// Rust literal.
    pub user_agent: String,
    /// Paths of `use` items.
    pub uses: Vec<String>,
    /// How keys are sent.
    pub auth: Option<Auth>,
    /// Rust expression of the same in the API's description.
    pub auth_value: String,
    /// Rust expression of what reads an error's body.
    pub decode_error_value: String,
    /// Where `from_env` finds a key.
    pub environment: Option<Environment>,
    /// The model of the API's errors.
    pub error: Option<ErrorModel>,
    /// Date of the document, where the settings give it.
    pub document_date: Option<String>,
    /// A function with a call that shows the SDK, as Rust lines.
    pub example: Vec<String>,
    /// The name of that function.
    pub example_call: String,
    /// Rust expression of a client for it.
    pub example_client: String,
}

/// How keys are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Auth {
    /// Lower case.
    pub header: String,
    /// Before the key.
    pub prefix: String,
    /// Variant of the runtime's `KeyEncoding`.
    pub encoding: String,
}

/// Where `from_env` finds a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Environment {
    /// Rust expression: the variable with a raw key, if there is one.
    pub key: String,
    /// Rust expression: the variable with a ready header, if there is one.
    pub header: String,
    /// The variables, for a sentence.
    pub names: String,
    /// Lines of docs.
    pub docs: Vec<String>,
}

/// The model of the API's errors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorModel {
    /// Type name.
    pub model: String,
    /// Rust expression of the member with the message, if there is one.
    pub message: String,
    /// Rust expression of the member with the correlation id, if there is one.
    pub correlation_id: String,
}

/// A resource and its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// `webhooks`.
    pub module: String,
    /// `webhooks.rs` and `webhooks.md` without their endings.
    pub file: String,
    /// The client's method.
    pub accessor: String,
    /// The type of the handle.
    pub handle: String,
    /// The document's name, as Markdown.
    pub title: String,
    /// Pointer for the header.
    pub origin: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Markdown lines for the page.
    pub page: Vec<String>,
    /// Lines of docs of the accessor.
    pub accessor_docs: Vec<String>,
    /// Paths of `use` items.
    pub uses: Vec<String>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
}

/// A method that prepares a call, the call, and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// `create_consumer`.
    pub method: String,
    /// The method's name in links.
    pub method_link: String,
    /// `CreateConsumer`.
    pub call: String,
    /// `CREATE_CONSUMER`.
    pub constant: String,
    /// Rust literal of `create-webhook-consumer`.
    pub id: String,
    /// `POST`.
    pub http_method: String,
    /// Rust literal of `/webhooks/{webhookId}`.
    pub path: String,
    /// Wire names of parameters that must be set, as a Rust list's items.
    pub required: Vec<String>,
    /// Lines of docs of the method.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// `webhook_id: Uuid`.
    pub arguments: Vec<String>,
    /// `.path("webhookId", webhook_id)`.
    pub steps: Vec<String>,
    /// What may be set besides.
    pub setters: Vec<Setter>,
    /// What comes back.
    pub output: String,
    /// A name for what comes back, where its type has parameters, which a macro's arguments are not laid out with.
    pub output_alias: Option<String>,
    /// The runtime's method that gets it.
    pub send: String,
    /// How to walk through its pages.
    pub paging: Option<Paging>,
    /// The page's section.
    pub page: Page,
}

/// How to walk through the pages of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// Rust literal of the query parameter with the page's number.
    pub page: String,
    /// Of a page.
    pub output: String,
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

/// What an operation's section in the docs page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// A few words.
    pub title: String,
    /// `POST /webhooks`, as code.
    pub route: String,
    /// Markdown lines.
    pub description: Vec<String>,
    /// Markdown lines of the deprecation box, empty where there is none.
    pub deprecation: Vec<String>,
    /// Code by example.
    pub examples: Vec<PageExample>,
    /// Rows of parameters.
    pub parameters: Vec<PageParameter>,
    /// The type that comes back, as Markdown.
    pub response: String,
    /// Rows of errors.
    pub errors: Vec<PageError>,
}

/// Code that makes a call, and an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageExample {
    /// The document's name for it.
    pub name: String,
    /// Lines.
    pub code: Vec<String>,
    /// Fence info: `rust,no_run` or `json`.
    pub language: String,
}

/// A row of the parameters' table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageParameter {
    /// As in Rust.
    pub name: String,
    /// As Markdown.
    pub ty: String,
    /// `path`, `query`, `header`, `body`.
    pub location: String,
    /// `yes` or `no`.
    pub required: String,
    /// One line of Markdown.
    pub description: String,
}

/// A row of the errors' table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageError {
    /// `404`, `4XX` or `other`.
    pub status: String,
    /// One line of Markdown.
    pub description: String,
    /// What the error holds, as Markdown.
    pub content: String,
}

/// A method that sets one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setter {
    /// `page_size`.
    pub name: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Text of `deprecated`.
    pub deprecated: Option<String>,
    /// `, page_size: i32`, with the comma, empty where it takes nothing.
    pub argument: String,
    /// What is bound before: `values = tags.into_iter().collect()`.
    pub bindings: Vec<String>,
    /// What it does: of a call `query("pageSize", page_size)`, of a model `Some(page_size)`.
    pub value: String,
    /// The field of a model that it sets.
    pub field: String,
}

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

/// A test that decodes an example, encodes it and compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundTrip {
    /// The test's name.
    pub name: String,
    /// The type to decode.
    pub ty: String,
    /// Rust literal of the JSON text.
    pub json: String,
    /// Where the example stands.
    pub origin: String,
}
