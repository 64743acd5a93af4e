//! Unions: their variants, and what tells these apart.

use serde_json::{Value, json};

use super::*;

mod hierarchy;

/// The name of a variant, its tags, and the location of its type among the components.
type Summary = (String, Vec<Value>, String);

/// The discriminator and the variants of a component.
fn variants(schemas: &str, name: &str) -> (Option<String>, Vec<Summary>) {
    let text = returning(schemas);
    let found = codes(&text);
    let is_error = |code: &&str| !["union-discriminator", "keyword-no-effect"].contains(code);
    assert!(!found.iter().any(is_error), "{found:?}");
    let api = lowered(&text);
    let def = type_at(&api, &format!("/components/schemas/{name}"));
    let TypeKind::Union {
        variants,
        discriminator,
    } = &def.kind
    else {
        panic!("{:?}", def.kind)
    };
    let short = |ty: &TypeRef| match ty {
        TypeRef::Named(id) => {
            let tokens = id.0.tokens();
            tokens.get(2..).unwrap_or_default().join("/")
        }
        other => format!("{other:?}"),
    };
    let all = variants.iter();
    let all = all.map(|one| (one.name.clone(), one.tags.clone(), short(&one.ty)));
    (discriminator.clone(), all.collect())
}

fn variant(name: &str, tags: &[&str], ty: &str) -> Summary {
    let tags = tags.iter().map(|tag| json!(tag)).collect();
    (name.to_owned(), tags, ty.to_owned())
}

#[test]
fn constants_of_a_required_property_are_a_discriminator() {
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/M'}, {$ref: '#/components/schemas/G'}]}
        M: {type: object, required: [v, kind], properties: {v: {enum: [1, 2]}, kind: {const: made}}}
        G: {type: object, required: [v, kind], properties: {v: {enum: [3]}, kind: {type: string, enum: [gone]}}}
        ";
    let (property, found) = variants(schemas, "A");
    assert_eq!(property.as_deref(), Some("kind"));
    let expected = [variant("M", &["made"], "M"), variant("G", &["gone"], "G")];
    assert_eq!(found, expected);
    // An optional constant, or the same one in two variants, is none.
    for schemas in [
        "
        A: {oneOf: [{$ref: '#/components/schemas/M'}, {$ref: '#/components/schemas/G'}]}
        M: {type: object, properties: {kind: {const: made}}}
        G: {type: object, required: [kind], properties: {kind: {const: gone}}}
        ",
        "
        A: {oneOf: [{$ref: '#/components/schemas/M'}, {$ref: '#/components/schemas/G'}]}
        M: {type: object, required: [kind], properties: {kind: {const: made}}}
        G: {type: object, required: [kind], properties: {kind: {const: made}}}
        ",
    ] {
        assert_eq!(variants(schemas, "A").0, None);
    }
    let integers = "
        A: {oneOf: [{$ref: '#/components/schemas/M'}, {$ref: '#/components/schemas/G'}, {type: string}]}
        M: {type: object, required: [kind], properties: {kind: {const: 1}}}
        G: {type: object, required: [kind], properties: {kind: {const: 2}}}
        ";
    let (property, found) = variants(integers, "A");
    assert_eq!(property.as_deref(), Some("kind"));
    let tags: Vec<&[Value]> = found.iter().map(|(_, tags, _)| tags.as_slice()).collect();
    assert_eq!(tags, [&[json!(1)][..], &[json!(2)], &[]]);
}

#[test]
fn a_mapping_names_variants_by_reference_or_name_and_may_be_partial() {
    let schemas = "
        A:
          anyOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}, {$ref: '#/components/schemas/E'}]
          discriminator: {propertyName: kind, mapping: {bee: B, buzz: '#/components/schemas/B'}}
        B: {properties: {kind: {type: string}}}
        C: {properties: {kind: {type: string}}}
        D: {required: [kind], properties: {kind: {const: dee}}}
        E: {allOf: [{$ref: '#/components/schemas/C'}, {properties: {e: {type: string}}}]}
        ";
    let (property, found) = variants(schemas, "A");
    assert_eq!(property.as_deref(), Some("kind"));
    let expected = [
        variant("B", &["bee", "buzz"], "B"),
        variant("C", &["C"], "C"),
        variant("D", &["dee"], "D"),
        variant("E", &["E"], "E"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_name_of_a_variant_is_compared_with_the_values_of_the_discriminator() {
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/BigCat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
        Base: {required: [kind], properties: {kind: {type: string, enum: [big_cat, Dog]}}}
        BigCat: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {c: {type: string}}}]}
        Dog: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {d: {type: string}}}]}
        ";
    let expected = [
        variant("BigCat", &["big_cat"], "BigCat"),
        variant("Dog", &["Dog"], "Dog"),
    ];
    assert_eq!(variants(schemas, "A").1, expected);
}

