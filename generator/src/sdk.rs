//! The SDK model: the result of every decision about the Rust code. Names, types, attributes, docs
//! and file names are final.
//!
//! `plan` builds a [`Crate`] from the IR. Templates place its parts and decide nothing. Code is
//! [`Tokens`], built from token streams; docs are lines of Markdown. Tests of decisions compare
//! these structs, so that a change of layout does not break them.

mod aliases;
mod callbacks;
mod events;
mod models;
mod operations;
mod servers;
mod tokens;
mod wire;

use serde::Serialize;

pub use aliases::{ExampleAlias, ResourceAlias, TypeAlias};
pub use callbacks::{CallbackFunction, Callbacks};
pub use events::{
    EventExample, EventField, EventKind, EventPart, EventPattern, EventScheme, Events,
    SignatureHeaders,
};
pub use models::{
    Constructor, Enum, EnumVariant, Field, FieldSetter, Model, ModelDocs, ModelFile, PageImpl,
    RequiredField, RequiredStruct, Struct, Union, UnionArm, UnionDiscriminator, UnionPaths,
    UnionVariant, ValueEnum,
};
pub use operations::{
    Alias, CommonErrors, ExampleBlock, ExampleFile, HeaderField, Operation, OperationDocs,
    OtherStream, ParameterRow, Resource, ResponseHeaders, Setter, StatusRow, SuccessVariant,
    SuccessVariants, Waiter,
};
pub use servers::{Server, ServerEnum, ServerList, ServerSetter, ServerValue, Servers};
pub use tokens::Tokens;
pub use wire::{Decoder, WireCall, WireTests};

/// A whole crate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crate {
    /// The contents of `Cargo.toml`.
    pub manifest: Manifest,
    /// The client.
    pub client: Client,
    /// The servers that the caller can select, if there is a choice.
    pub servers: Option<Servers>,
    /// A file for each resource.
    pub resources: Vec<Resource>,
    /// The errors that most operations have, if there are any.
    pub common_errors: Option<CommonErrors>,
    /// A file for each named type.
    pub models: Vec<ModelFile>,
    /// The deprecated names of types in `models`.
    pub type_aliases: Vec<TypeAlias>,
    /// The deprecated names of resources.
    pub resource_aliases: Vec<ResourceAlias>,
    /// The deprecated names of example responses.
    pub example_aliases: Vec<ExampleAlias>,
    /// The lints about names that the crate allows.
    pub allowed_lints: AllowedLints,
    /// The hand-written guides.
    pub guides: Vec<Guide>,
    /// The events, if the API sends any.
    pub events: Option<Events>,
    /// The callbacks with JSON, if there are any.
    pub callbacks: Option<Callbacks>,
    /// Paths of the runtime that the crate does not use, such as `paging`.
    pub unused_runtime: Vec<&'static str>,
    /// Items of the crate's root that export names of the runtime.
    pub exports: Vec<Tokens>,
    /// The calls with the document's examples, and what they send and decode.
    pub wire_tests: WireTests,
    /// A success response of each operation, for tests.
    pub example_responses: Vec<ExampleResponse>,
    /// The client that a mock transport creates.
    pub mock_client: MockClient,
    /// The name of every type.
    pub names: Vec<TypeNamed>,
    /// What the document describes and the crate lacks: lines of Markdown.
    pub left_out: Vec<String>,
    /// Whether there are operations, and so a client.
    pub has_operations: bool,
    /// Whether an operation is paged.
    pub has_paging: bool,
    /// Whether a type has dates and times.
    pub has_date_times: bool,
    /// Whether a model has properties that the document does not list.
    pub keeps_properties: bool,
    /// Whether a type has UUIDs.
    pub has_uuids: bool,
    /// The integer types for which the runtime has no minimal value: `u8`.
    pub integers: Vec<Tokens>,
    /// Whether an operation has a waiter.
    pub has_waiters: bool,
    /// Whether the client can request access tokens of OAuth 2.0.
    pub has_oauth: bool,
    /// Whether a response is a stream of server-sent events.
    pub has_event_streams: bool,
    /// Whether a response is a stream of JSON values.
    pub has_json_streams: bool,
    /// Whether a request has a body that is a sequence of JSON values.
    pub has_json_sequence_bodies: bool,
    /// Whether a request has a body that is events.
    pub has_event_bodies: bool,
    /// Whether a request has a multipart body.
    pub has_multipart: bool,
    /// Whether an operation takes an idempotency key.
    pub has_idempotency_keys: bool,
}

/// A success response of an operation, for tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleResponse {
    /// The literal of the operation id.
    pub id: Tokens,
    /// The function that returns it: `companies_list`.
    pub name: Tokens,
    /// A line of docs.
    pub docs: String,
    /// The expression of the response.
    pub response: Tokens,
}

/// The client that a mock transport creates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MockClient {
    /// The expression of the builder, with sample credentials.
    pub builder: Tokens,
    /// Whether the builder has deprecated methods.
    pub allows_deprecated: bool,
}

/// The name of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeNamed {
    /// The location of its schema.
    pub pointer: String,
    /// The name.
    pub name: String,
}

