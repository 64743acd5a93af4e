//! Decisions as the templates see them: names, docs and diagnostics.

mod docs;
mod examples;
mod models;
mod operations;

use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::plan::names::ident;
use crate::sdk::{Crate, Model, Struct, Tokens, Union};
use crate::testing::{codes, document, input, planned, returning, sending};

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

/// The diagnostics of a document, each with its code and pointer.
fn reported(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    let _ = crate::generate(&input(text), &mut diagnostics, &mut |_| ());
    let reported = diagnostics.iter();
    reported
        .map(|one| format!("{} {}: {}", one.code, one.pointer, one.message))
        .collect()
}

#[test]
fn inline_types_are_called_after_their_owner() {
    let text = returning(
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
    // `items` is also a keyword.
    assert_eq!(
        names(&text),
        ["A", "AByValue", "AItems", "AItemsKind", "AStatus"]
    );
}

#[test]
fn definitions_of_one_name_are_qualified_by_their_owners() {
    let text = returning(
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
        reported(&text),
        [
            "type-name-qualified /components/schemas/A/definitions/item: the name `Item` is also that of `/components/schemas/B/definitions/item`; this type is `AItem`",
            "type-name-qualified /components/schemas/B/definitions/item: the name `Item` is also that of `/components/schemas/A/definitions/item`; this type is `BItem`",
        ]
    );
    // A component keeps its name, whoever else claims it.
    let text = returning(
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
fn one_of_the_components_with_a_rust_name_keeps_it() {
    let schemas = |hand: &str| {
        returning(&format!(
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
        reported(&schemas("")),
        [
            "type-name-clash /components/schemas/someThing: the name `SomeThing` is also that of `/components/schemas/some-thing`; this type is `SomeThingCamelCase`",
        ]
    );
    assert_eq!(
        names(&schemas("x-rust-name: Other, ")),
        ["A", "Other", "SomeThing"]
    );
}

#[test]
fn a_handle_named_like_an_import_gets_a_suffix() {
    let resource = |tag: &str| {
        let text = document(&format!(
            "
            paths:
              /a: {{get: {{operationId: get-it, tags: [{tag}], responses: {{'204': {{}}}}}}}}
            "
        ));
        let resource = planned(&text).resources.remove(0);
        [resource.module, resource.accessor, resource.handle].map(|name| name.to_string())
    };
    assert_eq!(resource("Pet Toys"), ["pet_toys", "pet_toys", "PetToys"]);
    assert_eq!(resource("Client"), ["client", "client", "Client_"]);
    assert_eq!(resource("models"), ["models_", "models", "Models"]);
    assert_eq!(resource("new"), ["new", "new_", "New_"]);
    assert_eq!(resource("type"), ["r#type", "r#type", "Type"]);
}

#[test]
fn methods_and_calls_with_reserved_names_get_a_suffix() {
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
        .map(|one| format!("{} {}", one.method, one.call))
        .collect();
    let expected = [
        "new_ New_",
        "pets PetsCall",
        "r#async Async",
        "call CallCall",
    ];
    assert_eq!(found, expected);
}

#[test]
fn setters_named_like_a_method_of_all_calls_get_a_suffix() {
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
    let setters = operation.setters.iter();
    let names: Vec<String> = setters.map(|one| one.name.to_string()).collect();
    assert_eq!(names, ["send_", "x_y_query", "x_y"]);
    assert!(operation.arguments == [quote!(with_: impl Into<String>)].map(Tokens::from));
}

#[test]
fn requests_omit_properties_that_the_type_does_not_have() {
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
                    example: {id: x, in: [{id: y, keep: z}]}
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
    let table = planned(&text).wire_tests.table.join("");
    assert!(table.contains(r#""json":{"in":[{"keep":"z"}]}"#), "{table}");
}

#[test]
fn docs_are_sanitized_and_never_empty() {
    let schemas = "
        A:
          title: Short
          description: \"Vec<String> and <b>html</b>\\n\\n```\\nfence\\n```\"
          properties:
            plain: {type: string}
            linked: {type: string, description: 'See https://example.com.'}
            set: {type: integer, default: 3}
        ";
    let received = structure(&planned(&returning(schemas)), "A");
    let docs = received.docs.join("\n");
    assert!(docs.starts_with("Short.\n\n"), "{docs}");
    assert!(docs.contains("```text\nfence\n```"), "{docs}");
    assert!(docs.contains("Schema `#/components/schemas/A`."), "{docs}");
    assert_eq!(received.fields[0].docs, ["The property `plain`."]);
    assert_eq!(received.fields[1].docs, ["See <https://example.com>."]);
    // The server's default matters in requests.
    assert_eq!(received.fields[2].docs, ["The property `set`."]);
    let sent = structure(&planned(&sending(schemas)), "A");
    assert_eq!(
        sent.fields[2].docs,
        ["The property `set`.", "", "The server's default is `3`."]
    );
}

#[test]
fn all_name_clashes_are_reported_in_one_run() {
    let text = document(
        "paths:
  /a: {get: {operationId: get-it, tags: [Pets], responses: {'204': {}}}}
  /b: {get: {operationId: getIt, tags: [Pets], responses: {'204': {}}}}
  /c: {get: {operationId: c, tags: [pets], responses: {'204': {}}}}\n",
    );
    assert_eq!(codes(&text), ["resource-name-clash", "method-name-clash"]);
    let planned = planned(&text);
    let accessors: Vec<String> = planned
        .resources
        .iter()
        .map(|resource| resource.accessor.to_string())
        .collect();
    assert_eq!(accessors, ["pets", "pets_capitalized"]);
}

#[test]
fn setters_of_credentials_avoid_all_methods_of_the_builder() {
    let is_builder =
        |ty: &syn::Type| matches!(ty, syn::Type::Path(ty) if ty.path.is_ident("ClientBuilder"));
    let mut found = Vec::new();
    for (_, source) in crate::embedded::runtime_sources() {
        let items = syn::parse_file(source).unwrap().items;
        let blocks = items.into_iter().filter_map(|item| match item {
            syn::Item::Impl(block) if block.trait_.is_none() => Some(block),
            _ => None,
        });
        for block in blocks.filter(|block| is_builder(&block.self_ty)) {
            found.extend(block.items.into_iter().filter_map(|item| match item {
                syn::ImplItem::Fn(method) if matches!(method.vis, syn::Visibility::Public(_)) => {
                    Some(method.sig.ident.to_string())
                }
                _ => None,
            }));
        }
    }
    assert!(found.len() > 20, "{found:?}");
    for method in found {
        assert!(
            crate::plan::names::BUILDER_METHODS.contains(&method.as_str()),
            "{method}"
        );
    }
}
