//! Decisions as the templates get them: names and docs, and what is reported.

mod docs;
mod examples;
mod models;

use crate::diagnostics::Diagnostics;
use crate::plan::names::ident;
use crate::sdk::{Crate, Model, Struct, Union};
use crate::testing::{answering, codes, document, input, planned, sending};

fn names(text: &str) -> Vec<String> {
    let krate = planned(text);
    let mut names: Vec<String> = krate
        .models
        .into_iter()
        .flat_map(|file| file.exports)
        .map(|name| name.to_string())
        .collect();
    names.sort();
    names
}

fn structure(krate: &Crate, name: &str) -> Struct {
    let models = krate.models.iter().flat_map(|file| &file.models);
    let mut found = models.filter_map(|model| match model {
        Model::Struct(found) if found.name == ident(name) => Some((**found).clone()),
        _ => None,
    });
    found.next().unwrap_or_else(|| panic!("no struct {name}"))
}

fn union(krate: &Crate, name: &str) -> Union {
    let models = krate.models.iter().flat_map(|file| &file.models);
    let mut found = models.filter_map(|model| match model {
        Model::Union(found) if found.name == ident(name) => Some(found.clone()),
        _ => None,
    });
    found.next().unwrap_or_else(|| panic!("no union {name}"))
}

/// Messages of the findings, with their pointers and codes.
fn told(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    let _ = crate::generate(&input(text), &mut diagnostics, &mut |_| ());
    let told = diagnostics.iter();
    told.map(|one| format!("{} {}: {}", one.code, one.pointer, one.message))
        .collect()
}

#[test]
fn inline_types_are_called_after_their_owner() {
    let text = answering(
        "
        A:
          properties:
            status: {type: string, enum: [x]}
            items:
              type: array
              items: {type: object, properties: {kind: {type: string, enum: [y]}}}
            by:
              type: object
              additionalProperties: {type: object, properties: {z: {type: string}}}
        ",
    );
    // `items` is a name here, and a word of the grammar too.
    assert_eq!(
        names(&text),
        ["A", "AByValue", "AItems", "AItemsKind", "AStatus"]
    );
}

#[test]
fn definitions_of_one_name_are_qualified_by_their_owners() {
    let text = answering(
        "
        A:
          properties:
            d: {$ref: '#/components/schemas/A/definitions/item'}
            b: {$ref: '#/components/schemas/B'}
          definitions: {item: {properties: {x: {type: string}}}}
        B:
          properties: {d: {$ref: '#/components/schemas/B/definitions/item'}}
          definitions: {item: {properties: {y: {type: string}}}}
        ",
    );
    assert_eq!(names(&text), ["A", "AItem", "B", "BItem"]);
    assert_eq!(
        told(&text),
        [
            "type-name-qualified /components/schemas/A/definitions/item: two types claim the same name; this one is `AItem`, after its parent",
            "type-name-qualified /components/schemas/B/definitions/item: two types claim the same name; this one is `BItem`, after its parent",
        ]
    );
    // A component keeps its name, whoever else claims it.
    let text = answering(
        "
        A:
          properties:
            d: {$ref: '#/components/schemas/A/definitions/item'}
            b: {$ref: '#/components/schemas/Item'}
          definitions: {item: {properties: {x: {type: string}}}}
        Item: {properties: {y: {type: string}}}
        ",
    );
    assert_eq!(names(&text), ["A", "AItem", "Item"]);
}

#[test]
fn two_components_of_one_name_are_an_error_with_both_origins() {
    let schemas = |hand: &str| {
        answering(&format!(
            "
            A:
              properties:
                one: {{$ref: '#/components/schemas/some-thing'}}
                two: {{$ref: '#/components/schemas/someThing'}}
            some-thing: {{properties: {{x: {{type: string}}}}}}
            someThing: {{{hand}properties: {{y: {{type: string}}}}}}
            "
        ))
    };
    assert_eq!(
        told(&schemas("")),
        [
            "type-name-clash /components/schemas/some-thing: the type has the same Rust name `SomeThing` as `/components/schemas/someThing`",
            "type-name-clash /components/schemas/someThing: the type has the same Rust name `SomeThing` as `/components/schemas/some-thing`",
        ]
    );
    assert_eq!(
        names(&schemas("x-rust-name: Other, ")),
        ["A", "Other", "SomeThing"]
    );
}

