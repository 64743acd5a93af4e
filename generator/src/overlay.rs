//! Step 2, [`Document`] to [`Document`]: applies OpenAPI Overlays, version 1.0.
//!
//! Each overlay is validated and becomes a list of actions (`form`). An action selects locations by
//! a JSONPath and changes them (`action`); updates are merged recursively (`merge`). Actions run in
//! order, each on the result of the previous one. All of them are tried, so that one run reports
//! every problem.
//!
//! Overlays correct a document that is maintained elsewhere, so they are held to more than the
//! specification requires: each action says in its `description` why it exists, and an action that
//! selects or changes nothing is an error, since upstream has moved or fixed the location. The
//! specification is interpreted as follows:
//!
//! - `update` beside `remove: true` is an error; the specification ignores the `update`.
//! - `remove` also removes scalars (`deprecated: true`), which 1.0 cannot do and 1.1 allows. An
//!   `update` of a scalar is an error, as in 1.0.
//! - Arrays are concatenated by a merge, which 1.0 leaves open and 1.1 requires. An array that
//!   contains all of the new items already is unchanged.
//! - `extends` is not followed: the caller decides which document an overlay is for.

mod action;
mod merge;
mod validate;

#[cfg(test)]
mod tests;

use crate::diagnostics::{Diagnostics, Reporter};
use crate::source::Document;

/// Applies overlays to a document, one after the other.
///
/// Errors are invalid overlays, and actions that cannot be applied, which are left out. The
/// diagnostics are about the overlays.
pub(crate) fn apply(
    document: Document,
    overlays: &[Document],
    diagnostics: &mut Diagnostics,
) -> Document {
    let mut document = document;
    for overlay in overlays {
        let mut reporter = Reporter::new(&overlay.source, diagnostics);
        for action in validate::actions(overlay, &mut reporter) {
            action.apply(&mut document, &mut reporter);
        }
    }
    document
}