/// The contents of `Cargo.toml`. Values are TOML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The name of the package.
    pub name: String,
    /// The name of the crate in `use` items.
    pub krate: String,
    /// The version of the package.
    pub version: String,
    /// The oldest supported compiler.
    pub rust_version: String,
    /// A string in one line.
    pub description: String,
    /// The description as plain text.
    pub description_text: String,
    /// `repository`, `homepage` and `documentation`, as lines of TOML.
    pub urls: Vec<String>,
    /// The key and value that tell Cargo where to get the crate: `version = "0.1.0"`.
    pub source: String,
    /// Whether `source` is a path, which depends on where the crate is.
    pub has_path_source: bool,
    /// An array.
    pub keywords: String,
    /// An array.
    pub categories: String,
    /// Lines of `[features]`.
    pub features: Vec<String>,
    /// Lines of `[dependencies]`.
    pub dependencies: Vec<String>,
    /// Lines of the tables of target-specific dependencies, including their headers.
    pub target_dependencies: Vec<String>,
    /// The features with which the tests use the crate: an array.
    pub test_features: String,
    /// Lines of `[dev-dependencies]`.
    pub dev_dependencies: Vec<String>,
    /// Benches with their own `main`.
    pub benches: Vec<Bench>,
}

/// A hand-written guide that is part of the crate's rustdoc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guide {
    /// Its module in `guide`.
    pub module: Tokens,
    /// The file as a literal, relative to `src`.
    pub include: Tokens,
}

/// A hand-written bench of the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bench {
    /// A string.
    pub name: String,
    /// An array.
    pub required_features: String,
}

/// The client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// The name of the API, as Markdown.
    pub title: String,
    /// The description and the version of the API, as Markdown.
    pub about: Vec<String>,
    /// The name of the API, as a literal.
    pub title_literal: Tokens,
    /// The base URL as a literal, which is empty if the document has none.
    pub base_url: Tokens,
    /// The `user-agent` header, as a literal.
    pub user_agent: Tokens,
    /// The paths of `use` items.
    pub uses: Vec<Tokens>,
    /// How requests are authenticated, if an operation requires it.
    pub security: Option<Security>,
    /// The optional expression of `security`.
    pub security_value: Tokens,
    /// The optional expression of the function that decodes the body of an error response.
    pub decode_error_value: Tokens,
    /// The optional expression of the document's retry rule.
    pub retry_value: Tokens,
    /// The headers with the caller's quota.
    pub rate_limit: RateLimit,
    /// The header with the request id, as a literal.
    pub request_id: Tokens,
    /// The environment variables that `from_env` reads.
    pub environment: Option<Environment>,
    /// The model of error responses.
    pub error: Option<ErrorModel>,
    /// The date of the document, if the settings have it.
    pub document_date: Option<String>,
    /// Where the document is published; otherwise the name of an example file.
    pub document_url: String,
    /// The example with blocking calls.
    pub blocking_example: Vec<String>,
    /// The lines of a function with a call, which shows how the SDK is used.
    pub example: Vec<String>,
    /// The name of that function.
    pub example_call: String,
    /// The lines of the statement that creates a client for it.
    pub example_client: Vec<String>,
}

/// How requests are authenticated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Security {
    /// Whether all operations require the same key, which `Client::new` takes.
    pub is_single_key: bool,
    /// How the credentials of each scheme are sent.
    pub formats: Vec<SchemeFormat>,
    /// The type of the static with the requirements.
    pub ty: Tokens,
    /// Its value.
    pub requirements: Tokens,
    /// Methods of the builder.
    pub setters: Vec<CredentialSetter>,
    /// Calls of these methods with sample credentials, in one line: `.api_key(..)`.
    pub sample: String,
}

/// How the credentials of a scheme are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemeFormat {
    /// A line of docs.
    pub docs: String,
    /// The name of the static.
    pub name: Tokens,
    /// Its type.
    pub ty: Tokens,
    /// Its value.
    pub value: Tokens,
}

/// A method of the builder that sets a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CredentialSetter {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Tokens,
    /// Why it is deprecated, as a literal.
    pub deprecated: Option<Tokens>,
    /// The feature that it needs, as a condition of `cfg`.
    pub condition: Option<Tokens>,
    /// The arguments after `self`.
    pub arguments: Tokens,
    /// Its body.
    pub body: Tokens,
    /// What it sets, as a cell of a table.
    pub summary: String,
}

/// The headers with the caller's quota, as literals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateLimit {
    /// The number of calls in the quota.
    pub limit: Tokens,
    /// The number of calls that are left.
    pub remaining: Tokens,
    /// The time at which the quota is reset.
    pub reset: Tokens,
}

/// The environment variables that `from_env` reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Environment {
    /// An optional literal: the variable with the unencoded key.
    pub key: Tokens,
    /// An optional literal: the variable with the complete header value.
    pub header: Tokens,
    /// The variables, as part of a sentence.
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
    /// The name as a literal.
    pub literal: Tokens,
}

/// The model of error responses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorModel {
    /// The name of the type.
    pub model: Tokens,
    /// An optional literal: the property with the message.
    pub message: Tokens,
    /// An optional literal: the property with the correlation id.
    pub correlation_id: Tokens,
    /// Literals: the path of properties to the validation messages.
    pub details: Tokens,
}

/// The lints about names that the crate allows, since the names are those of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllowedLints {
    /// For the library: `confusable_idents, clippy::disallowed_names`. Empty if there are none.
    pub library: String,
    /// For the tests of examples.
    pub tests: String,
}
