//! Schemas, their properties and their naming hints.

use super::*;

#[test]
fn merges_the_properties_of_all_of_branches_in_order() {
    let api = lowered(&returning(
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
    let api = lowered(&returning(
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
    let api = lowered(&returning(
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
fn reads_presence_from_required_and_nullable() {
    let api = lowered(&returning(
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
        codes(&returning(
            "    A: {required: [x], properties: {y: {type: string}}}\n"
        )),
        ["required-unknown"]
    );
    assert_eq!(
        codes(&returning(
            "    A: {allOf: [{properties: {y: {type: string}}}, {required: [x]}]}\n"
        )),
        ["required-unknown"]
    );
    // A branch may require a property of another branch.
    assert_eq!(
        codes(&returning(
            "    A: {allOf: [{required: [y]}, {properties: {y: {type: string}}}]}\n"
        )),
        [""; 0]
    );
}

#[test]
fn lowers_scalars_arrays_and_maps() {
    let api = lowered(&returning(
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
            e: {type: boolean, enum: [true]}
            i8: {type: integer, format: int8}
            u32: {type: integer, format: uint32}
            u64: {type: integer, format: uint64}
            large: {type: integer, maximum: 18446744073709551615}
            unlimited: {type: integer, minimum: 0.0, maximum: 1e30}
            exact: {type: number, format: decimal}
            when: {type: string, format: date-time}
            day: {type: string, format: date}
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
        ("v", named("/components/schemas/A/properties/v")),
        ("e", TypeRef::Scalar(Scalar::Boolean)),
        ("i8", TypeRef::Scalar(Scalar::Int8)),
        ("u32", TypeRef::Scalar(Scalar::UInt32)),
        ("u64", TypeRef::Scalar(Scalar::UInt64)),
        ("large", TypeRef::Scalar(Scalar::Integer)),
        ("unlimited", whole),
        ("exact", TypeRef::Scalar(Scalar::Decimal)),
        ("when", TypeRef::Scalar(Scalar::DateTime)),
        ("day", text()),
        ("z", list(TypeRef::Any)),
    ] {
        assert_eq!(field(&api, "A", wire).ty, ty, "{wire}");
    }
}

#[test]
fn distinguishes_unions_from_constraints() {
    let api = lowered(&returning(
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
    let api = lowered(&returning(
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
    let api = lowered(&returning(
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
        matches!(hint("/components/schemas/A/properties/own"), Hint::Property { name, .. } if name == "own")
    );
    assert!(
        matches!(hint("/components/schemas/A/definitions/thing"), Hint::Definition { name, .. } if name == "thing")
    );
    assert!(
        matches!(hint("/components/schemas/B/properties/inner"), Hint::Property { name, .. } if name == "inner")
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
