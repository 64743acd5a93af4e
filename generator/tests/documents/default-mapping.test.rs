//! Objects with another discriminator value, or without one, are of the default variant, and are
//! encoded as they were.

use golden_default_mapping::models::{Label, Pet, Shape};
use serde_json::{Value, json};

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> T {
    let decoded: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&decoded).unwrap(), *value);
    decoded
}

#[test]
fn unknown_and_absent_values_are_of_the_default_variant() {
    let cat = round_trip(&json!({"kind": "cat", "lives": 9}));
    assert!(matches!(cat, Pet::Cat(_)), "{cat:?}");
    for other in [
        json!({"kind": "bird", "legs": 2}),
        json!({"legs": 2}),
        json!({"kind": "OtherPet", "wings": 2}),
        json!({"kind": 7, "legs": 2}),
    ] {
        let pet = round_trip(&other);
        assert!(matches!(pet, Pet::OtherPet(_)), "{pet:?}");
    }
}

#[test]
fn a_value_that_is_not_an_object_is_of_the_variant_that_fits() {
    let text = round_trip(&json!("plain"));
    assert!(matches!(text, Label::String(_)), "{text:?}");
    let default = round_trip(&json!({"type": "other", "text": "a"}));
    assert!(matches!(default, Label::Text(_)), "{default:?}");
    let number = round_trip(&json!(7));
    assert!(matches!(number, Label::Unknown(_)), "{number:?}");
}

#[test]
fn the_default_of_a_base_is_the_named_subtype() {
    let shape = round_trip(&json!({"kind": "hexagon", "corners": 6}));
    assert!(matches!(shape, Shape::Polygon(_)), "{shape:?}");
    // The base requires the property, so nothing is known about an object without it.
    let unknown = round_trip(&json!({"corners": 6}));
    assert!(matches!(unknown, Shape::Unknown(_)), "{unknown:?}");
}
