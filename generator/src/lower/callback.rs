//! Callbacks.

use std::collections::{BTreeSet, VecDeque};

use indexmap::IndexMap;

use super::Lower;
use super::content::{Content, Described};
use super::view::location_in;
use crate::diagnostics::Code;
use crate::dialect::CallbackRequest;
use crate::ir::{Callback, Docs, Event, Hint, Registration, Resource};
use crate::media::MediaKind;
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    /// The requests of the callbacks of operations and events, and of their own callbacks. Those
    /// without JSON are reported.
    pub(super) fn callbacks(&mut self, resources: &[Resource], events: &[Event]) -> Vec<Callback> {
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let operations =
            operations.map(|one| (one.at.clone(), Registration::Operation(one.id.clone())));
        let events = events.iter();
        let events = events.map(|one| (one.at.clone(), Registration::Event(one.name.clone())));
        let mut owners: VecDeque<(Pointer, Registration)> = operations.chain(events).collect();
        let mut known: BTreeSet<Pointer> = BTreeSet::new();
        let mut found: IndexMap<Pointer, Callback> = IndexMap::new();
        let typed = self.typed;
        while let Some((owner, registration)) = owners.pop_front() {
            for (name, request) in typed.callbacks.of(&owner) {
                let at = location_in(&request.operation.extensions);
                if known.insert(at.clone()) {
                    owners.push_back((at.clone(), Registration::Callback(name.to_owned())));
                    if let Some(callback) = self.callback(name, request, &at) {
                        found.insert(at.clone(), callback);
                    }
                }
                if let Some(callback) = found.get_mut(&at)
                    && !callback.registered_by.contains(&registration)
                {
                    callback.registered_by.push(registration.clone());
                }
            }
        }
        found.into_values().collect()
    }

    fn callback(
        &mut self,
        name: &str,
        request: &'a CallbackRequest,
        at: &Pointer,
    ) -> Option<Callback> {
        let operation = &request.operation;
        let content = self.callback_content(name, request, at)?;
        Some(Callback {
            name: name.to_owned(),
            method: request.method.clone(),
            expression: request.expression.clone(),
            payload: content.ty,
            registered_by: Vec::new(),
            docs: Docs::new(operation.summary.clone(), operation.description.clone()),
            examples: content.examples,
            at: at.clone(),
        })
    }

    /// The content in JSON.
    fn callback_content(
        &mut self,
        name: &str,
        request: &'a CallbackRequest,
        at: &Pointer,
    ) -> Option<Content<'a>> {
        let body = request.operation.request_body.as_ref();
        let body = body.and_then(|body| self.request_body(body));
        let is_json = |media_type: &String| MediaKind::of(media_type).is_json();
        let problem = match body {
            Some(body) if body.content.keys().any(is_json) => None,
            Some(body) if !body.content.is_empty() => Some("is not JSON"),
            _ => Some("is not described"),
        };
        if let Some(problem) = problem {
            let message = format!(
                "the content of the callback `{name}` {problem}, so no function decodes it"
            );
            self.reporter.report(Code::CallbackUntyped, at, message);
            return None;
        }
        let body = body?;
        let described = Described {
            content: &body.content,
            extensions: &body.extensions,
        };
        let hint = Hint::Operation {
            id: name.to_owned(),
            role: "callback".to_owned(),
        };
        self.content(described, &hint, at)
    }
}
