//! The API of an SDK does not depend on the order of the document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;

use sdk_generator::Input;
use serde_json::{Map, Value};

use support::{cases, generated, input, source};

#[test]
fn names_do_not_depend_on_the_order_of_the_document() {
    for name in [
        "enums",
        "events",
        "method-names",
        "names-alike",
        "obstacles",
        "unions",
    ] {
        let case = cases("documents")
            .into_iter()
            .find(|case| case.name == name);
        let mut shuffled_input = case.unwrap().input;
        let document: Value = serde_yaml::from_str(&shuffled_input.spec.text).unwrap();
        let expected = names(&shuffled_input);
        assert!(expected.len() > 20, "{name}: {expected:?}");
        for turn in [1, 2, 5] {
            let shuffled = shuffled(&document, turn);
            assert_ne!(shuffled.to_string(), document.to_string());
            let path = shuffled_input.spec.path.clone();
            shuffled_input.spec = source(&path, &shuffled.to_string());
            assert_eq!(names(&shuffled_input), expected, "{name}, {turn}");
        }
    }
}

#[test]
fn functions_take_the_same_arguments_whatever_the_order_of_the_document() {
    for name in ["argument-order", "required-inputs", "access", "unions"] {
        let case = cases("documents")
            .into_iter()
            .find(|case| case.name == name);
        let mut input = case.unwrap().input;
        let document: Value = serde_yaml::from_str(&input.spec.text).unwrap();
        let expected = signatures(&input);
        assert!(expected.len() > 5, "{name}: {expected:?}");
        for turn in [1, 2, 5] {
            let shuffled = shuffled(&document, turn).to_string();
            assert_ne!(shuffled, document.to_string());
            input.spec = source(&input.spec.path.clone(), &shuffled);
            assert_eq!(signatures(&input), expected, "{name}, {turn}");
        }
    }
}

#[test]
fn a_type_that_operations_share_has_the_same_name_whichever_is_first() {
    let names_of = |operations: &str| {
        let text = format!(
            "openapi: 3.1.0
info: {{title: T, version: '1'}}
servers: [{{url: 'https://example.com'}}]
paths:
  /a:
    parameters: [{{name: kind, in: query, schema: {{type: string, enum: [x, y]}}}}]
{operations}
"
        );
        names(&input("api.yaml", &text))
    };
    let get = "    get: {operationId: read-a, responses: {'204': {description: Done.}}}";
    let put = "    put: {operationId: change-a, responses: {'204': {description: Done.}}}";
    let before = names_of(&format!("{get}\n{put}"));
    assert_eq!(names_of(&format!("{put}\n{get}")), before);
    assert!(before.contains("src/models/change_a_kind.rs"), "{before:?}");
}

#[test]
fn an_added_value_renames_nothing() {
    let names_of = |values: &str| {
        let text = format!(
            "openapi: 3.1.0
info: {{title: T, version: '1'}}
servers: [{{url: 'https://example.com'}}]
paths:
  /a:
    get:
      operationId: a
      parameters: [{{name: q, in: query, schema: {{$ref: '#/components/schemas/Grade'}}}}]
      responses: {{'204': {{description: Done.}}}}
components: {{schemas: {{Grade: {{type: string, enum: [{values}]}}}}}}
"
        );
        names(&input("api.yaml", &text))
            .into_iter()
            .filter(|line| line.contains("=> Self::"))
            .collect::<BTreeSet<String>>()
    };
    let before = names_of("'A+', 'A-', '-1', '1', '<', '1.5'");
    let after =
        names_of("'A++', 'A', 'A+', '', 'A-', '+', '-', '-1', '15', '+1', '1', '<=', '<', '1.5'");
    assert!(after.is_superset(&before), "{before:#?} {after:#?}");
    assert!(
        before
            .iter()
            .any(|line| line.contains("\"A-\" => Self::AMinus"))
    );
}

/// The names of files, types, fields and methods, and the names and strings of enum values.
fn names(input: &Input) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (path, text) in generated(input).files.iter() {
        if path.starts_with("src/runtime/") {
            continue;
        }
        names.insert(path.to_owned());
        for line in text
            .lines()
            .filter(|_| path.ends_with(".rs"))
            .map(str::trim)
        {
            let line = line.split('(').next().unwrap();
            if line.starts_with("pub struct ")
                || line.starts_with("pub enum ")
                || line.starts_with("pub fn ")
                || line.contains("=> Self::")
            {
                names.insert(format!("{path} {line}"));
            }
        }
        for name in text.split("rename = ").skip(1) {
            let name = name.split('"').nth(1).unwrap();
            names.insert(format!("{path} {name}"));
        }
    }
    names
}

/// The signatures of the public functions of models and resources, on one line each.
fn signatures(input: &Input) -> BTreeSet<String> {
    let mut signatures = BTreeSet::new();
    for (path, text) in generated(input).files.iter() {
        if !path.starts_with("src/models/") && !path.starts_with("src/resources/") {
            continue;
        }
        for rest in text.split("pub fn ").skip(1) {
            let signature = rest.split('{').next().unwrap();
            let words: Vec<&str> = signature.split_whitespace().collect();
            let signature = words.join(" ").replace("( ", "(").replace(", )", ")");
            signatures.insert(format!("{path} {signature}"));
        }
    }
    signatures
}

/// The document with the properties of its objects and the items of lists whose order has no
/// meaning in another order.
fn shuffled(value: &Value, turn: usize) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members
                .iter()
                .map(|(name, value)| {
                    let mut value = shuffled(value, turn);
                    let is_set = ["enum", "required", "parameters"].contains(&name.as_str());
                    if let (true, Value::Array(values)) = (is_set, &mut value) {
                        values.reverse();
                    }
                    (name.clone(), value)
                })
                .collect();
            let middle = turn % members.len().max(1);
            members.rotate_left(middle);
            members.reverse();
            Value::Object(members.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(|item| shuffled(item, turn)).collect(),
        other => other.clone(),
    }
}
