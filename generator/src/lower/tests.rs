//! The IR of schemas, parameters, responses and names.

use crate::ir::{
    Access, Hint, Location, Operation, Presence, Scalar, StatusRange, Style, TypeId, TypeKind,
    TypeRef,
};
use crate::pointer::Pointer;
use crate::testing::{answering, codes, document, field, lowered, type_at, wires};

fn named(pointer: &str) -> TypeRef {
    TypeRef::Named(TypeId(Pointer::parse(pointer).unwrap()))
}

fn operation(text: &str) -> Operation {
    lowered(text).resources.remove(0).operations.remove(0)
}

/// A document with one operation with these keywords, in flow style.
fn operation_with(members: &str) -> String {
    document(&format!(
        "paths:\n  /a/{{id}}: {{get: {{operationId: a, {members}}}}}\n"
    ))
}

#[test]
fn merges_the_properties_of_all_of_branches_in_order() {
    let api = lowered(&answering(
        "
        A:
          allOf:
          - {$ref: '#/components/schemas/B'}
          - {required: [b], properties: {c: {type: string}}}
          properties: {d: {type: string}}
        B:
          allOf: [{properties: {a: {type: string}}}, {$ref: '#/components/schemas/C'}]
        C: {type: object, properties: {b: {type: string}}}
        ",
    ));
    assert_eq!(wires(&api, "A"), ["a", "b", "c", "d"]);
    assert_eq!(field(&api, "A", "b").presence, Presence::Required);
    assert_eq!(field(&api, "C", "b").presence, Presence::Optional);
    let TypeKind::Struct { bases, .. } = &type_at(&api, "/components/schemas/A").kind else {
        panic!()
    };
    let bases: Vec<String> = bases.iter().map(ToString::to_string).collect();
    assert_eq!(bases, ["/components/schemas/C", "/components/schemas/B"]);
}

#[test]
fn treats_all_of_with_one_branch_as_that_branch() {
    let api = lowered(&answering(
        "
        A:
          properties:
            b: {description: Mine., allOf: [{$ref: '#/components/schemas/B'}]}
            c:
              allOf:
              - {$ref: '#/components/schemas/B'}
              - {nullable: true, description: Theirs.}
            d: {allOf: [{type: string}]}
        B: {type: object, description: Its own., properties: {a: {type: string}}}
        ",
    ));
    for (wire, docs) in [("b", "Mine."), ("c", "Its own.")] {
        let field = field(&api, "A", wire);
        assert_eq!(field.ty, named("/components/schemas/B"), "{wire}");
        assert_eq!(field.docs.description.as_deref(), Some(docs), "{wire}");
    }
    assert_eq!(field(&api, "A", "c").presence, Presence::OptionalNullable);
    assert_eq!(field(&api, "A", "d").ty, TypeRef::Scalar(Scalar::String));
    assert_eq!(api.types.len(), 2);
}

#[test]
fn refines_the_properties_of_a_base() {
    let api = lowered(&answering(
        "
        A:
          allOf:
          - {$ref: '#/components/schemas/B'}
          - properties: {any: {type: string}, maybe: {type: string, description: New.}}
        B:
          properties:
            any: {description: Old.}
            maybe: {type: string, nullable: true, x-sdk-secret: true}
        ",
    ));
    let any = field(&api, "A", "any");
    assert_eq!(any.ty, TypeRef::Scalar(Scalar::String));
    assert_eq!(any.docs.description.as_deref(), Some("Old."));
    let maybe = field(&api, "A", "maybe");
    assert_eq!(maybe.presence, Presence::Optional);
    assert_eq!(maybe.docs.description.as_deref(), Some("New."));
    assert!(maybe.secret);
}

#[test]
fn refuses_all_of_that_cannot_be_merged() {
    let told = |branches: &str| {
        codes(&answering(&format!(
            "    A: {{allOf: [{branches}, {{properties: {{a: {{type: string}}}}}}]}}\n"
        )))
    };
    assert_eq!(
        told("{properties: {a: {type: integer}}}"),
        ["allof-conflict"]
    );
    assert_eq!(
        told("{type: array, items: {type: string}}"),
        ["allof-branch"]
    );
    assert_eq!(told("{enum: [a, b]}"), ["allof-branch"]);
    assert!(told("{$ref: '#/components/schemas/A'}").contains(&"allof-circular"));
    assert_eq!(told("{properties: {a: {type: string}}}"), [""; 0]);
}

