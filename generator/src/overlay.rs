//! Step 2, [`Document`] to [`Document`]: applies OpenAPI Overlays, version 1.0.
//!
//! Each overlay is checked and becomes a list of actions (`form`); each action selects places by a JSONPath and
//! changes them (`action`), an update by the recursive merge of `merge`. Actions run in order, each on what those
//! before it left. All of them are tried, so that one run tells everything that is wrong.
//!
//! Overlays correct a document that others write, so they are held to more than the specification asks: each
//! action says in its `description` why it is there, and one that selects nothing or changes nothing is an error,
//! since upstream has moved or mended the place. Where we read the specification in our own way:
//!
//! - `update` beside `remove: true` is an error; the specification ignores the `update`.
//! - `remove` takes a primitive value away as well (`deprecated: true`), which 1.0 has no way for and 1.1 allows.
//!   An `update` of one is an error, as 1.0 has it.
//! - Two lists that a merge brings together are concatenated, on which 1.0 is silent and 1.1 is not. A list that
//!   holds all of the new items already is left as it is: there is nothing that the update would tell.
//! - `extends` is not followed: which document an overlay is for is the caller's decision.

mod action;
mod form;
mod merge;

#[cfg(test)]
mod tests;

use crate::diagnostics::{Diagnostics, Failed};
use crate::source::Document;

/// Applies overlays to a document, one after the other.
///
/// # Errors
///
/// [`Failed`] when an overlay is not one, or an action can't be applied; the findings are about the overlays.
pub fn apply(
    document: Document,
    overlays: &[Document],
    diagnostics: &mut Diagnostics,
) -> Result<Document, Failed> {
    let mut document = document;
    for overlay in overlays {
        for action in form::actions(overlay, diagnostics) {
            if let Err(finding) = action.apply(&mut document, &overlay.source) {
                diagnostics.push(*finding);
            }
        }
    }
    diagnostics.checked(document)
}
