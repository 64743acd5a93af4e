//! `allOf` branches that narrow each other.

use super::*;
use crate::work;

/// The type of the property `x` that both branches describe, and the codes.
fn narrowed(earlier: &str, later: &str) -> (TypeRef, Vec<&'static str>) {
    let text = returning(&format!(
        "
        A: {{allOf: [{{properties: {{x: {earlier}}}}}, {{properties: {{x: {later}}}}}]}}
        E: {{type: string, enum: [a, b]}}
        O: {{type: object, properties: {{o: {{type: string}}}}}}
        S: {{type: string}}
        U: {{oneOf: [{{$ref: '#/components/schemas/O'}}, {{type: string}}]}}
        "
    ));
    let codes = codes(&text);
    (field(&lowered(&text), "A", "x").ty.clone(), codes)
}

fn reference(name: &str) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

const COMBINED: &str = "/components/schemas/A/allOf/properties/x";

#[test]
fn scalars_narrow_in_either_order() {
    let cases = [
        (
            "{type: string}",
            "{type: string, format: uuid}",
            Scalar::Uuid,
        ),
        (
            "{type: integer}",
            "{type: integer, format: int32}",
            Scalar::Int32,
        ),
        ("{type: number}", "{type: integer}", Scalar::Int64),
        (
            "{type: number, format: double}",
            "{type: integer}",
            Scalar::Int64,
        ),
        (
            "{type: integer, format: int64}",
            "{format: int32}",
            Scalar::Int32,
        ),
        (
            "{type: string}",
            "{description: Only docs.}",
            Scalar::String,
        ),
        (
            "{type: [string, integer]}",
            "{type: string}",
            Scalar::String,
        ),
        (
            "{type: string, format: uuid}",
            "{type: string, format: uri}",
            Scalar::String,
        ),
    ];
    for (one, other, scalar) in cases {
        for (earlier, later) in [(one, other), (other, one)] {
            let (ty, codes) = narrowed(earlier, later);
            let scalars = TypeRef::Scalar(scalar);
            let id = TypeId(Pointer::parse(COMBINED).unwrap());
            let is_alias = ty == TypeRef::Named(id);
            assert!(ty == scalars || is_alias, "{earlier} {later}: {ty:?}");
            assert_eq!(codes, [""; 0], "{earlier} {later}");
        }
    }
}

#[test]
fn an_enum_narrows_a_string_and_another_enum() {
    let component = named("/components/schemas/E");
    let own = "/components/schemas/A/allOf/1/properties/x";
    for (earlier, later, expected) in [
        (reference("S"), reference("E"), component.clone()),
        (
            reference("E"),
            "{type: string}".to_owned(),
            component.clone(),
        ),
        (
            reference("E"),
            "{enum: [b, a]}".to_owned(),
            component.clone(),
        ),
        (reference("E"), "{enum: [a]}".to_owned(), named(own)),
        (
            "{type: string}".to_owned(),
            "{type: string, enum: [c]}".to_owned(),
            named(own),
        ),
        (reference("E"), "{enum: [b, c]}".to_owned(), named(COMBINED)),
    ] {
        let (ty, codes) = narrowed(&earlier, &later);
        assert_eq!(ty, expected, "{earlier} {later}");
        assert_eq!(codes, [""; 0], "{earlier} {later}");
    }
    let api = lowered(&returning(
        "
        A: {allOf: [{properties: {x: {enum: [a, b]}}}, {properties: {x: {enum: [b, c]}}}]}
        ",
    ));
    let TypeKind::Enum { values } = &type_at(&api, COMBINED).kind else {
        panic!()
    };
    assert_eq!(values.len(), 1);
    assert_eq!(values[0].wire, "b");
}

#[test]
fn identical_branches_are_one() {
    let object =
        "{type: object, required: [a], properties: {a: {type: array, items: {type: string}}}}";
    let (ty, codes) = narrowed(object, object);
    assert_eq!(ty, named("/components/schemas/A/allOf/0/properties/x"));
    assert_eq!(codes, [""; 0]);
    let union = reference("U");
    let (ty, codes) = narrowed(&union, &union);
    assert_eq!(ty, named("/components/schemas/U"));
    assert_eq!(codes, [""; 0]);
    let (ty, codes) = narrowed(&union, "{description: A union.}");
    assert_eq!(ty, named("/components/schemas/U"));
    assert_eq!(codes, [""; 0]);
}

#[test]
fn objects_arrays_and_maps_merge_at_every_level() {
    let api = lowered(&returning(
        "
        A:
          allOf:
          - {$ref: '#/components/schemas/B'}
          - properties:
              sub: {properties: {b: {type: integer}, deep: {properties: {y: {type: string}}}}}
              list: {items: {properties: {b: {type: integer}}}}
              map: {additionalProperties: {type: integer, format: int32}}
        B:
          properties:
            sub: {properties: {a: {type: string}, deep: {required: [y], properties: {x: {type: string}}}}}
            list: {type: array, items: {type: object, properties: {a: {type: string}}}}
            map: {type: object, additionalProperties: {type: integer}}
        ",
    ));
    let sub = "/components/schemas/A/allOf/properties/sub";
    assert_eq!(field(&api, "A", "sub").ty, named(sub));
    let TypeKind::Struct { fields, .. } = &type_at(&api, sub).kind else {
        panic!()
    };
    let wires: Vec<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
    assert_eq!(wires, ["a", "deep", "b"]);
    let deep = "/components/schemas/A/allOf/properties/sub/allOf/properties/deep";
    assert_eq!(fields[1].ty, named(deep));
    let TypeKind::Struct { fields, .. } = &type_at(&api, deep).kind else {
        panic!()
    };
    assert_eq!(fields[1].presence, Presence::Required);
    let list = "/components/schemas/A/allOf/properties/list";
    let TypeKind::Alias(TypeRef::List(item)) = &type_at(&api, list).kind else {
        panic!()
    };
    assert_eq!(**item, named(&format!("{list}/allOf/items")));
    let map = "/components/schemas/A/allOf/properties/map";
    assert_eq!(
        type_at(&api, map).kind,
        TypeKind::Alias(TypeRef::Map(Box::new(TypeRef::Scalar(Scalar::Int32))))
    );
}

