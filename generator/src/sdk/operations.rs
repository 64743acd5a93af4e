//! Resources: files of operations, and what their pages show.

use serde::Serialize;

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
    /// A deprecated method that does the same.
    pub alias: Option<Alias>,
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
    /// Rust expression of what is said of this operation alone about trying again.
    pub retry: String,
    /// Lines of docs of the method.
    pub docs: Vec<String>,
    /// What the docs go on with.
    pub examples: Option<ExampleFile>,
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
    /// How to wait until the server has finished.
    pub waiter: Option<Waiter>,
    /// The page's section.
    pub page: Page,
}

/// How to wait until the server has finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiter {
    /// `GET_OPERATION_WAITER`.
    pub constant: String,
    /// Rust literals of the path of the property.
    pub property: Vec<String>,
    /// Rust literals of the values that mean success.
    pub done: Vec<String>,
    /// Rust literals of the values that mean failure.
    pub failed: Vec<String>,
    /// The type of the response.
    pub output: String,
    /// Lines of docs of `wait`: what it waits for.
    pub docs: Vec<String>,
    /// Lines of docs of `wait`: which results are errors.
    pub failures: Vec<String>,
}

/// A deprecated method that calls another one with the same arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alias {
    /// `get`.
    pub method: String,
    /// The names of the arguments.
    pub arguments: Vec<String>,
}

/// The examples of an operation's docs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleFile {
    /// In the crate.
    pub path: String,
    /// Rust literal of the same, seen from the resource's file.
    pub include: String,
    /// Pointer for the header.
    pub origin: String,
    /// Markdown lines.
    pub lines: Vec<String>,
}

/// What is said once of errors that most operations have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommonErrors {
    /// What stands above.
    pub heading: String,
    /// Lines of docs, with the heading.
    pub docs: Vec<String>,
    /// Rows of the page's table.
    pub page: Vec<PageStatus>,
}

/// How to walk through the pages of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// Rust literal of the query parameter with the page's number.
    pub page: String,
    /// Of a page.
    pub output: String,
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
    /// Rows of answers.
    pub answers: Vec<PageStatus>,
    /// Which errors of most operations are the operation's too, as Markdown, empty where none is.
    pub common_errors: String,
    /// Rows of errors that only some operations have.
    pub errors: Vec<PageStatus>,
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

/// A row of a table of statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageStatus {
    /// `200`, `404`, `4XX` or `other`.
    pub status: String,
    /// One line of Markdown.
    pub description: String,
    /// What the answer holds, as Markdown, empty where that is nothing.
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
