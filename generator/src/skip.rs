//! Leaves out the parts of a document that have errors, if the caller asks for it.
//!
//! Without [`Input::skip_unsupported`](crate::Input::skip_unsupported) an error ends the generation.
//! With it, [`Skips::add`] finds the part that each error is in: an operation, a parameter, a schema.
//! The steps then run again on a document without these parts, until they report no such error. So
//! an SDK without them is generated from a document without errors, like any other.
//!
//! Only codes with [`Code::is_skippable`] are about one part. Other errors, and those outside of any
//! part (`info`, `servers` that are not an array), still end the generation.

mod part;
mod security;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::bundle::Bundle;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::files;
use crate::ir::LeftOut;
use crate::openapi::take_out;
use crate::pointer::Pointer;
use crate::source_file::Source;

use part::{Effect, Part, Parts};

/// The parts that are left out, each with the error that is the reason.
#[derive(Debug, Default)]
pub(crate) struct Skips {
    all: Vec<(Part, Diagnostic)>,
}

impl Skips {
    /// Adds the parts with the errors of a run, and what refers to these parts. Returns whether
    /// there is a new one.
    pub(crate) fn add(&mut self, bundle: &Bundle, found: &Diagnostics) -> bool {
        let parts = Parts::of(bundle);
        let before = self.all.len();
        let errors = found
            .iter()
            .filter(|one| one.severity() == Severity::Error && one.code.is_skippable());
        for error in errors {
            let Some(at) = found.location(error, &bundle.document.source) else {
                continue;
            };
            let with_error = if error.code == Code::SecurityMissing || security::is_scheme(&at) {
                security::parts(&bundle.document.value, &at)
            } else {
                parts.at(&at).into_iter().collect()
            };
            self.extend(&parts, with_error, error);
        }
        self.all.len() > before
    }

    /// Adds parts, then the parts that refer to them, and so on.
    fn extend(&mut self, parts: &Parts<'_>, mut queue: Vec<Part>, error: &Diagnostic) {
        while let Some(part) = queue.pop() {
            let is_known = self
                .all
                .iter()
                .any(|(known, _)| part.at.is_within(&known.at));
            if is_known {
                continue;
            }
            for user in parts.users(&part) {
                if !self.all.iter().any(|(known, _)| user.is_within(&known.at)) {
                    queue.extend(parts.at(&user));
                }
            }
            self.all.push((part, error.clone()));
        }
    }

    /// Suppresses what the steps report about the parts.
    pub(crate) fn note(&self, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
        for (part, error) in &self.all {
            diagnostics.note_taken_out(source, &part.at);
            // What is read from a file is also reported with the location in it.
            if let Some((_, inner)) = files::split(&part.at) {
                diagnostics.note_taken_out(&error.source, &inner);
            }
        }
    }

    /// Leaves the parts out of the document. The locations of the other parts stay the same.
    pub(crate) fn apply(&self, root: &mut Value) {
        for (part, _) in &self.all {
            match part.effect {
                Effect::Removed => take_out(root, &part.at),
                Effect::FreeValue => free(root, &part.at),
            }
        }
    }

    /// Reports each part as a warning.
    pub(crate) fn report(&self, diagnostics: &mut Diagnostics) {
        for (part, error) in &self.all {
            let message = format!(
                "{} {}: {} ({})",
                part.name,
                part.effect.predicate(),
                error.message,
                error.code
            );
            let warning = Diagnostic::new(Code::Skipped, &error.source, &error.pointer, message);
            diagnostics.push(match &error.help {
                Some(help) => warning.help(help),
                None => warning,
            });
        }
    }

    /// The parts that users of the SDK may miss.
    pub(crate) fn left_out(&self) -> Vec<LeftOut> {
        let all = self.all.iter().filter(|(part, _)| part.is_listed);
        all.map(|(part, error)| LeftOut {
            part: part.name.clone(),
            is_free_value: part.effect == Effect::FreeValue,
            reason: error.message.clone(),
        })
        .collect()
    }
}

/// Replaces a schema by one that allows any value and has the same description.
fn free(root: &mut Value, at: &Pointer) {
    let Some(schema) = at.get_mut(root) else {
        return;
    };
    let mut kept = Map::new();
    if let Some(description) = schema.get("description").filter(|text| text.is_string()) {
        kept.insert("description".to_owned(), description.clone());
    }
    *schema = Value::Object(kept);
}