#[test]
fn a_discriminator_that_no_variant_has_is_the_name_of_a_component() {
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: kind}}
        B: {properties: {b: {type: string}}}
        C: {properties: {c: {type: string}}}
        ";
    let expected = vec![variant("B", &["B"], "B"), variant("C", &["C"], "C")];
    assert_eq!(variants(schemas, "A"), (Some("kind".to_owned()), expected));
}

#[test]
fn a_discriminator_that_no_inline_variant_has_is_reported_and_ignored() {
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {c: {type: string}}}], discriminator: {propertyName: kind}}
        B: {properties: {b: {type: string}}}
        ";
    assert_eq!(variants(schemas, "A").0, None);
    assert_eq!(codes(&returning(schemas)), ["union-discriminator"]);
}

#[test]
fn nested_unions_are_flattened_unless_they_have_another_discriminator() {
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/D'}, {$ref: '#/components/schemas/A'}, {type: 'null'}]}
        U: {anyOf: [{$ref: '#/components/schemas/B'}, {oneOf: [{$ref: '#/components/schemas/C'}, {type: integer}]}]}
        B: {properties: {b: {type: string}}}
        C: {properties: {c: {type: string}}}
        D: {properties: {d: {type: string}}}
        ";
    let names: Vec<String> = variants(schemas, "A")
        .1
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(names, ["B", "C", "integer", "D"]);
    let schemas = "
        A: {oneOf: [{$ref: '#/components/schemas/U'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: outer, mapping: {u: U, d: D}}}
        U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: inner}}
        B: {required: [outer, inner], properties: {outer: {type: string}, inner: {const: b}}}
        C: {required: [outer, inner], properties: {outer: {type: string}, inner: {const: c}}}
        D: {required: [outer], properties: {outer: {type: string}}}
        ";
    let expected = [variant("U", &["u"], "U"), variant("D", &["d"], "D")];
    assert_eq!(variants(schemas, "A").1, expected);
    let inner = [variant("B", &["b"], "B"), variant("C", &["c"], "C")];
    assert_eq!(variants(schemas, "U").1, inner);
}

