//! Resources: files of operations, and their docs.

use serde::Serialize;

use super::{Tokens, TypeAlias};

/// A resource and its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// `webhooks`
    pub module: Tokens,
    /// The name of the files, `webhooks.rs` and `webhooks.md`, without the extension.
    pub file: String,
    /// The client's method that returns the handle.
    pub accessor: Tokens,
    /// The type of the handle.
    pub handle: Tokens,
    /// The name in the document, as Markdown.
    pub title: String,
    /// The pointer for the header.
    pub origin: String,
    /// Lines of docs of the handle.
    pub docs: Vec<String>,
    /// Lines of Markdown.
    pub description: Vec<String>,
    /// Lines of docs of the accessor.
    pub accessor_docs: Vec<String>,
    /// The paths of `use` items.
    pub uses: Vec<Tokens>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
    /// The described headers of their responses.
    pub headers: Vec<ResponseHeaders>,
    /// The deprecated names of calls and of the enums of success responses.
    pub aliases: Vec<TypeAlias>,
}

/// An operation: the method that prepares a call, the call, and the docs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// `create_consumer`
    pub method: Tokens,
    /// The name of the method in links.
    pub link_name: String,
    /// Deprecated methods that do the same.
    pub aliases: Vec<Alias>,
    /// `CreateConsumer`
    pub call: Tokens,
    /// `CREATE_CONSUMER`
    pub constant: Tokens,
    /// Its type.
    pub constant_type: Tokens,
    /// The expression of the runtime's `Operation`.
    pub definition: Tokens,
    /// Lines of docs of the method.
    pub docs: Vec<String>,
    /// The examples, with which the docs continue.
    pub examples: Option<ExampleFile>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// `webhook_id: Uuid`
    pub arguments: Vec<Tokens>,
    /// The Rust name of each parameter, in the order of the IR.
    pub parameters: Vec<String>,
    /// The Rust name of the body, empty if there is none.
    pub body_name: String,
    /// The body of the method.
    pub body: Tokens,
    /// The methods of the call that set what is optional.
    pub setters: Vec<Setter>,
    /// The last arguments of the macro `call!`: how the response is read.
    pub response: Tokens,
    /// The enum of its success responses, if their types differ.
    pub variants: Option<SuccessVariants>,
    /// The method that returns a stream instead of the usual response.
    pub other_stream: Option<OtherStream>,
    /// The conversion of the model of its body to a multipart body.
    pub conversion: Option<Tokens>,
    /// What the types of its events implement.
    pub whole_events: Vec<Tokens>,
    /// The arguments of the macro `paged!`.
    pub paging: Option<Tokens>,
    /// How to wait until the server has finished.
    pub waiter: Option<Waiter>,
    /// The section in the docs of the resource.
    pub section: OperationDocs,
}

/// A stream that the server returns instead of the usual response if it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherStream {
    /// The result of the method.
    pub output: Tokens,
    /// The body of the method.
    pub body: Tokens,
    /// The body of the blocking method.
    pub blocking_body: Tokens,
}

/// The success responses of an operation, an enum with a variant for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessVariants {
    /// `GetTagsSuccess`
    pub name: Tokens,
    /// The variants, in the order of the document.
    pub variants: Vec<SuccessVariant>,
    /// The `impl` that decodes a response.
    pub implementation: Tokens,
}

/// A success response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessVariant {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// `Accepted(models::Job)`
    pub definition: Tokens,
}

/// The described headers of responses, as a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResponseHeaders {
    /// `SearchFilesHeaders`
    pub name: Tokens,
    /// The headers, in the order of the document.
    pub fields: Vec<HeaderField>,
    /// The `impl` that reads them.
    pub implementation: Tokens,
}

/// A described header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeaderField {
    /// `x_total`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// `Option<i64>`
    pub ty: Tokens,
}

/// A deprecated method that calls another one with the same arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alias {
    /// `get`
    pub method: Tokens,
    /// The contents of `#[deprecated(..)]`.
    pub deprecated: Tokens,
    /// The body of the method.
    pub body: Tokens,
}

/// How to wait until the server has finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiter {
    /// `GET_OPERATION_WAITER`
    pub constant: Tokens,
    /// The expression of the runtime's `Waiter`.
    pub definition: Tokens,
    /// The type of the response.
    pub output: Tokens,
    /// Lines of docs of `wait`: what it waits for.
    pub docs: Vec<String>,
    /// Lines of docs of `wait`: which results are errors.
    pub failures: Vec<String>,
}

/// A method of a call that sets a parameter or the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setter {
    /// `page_size`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// `page_size: i32`
    pub argument: Tokens,
    /// The body of the method.
    pub body: Tokens,
}

/// The file with the examples of an operation, which its docs include.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleFile {
    /// The path in the crate.
    pub path: String,
    /// The path from the file of the resource, as a literal.
    pub include: Tokens,
    /// The pointer for the header.
    pub origin: String,
    /// Lines of Markdown.
    pub lines: Vec<String>,
}

/// The errors that most operations have, which are described once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommonErrors {
    /// The heading.
    pub heading: String,
    /// Lines of docs, including the heading.
    pub docs: Vec<String>,
    /// The rows of the table in the docs.
    pub rows: Vec<StatusRow>,
}

/// The section of an operation in the docs of its resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationDocs {
    /// A few words.
    pub title: String,
    /// `POST /webhooks`, as code.
    pub route: String,
    /// Lines of Markdown.
    pub description: Vec<String>,
    /// Lines of Markdown of the deprecation notice, if the operation is deprecated.
    pub deprecation: Vec<String>,
    /// Calls and responses.
    pub examples: Vec<ExampleBlock>,
    /// The rows of the table of parameters.
    pub parameters: Vec<ParameterRow>,
    /// The type of the response, as Markdown.
    pub response: String,
    /// The rows of the table of success responses.
    pub successes: Vec<StatusRow>,
    /// A sentence in Markdown on the common errors of the operation, empty if it has none.
    pub common_errors: String,
    /// The rows of the table of other errors.
    pub errors: Vec<StatusRow>,
}

/// A code block with an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleBlock {
    /// The name in the document.
    pub name: String,
    /// The lines.
    pub code: Vec<String>,
    /// The info string of the fence: `rust,no_run` or `json`.
    pub language: String,
}

/// A row of a table of parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterRow {
    /// The name in Rust.
    pub name: String,
    /// The type, as Markdown.
    pub ty: String,
    /// `path`, `query`, `header` or `body`.
    pub location: String,
    /// `yes` or `no`.
    pub required: String,
    /// One line of Markdown.
    pub description: String,
}

/// A row of a table of statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusRow {
    /// `200`, `404`, `4XX` or `other`.
    pub status: String,
    /// One line of Markdown.
    pub description: String,
    /// The type of the content, as Markdown, empty if there is none.
    pub content: String,
}