#[test]
fn reads_presence_from_required_and_nullable() {
    let api = lowered(&answering(
        "
        A:
          required: [r, n]
          properties:
            r: {type: string}
            o: {type: string}
            n: {type: [string, 'null']}
            b: {type: string, nullable: true}
        ",
    ));
    for (wire, presence) in [
        ("r", Presence::Required),
        ("o", Presence::Optional),
        ("n", Presence::Nullable),
        ("b", Presence::OptionalNullable),
    ] {
        assert_eq!(field(&api, "A", wire).presence, presence, "{wire}");
    }
    assert_eq!(
        codes(&answering(
            "    A: {required: [x], properties: {y: {type: string}}}\n"
        )),
        ["required-unknown"]
    );
    assert_eq!(
        codes(&answering(
            "    A: {allOf: [{properties: {y: {type: string}}}, {required: [x]}]}\n"
        )),
        ["required-unknown"]
    );
    // A branch may require a property of another branch.
    assert_eq!(
        codes(&answering(
            "    A: {allOf: [{required: [y]}, {properties: {y: {type: string}}}]}\n"
        )),
        [""; 0]
    );
}

#[test]
fn lowers_scalars_arrays_and_maps() {
    let api = lowered(&answering(
        "
        A:
          properties:
            s: {type: string, format: email}
            u: {type: string, format: uuid}
            i: {type: integer}
            j: {type: integer, format: int32}
            n: {type: number}
            b: {type: boolean}
            l: {type: array, items: {type: [string, 'null']}}
            t: {items: {type: string}}
            m: {type: object, additionalProperties: {type: integer}}
            f: {type: object}
            x: {}
            v: {type: [string, integer]}
            e: {type: integer, enum: [1]}
            z: {type: array}
        ",
    ));
    let list = |ty| TypeRef::List(Box::new(ty));
    let text = || TypeRef::Scalar(Scalar::String);
    let whole = TypeRef::Scalar(Scalar::Int64);
    for (wire, ty) in [
        ("s", text()),
        ("u", TypeRef::Scalar(Scalar::Uuid)),
        ("i", whole.clone()),
        ("j", TypeRef::Scalar(Scalar::Int32)),
        ("n", TypeRef::Scalar(Scalar::Double)),
        ("b", TypeRef::Scalar(Scalar::Boolean)),
        ("l", list(TypeRef::Null(Box::new(text())))),
        ("t", list(text())),
        ("m", TypeRef::Map(Box::new(whole.clone()))),
        ("f", TypeRef::Map(Box::new(TypeRef::Any))),
        ("x", TypeRef::Any),
        ("v", TypeRef::Any),
        ("e", whole),
        ("z", list(TypeRef::Any)),
    ] {
        assert_eq!(field(&api, "A", wire).ty, ty, "{wire}");
    }
}

#[test]
fn distinguishes_unions_from_constraints() {
    let api = lowered(&answering(
        "
        A:
          properties:
            u: {oneOf: [{type: string}, {type: integer}]}
            t: {anyOf: [{type: string}, {type: string, format: uri}]}
            e: {anyOf: [{$ref: '#/components/schemas/E'}, {type: string}]}
            n: {oneOf: [{$ref: '#/components/schemas/E'}, {type: 'null'}]}
          anyOf: [{required: [u]}, {type: object, required: [t]}]
        E: {type: string, enum: [a]}
        ",
    ));
    assert_eq!(wires(&api, "A"), ["u", "t", "e", "n"]);
    let union = type_at(&api, "/components/schemas/A/properties/u");
    let TypeKind::Union {
        variants,
        discriminator,
    } = &union.kind
    else {
        panic!()
    };
    let names: Vec<&str> = variants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        (names.as_slice(), discriminator),
        (&["string", "integer"][..], &None)
    );
    assert_eq!(field(&api, "A", "t").ty, TypeRef::Scalar(Scalar::String));
    assert_eq!(field(&api, "A", "e").ty, named("/components/schemas/E"));
    let nullable = field(&api, "A", "n");
    assert_eq!(nullable.ty, named("/components/schemas/E"));
    assert_eq!(nullable.presence, Presence::OptionalNullable);
}

