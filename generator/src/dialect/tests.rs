//! The rewriting of each 3.1 keyword.

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostics::Diagnostics;
use crate::source_file::Source;

/// The only schema of a document after the rewriting.
fn schema(schema: Value) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "components": {"schemas": {
            "S": schema,
            "T": {"type": "object", "x-sdk-at": "/t"},
            "N": {"type": "object", "nullable": true, "x-sdk-at": "/n"}
        }}
    });
    tidy::node(Kind::OpenApi, &mut document);
    rewrite::rewrite(&mut document);
    document["components"]["schemas"]["S"].take()
}

fn assert_becomes(from: Value, to: Value) {
    assert_eq!(schema(from.clone()), to, "{from}");
}

#[test]
fn rewrites_type_arrays() {
    assert_becomes(json!({"type": ["string"]}), json!({"type": "string"}));
    assert_becomes(
        json!({"type": ["string", "null"]}),
        json!({"type": "string", "nullable": true}),
    );
    assert_becomes(
        json!({"type": ["string", "integer", "null"]}),
        json!({
            "x-sdk-types": ["string", "integer"],
            "oneOf": [
                {"type": "string", "x-sdk-at": "/type/0"},
                {"type": "integer", "x-sdk-at": "/type/1"}
            ],
            "x-sdk-expanded": true,
            "nullable": true
        }),
    );
    assert_becomes(
        json!({"type": ["integer", "number"]}),
        json!({"type": "number"}),
    );
    assert_becomes(
        json!({"type": ["object", "array", "string", "number", "boolean"]}),
        json!({}),
    );
    assert_becomes(
        json!({"type": "null"}),
        json!({"x-sdk-null": true, "nullable": true}),
    );
}

#[test]
fn rewrites_const_to_an_enum() {
    assert_becomes(json!({"const": "a"}), json!({"x-sdk-values": ["a"]}));
    assert_becomes(
        json!({"const": null}),
        json!({"x-sdk-values": [], "nullable": true, "x-sdk-null": true}),
    );
    assert_becomes(
        json!({"enum": ["a", null, "b"]}),
        json!({"x-sdk-values": ["a", "b"], "nullable": true}),
    );
}

