//! Step 2, [`Document`] to [`Document`]: applies OpenAPI Overlays, versions 1.0 and 1.1.
//!
//! Each overlay is validated and becomes a list of actions (`validate`). An action selects
//! locations by a JSONPath of RFC 9535 (`target`) and changes them (`action`); updates are merged
//! recursively (`merge`). Actions run in order, each on the result of the previous one. All of them
//! are tried, so that one run reports every problem, and `effect` says what became of each.
//!
//! Overlays correct a document that is maintained elsewhere, so by default they are held to more
//! than the specification requires ([`Rules`]). `generator/docs/overlays.md` lists the differences.
//! Where the specification leaves something open, it is interpreted as follows:
//!
//! - `remove` also removes scalars (`deprecated: true`) in 1.0, as in 1.1.
//! - In 1.0, a merge concatenates arrays, and replaces a value by one of another type.
//! - `extends` is not followed: the caller decides which document an overlay is for.

mod action;
mod effect;
mod merge;
mod target;
mod validate;
mod version;

#[cfg(test)]
mod tests;

use crate::diagnostics::{Diagnostics, Reporter};
use crate::extensions;
use crate::source::Document;

pub use effect::{Applied, AppliedAction, Effect, Refusal};

/// How an overlay is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    /// The rules of this project, for overlays that correct a document: each action has a
    /// description and exactly one change, and must select and change something.
    #[default]
    Strict,
    /// The rules of the specification and its schema, and no others.
    Specification,
}

impl Rules {
    /// The rules for an overlay: those of its own extension, if it has one.
    fn of(self, overlay: &Document) -> Self {
        let own = overlay.value.get(extensions::OVERLAY_RULES);
        match own.and_then(serde_json::Value::as_str) {
            Some("specification") => Self::Specification,
            Some("strict") => Self::Strict,
            _ => self,
        }
    }
}

/// Reports what is wrong with an overlay, without a document to apply it to.
pub fn validate(overlay: &Document, rules: Rules, diagnostics: &mut Diagnostics) {
    let mut reporter = Reporter::new(&overlay.source, diagnostics);
    validate::actions(overlay, rules.of(overlay), &mut reporter);
}

/// Applies overlays to a document, one after the other. An overlay may choose its own rules.
///
/// Errors are invalid overlays, and actions that cannot be applied, which are left out. The
/// diagnostics are about the overlays.
pub fn apply(
    document: Document,
    overlays: &[Document],
    rules: Rules,
    diagnostics: &mut Diagnostics,
) -> Applied {
    let mut document = document;
    let mut effects = Vec::new();
    for overlay in overlays {
        let rules = rules.of(overlay);
        let mut reporter = Reporter::new(&overlay.source, diagnostics);
        for action in validate::actions(overlay, rules, &mut reporter) {
            let effect = action.apply(&mut document);
            action.report(&effect, rules, &document, &mut reporter);
            effects.push(action.described(&overlay.source, effect));
        }
    }
    Applied {
        document,
        actions: effects,
    }
}