#[test]
fn what_is_beside_a_union_belongs_to_every_variant() {
    let schemas = "
        A:
          required: [id]
          properties: {id: {type: string}}
          oneOf: [{$ref: '#/components/schemas/B'}, {title: Sea, properties: {c: {type: string}}}]
          allOf: [{$ref: '#/components/schemas/D'}]
        B: {properties: {b: {type: string}}}
        D: {properties: {d: {type: string}}}
        ";
    let found = variants(schemas, "A").1;
    let expected = [
        variant("B", &[], "A/oneOf/0/allOf"),
        variant("Sea", &[], "A/oneOf/1/allOf"),
    ];
    assert_eq!(found, expected);
    let api = lowered(&returning(schemas));
    for (index, own) in [(0, "b"), (1, "c")] {
        let at = format!("/components/schemas/A/oneOf/{index}/allOf");
        let TypeKind::Struct { fields, .. } = &type_at(&api, &at).kind else {
            panic!()
        };
        let names: Vec<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
        assert_eq!(names, ["d", "id", own]);
        assert!(fields[1].presence.is_required());
    }
    // A type that the variants have anyway adds nothing.
    let schemas = "
        A: {type: object, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {type: object, properties: {b: {type: string}}}
        C: {type: object, properties: {c: {type: string}}}
        ";
    let expected = [variant("B", &[], "B"), variant("C", &[], "C")];
    assert_eq!(variants(schemas, "A").1, expected);
}

#[test]
fn two_unions_are_combined() {
    let schemas = "
        A: {allOf: [{$ref: '#/components/schemas/U'}], anyOf: [{title: One, properties: {x: {type: string}}}, {title: Two, properties: {y: {type: string}}}]}
        U: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {properties: {b: {type: string}}}
        C: {properties: {c: {type: string}}}
        ";
    let names: Vec<String> = variants(schemas, "A")
        .1
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(names, ["B One", "B Two", "C One", "C Two"]);
    let arms: String = (0..30)
        .map(|i| format!("{{title: T{i}, properties: {{p{i}: {{}}}}}},"))
        .collect();
    let schemas = format!("A: {{oneOf: [{arms}], anyOf: [{arms}]}}");
    assert_eq!(codes(&returning(&schemas)), ["union-combinations"]);
}

#[test]
fn unions_of_scalars_are_one_enum() {
    let enumeration = |schemas: &str| {
        let api = lowered(&returning(schemas));
        let TypeKind::Enum { values } = &type_at(&api, "/components/schemas/A/properties/x").kind
        else {
            panic!("{:?}", api.types)
        };
        let values = values.iter();
        let values = values.map(|value| (value.wire.clone(), value.docs.title.clone()));
        values.collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    let constants =
        "A: {properties: {x: {type: string, oneOf: [{const: a, title: First}, {const: b}]}}}";
    let expected = [("a".into(), some("First")), ("b".into(), None)];
    assert_eq!(enumeration(constants), expected);
    let blank = "
        A: {properties: {x: {nullable: true, oneOf: [{$ref: '#/components/schemas/E'}, {$ref: '#/components/schemas/Blank'}, {$ref: '#/components/schemas/Nothing'}]}}}
        E: {type: string, enum: [a, b]}
        Blank: {enum: ['']}
        Nothing: {enum: [null]}
        ";
    let wires: Vec<_> = enumeration(blank).into_iter().map(|one| one.0).collect();
    assert_eq!(wires, ["a", "b", ""]);
    let two = "
        A: {properties: {x: {anyOf: [{$ref: '#/components/schemas/E'}, {$ref: '#/components/schemas/F'}]}}}
        E: {type: string, enum: [a, b]}
        F: {type: string, enum: [b, c]}
        ";
    let wires: Vec<_> = enumeration(two).into_iter().map(|one| one.0).collect();
    assert_eq!(wires, ["a", "b", "c"]);
    // The same enum twice, or beside null, a description or any string, is that enum.
    for other in [
        "{$ref: '#/components/schemas/E'}",
        "{$ref: '#/components/schemas/Nothing'}",
        "{type: string}",
    ] {
        let schemas = format!(
            "
            A: {{properties: {{x: {{anyOf: [{{$ref: '#/components/schemas/E', description: d}}, {other}]}}}}}}
            E: {{type: string, enum: [a, b]}}
            Nothing: {{type: 'null'}}
            "
        );
        let api = lowered(&returning(&schemas));
        assert_eq!(
            field(&api, "A", "x").ty,
            named("/components/schemas/E"),
            "{other}"
        );
    }
}

#[test]
fn enums_and_strings_among_other_types_are_one_variant() {
    let schemas = "
        A: {anyOf: [{type: string}, {type: string, enum: [a]}, {type: integer}, {type: string, format: uuid}, {const: b}]}
        ";
    let names: Vec<String> = variants(schemas, "A")
        .1
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert_eq!(names, ["string", "integer", "string"]);
}

#[test]
fn a_listed_union_has_any_number_of_variants() {
    let names: Vec<String> = (0..1000).map(|index| format!("T{index}")).collect();
    let references: Vec<String> = names
        .iter()
        .map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"))
        .collect();
    let mut schemas = format!("A: {{oneOf: [{}]}}\n", references.join(", "));
    for name in &names {
        schemas += &format!(
            "{name}: {{type: object, required: [kind], properties: {{kind: {{const: {name}}}}}}}\n"
        );
    }
    let api = crate::testing::passed(&returning(&schemas));
    let TypeKind::Union { variants, .. } = &type_at(&api, "/components/schemas/A").kind else {
        panic!("A is not a union");
    };
    assert_eq!(variants.len(), 1000);
}
