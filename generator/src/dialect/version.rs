//! Checks the version of the document.

use serde_json::Value;

use crate::diagnostics::{Code, Failed, Reporter};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::json_type;

/// Refuses a document of an unsupported version.
///
/// # Errors
///
/// Any version other than 3.0.x, 3.1.x and 3.2.x.
pub(crate) fn check_version(
    document: &Document,
    reporter: &mut Reporter<'_>,
) -> Result<(), Failed> {
    let root = Pointer::root();
    let (at, message) = match (document.value.get("openapi"), document.value.get("swagger")) {
        (Some(Value::String(version)), _) if is_known(version) => return Ok(()),
        (Some(Value::String(version)), _) => (
            root.child("openapi"),
            format!("OpenAPI {version} is not supported"),
        ),
        (Some(other), _) => (
            root.child("openapi"),
            format!("`openapi` must be a string, not {}", json_type(other)),
        ),
        (None, Some(version)) => {
            let version = version
                .as_str()
                .map_or_else(|| version.to_string(), str::to_owned);
            (
                root.child("swagger"),
                format!("Swagger {version} is not supported"),
            )
        }
        (None, None) => (root, "the OpenAPI version is missing".to_owned()),
    };
    let help = match document.value.get("swagger") {
        Some(_) => "convert the document to OpenAPI 3.0, for example with `swagger2openapi`",
        None => "provide a document with `openapi: 3.0.x`, `3.1.x` or `3.2.x`",
    };
    reporter.report_with_help(Code::Version, &at, message, help);
    Err(Failed)
}

fn is_known(version: &str) -> bool {
    let minors = ["3.0.", "3.1.", "3.2."];
    let patch = minors.iter().find_map(|minor| version.strip_prefix(minor));
    patch.is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()))
}
