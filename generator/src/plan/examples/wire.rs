//! The wire tests of the emitted crate, as data: the calls of every operation with the document's
//! examples, the requests that they must send, and the responses that they must decode.
//!
//! What a request must be is computed here, from the document's values. The emitted tests compare it
//! with what the client sends. `calls.rs` of the emitted tests has the calls, `cases.jsonc` has
//! everything else, and the same runner reads both in every crate.

mod credentials;
mod forms;
mod inputs;
mod parameters;
mod requests;
mod responses;
mod table;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::ir::{Operation, Paging, PagingRule, TypeKind, TypeRef, WaiterRule};
use crate::plan::Planner;
use crate::plan::examples::Needs;
use crate::plan::examples::fit::fit;
use crate::plan::literals;
use crate::plan::names::scope::{Scope, tokens};
use crate::plan::names::{Taken, ident, plain};
use crate::plan::package::manifest::{crate_ident, mock_url_variable};
use crate::sdk::{Resource, WireCall, WireTests};

use inputs::RequestValues;
use responses::{status_of, stream_closure};
use table::Table;

/// What the tests of all operations have so far.
struct Tests {
    table: Table,
    calls: Vec<WireCall>,
    /// The names of calls.
    taken: Taken,
    needs: Needs,
}

/// A way to make a call other than to await it.
struct OtherForm {
    name: &'static str,
    closure: TokenStream,
    accept: Option<String>,
    /// The response, which is not one of the document's examples.
    response: String,
}

