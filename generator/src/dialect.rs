//! Step 4, Document to [`openapiv3::OpenAPI`]: lowers 3.1 and mixed documents to the typed 3.0 model.
//!
//! The typed model is a narrowing: it drops what stands beside a `$ref`, keeps only `x-` keywords, wants `paths` and
//! descriptions, and knows neither type lists nor `const`. So the document is audited first (nothing is dropped in
//! silence), then rewritten in 3.0 words, with what has no 3.0 word as private `x-sdk-` extensions, and only then typed.

mod audit;
mod nullable;
mod rewrite;
mod schema;
mod version;

use openapiv3::OpenAPI;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::pointer::Pointer;
use crate::source::Document;

pub use audit::audit;
pub use version::check_version;

/// Private extensions that the rewriting leaves for the lower step.
pub mod keys {
    /// Set where a schema's only type is `null`.
    pub const NULL: &str = "x-sdk-null";
    /// The types of a schema that has several.
    pub const TYPES: &str = "x-sdk-types";
    /// The named or listed examples of a schema.
    pub const EXAMPLES: &str = "x-sdk-examples";
    /// The schemas of a tuple's first items.
    pub const PREFIX_ITEMS: &str = "x-sdk-prefix-items";
}

/// Types a resolved document.
///
/// # Errors
///
/// When something in it has no place in the typed model, which the audit ought to have found.
pub fn typed(
    document: Document,
    diagnostics: &mut Diagnostics,
) -> Result<OpenAPI, Failed> {
    let mut value = document.value;
    rewrite::rewrite(&mut value);
    serde_path_to_error::deserialize(&value).map_err(|why| {
        let message = format!(
            "the document does not fit the OpenAPI model at `{}`: {}",
            why.path(),
            why.inner()
        );
        let at = Pointer::root();
        let diagnostic =
            Diagnostic::error("document-shape", &document.source, &at, message);
        diagnostics
            .push(diagnostic.help("compare the object with the OpenAPI specification"));
        Failed
    })
}

#[cfg(test)]
mod tests;
