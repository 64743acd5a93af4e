//! Checks that each waiter matches its operation: that the call can be repeated, and that the
//! response has the property with the final values.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Reporter};
use crate::extensions::WAITER;
use crate::ir::{Api, Operation, Scalar, TypeDef, TypeId, TypeKind, TypeRef, WaiterRule};

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    for operation in api.operations() {
        let Some(rule) = &operation.waiter else {
            continue;
        };
        if let Err(problem) = check(operation, rule, &api.types) {
            let at = operation.at.child(WAITER);
            let message = format!("`{}` has an unusable waiter: {problem}", operation.id);
            reporter.report(Code::WaiterRule, &at, message);
        }
    }
}

fn check(
    operation: &Operation,
    rule: &WaiterRule,
    types: &IndexMap<TypeId, TypeDef>,
) -> Result<(), String> {
    if operation.method != "GET" || operation.body.is_some() {
        return Err("only a `GET` without a body can be repeated".to_owned());
    }
    if rule.done.is_empty() {
        return Err("`done` is empty".to_owned());
    }
    if let Some(value) = rule.done.iter().find(|value| rule.failed.contains(value)) {
        return Err(format!("`{value}` is in `done` and in `failed`"));
    }
    let [success] = operation.success.as_slice() else {
        return Err("the operation has several success responses".to_owned());
    };
    let Some(ty) = &success.ty else {
        return Err("the response has no content".to_owned());
    };
    let path: Vec<&str> = rule.path().collect();
    let mut values = Values::default();
    values.collect(ty, &path, types);
    if !values.has_strings && values.listed.is_empty() {
        return Err(format!("the response has no string at `{}`", rule.property));
    }
    let final_values = rule.done.iter().chain(&rule.failed);
    let known = |value: &&String| values.has_strings || values.listed.contains(value.as_str());
    match final_values.into_iter().find(|value| !known(value)) {
        Some(value) => Err(format!("`{}` is never `{value}`", rule.property)),
        None => Ok(()),
    }
}

/// The possible values of a property.
#[derive(Default)]
struct Values<'a> {
    /// Those of enums.
    listed: BTreeSet<&'a str>,
    /// Whether it can be any string.
    has_strings: bool,
}

impl<'a> Values<'a> {
    fn collect(&mut self, ty: &'a TypeRef, path: &[&str], types: &'a IndexMap<TypeId, TypeDef>) {
        match (ty, path) {
            (TypeRef::Scalar(Scalar::String), []) => self.has_strings = true,
            (TypeRef::List(inner) | TypeRef::Map(inner), ["*", rest @ ..]) => {
                self.collect(inner, rest, types);
            }
            (TypeRef::Null(inner), path) => self.collect(inner, path, types),
            (TypeRef::Map(inner), [_, rest @ ..]) => self.collect(inner, rest, types),
            (TypeRef::Named(id) | TypeRef::Recursive(id), path) => {
                match types.get(id).map(|def| &def.kind) {
                    Some(TypeKind::Enum { values }) if path.is_empty() => {
                        self.listed
                            .extend(values.iter().filter_map(|value| value.wire.as_str()));
                    }
                    Some(TypeKind::Struct {
                        fields, additional, ..
                    }) => {
                        if let [name, rest @ ..] = path {
                            let known = fields.iter();
                            let fields = known.filter(|field| *name == "*" || field.wire == *name);
                            let fields = fields.map(|field| &field.ty);
                            for ty in fields.chain(additional.as_ref().filter(|_| *name == "*")) {
                                self.collect(ty, rest, types);
                            }
                        }
                    }
                    Some(TypeKind::Alias(ty)) => self.collect(ty, path, types),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
