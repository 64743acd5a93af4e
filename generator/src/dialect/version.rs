//! Which versions of OpenAPI are read.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::pointer::Pointer;
use crate::source::Document;

/// Refuses a document of a version that the generator does not know, by its name.
///
/// # Errors
///
/// Everything but 3.0.x and 3.1.x.
pub fn check_version(document: &Document, diagnostics: &mut Diagnostics) -> Result<(), Failed> {
    let root = Pointer::root();
    let (at, message) = match (document.value.get("openapi"), document.value.get("swagger")) {
        (Some(Value::String(version)), _) if is_known(version) => return Ok(()),
        (Some(Value::String(version)), _) => (
            root.child("openapi"),
            format!("OpenAPI {version} is not supported"),
        ),
        (Some(_), _) => (root.child("openapi"), "`openapi` is not a text".to_owned()),
        (None, Some(version)) => {
            let version = version
                .as_str()
                .map_or_else(|| version.to_string(), str::to_owned);
            (
                root.child("swagger"),
                format!("Swagger {version} is not supported"),
            )
        }
        (None, None) => (
            root,
            "the document does not say its OpenAPI version".to_owned(),
        ),
    };
    let diagnostic = Diagnostic::error("version", &document.source, &at, message);
    diagnostics.push(diagnostic.help("give a document with `openapi: 3.0.x` or `openapi: 3.1.x`"));
    Err(Failed)
}

fn is_known(version: &str) -> bool {
    let patch = version
        .strip_prefix("3.0.")
        .or_else(|| version.strip_prefix("3.1."));
    patch.is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()))
}
