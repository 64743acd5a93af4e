//! The example values of a request: a set of parameters and a body for each case.

use serde_json::Value;

use crate::ir::{Body, Example, Format, Location, Operation, Param, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::encoded::Order;
use crate::plan::examples::fit::fit;
use crate::plan::examples::wire::parameters::{cookies, header_text, path_text, query_pairs};
use crate::plan::operations::params::{Inputs, present};

/// How deep samples of parameters go.
const MOST_LEVELS: usize = 4;

/// The values of one request.
#[derive(Debug, Clone)]
pub(super) struct RequestValues<'a> {
    /// The names of its examples, empty if it has none.
    pub(super) name: String,
    /// Each parameter that is sent, with its Rust name and its value.
    pub(super) params: Vec<(&'a Param, &'a String, Value)>,
    pub(super) body: Option<Value>,
}

impl Planner<'_> {
    /// The requests of an operation: one for each named example of its body and parameters, and one
    /// with all parameters if some of them have no example. `None` if a required parameter has no
    /// value that can be sent.
    pub(super) fn request_values<'a>(
        &self,
        operation: &'a Operation,
        inputs: &'a Inputs,
    ) -> Option<Vec<RequestValues<'a>>> {
        let named = || operation.params.iter().zip(&inputs.names);
        let mut params = Vec::new();
        let mut all = Vec::new();
        let mut others = Vec::new();
        for (param, name) in named() {
            let mut examples = self.param_examples(param);
            let is_documented = !examples.is_empty();
            if examples.is_empty() {
                let values = param.default.iter().cloned();
                let values = values.chain([self.param_sample(&param.ty, &param.wire, MOST_LEVELS)]);
                let mut sent = values.filter_map(|value| self.sent_value(param, &value));
                examples.extend(sent.next().map(|value| (String::new(), value)));
            }
            let mut examples = examples.into_iter();
            let Some((_, value)) = examples.next() else {
                if param.required {
                    return None;
                }
                continue;
            };
            if param.required || is_documented {
                params.push((param, name, value.clone()));
            }
            all.push((param, name, value));
            others.extend(examples.map(|(example, value)| (param, example, value)));
        }
        let mut bodies = self.body_examples(operation.body.as_ref()).into_iter();
        let (name, body) = bodies.next().unwrap_or_default();
        let first = RequestValues { name, params, body };
        let mut requests = vec![first.clone()];
        requests.extend(bodies.map(|(name, body)| RequestValues {
            name,
            body,
            ..first.clone()
        }));
        for (param, example, value) in others {
            let mut request = first.clone();
            request.name = format!("{}: {example}", param.wire);
            let same = request
                .params
                .iter_mut()
                .find(|(one, ..)| one.at == param.at);
            if let Some((.., held)) = same {
                *held = value;
            }
            requests.push(request);
        }
        if all.len() > first.params.len() {
            requests.push(RequestValues {
                name: "all parameters".to_owned(),
                params: all,
                ..first
            });
        }
        Some(requests)
    }

    /// The examples of a parameter that can be sent.
    fn param_examples(&self, param: &Param) -> Vec<(String, Value)> {
        let one = param.example.iter().map(|value| ("", value));
        let named = param.examples.iter();
        let named = named.map(|example| (example.name.as_str(), &example.value));
        let mut examples: Vec<(String, Value)> = Vec::new();
        for (name, value) in named.chain(one) {
            let Some(value) = self.sent_value(param, value) else {
                continue;
            };
            if !examples.iter().any(|(_, known)| *known == value) {
                examples.push((name.to_owned(), value));
            }
        }
        examples
    }

    /// The value as it is sent, if it fits and can be written in its location.
    fn sent_value(&self, param: &Param, value: &Value) -> Option<Value> {
        let ty = present(&param.ty);
        fit(value, &ty, &self.api.types).ok()?;
        let value = self.as_sent(value, &ty, Order::Names);
        let is_sent = match param.location {
            Location::Path => path_text(param, &value).is_some(),
            Location::Header => header_text(param, &value).is_some(),
            Location::Cookie => cookies(param, &value).is_some_and(|all| !all.is_empty()),
            Location::Query | Location::QueryString => !query_pairs(param, &value).is_empty(),
        };
        is_sent.then_some(value)
    }

    /// A value with something to write: an array with an item, an object with properties.
    fn param_sample(&self, ty: &TypeRef, name: &str, levels: usize) -> Value {
        let Some(inner) = levels.checked_sub(1) else {
            return self.sample(ty, name);
        };
        match ty {
            TypeRef::Null(ty) => self.param_sample(ty, name, levels),
            TypeRef::List(item) => vec![self.param_sample(item, name, inner)].into(),
            TypeRef::Map(of) => [("key".to_owned(), self.param_sample(of, name, inner))]
                .into_iter()
                .collect::<serde_json::Map<_, _>>()
                .into(),
            TypeRef::Any => name.into(),
            TypeRef::Named(id) | TypeRef::Recursive(id) => {
                let sample = self.sample(ty, name);
                match self.api.types.get(id).map(|def| &def.kind) {
                    Some(TypeKind::Alias(ty)) => self.param_sample(ty, name, inner),
                    Some(TypeKind::Struct { fields, .. })
                        if sample.as_object().is_some_and(serde_json::Map::is_empty) =>
                    {
                        let fields = fields.iter();
                        let properties = fields.map(|field| {
                            let value = self.param_sample(&field.ty, &field.wire, inner);
                            (field.wire.clone(), field.example.clone().unwrap_or(value))
                        });
                        Value::Object(properties.collect())
                    }
                    _ => sample,
                }
            }
            TypeRef::Scalar(_) => self.sample(ty, name),
        }
    }

    /// The bodies to send, each with the name of its example: `None` for no body. One is made from
    /// the schema if there is no example.
    fn body_examples(&self, body: Option<&Body>) -> Vec<(String, Option<Value>)> {
        let Some(body) = body else {
            return vec![(String::new(), None)];
        };
        let is_text =
            |example: &&Example| body.format != Format::Bytes || example.value.is_string();
        let examples = body.examples.iter().filter(is_text);
        // JSON in any order is the same.
        let order = match body.format {
            Format::Json => Order::Document,
            _ => Order::Names,
        };
        let mut bodies: Vec<(String, Option<Value>)> = examples
            .map(|one| {
                (
                    one.name.clone(),
                    Some(self.as_sent(&one.value, &body.ty, order)),
                )
            })
            .collect();
        if bodies.is_empty() {
            let value = self.of_type(&body.ty);
            let value = value.unwrap_or_else(|| self.sample(&body.ty, "body"));
            bodies.push((String::new(), Some(self.as_sent(&value, &body.ty, order))));
        }
        bodies
    }

    /// The first example of a type.
    pub(super) fn of_type(&self, ty: &TypeRef) -> Option<Value> {
        let TypeRef::Named(id) = ty else { return None };
        let example = self.api.types.get(id)?.examples.first()?;
        Some(example.value.clone())
    }
}
