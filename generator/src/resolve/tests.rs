use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostics::Diagnostics;
use crate::source::Source;

fn resolved(value: Value) -> Result<Value, Vec<String>> {
    let source = Arc::new(Source {
        path: "api.yaml".into(),
        text: String::new(),
    });
    let mut diagnostics = Diagnostics::new();
    let mut reporter = Reporter::new(&source, &mut diagnostics);
    let document = Document {
        source: Arc::clone(&source),
        value,
    };
    let document = resolve(document, &mut reporter);
    match diagnostics.has_errors() {
        false => Ok(document.value),
        true => Err(diagnostics
            .iter()
            .map(|d| format!("{} {}: {}", d.code, d.pointer, d.message))
            .collect()),
    }
}

#[test]
fn moves_a_shared_schema_to_one_component() {
    let out = resolved(json!({
        "paths": {"/a/{id}": {"parameters": [{"name": "id", "in": "path", "schema":
            {"$ref": "#/paths/~1b~1%7Bid%7D/get/responses/200/content/application~1json/schema"}}]},
        "/b/{id}": {"get": {"responses": {"200": {"content": {"application/json":
            {"schema": {"type": "string", "enum": ["x"]}}}}}}}}
    }))
    .unwrap();
    let key = "/paths/~1b~1{id}/get/responses/200/content/application~1json/schema";
    let lifted = &out["components"]["schemas"][key];
    assert_eq!(
        lifted,
        &json!({"type": "string", "enum": ["x"], "x-sdk-at": key})
    );
    let both = [
        &out["paths"]["/a/{id}"]["parameters"][0]["schema"],
        &out["paths"]["/b/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"],
    ];
    for found in both {
        let text = reference(found).unwrap();
        assert_eq!(
            Pointer::parse(text.trim_start_matches('#'))
                .unwrap()
                .get(&out),
            Some(lifted)
        );
    }
}

#[test]
fn moves_recursive_definitions_once() {
    let out = resolved(json!({"components": {"schemas": {"Option": {
        "properties": {"all": {"$ref": "#/components/schemas/Option/definitions/item"}},
        "definitions": {
            "item": {"properties": {"more": {"$ref": "#/components/schemas/Option/definitions/item"}}},
            "unused": {"type": "object"}
        }
    }}}}))
    .unwrap();
    let schemas = out["components"]["schemas"].as_object().unwrap();
    let key = "/components/schemas/Option/definitions/item";
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Option", key]);
    let to_item = &schemas["Option"]["properties"]["all"];
    assert_eq!(to_item, &schemas[key]["properties"]["more"]);
    assert!(schemas["Option"].get("definitions").is_none());
}

#[test]
fn keeps_the_siblings_of_a_reference() {
    let out = resolved(json!({"components": {"schemas": {
        "A": {"properties": {"b": {"$ref": "#/components/schemas/B", "nullable": true}}},
        "B": {"type": "string"}, "C": {"$ref": "#/components/schemas/B"}
    }}}))
    .unwrap();
    let schemas = &out["components"]["schemas"];
    assert_eq!(
        schemas["A"]["properties"]["b"],
        json!({"$ref": "#/components/schemas/B", "nullable": true, "x-sdk-at": "/components/schemas/A/properties/b"})
    );
    assert_eq!(schemas["C"], json!({"$ref": "#/components/schemas/B"}));
}

#[test]
fn resolves_responses_examples_and_path_items() {
    let out = resolved(json!({
        "paths": {
            "/a": {"get": {"responses": {"200": {"$ref": "#/paths/~1b/get/responses/200"}}}},
            "/b": {"get": {"responses": {"200": {"description": "fine", "content": {"application/json":
                {"examples": {"One": {"$ref": "#/components/examples/one"}}}}}}}},
            "/c": {"$ref": "#/paths/~1b"}
        },
        "components": {"examples": {"one": {"value": {"$ref": "#/not/a/reference"}}}}
    }))
    .unwrap();
    let lifted = &out["components"]["responses"]["/paths/~1b/get/responses/200"];
    assert_eq!(lifted["description"], "fine");
    assert_eq!(out["paths"]["/c"]["get"]["x-sdk-at"], "/paths/~1b/get");
    assert_eq!(
        lifted["content"]["application/json"]["examples"]["One"]["$ref"],
        "#/components/examples/one"
    );
}

#[test]
fn reports_all_invalid_references_in_one_run() {
    let problems = resolved(json!({"components": {
        "schemas": {
            "A": {"properties": {
                "gone": {"$ref": "#/components/schemas/Gone"},
                "wrong": {"$ref": "#/components/responses/R"}
            }},
            "Loop": {"$ref": "#/components/schemas/Pool"},
            "Pool": {"$ref": "#/components/schemas/Loop"}
        },
        "responses": {"R": {"description": "a response"}}
    }}))
    .unwrap_err();
    let codes: Vec<_> = problems
        .iter()
        .filter_map(|p| p.split(' ').next())
        .collect();
    assert_eq!(
        codes,
        ["ref-dangling", "ref-circular", "ref-circular", "ref-kind"],
        "{problems:#?}"
    );
}
