//! Operations: which old one is which new one, and what they are called.

use serde_json::Value;

use super::comparison::Comparison;
use super::docs;
use super::finding::{Finding, Level};
use super::keywords::target;
use super::kinds::Kind;
use super::names::code;
use crate::ir::Operation;

/// The method and the path without the names of its parameters: `GET /companies/{}`.
pub(super) fn key(operation: &Operation) -> String {
    let mut path = String::new();
    let mut in_braces = false;
    for character in operation.path.chars() {
        match character {
            '{' => in_braces = true,
            '}' => {
                in_braces = false;
                path.push_str("{}");
            }
            other if !in_braces => path.push(other),
            _ => {}
        }
    }
    format!("{} {path}", operation.method)
}

/// `GET /companies/{companyId}`
pub(super) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        let (old_api, new_api) = (self.old.api, self.new.api);
        let mut new: Vec<&Operation> = new_api.operations().collect();
        let mut unmatched = Vec::new();
        let mut matched = Vec::new();
        for operation in old_api.operations() {
            match position(&new, operation) {
                Some(index) => matched.push((operation, new.swap_remove(index))),
                None => unmatched.push(operation),
            }
        }
        for operation in unmatched {
            let same_id = new.iter().position(|other| other.id == operation.id);
            match same_id.filter(|_| has_own_id(self.old.document, operation)) {
                Some(index) => {
                    let other = new.swap_remove(index);
                    self.changed_path(operation, other);
                    matched.push((operation, other));
                }
                None => self.removed_operation(operation),
            }
        }
        for (old, new) in &matched {
            self.operation(old, new);
        }
        new.into_iter()
            .for_each(|operation| self.added_operation(operation));
    }

    fn removed_operation(&mut self, operation: &Operation) {
        let path = self.old.surface.method_path(operation);
        let replacement = operation.deprecation.as_ref();
        let replacement = replacement.and_then(|one| one.replacement.as_deref());
        let migration = match replacement {
            Some(other) => {
                let mut operations = self.new.api.operations();
                let found = operations.find(|one| one.id == other);
                let found = found.and_then(|one| self.new.surface.method(one));
                let found = found.map_or_else(|| other.to_owned(), |method| method.call());
                format!("call `client.{found}` in place of it")
            }
            None => format!("delete the calls of `client.{path}(..)`; the API has no replacement"),
        };
        let finding = Finding::new(
            Kind::OperationRemoved,
            None,
            title(operation),
            format!("the operation `{}` is removed", operation.id),
        )
        .old(&operation.at)
        .rust(path)
        .instead(migration);
        self.push(finding);
    }

    fn added_operation(&mut self, operation: &Operation) {
        let mut others = self.old.api.operations();
        if let Some(other) = others.find(|other| other.id == operation.id) {
            let (before, after) = (title(other), title(operation));
            let message = format!(
                "the id `{}` was that of `{before}`, and is now that of `{after}`",
                operation.id
            );
            let finding = Finding::new(Kind::OperationIdReused, None, after, message)
                .between(&other.at, &operation.at)
                .rust(self.new.surface.method_path(operation))
                .instead(self.call_of_renamed(other, operation));
            self.push(finding);
        }
        let finding = Finding::new(
            Kind::OperationAdded,
            None,
            title(operation),
            format!("the operation `{}` is added", operation.id),
        )
        .new_at(&operation.at)
        .rust(self.new.surface.method_path(operation));
        self.push(finding);
    }

    /// How to call an operation whose id is now that of another one.
    fn call_of_renamed(&self, old: &Operation, reusing: &Operation) -> String {
        let mut operations = self.new.api.operations();
        let same = operations.find(|one| key(one) == key(old));
        let same = same.and_then(|one| self.new.surface.method(one));
        let reused = self.new.surface.method_path(reusing);
        match same {
            Some(method) => format!(
                "call `client.{}` for `{}`; `client.{reused}(..)` is now `{}`",
                method.call(),
                title(old),
                title(reusing)
            ),
            None => format!(
                "`client.{reused}(..)` is now `{}`; check each call of it",
                title(reusing)
            ),
        }
    }

    fn changed_path(&mut self, old: &Operation, new: &Operation) {
        let message = format!("`{}` is now `{}`", title(old), title(new));
        let finding = Finding::new(Kind::OperationPathChanged, None, title(old), message)
            .between(&old.at, &new.at)
            .rust(self.old.surface.method_path(old))
            .instead("build with the new SDK, which sends requests to the new path");
        self.push(finding);
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        self.operation_name(old, new);
        self.operation_deprecation(old, new);
        self.parameters(old, new);
        self.body(old, new);
        self.responses(old, new);
        self.operation_security(old, new);
        self.operation_servers(old, new);
        self.behaviour(old, new);
        docs::of_operation(self, old, new);
    }

    fn operation_name(&mut self, old: &Operation, new: &Operation) {
        let (before, after) = (self.old.surface.method(old), self.new.surface.method(new));
        let (Some(before), Some(after)) = (before, after) else {
            return;
        };
        let is_moved = before.path != after.path;
        let remainder = self.new.surface.remainder(&before.path, &new.id);
        let call = format!(
            "call `client.{}` in place of `client.{}`{}",
            after.call(),
            before.call(),
            remainder.as_deref().unwrap_or_default()
        );
        let mut found = Vec::new();
        let (old_has_id, new_has_id) = (
            has_own_id(self.old.document, old),
            has_own_id(self.new.document, new),
        );
        if old.id != new.id && (old_has_id || new_has_id) {
            let message = format!("the id `{}` is now `{}`", old.id, new.id);
            let migration = if is_moved {
                call
            } else {
                format!(
                    "the method stays `client.{}`; expect the id `{}` in errors, hooks and traces",
                    after.path, new.id
                )
            };
            let mut finding = Finding::new(Kind::OperationIdChanged, None, title(old), message);
            let both_have_ids = old_has_id && new_has_id;
            if !is_moved && !both_have_ids || remainder.is_some() {
                finding = finding.source(Level::Additive);
            }
            found.push(finding.instead(migration));
        } else if is_moved {
            let message = format!("the method `{}` is now `{}`", before.path, after.path);
            let mut finding = Finding::new(Kind::MethodMoved, None, title(old), message);
            if remainder.is_some() {
                finding = finding.source(Level::Additive);
            }
            found.push(finding.instead(call));
        }
        let arguments = |method: &super::names::Method<'_>| {
            let arguments = method.planned.arguments.iter().map(code);
            arguments.collect::<Vec<_>>().join(", ")
        };
        if super::parameters::is_reordered(&arguments(before), &arguments(after)) {
            let message = format!("`{}` takes its arguments in another order", after.path);
            let migration = format!("call `client.{}`", after.call());
            let finding = Finding::new(Kind::ArgumentsReordered, None, title(old), message);
            found.push(finding.instead(migration));
        }
        let rust = before.path.clone();
        for finding in found {
            self.push(finding.between(&old.at, &new.at).rust(&rust));
        }
    }

    fn operation_deprecation(&mut self, old: &Operation, new: &Operation) {
        let (kind, verb) = match (old.deprecation.is_some(), new.deprecation.is_some()) {
            (false, true) => (Kind::OperationDeprecated, "deprecated"),
            (true, false) => (Kind::OperationUndeprecated, "no longer deprecated"),
            _ => return,
        };
        let replacement = new.deprecation.as_ref();
        let replacement = replacement.and_then(|one| one.replacement.as_deref());
        let message = match replacement {
            Some(other) => format!("the operation is {verb}, in favour of `{other}`"),
            None => format!("the operation is {verb}"),
        };
        let finding = Finding::new(kind, None, title(old), message)
            .between(&old.at, &new.at)
            .rust(self.new.surface.method_path(new));
        self.push(finding);
    }

    /// Paging, waiting, retries and idempotency keys.
    fn behaviour(&mut self, old: &Operation, new: &Operation) {
        let rust = self.old.surface.method_path(old);
        let paging = match (&old.paging, &new.paging) {
            (None, Some(_)) => Some((Kind::PagingAdded, "the operation iterates pages")),
            (Some(_), None) => Some((
                Kind::PagingRemoved,
                "the operation no longer iterates pages",
            )),
            (Some(before), Some(after)) if before.method != after.method => {
                Some((Kind::PagingChanged, "pages are requested in another way"))
            }
            _ => None,
        };
        let waiter = match (&old.waiter, &new.waiter) {
            (None, Some(_)) => Some((
                Kind::WaiterAdded,
                "the call can wait until the server has finished",
            )),
            (Some(_), None) => Some((
                Kind::WaiterRemoved,
                "the call no longer waits until the server has finished",
            )),
            (Some(before), Some(after)) if before != after => Some((
                Kind::WaiterChanged,
                "other values mean that the server has finished",
            )),
            _ => None,
        };
        let is_retry_changed = old.retry != new.retry || old.idempotency != new.idempotency;
        let retry = is_retry_changed.then_some((
            Kind::RetryChanged,
            "the retry rule or the idempotency key of the operation has changed",
        ));
        for (kind, message) in paging.into_iter().chain(waiter).chain(retry) {
            let mut finding = Finding::new(kind, None, title(old), message)
                .between(&old.at, &new.at)
                .rust(&rust);
            if finding.is_breaking() {
                finding = finding.instead(match kind {
                    Kind::WaiterRemoved => {
                        format!("repeat `client.{rust}(..)` in place of `.wait()`")
                    }
                    _ => format!(
                        "call `client.{rust}(..)` for each page in place of `.pages()` and `.items()`"
                    ),
                });
            }
            self.push(finding);
        }
    }
}

/// The operation with the same path, else the one with the same path apart from the names of its
/// parameters.
fn position(operations: &[&Operation], wanted: &Operation) -> Option<usize> {
    let exact = |one: &&Operation| one.method == wanted.method && one.path == wanted.path;
    let similar = |one: &&Operation| key(one) == key(wanted);
    let exact = operations.iter().position(exact);
    exact.or_else(|| operations.iter().position(similar))
}

/// Whether an operation has an `operationId`: without one, its id is made from method and path.
fn has_own_id(document: &Value, operation: &Operation) -> bool {
    let own = target(document, &operation.at).and_then(|found| found.get("operationId"));
    own.and_then(Value::as_str) == Some(operation.id.as_str())
}