#[test]
fn a_resource_called_like_what_its_file_imports_steps_aside() {
    let resource = |tag: &str| {
        let text = document(&format!(
            "
            paths:
              /a: {{get: {{operationId: get-it, tags: [{tag}], responses: {{'204': {{}}}}}}}}
            "
        ));
        let resource = planned(&text).resources.remove(0);
        (resource.module, resource.accessor, resource.handle)
    };
    let names =
        |one: &str, two: &str, three: &str| (one.to_owned(), two.to_owned(), three.to_owned());
    assert_eq!(
        resource("Pet Toys"),
        names("pet_toys", "pet_toys", "PetToys")
    );
    assert_eq!(resource("Client"), names("client", "client", "Client_"));
    assert_eq!(resource("models"), names("models_", "models", "Models"));
    assert_eq!(resource("new"), names("new", "new_", "New_"));
    assert_eq!(resource("type"), names("r#type", "r#type", "Type"));
}

#[test]
fn methods_and_calls_that_rust_or_the_handle_has() {
    let text = document(
        "paths:
  /a:
    get: {operationId: new, tags: [Pets], responses: {'204': {}}}
    put: {operationId: pets, tags: [Pets], responses: {'204': {}}}
    post: {operationId: async, tags: [Pets], responses: {'204': {}}}
    delete: {operationId: call, tags: [Pets], responses: {'204': {}}}\n",
    );
    let resource = planned(&text).resources.remove(0);
    let found: Vec<_> = resource
        .operations
        .iter()
        .map(|one| (one.method.as_str(), one.call.as_str()))
        .collect();
    let expected = [
        ("new_", "New_"),
        ("pets", "PetsCall"),
        ("r#async", "Async"),
        ("call", "CallCall"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn setters_step_aside_for_what_every_call_has() {
    let text = document(
        "
        paths:
          '/a/{with}':
            get:
              operationId: a
              parameters:
              - {name: with, in: path, required: true, schema: {type: string}}
              - {name: send, in: query, schema: {type: string}}
              - {name: x-y, in: query, schema: {type: string}}
              - {name: x_y, in: query, schema: {type: string}}
              responses: {'204': {}}
        ",
    );
    let operation = planned(&text).resources.remove(0).operations.remove(0);
    let names: Vec<&str> = operation
        .setters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["send_", "x_y", "x_y_"]);
    assert_eq!(operation.arguments.len(), 1);
    assert!(
        operation.arguments[0].starts_with("with_: "),
        "{:?}",
        operation.arguments
    );
}

#[test]
fn round_trips_leave_out_what_goes_the_other_way() {
    let text = document(
        "
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/A'}
                    example: {id: x, in: [{id: y, keep: z, unknown: u}]}
              responses: {'204': {}}
        components:
          schemas:
            A:
              properties:
                id: {type: string, readOnly: true}
                in: {type: array, items: {$ref: '#/components/schemas/B'}}
            B: {properties: {id: {type: string, readOnly: true}, keep: {type: string}}}
        ",
    );
    let json = planned(&text).round_trips.remove(0).json;
    let json: String = json.split_whitespace().collect();
    assert_eq!(json, r##"r#"{"in":[{"keep":"z","unknown":"u"}]}"#"##);
}

#[test]
fn docs_are_safe_and_say_something() {
    let schemas = "
        A:
          title: Short
          description: \"Vec<String> and <b>html</b>\\n\\n```\\nfence\\n```\"
          properties:
            plain: {type: string}
            told: {type: string, description: 'See https://example.com.'}
            set: {type: integer, default: 3}
        ";
    let received = structure(&planned(&answering(schemas)), "A");
    let docs = received.docs.join("\n");
    assert!(docs.starts_with("Short.\n\n"), "{docs}");
    assert!(docs.contains("```text\nfence\n```"), "{docs}");
    assert!(docs.contains("Schema `#/components/schemas/A`."), "{docs}");
    assert_eq!(received.fields[0].docs, ["The property `plain`."]);
    assert_eq!(received.fields[1].docs, ["See <https://example.com>."]);
    // What the server fills in matters to those who send.
    assert_eq!(received.fields[2].docs, ["The property `set`."]);
    let sent = structure(&planned(&sending(schemas)), "A");
    assert_eq!(
        sent.fields[2].docs,
        ["The property `set`.", "", "The server's default is `3`."]
    );
}

#[test]
fn settings_and_names_that_clash_are_told_in_one_run() {
    let text = document(
        "paths:
  /a: {get: {operationId: get-it, tags: [Pets], responses: {'204': {}}}}
  /b: {get: {operationId: getIt, tags: [Pets], responses: {'204': {}}}}
  /c: {get: {operationId: c, tags: [pets], responses: {'204': {}}}}\n",
    );
    assert_eq!(codes(&text), ["method-name-clash", "resource-name-clash"]);
}
