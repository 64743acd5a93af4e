//! The SDK model: every Rust decision, made. Names, types, attributes, docs and file names are final texts.
//!
//! `plan` builds a [`Crate`] from the IR; templates place what is in it and decide nothing. A test of a decision
//! compares these structs, and survives every change of layout.

mod events;
mod models;
mod operations;
mod tokens;

use serde::Serialize;

pub use events::{
    EventExample, EventKind, EventMember, EventPart, EventScheme, EventTemplate, Events,
    SignatureHeaders,
};
pub use models::{
    Constructor, Enum, EnumVariant, Field, FieldSetter, Model, ModelFile, ModelPage, PageImpl,
    RequiredField, RequiredStruct, Struct, Union, UnionPaths, UnionVariant,
};
pub use operations::{
    Alias, CommonErrors, ExampleFile, Operation, Page, PageExample, PageParameter, PageStatus,
    Paging, Resource, Setter, Waiter,
};
pub use tokens::Tokens;

/// A whole crate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crate {
    /// What `Cargo.toml` says.
    pub manifest: Manifest,
    /// What the client is made of.
    pub client: Client,
    /// A file for each resource.
    pub resources: Vec<Resource>,
    /// What is said of errors once, for all resources.
    pub common_errors: Option<CommonErrors>,
    /// A file for each named type.
    pub models: Vec<ModelFile>,
    /// The hand-written guides.
    pub guides: Vec<Guide>,
    /// What receives events, where the API sends any.
    pub events: Option<Events>,
    /// Paths of the runtime that the crate has no use for, such as `paging`.
    pub unused_runtime: Vec<&'static str>,
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
    /// Whether an operation has a waiter.
    pub has_waiters: bool,
    /// Whether an operation takes an idempotency key.
    pub has_idempotency_keys: bool,
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
    /// `repository`, `homepage` and `documentation`, as lines of TOML.
    pub urls: Vec<String>,
    /// The key and value that tell Cargo where to get the crate: `version = "0.1.0"`.
    pub source: String,
    /// Whether `source` is a path, which depends on where the crate is.
    pub has_path_source: bool,
    /// TOML array.
    pub keywords: String,
    /// TOML array.
    pub categories: String,
    /// Lines of `[features]`.
    pub features: Vec<String>,
    /// Lines of `[dependencies]`.
    pub dependencies: Vec<String>,
    /// Lines of tables of dependencies that not every system has, their headers included.
    pub target_dependencies: Vec<String>,
    /// Lines of `[dev-dependencies]`.
    pub dev_dependencies: Vec<String>,
    /// Benches that have a `main` of their own.
    pub benches: Vec<Bench>,
}

/// A hand-written guide that is part of the crate's rustdoc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guide {
    /// Its module in `guide`.
    pub module: String,
    /// Rust literal of the file, relative to `src`.
    pub include: String,
}

/// A bench that stands beside the emitted files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bench {
    /// TOML string.
    pub name: String,
    /// TOML array.
    pub required_features: String,
}

/// What the client is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// The API's name.
    pub title: String,
    /// The same as a Rust literal.
    pub title_literal: String,
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
    /// Rust expression of what the document says about trying again.
    pub retry_value: String,
    /// The headers that tell of the caller's quota.
    pub rate_limit: RateLimit,
    /// Rust literal of the header that names a request.
    pub request_id: String,
    /// Where `from_env` finds a key.
    pub environment: Option<Environment>,
    /// The model of the API's errors.
    pub error: Option<ErrorModel>,
    /// Date of the document, where the settings give it.
    pub document_date: Option<String>,
    /// Where the document is published; otherwise the name of an example file.
    pub document_url: String,
    /// The example with blocking calls.
    pub blocking_example: Vec<String>,
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

/// The headers that tell of the caller's quota, as Rust literals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateLimit {
    /// How many calls it allows.
    pub limit: String,
    /// How many are left.
    pub remaining: String,
    /// When it starts afresh.
    pub reset: String,
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
    /// The first variable, for a command line.
    pub variable: String,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The variable with a base URL, if there is one.
    pub base_url: Option<EnvironmentBaseUrl>,
}

/// The environment variable with a base URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnvironmentBaseUrl {
    /// Its name.
    pub name: String,
    /// The name as a Rust literal.
    pub literal: String,
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

/// A test that decodes an example, encodes it and compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundTrip {
    /// The test's name.
    pub name: String,
    /// The type to decode.
    pub ty: String,
    /// Rust literal of the JSON text.
    pub json: String,
    /// Where the example stands, as code in docs.
    pub origin: String,
}
