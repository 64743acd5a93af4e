//! Decisions as the templates get them: names, docs, code of examples, what is checked.

mod docs;

use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::plan::names::ident;
use crate::sdk::{Crate, Model, Struct, Tokens, Union};
use crate::testing::{answering, both_ways, codes, document, input, planned, sending};

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
        Model::Struct(found) if found.name == ident(name) => Some(found.clone()),
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

const FOUR: &str = "{required: [id, inner, list, at, gone], properties: {\
    id: {type: string, format: uuid}, \
    inner: {$ref: '#/components/schemas/B'}, \
    list: {type: array, items: {type: string}}, \
    at: {type: string, nullable: true}, \
    gone: {type: string, readOnly: true}, \
    type: {type: string}, \
    more: {type: array, items: {type: string}, nullable: true}}}";

/// The type of each field, without spaces.
fn types(found: &Struct) -> Vec<String> {
    let types = found.fields.iter().map(|field| field.ty.to_string());
    types.map(|ty| ty.replace(' ', "")).collect()
}

#[test]
fn required_properties_are_plain_in_models_of_both_ways() {
    let schemas =
        format!("    A: {FOUR}\n    B: {{required: [x], properties: {{x: {{type: string}}}}}}\n");
    let received = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "String",
        "Option<String>",
        "Vec<String>",
    ];
    assert_eq!(
        types(&structure(&planned(&answering(&schemas)), "A")),
        received
    );
    let sent = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "Option<String>",
        "Nullable<Vec<String>>",
    ];
    assert_eq!(types(&structure(&planned(&sending(&schemas)), "A")), sent);
    let both = structure(&planned(&both_ways(&schemas)), "A");
    let expected = [
        "Uuid",
        "B",
        "Vec<String>",
        "Option<String>",
        "Option<String>",
        "Option<String>",
        "Nullable<Vec<String>>",
    ];
    assert_eq!(types(&both), expected);
}

