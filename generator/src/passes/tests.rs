//! The effect of each pass.

use crate::ir::{Presence, TypeRef, Usage};
use crate::testing::{codes, document, field, lowered, passed, returning, sending, type_at};

#[test]
fn replaces_aliases_by_their_targets() {
    let text = returning(
        "
        A:
          properties:
            id: {$ref: '#/components/schemas/Id'}
            ids: {$ref: '#/components/schemas/Ids'}
            by: {type: object, additionalProperties: {$ref: '#/components/schemas/Ids'}}
            kind: {$ref: '#/components/schemas/Kind'}
        Id: {type: string, format: uuid}
        Ids: {type: array, items: {$ref: '#/components/schemas/Id'}}
        Kind: {type: string, enum: [a]}
        ",
    );
    assert_eq!(lowered(&text).types.len(), 4);
    let api = passed(&text);
    let uuid = || TypeRef::Scalar(crate::ir::Scalar::Uuid);
    let ids = || TypeRef::List(Box::new(uuid()));
    assert_eq!(field(&api, "A", "id").ty, uuid());
    assert_eq!(field(&api, "A", "ids").ty, ids());
    assert_eq!(field(&api, "A", "by").ty, TypeRef::Map(Box::new(ids())));
    let left: Vec<String> = api.types.keys().map(ToString::to_string).collect();
    assert_eq!(left, ["/components/schemas/A", "/components/schemas/Kind"]);
}

#[test]
fn optional_free_values_may_be_null() {
    let text = returning(
        "
        A:
          required: [required]
          properties:
            required: {}
            direct: {}
            component: {$ref: '#/components/schemas/Anything'}
            through: {$ref: '#/components/schemas/Alias'}
            merged: {allOf: [{}, {description: D}]}
            text: {type: string}
        Anything: true
        Alias: {$ref: '#/components/schemas/Anything'}
        ",
    );
    let api = passed(&text);
    let presence = |wire: &str| field(&api, "A", wire).presence;
    for wire in ["direct", "component", "through", "merged"] {
        assert_eq!(presence(wire), Presence::OptionalNullable, "{wire}");
    }
    assert_eq!(presence("required"), Presence::Required);
    assert_eq!(presence("text"), Presence::Optional);
}

#[test]
fn refuses_an_array_that_contains_only_itself() {
    let text = returning(
        "
        A: {type: array, items: {$ref: '#/components/schemas/B'}}
        B: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}
        ",
    );
    let mut reported = codes(&text);
    reported.dedup();
    assert_eq!(reported, ["alias-circular"]);
    // With an object in between, it is supported.
    let text = returning(
        "
        A: {type: array, items: {$ref: '#/components/schemas/B'}}
        B: {properties: {more: {$ref: '#/components/schemas/A'}}}
        ",
    );
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn usage_extends_to_parts_and_bases() {
    let api = passed(&document(
        "
        paths:
          /a:
            post:
              operationId: a
              parameters:
              - {name: q, in: query, schema: {$ref: '#/components/schemas/Kind'}}
              requestBody:
                content:
                  application/json: {schema: {$ref: '#/components/schemas/Sent'}}
              responses:
                '200':
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/Received'}}
                '400':
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/Problem'}}
        components:
          schemas:
            Kind: {type: string, enum: [a]}
            Sent:
              allOf:
              - {$ref: '#/components/schemas/Base'}
              - {properties: {both: {$ref: '#/components/schemas/Both'}}}
            Base:
              properties:
                list: {type: array, items: {$ref: '#/components/schemas/Part'}}
            Part: {properties: {a: {type: string}}}
            Both: {properties: {a: {type: string}}}
            Received:
              properties:
                map:
                  type: object
                  additionalProperties: {$ref: '#/components/schemas/Both'}
            Problem: {properties: {a: {type: string}}}
            Unused: {properties: {a: {type: string}}}
        ",
    ));
    for (name, usage) in [
        ("Kind", Usage::Sent),
        ("Sent", Usage::Sent),
        ("Base", Usage::Sent),
        ("Part", Usage::Sent),
        ("Both", Usage::Both),
        ("Received", Usage::Received),
        ("Problem", Usage::Received),
    ] {
        assert_eq!(
            type_at(&api, &format!("/components/schemas/{name}")).usage,
            usage,
            "{name}"
        );
    }
    assert_eq!(api.types.len(), 7);
}

#[test]
fn marks_only_direct_recursion() {
    let api = passed(&sending(
        "
        A:
          properties:
            a: {$ref: '#/components/schemas/A'}
            maybe: {$ref: '#/components/schemas/A', nullable: true}
            list: {type: array, items: {$ref: '#/components/schemas/A'}}
            b: {$ref: '#/components/schemas/B'}
            leaf: {$ref: '#/components/schemas/Leaf'}
        B: {properties: {c: {$ref: '#/components/schemas/C'}}}
        C:
          properties:
            a: {$ref: '#/components/schemas/A'}
            leaf: {$ref: '#/components/schemas/Leaf'}
        Leaf: {properties: {x: {type: string}}}
        ",
    ));
    let is_recursive = |component: &str, wire: &str| {
        matches!(field(&api, component, wire).ty, TypeRef::Recursive(_))
    };
    for (component, wire) in [
        ("A", "a"),
        ("A", "maybe"),
        ("A", "b"),
        ("B", "c"),
        ("C", "a"),
    ] {
        assert!(is_recursive(component, wire), "{component}.{wire}");
    }
    for (component, wire) in [("A", "list"), ("A", "leaf"), ("C", "leaf")] {
        assert!(!is_recursive(component, wire), "{component}.{wire}");
    }
}

#[test]
fn marks_recursion_through_unions() {
    let api = passed(&returning(
        "    A: {oneOf: [{type: integer}, {$ref: '#/components/schemas/B'}]}
    B: {properties: {a: {$ref: '#/components/schemas/A'}}}\n",
    ));
    assert!(matches!(field(&api, "B", "a").ty, TypeRef::Recursive(_)));
}

#[test]
fn reports_parameters_with_values_inside_of_values() {
    let reported = |place: &str, schema: &str| {
        codes(&document(&format!(
            "
            paths:
              '/a/{{p}}':
                get:
                  operationId: a
                  parameters:
                  - {{name: p, in: path, required: true, schema: {{type: string}}}}
                  - {{name: {place}, schema: {schema}}}
                  responses: {{'204': {{}}}}
            "
        )))
    };
    for fine in [
        "{type: boolean}",
        "{type: array, items: {type: integer}}",
        "{type: string, enum: [a], nullable: true}",
        "{type: object}",
        "{}",
        "{anyOf: [{type: integer}, {type: string}]}",
    ] {
        assert_eq!(reported("q, in: query", fine), [""; 0], "{fine}");
    }
    for bad in [
        "{type: object, properties: {a: {type: array, items: {type: string}}}}",
        "{type: array, items: {type: array, items: {type: string}}}",
        "{type: string, format: binary}",
    ] {
        assert_eq!(reported("q, in: query", bad), ["param-type"], "{bad}");
    }
}
