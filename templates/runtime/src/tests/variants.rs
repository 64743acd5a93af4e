//! The variants of unions: which one a value is, and that nothing of the value is lost.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

use crate::tests::strict::decode;
use crate::{MatchingVariant, unlisted};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Small {
    a: i64,
    #[serde(flatten, deserialize_with = "unlisted")]
    others: Map<String, Value>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Large {
    a: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<Inner>,
    #[serde(flatten, deserialize_with = "unlisted")]
    others: Map<String, Value>,
}

/// Ignores what it does not know.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Either {
    Small(Small),
    Large(Large),
    Integer(i64),
    Number(f64),
    Nested(Nested),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(MatchingVariant::of(value)
            .or_if(|value| value.get("kind").is_none(), Self::Small)
            .or(Self::Large)
            .or(Self::Number)
            .or(Self::Integer)
            .or_known(|nested| !matches!(nested, Nested::Unknown(_)), Self::Nested)
            .or_unknown(Self::Unknown))
    }
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Nested {
    Array(Vec<Either>),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(MatchingVariant::of(value)
            .or(Self::Array)
            .or_unknown(Self::Unknown))
    }
}

fn either(value: &Value) -> Either {
    let found = decode::<Either>(&value.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&found).unwrap(), *value);
    found
}

#[test]
fn the_variant_that_knows_most_is_chosen_and_keeps_the_rest() {
    assert!(matches!(either(&json!({"a": 1})), Either::Small(_)));
    assert!(matches!(either(&json!({"a": 1, "x": 2})), Either::Small(_)));
    let large = either(&json!({"a": 1, "b": {"c": 3}, "x": [1]}));
    assert!(matches!(large, Either::Large(_)), "{large:?}");
    // `Large` knows `b`, but would lose what is in it.
    let small = either(&json!({"a": 1, "b": {"x": 2, "y": 3}}));
    assert!(matches!(small, Either::Small(_)), "{small:?}");
    let kind = either(&json!({"a": 1, "kind": "x"}));
    assert!(matches!(kind, Either::Large(_)), "{kind:?}");
}

#[test]
fn numbers_keep_their_type() {
    assert_eq!(either(&json!(5)), Either::Integer(5));
    assert_eq!(either(&json!(5.5)), Either::Number(5.5));
    assert_eq!(either(&json!(5.0)), Either::Number(5.0));
}

#[test]
fn a_union_in_a_union_is_chosen_only_if_it_knows_the_value() {
    let nested = either(&json!([{"a": 1}, 2, [], "x"]));
    let Either::Nested(Nested::Array(items)) = nested else {
        panic!("{nested:?}");
    };
    assert_eq!(items[3], Either::Unknown(json!("x")));
    for value in [json!("x"), json!(true), json!(null), json!({})] {
        assert_eq!(either(&value), Either::Unknown(value));
    }
}