#[test]
fn branches_need_not_be_objects() {
    let shape = |schema: &str| {
        let text = returning(&format!(
            "
            A: {schema}
            E: {{type: string, enum: [a, b]}}
            "
        ));
        assert_eq!(codes(&text), [""; 0], "{schema}");
        type_at(&lowered(&text), "/components/schemas/A")
            .kind
            .clone()
    };
    let scalar = |scalar| TypeKind::Alias(TypeRef::Scalar(scalar));
    assert_eq!(
        shape("{allOf: [{type: integer}, {format: int32}]}"),
        scalar(Scalar::Int32)
    );
    assert_eq!(
        shape("{type: string, allOf: [{format: uuid}]}"),
        scalar(Scalar::Uuid)
    );
    assert_eq!(
        shape("{allOf: [{type: string}, {$ref: '#/components/schemas/E'}]}"),
        TypeKind::Alias(named("/components/schemas/E"))
    );
    assert_eq!(
        shape("{allOf: [{type: array}, {items: {type: string}}]}"),
        TypeKind::Alias(TypeRef::List(Box::new(TypeRef::Scalar(Scalar::String))))
    );
    // Alternatives that only require properties are not a union.
    let TypeKind::Struct { fields, .. } = shape(
        "{allOf: [{required: [a], properties: {a: {}}}, {anyOf: [{required: [a]}, {required: [b]}]}]}",
    ) else {
        panic!()
    };
    assert_eq!(fields.len(), 1);
}

#[test]
fn a_contradiction_is_a_free_value_and_a_warning_at_the_branch() {
    for (earlier, later) in [
        ("{type: string}", "{type: object, properties: {a: {}}}"),
        ("{type: string}", "{type: integer}"),
        ("{type: array, items: {type: string}}", "{type: object}"),
    ] {
        let (ty, codes) = narrowed(earlier, later);
        let is_free = match &ty {
            TypeRef::Named(_) => {
                let text = format!("A: {{allOf: [{earlier}, {later}]}}");
                type_at(&lowered(&returning(&text)), "/components/schemas/A").kind
                    == TypeKind::Alias(TypeRef::Any)
            }
            ty => *ty == TypeRef::Any,
        };
        assert!(is_free, "{earlier} {later}: {ty:?}");
        assert_eq!(codes, ["allof-conflict"], "{earlier} {later}");
    }
    let (_, codes) = narrowed("{enum: [a]}", "{enum: [b]}");
    assert_eq!(codes, ["allof-conflict"]);
}

#[test]
fn circular_all_of_is_refused() {
    let text = "A: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {a: {}}}]}";
    assert!(codes(&returning(text)).contains(&"allof-circular"));
}

#[test]
fn recursive_schemas_merge_into_recursive_types() {
    let api = lowered(&returning(
        "
        A: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        B: {properties: {next: {$ref: '#/components/schemas/B'}, b: {type: string}}}
        C: {properties: {next: {$ref: '#/components/schemas/C'}, c: {type: string}}}
        ",
    ));
    let next = "/components/schemas/A/allOf/properties/next";
    assert_eq!(field(&api, "A", "next").ty, named(next));
    let TypeKind::Struct { fields, .. } = &type_at(&api, next).kind else {
        panic!()
    };
    assert_eq!(fields[0].ty, named(next));
    // A subtype whose children are of the subtype itself, and an inline schema that contains
    // itself.
    let api = lowered(&returning(
        "
        A:
          allOf:
          - {$ref: '#/components/schemas/B'}
          - {properties: {next: {$ref: '#/components/schemas/A'}}}
        B:
          properties:
            next: {$ref: '#/components/schemas/B'}
            both: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        C: {properties: {both: {$ref: '#/components/schemas/C'}}}
        ",
    ));
    assert_eq!(field(&api, "A", "next").ty, named("/components/schemas/A"));
    let both = named("/components/schemas/B/properties/both");
    assert_eq!(field(&api, "B", "both").ty, both);
}

/// Schemas that each contain the one before in two ways.
fn diamond(levels: usize) -> String {
    let mut schemas = String::from("A0: {properties: {p0: {type: string}}}\n");
    for level in 1..=levels {
        let below = level - 1;
        for side in ["L", "R"] {
            schemas += &format!(
                "{side}{level}: {{allOf: [{{$ref: '#/components/schemas/A{below}'}}, {{properties: {{{side}{level}: {{type: string}}}}}}]}}\n"
            );
        }
        schemas += &format!(
            "A{level}: {{allOf: [{{$ref: '#/components/schemas/L{level}'}}, {{$ref: '#/components/schemas/R{level}'}}]}}\n"
        );
    }
    schemas += &format!("A: {{allOf: [{{$ref: '#/components/schemas/A{levels}'}}]}}\n");
    returning(&schemas)
}

#[test]
fn visits_the_schemas_of_a_diamond_in_linear_number() {
    let visits = |levels| {
        let text = diamond(levels);
        work::measured(|| assert_eq!(codes(&text), [""; 0]))
    };
    let (few, many) = (visits(10), visits(40));
    assert!(many <= 5 * few, "{few} visits, then {many}");
}