impl Planner<'_> {
    /// The wire tests. `resources` are those of the crate.
    pub(crate) fn wire_tests(&mut self, resources: &[Resource]) -> WireTests {
        let mut tests = Tests {
            table: Table::default(),
            calls: Vec::new(),
            taken: Taken::default(),
            needs: Needs::of_tests(crate_ident(self.api, self.settings)),
        };
        let api = self.api;
        for operation in api.operations() {
            self.operation_tests(operation, resources, &mut tests);
        }
        self.value_tests(&mut tests);
        let krate = ident(&crate_ident(api, self.settings));
        let credentials = self.credentials(&quote!(#krate::ApiKey));
        let uses = tests.needs.scope.uses();
        WireTests {
            uses,
            calls: tests.calls,
            decoders: tests.table.decoders(),
            table: tests.table.lines(),
            credentials: credentials.into(),
            mock_url: mock_url_variable(api, self.settings),
        }
    }

    fn operation_tests(
        &mut self,
        operation: &Operation,
        resources: &[Resource],
        tests: &mut Tests,
    ) {
        let inputs = self.inputs(operation, &mut Scope::new("models", []));
        let accept = self.expected_accept(operation);
        let variants = self.variants_path(operation, resources);
        let mut requests = Vec::new();
        let values = match self.has_testable_server(operation) {
            true => self.request_values(operation, &inputs).unwrap_or_default(),
            false => Vec::new(),
        };
        for values in values {
            let Some(call) = self.wire_call(operation, &values, &inputs, &mut tests.needs) else {
                continue;
            };
            let closure = self.wire_closure(operation, &call, variants.as_ref());
            let is_first = requests.is_empty();
            requests.extend(self.request(
                operation,
                &values,
                &accept,
                &values.name,
                closure,
                tests,
            ));
            if !is_first {
                continue;
            }
            for other in self.other_forms(operation, &call, tests) {
                let accept = other.accept.as_ref().unwrap_or(&accept);
                let request =
                    self.request(operation, &values, accept, other.name, other.closure, tests);
                requests.extend(request.map(|mut request| {
                    request.insert("response".to_owned(), other.response.into());
                    request
                }));
            }
        }
        let responses = self.wire_responses(operation, &mut tests.needs, &mut tests.table);
        tests.table.operation(&operation.id, requests, responses);
    }

    /// The request of a call, as an object of the table, which is added to the calls.
    fn request(
        &self,
        operation: &Operation,
        values: &RequestValues<'_>,
        accept: &str,
        name: &str,
        closure: TokenStream,
        tests: &mut Tests,
    ) -> Option<Map<String, Value>> {
        let expected = self.expected_request(operation, values, accept)?;
        let name = format!("{} {name}", operation.id);
        let name = tests.taken.claim(name.trim_end());
        let mut request = Map::new();
        request.insert("call".to_owned(), name.as_str().into());
        request.extend(expected);
        if let Some(body) = &operation.body
            && request.contains_key("json")
            && self.is_json(&body.ty)
        {
            let ty = self.example_type(&body.ty, &mut tests.needs);
            request.insert("type".to_owned(), tests.table.decoder(ty).into());
        }
        tests.calls.push(WireCall {
            name: literals::string(&name).into(),
            closure: closure.into(),
        });
        Some(request)
    }

    /// The other ways to make a call: as a stream of values, as the items of a list, and until the
    /// server has finished.
    fn other_forms(
        &self,
        operation: &Operation,
        call: &TokenStream,
        tests: &mut Tests,
    ) -> Vec<OtherForm> {
        let mut forms = Vec::new();
        for success in &operation.success {
            let Some(stream) = &success.stream else {
                continue;
            };
            let Some(status) = status_of(operation, Some(success.status)) else {
                continue;
            };
            let sample = self.sample(&stream.ty, "example");
            let content = self.stream_content(&stream.accept, stream.format, &stream.ty, &sample);
            let key = tests.table.response(&success.at, "stream", content);
            forms.push(OtherForm {
                name: "stream",
                closure: stream_closure(
                    call,
                    &quote!(call.send_values().await?.into_body()),
                    stream.format,
                ),
                accept: Some(stream.accept.clone()),
                response: format!("{status} {key}"),
            });
            break;
        }
        let success = operation.success.iter().find(|one| one.ty.is_some());
        let Some((success, ty)) = success.and_then(|one| Some((one, one.ty.as_ref()?))) else {
            return forms;
        };
        let Some(status) = status_of(operation, Some(success.status)) else {
            return forms;
        };
        let value = success
            .examples
            .first()
            .map(|example| example.value.clone());
        let value = value.or_else(|| self.of_type(ty));
        let value = value.unwrap_or_else(|| self.sample(ty, "example"));
        if let Some(paging) = &operation.paging
            && let Some(item) = first_item(paging, &value)
        {
            let mut content = self.success_content(operation, success, ty, &value);
            content.insert("decoded".to_owned(), self.as_encoded(item, &paging.item));
            let key = tests.table.response(&success.at, "first item", content);
            forms.push(OtherForm {
                name: "first item",
                closure: quote!(|client| {
                    let mut items = #call.items();
                    Ok(value(async move { items.next().await.transpose() }))
                }),
                accept: None,
                response: format!("{status} {key}"),
            });
        }
        if let Some(rule) = &operation.waiter
            && let Some(value) = self.finished(&value, ty, rule)
        {
            let content = self.success_content(operation, success, ty, &value);
            let key = tests.table.response(&success.at, "finished", content);
            forms.push(OtherForm {
                name: "wait",
                closure: quote!(|client| Ok(value(#call.wait()))),
                accept: None,
                response: format!("{status} {key}"),
            });
        }
        forms
    }

    /// The value with a final status in the property that a waiter reads.
    fn finished(&self, value: &Value, ty: &TypeRef, rule: &WaiterRule) -> Option<Value> {
        let path: Vec<&str> = rule.path().collect();
        let done = Value::from(rule.done.first()?.as_str());
        let mut value = value.clone();
        let changed = set_all(&mut value, &path, &done);
        let is_valid = changed > 0 && fit(&value, ty, &self.api.types).is_ok();
        is_valid.then_some(value)
    }

    /// The path of the enum of an operation's success responses.
    fn variants_path(&self, operation: &Operation, resources: &[Resource]) -> Option<TokenStream> {
        if !operation.has_success_variants() {
            return None;
        }
        let (resource, method) = self.resources.method(&operation.id)?;
        let file = resource.module.file();
        let planned = resources.iter().find(|one| one.file == file)?;
        let mut planned = planned.operations.iter();
        let planned = planned.find(|one| one.link_name == plain(method))?;
        let (krate, module) = (ident(&crate_ident(self.api, self.settings)), tokens(file));
        let name = tokens(&planned.variants.as_ref()?.name.to_string());
        Some(quote!(#krate::resources::#module::#name))
    }

    /// The examples of events, callbacks and object types, which are decoded and encoded.
    fn value_tests(&self, tests: &mut Tests) {
        let Tests { table, needs, .. } = tests;
        let events = self.api.events.iter();
        let events = events.map(|event| (&event.at, &event.payload, &event.examples));
        let callbacks = self.api.callbacks.iter();
        let callbacks = callbacks.map(|one| (&one.at, &one.payload, &one.examples));
        let received = events.chain(callbacks);
        for (at, payload, examples) in received.filter(|(_, payload, _)| self.is_json(payload)) {
            for example in examples {
                let content = self.decoded(payload, &example.value, needs, table);
                table.value(at, &example.name, content);
            }
        }
        for def in self.api.types.values() {
            let ty = TypeRef::Named(def.id.clone());
            if !matches!(def.kind, TypeKind::Struct { .. }) || !self.is_json(&ty) {
                continue;
            }
            for example in &def.examples {
                let content = self.decoded(&ty, &example.value, needs, table);
                table.value(&def.at, &example.name, content);
            }
        }
    }
}

/// The first item of a page.
fn first_item<'v>(paging: &Paging, page: &'v Value) -> Option<&'v Value> {
    let items = match &paging.rule.items {
        Some(property) => {
            let path = PagingRule::path(property);
            path.iter().try_fold(page, |value, name| value.get(name))?
        }
        None => page,
    };
    items.as_array()?.first()
}

/// Sets the values at a path, in which `*` stands for all properties or items. Returns their number.
fn set_all(value: &mut Value, path: &[&str], to: &Value) -> usize {
    match (path, value) {
        ([], value) => {
            *value = to.clone();
            1
        }
        (["*", rest @ ..], Value::Object(properties)) => {
            let values = properties.values_mut();
            values.map(|value| set_all(value, rest, to)).sum()
        }
        (["*", rest @ ..], Value::Array(items)) => {
            items.iter_mut().map(|item| set_all(item, rest, to)).sum()
        }
        ([name, rest @ ..], value) => {
            let value = value.get_mut(name);
            value.map_or(0, |value| set_all(value, rest, to))
        }
    }
}