#[test]
fn prefers_the_annotations_of_the_property() {
    let api = lowered(&answering(
        "
        A:
          properties:
            b: {$ref: '#/components/schemas/B', description: Near., readOnly: true}
            c: {$ref: '#/components/schemas/B'}
            d: {$ref: '#/components/schemas/B', x-rust-name: dee}
        B:
          type: string
          description: Far.
          deprecated: true
          default: x
          example: y
          x-rust-name: Bee
        ",
    ));
    let near = field(&api, "A", "b");
    assert_eq!(near.docs.description.as_deref(), Some("Near."));
    assert_eq!(near.access, Access::ReadOnly);
    let far = field(&api, "A", "c");
    assert_eq!(far.docs.description.as_deref(), Some("Far."));
    assert_eq!(
        (far.deprecation.is_some(), far.access),
        (true, Access::ReadWrite)
    );
    assert_eq!(far.default, Some("x".into()));
    assert_eq!(far.example, Some("y".into()));
    // The given name of the type is not that of the property.
    assert_eq!(far.given_name, None);
    assert_eq!(field(&api, "A", "d").given_name.as_deref(), Some("dee"));
}

#[test]
fn finds_the_best_naming_hint() {
    let api = lowered(&answering(
        "
        A:
          properties:
            own: {type: object, properties: {x: {type: string}}}
            def: {$ref: '#/components/schemas/A/definitions/thing'}
            other: {$ref: '#/components/schemas/B/properties/inner'}
            more: {$ref: '#/components/schemas/B/properties/named'}
          definitions: {thing: {type: object, properties: {y: {type: string}}}}
        B:
          properties:
            inner: {type: object, properties: {z: {type: string}}}
            named: {type: object, properties: {w: {type: string}}}
        Named: {$ref: '#/components/schemas/B/properties/named'}
        ",
    ));
    let hint = |pointer: &str| type_at(&api, pointer).hint.clone();
    assert!(matches!(hint("/components/schemas/A"), Hint::Component { name } if name == "A"));
    assert!(
        matches!(hint("/components/schemas/A/properties/own"), Hint::Member { name, .. } if name == "own")
    );
    assert!(
        matches!(hint("/components/schemas/A/definitions/thing"), Hint::Definition { name, .. } if name == "thing")
    );
    assert!(
        matches!(hint("/components/schemas/B/properties/inner"), Hint::Member { name, .. } if name == "inner")
    );
    assert!(
        matches!(hint("/components/schemas/B/properties/named"), Hint::Alias { name } if name == "Named")
    );
    // Unused schemas are left out.
    assert!(
        !api.types
            .keys()
            .any(|id| id.to_string() == "/components/schemas/B")
    );
}

#[test]
fn operation_parameters_take_precedence_and_path_parameters_are_in_path_order() {
    let text = document(
        "
        paths:
          /a/{one}/{two}:
            parameters:
              - {name: two, in: path, required: true, schema: {type: string}}
              - {name: q, in: query, description: Of the path., schema: {type: string}}
              - {name: q, in: header, schema: {type: string}}
            get:
              operationId: a
              parameters:
                - name: q
                  in: query
                  description: Of the operation.
                  required: true
                  schema: {type: integer}
                - {name: one, in: path, required: true, schema: {type: string}}
              responses: {'204': {}}
        ",
    );
    let params = operation(&text).params;
    let found: Vec<_> = params
        .iter()
        .map(|param| (param.wire.as_str(), param.location))
        .collect();
    let expected = [
        ("one", Location::Path),
        ("two", Location::Path),
        ("q", Location::Query),
        ("q", Location::Header),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        params[2].docs.description.as_deref(),
        Some("Of the operation.")
    );
    assert!(params[2].required && !params[3].required);
}

#[test]
fn reads_the_style_of_array_parameters() {
    let style = |members: &str| {
        let text = document(&format!(
            "
            paths:
              /a/{{id}}:
                get:
                  operationId: a
                  parameters:
                  - {{name: id, in: path, required: true, schema: {{type: string}}}}
                  - {{name: q, {members}, schema: {{type: array, items: {{type: string}}}}}}
                  responses: {{'204': {{}}}}
            "
        ));
        operation(&text).params[1].style
    };
    assert_eq!(style("in: query"), Style::Exploded);
    assert_eq!(style("in: query, explode: true"), Style::Exploded);
    assert_eq!(style("in: query, explode: false"), Style::Delimited(','));
    assert_eq!(
        style("in: query, style: spaceDelimited, explode: false"),
        Style::Delimited(' ')
    );
    assert_eq!(
        style("in: query, style: pipeDelimited, explode: false"),
        Style::Delimited('|')
    );
    assert_eq!(
        style("in: query, style: pipeDelimited, explode: true"),
        Style::Exploded
    );
    assert_eq!(style("in: header"), Style::Delimited(','));
}

