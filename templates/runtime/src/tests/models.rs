//! The building blocks of emitted models: `Nullable`, `Secret` and `null_as_default`.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{Nullable, Secret, decode_error_model, null_as_default};

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Update {
    #[serde(
        rename = "companyTags",
        default,
        skip_serializing_if = "Nullable::is_absent"
    )]
    company_tags: Nullable<Vec<String>>,
}

#[test]
fn a_nullable_property_round_trips_its_three_states() {
    for (text, state) in [
        ("{}", Nullable::Absent),
        (r#"{"companyTags":null}"#, Nullable::Null),
        (
            r#"{"companyTags":["a"]}"#,
            Nullable::Value(vec!["a".to_owned()]),
        ),
        (r#"{"companyTags":[]}"#, Nullable::Value(vec![])),
    ] {
        let update: Update = serde_json::from_str(text).unwrap();
        assert_eq!(update.company_tags, state);
        assert_eq!(serde_json::to_string(&update).unwrap(), text);
    }
    assert!(serde_json::from_str::<Update>(r#"{"companyTags":"a"}"#).is_err());
}

#[test]
fn nullable_conversions_and_accessors() {
    assert!(Nullable::<u8>::default().is_absent());
    assert_eq!(Nullable::from(5), Nullable::Value(5));
    assert_eq!(Nullable::<i32>::from(Some(5)), Nullable::Value(5));
    assert_eq!(Nullable::<u8>::from(None), Nullable::Null);
    assert!(Nullable::<u8>::Null.is_null() && !Nullable::<u8>::Null.is_absent());
    assert!(Nullable::from(5).is_value());
    assert_eq!(Nullable::from(5).as_option(), Some(&5));
    assert_eq!(Nullable::from("a").map(str::len).into_option(), Some(1));
    assert_eq!(Nullable::<&str>::Null.map(str::len), Nullable::Null);
    assert_eq!(Nullable::<&str>::Absent.map(str::len), Nullable::Absent);
    assert_eq!(
        serde_json::to_value(Nullable::<u8>::Absent).unwrap(),
        json!(null)
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Consumer {
    #[serde(
        rename = "eventTypes",
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    event_types: Vec<String>,
}

#[test]
fn null_for_an_array_is_an_empty_array() {
    for text in ["{}", r#"{"eventTypes":null}"#, r#"{"eventTypes":[]}"#] {
        let consumer: Consumer = serde_json::from_str(text).unwrap();
        assert_eq!(consumer.event_types, Vec::<String>::new());
        assert_eq!(serde_json::to_string(&consumer).unwrap(), "{}");
    }
    let consumer: Consumer = serde_json::from_str(r#"{"eventTypes":["a"]}"#).unwrap();
    assert_eq!(consumer.event_types, ["a"]);
    assert!(serde_json::from_str::<Consumer>(r#"{"eventTypes":"a"}"#).is_err());
    assert!(serde_json::from_str::<Consumer>(r#"{"eventTypes":[null]}"#).is_err());
}

#[test]
fn a_secret_round_trips_and_is_not_shown() {
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Details {
        key: Option<Secret>,
    }
    let text = r#"{"key":"hush-\"quoted\"-ü"}"#;
    let details: Details = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&details).unwrap(), text);
    assert_eq!(
        format!("{details:?}"),
        "Details { key: Some(Secret([redacted])) }"
    );
    let key = details.clone().key.unwrap();
    assert_eq!(key.expose(), "hush-\"quoted\"-ü");
    assert_eq!(key, Secret::from("hush-\"quoted\"-ü"));
    assert_ne!(key, Secret::from("other".to_owned()));
    assert_eq!(key.into_inner(), "hush-\"quoted\"-ü");
    assert_eq!(
        serde_json::from_str::<Details>(r#"{"key":null}"#)
            .unwrap()
            .key,
        None
    );
}

#[test]
fn the_error_for_a_secret_of_the_wrong_type_does_not_show_it() {
    for text in ["12345678.5", r#"["12345678"]"#, r#"{"a":"12345678"}"#] {
        let error = serde_json::from_str::<Secret>(text)
            .unwrap_err()
            .to_string();
        assert!(error.contains("a string"), "{error}");
        assert!(!error.contains("12345678"), "{error}");
    }
    for text in ["12345678", "-12345678", "true"] {
        let secret = serde_json::from_str::<Secret>(text).unwrap();
        assert_eq!(secret.expose(), text);
    }
}

#[test]
fn an_error_model_is_an_object_with_a_known_property() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Model {
        // Deliberately without `skip_serializing_if`: the check must not depend on it.
        error: Option<String>,
        code: Option<i64>,
    }
    let decoded =
        |text: &str| decode_error_model::<Model>(text.as_bytes(), Some("error"), Some("id"), &[]);
    let model = |text: &str| {
        let model = decoded(text)?.model?;
        model.downcast::<Model>().ok().map(|model| *model)
    };
    assert_eq!(
        model(r#"{"error":"no"}"#),
        Some(Model {
            error: Some("no".to_owned()),
            code: None
        })
    );
    assert!(model("\u{feff}{\"code\":1,\"more\":true}").is_some());
    for other in [
        "",
        "{}",
        "null",
        "[]",
        r#"["no",1]"#,
        r#""no""#,
        r#"{"title":"other"}"#,
        r#"{"error":null}"#,
        r#"{"error":[5]}"#,
        "<html>",
    ] {
        assert!(decoded(other).is_none(), "{other}");
    }
    // If a property has the wrong type there is no model, but the message and id are still read.
    let odd = decoded(r#"{"error":"no","id":"c-1","code":"five"}"#).unwrap();
    assert!(odd.model.is_none());
    assert_eq!(
        (odd.message.as_deref(), odd.correlation_id.as_deref()),
        (Some("no"), Some("c-1"))
    );
}
