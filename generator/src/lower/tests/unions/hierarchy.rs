//! Subtypes by `allOf` under a base with a discriminator.

use super::*;

#[test]
fn a_base_with_a_discriminator_is_a_union_of_its_subtypes() {
    let schemas = "
        A: {properties: {pet: {$ref: '#/components/schemas/Pet'}, cat: {$ref: '#/components/schemas/Cat'}}}
        Pet: {type: object, required: [petType, name], properties: {petType: {type: string}, name: {type: string}}, discriminator: {propertyName: petType, mapping: {puppy: Dog}}}
        Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}, friend: {$ref: '#/components/schemas/Pet'}}}]}
        Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {barks: {type: boolean}}}]}
        Fish: {allOf: [{$ref: '#/components/schemas/Pet'}]}
        Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {roars: {type: boolean}}}]}
        ";
    let (property, found) = variants(schemas, "Pet");
    assert_eq!(property.as_deref(), Some("petType"));
    let expected = [
        variant("Cat", &["Cat"], "Cat/discriminator"),
        variant("Lion", &["Lion"], "Lion"),
        variant("Dog", &["puppy"], "Dog"),
        variant("Fish", &["Fish"], "Fish"),
        variant("Pet", &[], "Pet/discriminator"),
    ];
    assert_eq!(found, expected);
    // A subtype with subtypes is a union, too.
    let (_, found) = variants(schemas, "Cat");
    let expected = [
        variant("Lion", &["Lion"], "Lion"),
        variant("Cat", &[], "Cat/discriminator"),
    ];
    assert_eq!(found, expected);
    let api = lowered(&returning(schemas));
    assert_eq!(field(&api, "Lion", "petType").constant, Some(json!("Lion")));
    assert_eq!(field(&api, "Dog", "petType").constant, Some(json!("puppy")));
    assert_eq!(wires(&api, "Fish"), ["petType", "name"]);
}

#[test]
fn a_base_that_only_its_subtypes_include_is_no_union() {
    let schemas = "
        A: {properties: {cat: {$ref: '#/components/schemas/Cat'}}}
        Pet: {required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {hunts: {type: boolean}}}]}
        Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {barks: {type: boolean}}}]}
        ";
    assert_eq!(codes(&returning(schemas)), [""; 0]);
    let api = lowered(&returning(schemas));
    let names: Vec<String> = api.types.keys().filter_map(|id| id.0.last()).collect();
    assert_eq!(names, ["A", "Cat"]);
    assert_eq!(field(&api, "Cat", "kind").constant, Some(json!("Cat")));
    // Without subtypes, a discriminator means nothing.
    let schemas = "A: {properties: {kind: {type: string}}, discriminator: {propertyName: kind}}";
    assert_eq!(codes(&returning(schemas)), [""; 0]);
    assert_eq!(wires(&lowered(&returning(schemas)), "A"), ["kind"]);
}

#[test]
fn a_discriminator_may_be_inside_all_of_and_subtypes_may_have_their_own() {
    let schemas = "
        A: {properties: {a: {$ref: '#/components/schemas/Fish'}}}
        Base: {required: [kind], properties: {kind: {type: string}}}
        Fish:
          allOf:
          - {$ref: '#/components/schemas/Base'}
          - {properties: {age: {type: integer}}, discriminator: {propertyName: kind, mapping: {shark: Shark, salmon: Salmon}}}
        Shark:
          allOf: [{$ref: '#/components/schemas/Fish'}]
          required: [sharktype]
          properties: {kind: {type: string, enum: [shark]}, sharktype: {type: string}}
          discriminator: {propertyName: sharktype, mapping: {saw: SawShark}}
        SawShark: {allOf: [{$ref: '#/components/schemas/Shark'}], properties: {sharktype: {type: string, enum: [saw]}}}
        Salmon: {allOf: [{$ref: '#/components/schemas/Fish'}], properties: {kind: {type: string, enum: [salmon]}}}
        ";
    let (property, found) = variants(schemas, "Fish");
    assert_eq!(property.as_deref(), Some("kind"));
    let expected = [
        variant("Shark", &["shark"], "Shark"),
        variant("Salmon", &["salmon"], "Salmon"),
        variant("Fish", &[], "Fish/discriminator"),
    ];
    assert_eq!(found, expected);
    let (property, found) = variants(schemas, "Shark");
    assert_eq!(property.as_deref(), Some("sharktype"));
    let expected = [
        variant("SawShark", &["saw"], "SawShark"),
        variant("Shark", &[], "Shark/discriminator"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_base_that_lists_its_subtypes_is_their_union() {
    let schemas = "
        A: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
        Pet:
          required: [kind]
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind}
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
        Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {hunts: {type: boolean}}}]}
        Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {barks: {type: boolean}}}]}
        ";
    let (property, found) = variants(schemas, "Pet");
    assert_eq!(property.as_deref(), Some("kind"));
    let expected = [
        variant("Cat", &["Cat"], "Cat"),
        variant("Dog", &["Dog"], "Dog"),
    ];
    assert_eq!(found, expected);
    let api = lowered(&returning(schemas));
    assert_eq!(wires(&api, "Cat"), ["kind", "hunts"]);
    assert_eq!(codes(&returning(schemas)), [""; 0]);
}