#[test]
fn lowers_responses_by_status() {
    let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let of = |responses: &str| {
        operation(&operation_with(&format!(
            "{id}, responses: {{{responses}}}"
        )))
    };
    let content = "content: {application/json: {schema: {type: string}}}";

    let several = of(&format!(
        "'200': {{{content}}}, 4XX: {{{content}}}, '404': {{}}, default: {{}}"
    ));
    assert_eq!(several.success[0].status, StatusRange::Code(200));
    let failures: Vec<_> = several.failures.iter().map(|one| one.status).collect();
    let expected = [
        Some(StatusRange::Hundred(4)),
        Some(StatusRange::Code(404)),
        None,
    ];
    assert_eq!(failures, expected);

    // A single `default` is the success response.
    let only = of(&format!("default: {{{content}}}"));
    assert_eq!(only.success[0].status, StatusRange::Hundred(2));
    assert_eq!(only.success[0].ty, Some(TypeRef::Scalar(Scalar::String)));
    assert!(only.failures.is_empty());

    // The content of a status that never has any is ignored.
    let empty = of(&format!("'204': {{{content}}}"));
    assert_eq!(empty.success[0].ty, None);
    assert_eq!(
        codes(&operation_with(&format!(
            "{id}, responses: {{'204': {{{content}}}}}"
        ))),
        ["status-without-content"]
    );
}

#[test]
fn prefers_json_to_text_to_bytes() {
    let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let of = |content: &str| {
        let text = operation_with(&format!(
            "{id}, responses: {{'200': {{content: {{{content}}}}}}}"
        ));
        let success = operation(&text).success.remove(0);
        (success.media_type, success.ty.unwrap())
    };
    let text = || TypeRef::Scalar(Scalar::String);
    let whole = TypeRef::Scalar(Scalar::Int64);
    let json = |name: &str| (name.to_owned(), whole.clone());
    let schema = "{schema: {type: integer}}";
    assert_eq!(
        of(&format!("text/csv: {{}}, application/json: {schema}")),
        json("application/json")
    );
    assert_eq!(
        of(&format!("application/problem+json: {schema}")),
        json("application/problem+json")
    );
    assert_eq!(
        of(&format!("application/json; charset=utf-8: {schema}")),
        json("application/json; charset=utf-8")
    );
    assert_eq!(of(&format!("'*/*': {schema}")), json("application/json"));
    assert_eq!(
        of("application/pdf: {}, text/csv: {}"),
        ("text/csv".to_owned(), text())
    );
    assert_eq!(
        of("application/pdf: {}"),
        (
            "application/pdf".to_owned(),
            TypeRef::Scalar(Scalar::Binary)
        )
    );
}

#[test]
fn finds_method_names() {
    let named = |id: &str, extensions: &str| {
        let text = document(&format!(
            "
            x-speakeasy-name-override:
            - {{operationId: '^get.*', methodNameOverride: first}}
            - {{operationId: '.*-pet$', methodNameOverride: last}}
            paths: {{/a: {{get: {{operationId: {id}, responses: {{'204': {{}}}}{extensions}}}}}}}
            "
        ));
        operation(&text).name
    };
    assert_eq!(named("get-thing", ""), "first");
    assert_eq!(named("get-pet", ""), "last");
    assert_eq!(named("make-it", ""), "make-it");
    assert_eq!(named("get-pet", ", x-speakeasy-name-override: own"), "own");
    assert_eq!(named("make-it", ", x-speakeasy-ignore: true"), "make-it");
}

#[test]
fn names_operations_and_resources_without_ids_and_tags() {
    let api = lowered(&document(
        "
        paths:
          '/pets/{petId}/toys':
            get:
              parameters:
              - {name: petId, in: path, required: true, schema: {type: string}}
              responses: {'204': {}}
        ",
    ));
    assert_eq!(api.resources[0].name, "api");
    assert_eq!(api.resources[0].operations[0].id, "get-pets-by-petId-toys");
}

#[test]
fn replaces_server_variables_by_their_defaults() {
    let api = lowered(&document(
        "
        servers:
        - url: 'https://{a}.example.com/{b}'
          variables: {a: {default: x}, b: {default: v1}}
        paths: {/a: {get: {responses: {'204': {}}}}}
        ",
    ));
    assert_eq!(api.servers[0].url, "https://x.example.com/v1");
}
