//! Step 4, Document to [`openapiv3::OpenAPI`]: lowers 3.1 and mixed documents to the typed 3.0 model.
//!
//! The typed model is a narrowing: it drops what stands beside a `$ref`, keeps only `x-` keywords, wants `paths` and
//! descriptions, and knows neither type lists nor `const`. So the document is audited first (nothing is dropped in
//! silence), then rewritten in 3.0 words, with what has no 3.0 word as private `x-sdk-` extensions, and only then typed.

mod audit;
mod nullable;
mod rewrite;
mod schema;
mod shape;
mod version;

use std::sync::Arc;

use openapiv3::{OpenAPI, PathItem};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::openapi::Kind;
use crate::pointer::Pointer;
use crate::source::{Document, Source};

use shape::{ShapeMismatch, shape_mismatch};

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

/// A document in the typed 3.0 model, and what the model has no place for.
#[derive(Debug)]
pub struct Typed {
    /// The document.
    pub openapi: OpenAPI,
    /// The 3.1 `webhooks`, in 3.0 words.
    pub webhooks: Vec<(String, PathItem)>,
}

/// Types a resolved document.
///
/// # Errors
///
/// When something in it has no place in the typed model, which the audit ought to have found.
pub fn typed(document: Document, diagnostics: &mut Diagnostics) -> Result<Typed, Failed> {
    let mut value = document.value;
    rewrite::rewrite(&mut value);
    let root = value.as_object_mut();
    let webhooks = root.and_then(|root| root.shift_remove("webhooks"));
    let mut fit = Fit {
        source: &document.source,
        diagnostics,
    };
    let openapi = fit.typed(Kind::OpenApi, &Pointer::root(), &value);
    let mut items = Vec::new();
    if let Some(Value::Object(webhooks)) = webhooks {
        for (name, item) in webhooks
            .into_iter()
            .filter(|(name, _)| !name.starts_with("x-"))
        {
            let at = Pointer::from_tokens(["webhooks", &name]);
            items.extend(
                fit.typed(Kind::PathItem, &at, &item)
                    .map(|item| (name, item)),
            );
        }
    }
    diagnostics.checked(())?;
    Ok(Typed {
        openapi: openapi.ok_or(Failed)?,
        webhooks: items,
    })
}

/// Reads values into the typed model, and tells of those that do not fit.
struct Fit<'a> {
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
}

impl Fit<'_> {
    fn typed<T: DeserializeOwned>(&mut self, kind: Kind, at: &Pointer, value: &Value) -> Option<T> {
        let why = match T::deserialize(value) {
            Ok(typed) => return Some(typed),
            Err(why) => why,
        };
        // The model itself tells no more of a mismatch deep in `paths` than that there is one.
        let mismatch = shape_mismatch(kind, value).unwrap_or_else(|| ShapeMismatch {
            kind,
            at: at.clone(),
            why: why.to_string(),
        });
        let message = format!(
            "the {} does not fit the OpenAPI model: {}",
            mismatch.kind.name(),
            mismatch.why
        );
        let finding = Diagnostic::error("document-shape", self.source, &mismatch.at, message);
        let help = "compare the object with the OpenAPI specification";
        self.diagnostics.push(finding.help(help));
        None
    }
}

#[cfg(test)]
mod tests;
