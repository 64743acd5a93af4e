//! Two spellings that mean the same as another one: a keyword without a value, and a boolean
//! schema.
//!
//! YAML authors leave keywords empty (`description:`), which is null. Such a keyword is as good as
//! absent, and so is the schema of a property without a value. The schema `true` is `{}`, and
//! `false` is `{"not": {}}`. Values that may be null, such as `default`, stay as they are.

use serde_json::{Map, Value, json};

use crate::bundle::Bundle;
use crate::extensions::{AT, FALSE, is_extension};
use crate::openapi::{Kind, Shape, keyword};
use crate::source::Document;

/// Removes keywords without a value and replaces boolean schemas, in the document.
pub(crate) fn tidy(document: &mut Document) {
    node(Kind::OpenApi, &mut document.value);
}

/// The same in the files that references point to.
pub(crate) fn tidy_parts(bundle: &mut Bundle) {
    for (kind, part) in &bundle.parts {
        if let Some(value) = part.get_mut(&mut bundle.document.value) {
            node(*kind, value);
        }
    }
}

/// Whether a schema was `false`, before or after it is rewritten.
pub(super) fn is_false(schema: &Value) -> bool {
    schema.as_object().is_some_and(is_false_schema)
}

/// Whether the keywords are those of the schema `false`.
pub(super) fn is_false_schema(schema: &Map<String, Value>) -> bool {
    if schema.contains_key(FALSE) {
        return true;
    }
    let not = schema.get("not").and_then(Value::as_object);
    not.is_some_and(|not| not.keys().all(|name| name == AT))
}

fn inside(kind: Kind, value: &mut Value) {
    let Value::Object(object) = value else {
        return;
    };
    match kind {
        Kind::Responses => object
            .values_mut()
            .for_each(|response| node(Kind::Response, response)),
        Kind::Callback => object
            .values_mut()
            .for_each(|item| node(Kind::PathItem, item)),
        // A scheme without scopes.
        Kind::SecurityRequirement => {
            for scopes in object.values_mut().filter(|scopes| scopes.is_null()) {
                *scopes = json!([]);
            }
        }
        kind => keywords(kind, object),
    }
}

fn keywords(kind: Kind, object: &mut Map<String, Value>) {
    object.retain(|name, value| !(value.is_null() && is_empty_if_null(kind, name)));
    for (name, value) in object {
        let Some(keyword) = keyword(kind, name).filter(|_| !is_extension(name)) else {
            continue;
        };
        match (keyword.shape, value) {
            (Shape::One(kind), value) => node(kind, value),
            // `additionalProperties: false` and its siblings are not about a value.
            (Shape::OneOrBoolean(kind), value @ Value::Object(_)) => inside(kind, value),
            (Shape::OneOrList(kind), Value::Array(items))
            | (Shape::List(kind), Value::Array(items)) => {
                items.iter_mut().for_each(|item| node(kind, item));
            }
            (Shape::OneOrList(kind), value) => node(kind, value),
            (Shape::Map(kind), Value::Object(map)) => {
                for (name, entry) in map {
                    if kind == Kind::PathItem && is_extension(name) {
                        continue;
                    }
                    if entry.is_null() {
                        *entry = json!({});
                    }
                    node(kind, entry);
                }
            }
            _ => {}
        }
    }
}

/// Whether null is no value of a keyword.
fn is_empty_if_null(kind: Kind, name: &str) -> bool {
    let is_example = kind == Kind::Schema && name == "example";
    is_example || keyword(kind, name).is_some_and(|keyword| keyword.shape != Shape::Json)
}

/// An object of a kind, and everything in it.
pub(super) fn node(kind: Kind, value: &mut Value) {
    match value {
        Value::Bool(true) if kind == Kind::Schema => *value = json!({}),
        Value::Bool(false) if kind == Kind::Schema => *value = json!({"not": {}}),
        Value::Null if kind == Kind::Response => *value = json!({"description": ""}),
        value => inside(kind, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(mut value: Value) -> Value {
        node(Kind::OpenApi, &mut value);
        value
    }

    #[test]
    fn a_keyword_without_a_value_is_absent() {
        let schema = json!({"type": "string", "description": null, "default": null, "example": null,
            "const": null, "enum": [null], "properties": {"a": null, "b": {"title": null}},
            "x-a": null, "unknown": null});
        let expected = json!({"type": "string", "default": null, "const": null, "enum": [null],
            "properties": {"a": {}, "b": {}}, "x-a": null, "unknown": null});
        let document = |schema: Value| {
            json!({
                "openapi": "3.1.0",
                "components": {"schemas": {"A": schema}},
                "paths": {"/a": {"get": {"responses": {"200": {"content": {}}}}}},
            })
        };
        let mut given = document(schema);
        given["tags"] = Value::Null;
        given["paths"]["/a"]["post"] = Value::Null;
        given["paths"]["/a"]["get"]["summary"] = Value::Null;
        assert_eq!(tidied(given), document(expected));
        let empty = json!({"paths": {"/a": {"get": {"responses": {"200": null}}}}});
        let filled = json!({"paths": {"/a": {"get": {"responses": {"200": {"description": ""}}}}}});
        assert_eq!(tidied(empty), filled);
    }

    #[test]
    fn boolean_schemas_are_objects() {
        let document = |yes: Value, no: Value| {
            json!({"components": {"schemas": {
                "A": yes,
                "B": {"items": no, "additionalProperties": false, "properties": {"c": yes}},
                "C": {"allOf": [no], "$defs": {"d": yes}, "prefixItems": [yes], "default": true}
            }}})
        };
        let given = document(json!(true), json!(false));
        assert_eq!(tidied(given), document(json!({}), json!({"not": {}})));
    }
}
