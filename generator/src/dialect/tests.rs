//! Each 3.1 word, and what it becomes.

use serde_json::{Value, json};

use super::*;
use crate::source::Source;

/// The one schema of a document after the rewriting, without its place.
fn schema(schema: Value) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "components": {"schemas": {
            "S": schema,
            "T": {"type": "object", "x-sdk-at": "/t"},
            "N": {"type": "object", "nullable": true, "x-sdk-at": "/n"}
        }}
    });
    rewrite::rewrite(&mut document);
    document["components"]["schemas"]["S"].take()
}

fn assert_becomes(from: Value, to: Value) {
    assert_eq!(schema(from.clone()), to, "{from}");
}

#[test]
fn lists_of_types() {
    assert_becomes(json!({"type": ["string"]}), json!({"type": "string"}));
    assert_becomes(
        json!({"type": ["string", "null"]}),
        json!({"type": "string", "nullable": true}),
    );
    assert_becomes(
        json!({"type": ["string", "integer", "null"]}),
        json!({"x-sdk-types": ["string", "integer"], "nullable": true}),
    );
    assert_becomes(
        json!({"type": "null"}),
        json!({"x-sdk-null": true, "nullable": true}),
    );
}

#[test]
fn a_constant_is_an_enum_of_one() {
    assert_becomes(json!({"const": "a"}), json!({"enum": ["a"]}));
    assert_becomes(
        json!({"const": null}),
        json!({"enum": [], "nullable": true}),
    );
    assert_becomes(
        json!({"enum": ["a", null, "b"]}),
        json!({"enum": ["a", "b"], "nullable": true}),
    );
}

#[test]
fn unions_with_null() {
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
fn what_stands_beside_a_reference_stays() {
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
fn null_at_the_end_of_a_reference_is_null_here() {
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
fn bounds_in_both_dialects() {
    assert_becomes(
        json!({"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 9}),
        json!({"type": "integer", "exclusiveMinimum": true, "exclusiveMaximum": true, "minimum": 1, "maximum": 9}),
    );
    let old = json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true});
    assert_becomes(old.clone(), old);
}

#[test]
fn examples_in_a_list_or_a_map() {
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
fn tuples_and_patterns() {
    assert_becomes(
        json!({"type": "array", "prefixItems": [{"type": "string"}], "items": false}),
        json!({"type": "array", "items": {}, "x-sdk-prefix-items": [{"type": "string"}]}),
    );
    assert_becomes(
        json!({"patternProperties": {"^a": {"type": "string"}}}),
        json!({"additionalProperties": {"type": "string"}}),
    );
    // Two kinds of values, or others besides: any.
    for more in [
        json!({"patternProperties": {"^a": {"type": "string"}, "^b": {"type": "integer"}}}),
        json!({"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": true}),
    ] {
        assert_becomes(more, json!({"additionalProperties": true}));
    }
}

#[test]
fn schemas_that_are_true_or_false() {
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

#[test]
fn words_for_validation_have_no_place_in_the_typed_model() {
    assert_becomes(
        json!({"type": "string", "if": {}, "then": {}, "contentEncoding": "base64", "$comment": "c"}),
        json!({"type": "string"}),
    );
    // A member may be called like a keyword.
    let members = json!({"properties": {"const": {"type": "string"}, "if": {"type": "string"}}});
    assert_becomes(members.clone(), members);
}

fn typed_of(value: Value) -> Result<Typed, (String, String)> {
    let source = Arc::new(Source {
        path: "api.yaml".into(),
        text: String::new(),
    });
    let mut diagnostics = Diagnostics::new();
    typed(Document { source, value }, &mut diagnostics).map_err(|Failed| {
        let finding = diagnostics.iter().next().unwrap();
        (finding.pointer.to_string(), finding.message.clone())
    })
}

#[test]
fn what_the_model_wants_is_filled_in() {
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
fn the_innermost_misfit_is_told_by_its_place() {
    let (at, message) = typed_of(json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"x-sdk-at": "/paths/~1a/get", "parameters": [
            {"name": "q", "in": "elsewhere", "schema": {}, "x-sdk-at": "/written/here"}
        ]}}}
    }))
    .unwrap_err();
    assert_eq!(at, "/written/here");
    assert!(
        message.starts_with("the Parameter does not fit"),
        "{message}"
    );
}
