//! Examples that do not fit their schemas: they are reported, and left out of tests and docs.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Example, Format, Operation, Param, TypeKind, TypeRef};
use crate::plan::examples::fit::fit;
use crate::plan::operations::params::present;
use crate::pointer::Pointer;
use crate::source_file::Source;

/// Removes the examples that do not fit, and reports them.
pub(crate) fn remove_misfits(api: &mut Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let misfits = Search {
        api,
        source,
        diagnostics,
        misfits: BTreeSet::new(),
    }
    .run();
    if misfits.is_empty() {
        return;
    }
    let keep = |examples: &mut Vec<Example>| {
        examples.retain(|example| !misfits.contains(&example.at));
    };
    let operations = api.resources.iter_mut().flat_map(|one| &mut one.operations);
    for operation in operations {
        operation
            .body
            .iter_mut()
            .for_each(|body| keep(&mut body.examples));
        let success = operation.success.iter_mut();
        success.for_each(|one| keep(&mut one.examples));
        let failures = operation.failures.iter_mut();
        failures.for_each(|one| keep(&mut one.examples));
        for param in &mut operation.params {
            if misfits.contains(&example_of(&param.at)) {
                param.example = None;
            }
            keep(&mut param.examples);
        }
    }
    api.events
        .iter_mut()
        .for_each(|event| keep(&mut event.examples));
    api.callbacks
        .iter_mut()
        .for_each(|callback| keep(&mut callback.examples));
    for def in api.types.values_mut() {
        keep(&mut def.examples);
        if let TypeKind::Struct { fields, .. } = &mut def.kind {
            for field in fields {
                if misfits.contains(&example_of(&field.at)) {
                    field.example = None;
                }
            }
        }
    }
}

/// The location of the example of a parameter or property.
fn example_of(at: &Pointer) -> Pointer {
    at.child("example")
}

/// The search for misfits.
struct Search<'a> {
    api: &'a Api,
    source: &'a Arc<Source>,
    diagnostics: &'a mut Diagnostics,
    /// The locations of examples that do not fit.
    misfits: BTreeSet<Pointer>,
}

impl Search<'_> {
    fn run(mut self) -> BTreeSet<Pointer> {
        let api = self.api;
        for operation in api.operations() {
            self.operation(operation);
        }
        for event in &api.events {
            self.examples(&event.examples, &event.payload);
        }
        for callback in &api.callbacks {
            self.examples(&callback.examples, &callback.payload);
        }
        for def in api.types.values() {
            self.examples(&def.examples, &TypeRef::Named(def.id.clone()));
            if let TypeKind::Struct { fields, .. } = &def.kind {
                for field in fields {
                    self.value(field.example.as_ref(), &field.ty, &example_of(&field.at));
                    let default = field.default.as_ref().filter(|value| !value.is_null());
                    self.value(default, &field.ty, &field.at.child("default"));
                }
            }
        }
        self.misfits
    }

    fn operation(&mut self, operation: &Operation) {
        for param in &operation.params {
            self.param(param);
        }
        if let Some(body) = &operation.body
            && body.format != Format::Bytes
            && !body.format.is_stream()
        {
            self.examples(&body.examples, &body.ty);
        }
        for one in &operation.success {
            if let Some(ty) = &one.ty {
                self.examples(&one.examples, ty);
            }
        }
        for one in &operation.failures {
            if let Some(ty) = &one.ty {
                self.examples(&one.examples, ty);
            }
        }
    }

    fn param(&mut self, param: &Param) {
        let ty = present(&param.ty);
        let present = |value: &&Value| !value.is_null();
        let example = param.example.as_ref().filter(present);
        self.value(example, &ty, &example_of(&param.at));
        self.examples(&param.examples, &ty);
        let default = param.default.as_ref().filter(present);
        self.value(default, &ty, &param.at.child("schema").child("default"));
    }

    fn examples(&mut self, examples: &[Example], ty: &TypeRef) {
        for example in examples {
            self.value(Some(&example.value), ty, &example.at);
        }
    }

    fn value(&mut self, value: Option<&Value>, ty: &TypeRef, at: &Pointer) {
        let Some(value) = value else { return };
        let Err(misfit) = fit(value, ty, &self.api.types) else {
            return;
        };
        if !self.misfits.insert(at.clone()) {
            return;
        }
        let location = misfit
            .at
            .iter()
            .fold(at.clone(), |location, step| location.child(step));
        let what = match at.last().as_deref() {
            Some("default") => "default",
            _ => "example",
        };
        let message = format!(
            "the {what} does not fit its schema: {}; it is left out of tests and example code",
            misfit.reason
        );
        let code = Code::ExampleMismatch;
        self.diagnostics
            .push(Diagnostic::new(code, self.source, &location, message));
    }
}