#[test]
fn constructors_ask_for_what_is_required_and_not_set_by_the_server() {
    let schemas = "
        A:
          required: [name, on, at, id]
          properties:
            name: {type: string}
            on: {type: boolean}
            at: {type: string, nullable: true}
            id: {type: string, readOnly: true}
            type: {type: string}
            maybe: {type: string, nullable: true}
        ";
    let found = structure(&planned(&both_ways(schemas)), "A");
    assert!(found.derives == quote!(Debug, Clone, PartialEq, Serialize, Deserialize));
    let constructor = found.constructor.unwrap();
    assert!(constructor.arguments == quote!(name: impl Into<String>, on: bool, at: Option<String>));
    let value = quote! {
        Self { name: name.into(), on, at, id: None, r#type: None, maybe: Nullable::Absent }
    };
    assert_eq!(constructor.value.to_string(), value.to_string());
    assert_eq!(constructor.required, None);

    let received = structure(&planned(&answering(schemas)), "A");
    assert_eq!((received.constructor, received.setters), (None, Vec::new()));

    let optional = "    A: {properties: {a: {type: string}}}\n";
    let optional = structure(&planned(&sending(optional)), "A");
    assert!(optional.derives == quote!(Debug, Clone, Default, PartialEq, Serialize, Deserialize));
    let constructor = optional.constructor.unwrap();
    assert!(constructor.arguments == quote!() && constructor.value == quote!(Self::default()));
}

#[test]
fn constructors_with_more_than_three_required_properties_take_a_struct() {
    let schemas = format!(
        "
        A: {FOUR}
        B: {{properties: {{a: {{$ref: '#/components/schemas/ARequired'}}}}}}
        ARequired: {{properties: {{x: {{type: string}}}}}}
        "
    );
    let krate = planned(&sending(&schemas));
    let constructor = structure(&krate, "A").constructor.unwrap();
    assert!(constructor.arguments == quote!(required: ARequired_));
    let required = constructor.required.unwrap();
    assert!(required.name == quote!(ARequired_));
    let fields = required
        .fields
        .iter()
        .map(|one| format!("{}: {}", one.name, one.ty));
    let fields: Vec<String> = fields.map(|field| field.replace(' ', "")).collect();
    assert_eq!(
        fields,
        [
            "id:Uuid",
            "inner:B",
            "list:Vec<String>",
            "at:Option<String>"
        ]
    );
    assert_eq!(required.fields[0].docs, ["See [`id`](field@A::id)."]);
    assert_eq!(
        names(&sending(&schemas)),
        ["A", "ARequired", "ARequired_", "B"]
    );
}

#[test]
fn setters_take_values_in_the_form_of_their_type() {
    let schemas = "
        A:
          required: [id]
          properties:
            id: {type: string, format: uuid}
            tags: {type: array, items: {type: string}}
            type: {type: string, nullable: true}
        ";
    let setters = structure(&planned(&sending(schemas)), "A").setters;
    let expected = [
        (quote!(id: Uuid), quote!(self.id = id;)),
        (
            quote!(tags: impl IntoIterator<Item = impl Into<String>>),
            quote!(self.tags = Some(tags.into_iter().map(Into::into).collect());),
        ),
        (
            quote!(type_: impl Into<String>),
            quote!(self.r#type = Nullable::Value(type_.into());),
        ),
        (quote!(), quote!(self.r#type = Nullable::Null;)),
    ];
    assert_eq!(setters.len(), expected.len());
    for (setter, (argument, statement)) in setters.iter().zip(expected) {
        assert!(setter.argument.clone().unwrap_or_default() == argument);
        assert_eq!(setter.statement.to_string(), statement.to_string());
    }
}

#[test]
fn wire_names_are_a_case_of_the_struct_and_exceptions() {
    let schemas = "
        A:
          required: [eventTypes, _links]
          properties:
            eventTypes: {type: array, items: {type: string}}
            _links: {type: string}
            id: {type: string}
        ";
    let found = structure(&planned(&answering(schemas)), "A");
    assert!(found.serde.unwrap() == quote!(rename_all = "camelCase"));
    let serde: Vec<Tokens> = found
        .fields
        .into_iter()
        .map(|one| one.serde.unwrap())
        .collect();
    assert!(serde[0] == quote!(deserialize_with = "null_as_default"));
    assert!(serde[1] == quote!(rename = "_links"));
    assert!(serde[2] == quote!(skip_serializing_if = "Option::is_none"));
}

#[test]
fn variants_of_unions_are_checked_for_what_decoding_does_not_ask_for() {
    let schemas = "
        A: {properties: {u: {$ref: '#/components/schemas/U'}}}
        U:
          oneOf:
          - {$ref: '#/components/schemas/B'}
          - {$ref: '#/components/schemas/C'}
          - {type: string}
        B:
          required: [x, y, z, id]
          properties:
            x: {type: string}
            y: {type: string, nullable: true}
            z: {type: string, nullable: true, writeOnly: true}
            id: {type: string, readOnly: true}
        C: {properties: {y: {type: string}}}
        ";
    let required = |text: &str| {
        let variants = union(&planned(text), "U").variants.into_iter();
        variants.map(|one| one.required).collect::<Vec<_>>()
    };
    let literals = |all: &[&str]| all.iter().map(Tokens::from).collect::<Vec<_>>();
    let none = || Vec::<Tokens>::new();
    assert_eq!(
        required(&answering(schemas)),
        [literals(&["y"]), none(), none()]
    );
    assert_eq!(
        required(&both_ways(schemas)),
        [literals(&["y", "id"]), none(), none()]
    );
}

/// The call that shows an operation, from an example of its body.
fn example(schema: &str, value: &str) -> String {
    let text = document(&format!(
        "
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {{$ref: '#/components/schemas/A'}}
                    example: {value}
              responses: {{'204': {{}}}}
        components: {{schemas: {{A: {schema}}}}}
        "
    ));
    let operation = planned(&text).resources.remove(0).operations.remove(0);
    let example = operation.page.examples.into_iter().next();
    let code = example
        .map(|example| example.code.concat())
        .unwrap_or_default();
    code.split_whitespace().collect()
}

#[test]
fn examples_are_code() {
    for (ty, value, code) in [
        ("{type: string}", "a\"b", r#".a("a\"b")"#),
        ("{type: integer}", "3", ".a(3)"),
        ("{type: number}", "3", ".a(3.0)"),
        ("{type: boolean}", "true", ".a(true)"),
        ("{type: string, enum: [x]}", "y", r#".a("y")"#),
        ("{type: string, nullable: true}", "null", ".a_null()"),
        (
            "{type: array, items: {type: string}}",
            "[a, b]",
            r#".a(["a","b"])"#,
        ),
        (
            "{type: array, items: {type: string}}",
            "[]",
            ".a(Vec::<String>::new())",
        ),
        (
            "{type: array, items: {type: integer}}",
            "[5000000000]",
            ".a([5000000000])",
        ),
        (
            "{type: array, items: {type: array, items: {type: string}}}",
            "[[a], [b, c]]",
            r#".a([vec!["a".into()],vec!["b".into(),"c".into()]"#,
        ),
        (
            "{type: array, items: {type: [string, 'null']}}",
            "[a, null]",
            r#".a([Some("a".into()),None])"#,
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "{k: 1}",
            r#".a([("k",1)])"#,
        ),
        (
            "{type: object, additionalProperties: {type: object, additionalProperties: {type: integer}}}",
            "{k: {l: 1}}",
            r#".a([("k",std::collections::BTreeMap::from([("l".into(),1)]))])"#,
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "{}",
            "BTreeMap::<String,i64>::new()",
        ),
        ("{type: string, readOnly: true}", "x", "A::new()"),
        (
            "{}",
            "[1]",
            r##"serde_json::from_str::<serde_json::Value>(r#"[1]"#)?"##,
        ),
    ] {
        let found = example(
            &format!("{{properties: {{a: {ty}}}}}"),
            &format!("{{a: {value}}}"),
        );
        assert!(
            found.contains(code),
            "{ty} {value}: {code} is not in {found}"
        );
    }
    // A value that does not fit its type gives the call without any, rather than code that does not compile.
    let empty = example("{properties: {a: {type: integer}}}", "{a: text}");
    assert!(empty.contains(".a(A::new())"), "{empty}");
    assert!(example("{type: string}", "text").contains("(\"text\".into())"));
    assert!(example("{type: array, items: {type: integer}}", "[1]").contains("(vec![1])"));
}

#[test]
fn examples_pass_what_constructors_ask_for() {
    let required = |names: &str, value: &str| {
        let properties = "\
            a: {type: string}, \
            b: {type: integer, nullable: true}, \
            c: {type: array, items: {type: string}}, \
            d: {type: string, enum: [x]}, \
            e: {type: string, format: uuid}";
        example(
            &format!("{{required: [{names}], properties: {{{properties}}}}}"),
            value,
        )
    };
    let code = required("a, b, c", "{a: x, b: 1, c: [y], d: z}");
    assert!(
        code.contains(r#"(A::new("x",Some(1),["y"]).d("z"))"#),
        "{code}"
    );
    let code = required("a, b", "{b: null}");
    assert!(code.contains(r#"(A::new("a",None))"#), "{code}");
    let code = required("a, b, c, d, e", "{a: x, b: 1, c: [y], d: z, e: '1'}");
    let expected = r#"(A::new(ARequired{a:"x".into(),b:Some(1),c:vec!["y".into()],d:"z".into(),e:"1".parse()?,})"#;
    assert!(code.contains(expected), "{code}");
    assert!(code.contains("models::{A,ARequired}"), "{code}");
}

#[test]
fn examples_name_the_variant_of_a_union() {
    let variants = "{oneOf: [\
        {title: One, required: [kind], properties: {kind: {type: string}}}, \
        {title: Two, required: [x], properties: {x: {type: integer}}}]}";
    let schema = format!("{{required: [u], properties: {{u: {variants}}}}}");
    let code = example(&schema, "{u: {x: 1}}");
    assert!(code.contains("(A::new(AU::Two(AUTwo::new(1))))"), "{code}");
    let code = example(&schema, "{}");
    assert!(
        code.contains("(A::new(AU::One(AUOne::new(\"kind\"))))"),
        "{code}"
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
