//! An open enum of values as an SDK emits it, with the macro of the runtime.

use serde_json::{Value, json};

use crate::UnknownJson;
use crate::runtime::{known_json, open_value_enum};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Level {
    One,
    Half,
    Auto,
    Yes,
    UnknownValue(UnknownJson),
}

impl Level {
    fn as_json(&self) -> &str {
        match self {
            Self::One => "1",
            Self::Half => "0.5",
            Self::Auto => "\"auto\"",
            Self::Yes => "true",
            Self::UnknownValue(value) => value.as_json(),
        }
    }
}

impl From<Value> for Level {
    fn from(value: Value) -> Self {
        match known_json(&value).as_str() {
            "1" => Self::One,
            "0.5" => Self::Half,
            "\"auto\"" => Self::Auto,
            "true" => Self::Yes,
            _ => Self::UnknownValue(UnknownJson::of(&value)),
        }
    }
}

open_value_enum!(Level, &str, f64, bool);

#[test]
fn known_values_have_variants() {
    for (value, level, text) in [
        (json!(1), Level::One, "1"),
        (json!(1.0), Level::One, "1"),
        (json!(0.5), Level::Half, "0.5"),
        (json!("auto"), Level::Auto, "auto"),
        (json!(true), Level::Yes, "true"),
    ] {
        assert_eq!(Level::from(value.clone()), level);
        assert_eq!(serde_json::from_value::<Level>(value).unwrap(), level);
        assert_eq!(level.to_string(), text);
        let encoded = serde_json::to_value(&level).unwrap();
        assert_eq!(encoded.to_string(), level.as_json());
    }
    assert_eq!(Level::from("auto"), Level::Auto);
    assert_eq!(Level::from(1.0), Level::One);
    assert_eq!(Level::from(true), Level::Yes);
}

#[test]
fn unknown_values_are_kept() {
    for value in [
        json!("1"),
        json!("true"),
        json!(1.5),
        json!(1e30),
        json!(u64::MAX),
        json!(null),
        json!([1, {"a": "b"}]),
    ] {
        let level = Level::from(value.clone());
        let Level::UnknownValue(unknown) = &level else {
            panic!("{value} is not known")
        };
        assert_eq!(unknown.as_json(), value.to_string());
        assert_eq!(serde_json::to_value(&level).unwrap(), value);
        assert_eq!(serde_json::from_value::<Level>(value).unwrap(), level);
    }
    assert_eq!(format!("{:?}", Level::from("no")), "UnknownValue(\"no\")");
}