#[test]
fn rewrites_unions_with_null() {
    let reference = json!({"$ref": "#/components/schemas/T"});
    for name in ["anyOf", "oneOf"] {
        assert_becomes(
            json!({name: [{"type": "string"}, {"type": "null"}]}),
            json!({"allOf": [{"type": "string"}], "nullable": true}),
        );
        assert_becomes(
            json!({name: [reference, {"type": "null"}]}),
            json!({"allOf": [reference], "nullable": true}),
        );
        assert_becomes(
            json!({name: [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}),
            json!({name: [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        );
        assert_becomes(json!({name: [{"type": "null"}]}), json!({"nullable": true}));
    }
}

#[test]
fn keeps_the_siblings_of_a_reference() {
    let reference = json!({"$ref": "#/components/schemas/T"});
    assert_becomes(reference.clone(), reference.clone());
    assert_becomes(
        json!({"$ref": "#/components/schemas/T", "x-sdk-at": "/s"}),
        reference.clone(),
    );
    assert_becomes(
        json!({"$ref": "#/components/schemas/T", "description": "d", "nullable": true}),
        json!({"description": "d", "nullable": true, "allOf": [reference]}),
    );
    assert_becomes(
        json!({"$ref": "#/components/schemas/T", "allOf": [{"type": "object"}]}),
        json!({"allOf": [reference, {"type": "object"}]}),
    );
}

#[test]
fn makes_references_to_nullable_schemas_nullable() {
    assert_becomes(
        json!({"$ref": "#/components/schemas/N"}),
        json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/N"}]}),
    );
    assert_becomes(
        json!({"$ref": "#/components/schemas/N", "nullable": false}),
        json!({"$ref": "#/components/schemas/N"}),
    );
}

#[test]
fn drops_validation_keywords() {
    assert_becomes(
        json!({"type": "integer", "exclusiveMinimum": 1, "maximum": 9, "multipleOf": 3}),
        json!({"type": "integer"}),
    );
    assert_becomes(
        json!({"type": "string", "minLength": 1, "pattern": "^a", "if": {}, "then": {}, "contentEncoding": "base64", "$comment": "c"}),
        json!({"type": "string"}),
    );
    // A property may have the name of a keyword.
    let properties = json!({"properties": {"const": {"type": "string"}, "if": {"type": "string"}, "pattern": {"type": "string"}}});
    assert_becomes(properties.clone(), properties);
}

#[test]
fn reads_examples_from_arrays_and_objects() {
    assert_becomes(
        json!({"examples": ["a", "b"]}),
        json!({"example": "a", "x-sdk-examples": ["a", "b"]}),
    );
    assert_becomes(
        json!({"example": "c", "examples": {"One": "a"}}),
        json!({"example": "c", "x-sdk-examples": {"One": "a"}}),
    );
    assert_becomes(json!({"examples": []}), json!({"x-sdk-examples": []}));
}

#[test]
fn items_of_a_prefix_are_alternatives() {
    let alternatives = |parts: Value| {
        json!({"type": "array", "items": {
            "anyOf": parts, "x-sdk-open": true, "x-sdk-at": "/prefixItems"
        }})
    };
    let string = || json!({"type": "string"});
    let integer = || json!({"type": "integer"});
    assert_becomes(
        json!({"type": "array", "prefixItems": [string(), string()], "items": false}),
        json!({"type": "array", "items": string()}),
    );
    assert_becomes(
        json!({"type": "array", "prefixItems": [string(), string()], "maxItems": 2}),
        json!({"type": "array", "items": string()}),
    );
    for both in [
        json!({"type": "array", "prefixItems": [string()], "items": integer()}),
        json!({"type": "array", "items": [string()], "additionalItems": integer()}),
        json!({"type": "array", "items": [string(), integer()], "additionalItems": false}),
    ] {
        assert_becomes(both, alternatives(json!([string(), integer()])));
    }
    // What follows the prefix may be anything.
    assert_becomes(
        json!({"type": "array", "prefixItems": [string()]}),
        alternatives(json!([string()])),
    );
    assert_becomes(
        json!({"type": "array", "prefixItems": [string(), true]}),
        json!({"type": "array", "items": {"x-sdk-at": "/prefixItems"}}),
    );
}

#[test]
fn values_of_patterns_are_alternatives() {
    let string = || json!({"type": "string"});
    let integer = || json!({"type": "integer"});
    let alternatives = |parts: Value| {
        json!({"additionalProperties": {
            "anyOf": parts, "x-sdk-open": true, "x-sdk-at": "/patternProperties"
        }})
    };
    for (patterns, additional, expected) in [
        (
            json!({"^a": string()}),
            Value::Null,
            alternatives(json!([string()])),
        ),
        (
            json!({"^a": string()}),
            json!(false),
            json!({"additionalProperties": string()}),
        ),
        (
            json!({"^.*$": string()}),
            Value::Null,
            json!({"additionalProperties": string()}),
        ),
        (
            json!({"^a": string()}),
            integer(),
            alternatives(json!([string(), integer()])),
        ),
        (
            json!({"^a": string(), "^b": integer()}),
            json!(false),
            alternatives(json!([string(), integer()])),
        ),
        (
            json!({"^a": string()}),
            json!(true),
            json!({"additionalProperties": {"x-sdk-at": "/patternProperties"}}),
        ),
        (
            json!({}),
            json!(false),
            json!({"additionalProperties": false}),
        ),
        (
            json!({}),
            json!(true),
            json!({"additionalProperties": {"x-sdk-at": "/additionalProperties"}}),
        ),
    ] {
        let mut given = json!({"patternProperties": patterns});
        if !additional.is_null() {
            given["additionalProperties"] = additional;
        }
        assert_becomes(given, expected);
    }
}

#[test]
fn a_schema_that_declares_json_schema_is_read_by_the_letter() {
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    let read = |keywords: Value| {
        let mut keywords = keywords;
        keywords["$schema"] = dialect.into();
        schema(keywords)
    };
    let properties = json!({"a": {"type": "string"}});
    let typed = read(json!({"type": "object", "properties": properties}));
    assert_eq!(
        typed,
        json!({"type": "object", "properties": properties,
            "additionalProperties": {"x-sdk-at": "/additionalProperties"}})
    );
    let untyped = read(json!({"properties": properties, "required": ["a"]}));
    assert_eq!(untyped["x-sdk-expanded"], true);
    assert_eq!(untyped["nullable"], true);
    let [only] = untyped["oneOf"].as_array().unwrap().as_slice() else {
        panic!("{untyped}")
    };
    assert_eq!(only["type"], "object");
    assert_eq!(only["required"], json!(["a"]));
    assert_eq!(read(json!({"minimum": 1})), json!({"nullable": true}));
    assert_eq!(
        schema(json!({"properties": properties}))["oneOf"],
        Value::Null
    );
}

#[test]
fn rewrites_boolean_schemas() {
    assert_becomes(
        json!({"properties": {"a": true, "b": false}, "items": true}),
        json!({"properties": {"a": {}}, "items": {}}),
    );
    assert_becomes(
        json!({"anyOf": [{"type": "string"}, false, true]}),
        json!({"anyOf": [{"type": "string"}, {}]}),
    );
    assert_becomes(
        json!({"additionalProperties": false}),
        json!({"additionalProperties": false}),
    );
}

fn typed_of(value: Value) -> Result<Typed, (String, String)> {
    let source = Arc::new(Source {
        path: "api.yaml".into(),
        text: String::new(),
    });
    let mut diagnostics = Diagnostics::new();
    let document = Document {
        source: Arc::clone(&source),
        value,
    };
    let mut reporter = Reporter::new(&source, &mut diagnostics);
    let typed = typed(document, &mut reporter);
    match diagnostics.iter().next() {
        Some(finding) => Err((finding.pointer.to_string(), finding.message.clone())),
        None => Ok(typed.unwrap()),
    }
}

#[test]
fn adds_what_the_model_requires() {
    let typed = typed_of(json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "components": {"pathItems": {"a": {}}, "responses": {"R": {}}}
    }));
    let openapi = typed.unwrap().openapi;
    assert!(openapi.paths.paths.is_empty());
    let responses = openapi.components.unwrap().responses;
    assert_eq!(responses["R"].as_item().unwrap().description, "");
}

#[test]
fn reports_the_innermost_object_that_does_not_fit() {
    let (at, message) = typed_of(json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"x-sdk-at": "/paths/~1a/get", "parameters": [
            {"name": "q", "in": "elsewhere", "schema": {}, "x-sdk-at": "/written/here"}
        ]}}}
    }))
    .unwrap_err();
    assert_eq!(at, "/written/here");
    assert!(message.starts_with("invalid Parameter Object"), "{message}");
}
