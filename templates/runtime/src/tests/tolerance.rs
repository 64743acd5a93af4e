//! Tolerated drift: other scalars for strings and integers, and `null` in arrays and maps.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::tests::strict::{decode, decode_error};
use crate::{DateTime, MatchingVariant, Nullable, Secret, additional, null_as_default};

fn check<T: DeserializeOwned + PartialEq + Debug>(json: &str, expected: T) {
    assert_eq!(decode::<T>(json).unwrap(), expected, "{json}");
}

fn strings<const N: usize>(values: [&str; N]) -> Vec<String> {
    values.map(str::to_owned).into()
}

#[test]
fn a_string_accepts_numbers_and_booleans_as_their_json_text() {
    for (json, expected) in [
        (r#""500""#, "500"),
        ("500", "500"),
        ("-7", "-7"),
        ("0.1", "0.1"),
        ("5.0", "5.0"),
        ("1e3", "1000.0"),
        ("-12345678.1234567", "-12345678.1234567"),
        ("18446744073709551615", "18446744073709551615"),
        ("true", "true"),
        ("false", "false"),
    ] {
        check(json, expected.to_owned());
        check(json, Some(expected.to_owned()));
        check(json, Box::new(expected.to_owned()));
        check(json, DateTime::from(expected));
        check(&format!("[{json}]"), strings([expected]));
        let entry = BTreeMap::from([("a".to_owned(), expected.to_owned())]);
        check(&format!(r#"{{"a":{json}}}"#), entry);
        if !expected.contains('.') {
            check(json, Secret::from(expected));
        }
    }
}

#[test]
fn a_string_does_not_accept_other_types_or_numbers_that_lose_digits() {
    for json in [
        "null",
        "[]",
        "{}",
        r#"["a"]"#,
        "18446744073709551616",
        "1e300",
        "0.12345678901234567",
        "1234567890123456.0",
    ] {
        decode_error::<String>(json);
    }
}

#[test]
fn an_integer_accepts_numbers_without_a_fraction() {
    for (json, expected) in [("5.0", 5), ("-5.0", -5), ("1e3", 1000), ("-0.0", 0)] {
        check(json, expected);
        check(json, i64::from(expected));
        check(json, Some(expected));
    }
    check("5.0", 5_u8);
    check("999999999999999.0", 999_999_999_999_999_i64);
    for json in [
        "5.5",
        r#""5""#,
        "true",
        "1e15",
        "9007199254740991.0",
        "-1e300",
        "null",
    ] {
        decode_error::<i64>(json);
    }
}

#[test]
fn an_integer_out_of_range_is_an_error_with_its_path() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "decoded only")]
    struct Numbers {
        small: Vec<i32>,
        #[serde(default)]
        large: i64,
    }
    for number in ["2147483648", "-2147483649", "2147483648.0", "3e9"] {
        let (path, message) = decode_error::<Numbers>(&format!(r#"{{"small":[1,{number}]}}"#));
        assert_eq!(path, "small[1]", "{number}");
        assert!(message.contains("expected i32"), "{message}");
    }
    for number in ["9223372036854775808", "-9223372036854775809", "1e19"] {
        let (path, _) = decode_error::<Numbers>(&format!(r#"{{"small":[],"large":{number}}}"#));
        assert_eq!(path, "large", "{number}");
    }
    check("9223372036854775807", i64::MAX);
}

#[test]
fn null_is_skipped_in_arrays_of_types_that_are_not_nullable() {
    check("[null]", strings([]));
    check(r#"[null,null,"a",null,"b",null]"#, strings(["a", "b"]));
    check("[1,null,2]", vec![1_i64, 2]);
    check("[true,null]", vec![true]);
    check("[0.5,null]", vec![0.5_f64]);
    check("[[1],null,[null,2]]", vec![vec![1], vec![2]]);
    check(
        r#"{"a":[null]}"#,
        BTreeMap::from([("a".to_owned(), strings([]))]),
    );
    check("[null,{}]", vec![BTreeMap::<String, String>::new()]);
    check(" [ null , \"a\" ] ", Nullable::Value(strings(["a"])));
}

#[test]
fn null_is_skipped_in_arrays_of_structs_and_enums() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Item {
        id: u8,
        #[serde(default, deserialize_with = "null_as_default")]
        tags: Vec<String>,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    enum Kind {
        A,
    }
    let item = |id| Item { id, tags: vec![] };
    check(
        r#"[null,{"id":1,"tags":[null]},null,{"id":2,"tags":null}]"#,
        vec![item(1), item(2)],
    );
    check(r#"["A",null]"#, vec![Kind::A]);
    // A field is not an element: a required one must not be null.
    assert_eq!(
        decode_error::<Vec<Item>>(r#"[null,{"id":null}]"#).0,
        "[1].id"
    );
    assert_eq!(decode_error::<Vec<Item>>("[null,null,[1]]").0, "[2]");
}

#[test]
fn null_is_kept_in_arrays_of_nullable_types() {
    check(r#"[null,"a",null]"#, vec![None, Some("a".to_owned()), None]);
    check("[null,1]", vec![Nullable::Null, Nullable::Value(1)]);
    check("[null,1]", vec![Value::Null, Value::from(1)]);
    check("[null]", vec![()]);
}

#[test]
fn null_is_skipped_in_maps_of_types_that_are_not_nullable() {
    let map = |entries: &[(&str, &str)]| -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        entries.iter().map(owned).collect()
    };
    check(r#"{"a":null}"#, map(&[]));
    check(
        r#"{"a":null,"b":"1","c":null,"d":null,"e":"2","f":null}"#,
        map(&[("b", "1"), ("e", "2")]),
    );
    let nullable = BTreeMap::from([("a".to_owned(), None), ("b".to_owned(), Some(1))]);
    check(r#"{"a":null,"b":1}"#, nullable);
    let error = decode_error::<BTreeMap<String, u8>>(r#"{"a":null,"b":null,"c":"x"}"#);
    assert_eq!(error.0, "c");
}

#[test]
fn null_is_skipped_in_additional_properties() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Open {
        known: u8,
        #[serde(flatten, deserialize_with = "additional")]
        others: BTreeMap<String, String>,
    }
    let others = BTreeMap::from([("b".to_owned(), "2".to_owned())]);
    check(r#"{"a":null,"known":1,"b":2}"#, Open { known: 1, others });
    assert_eq!(decode_error::<Open>(r#"{"known":null}"#).0, "known");
}

#[test]
fn null_is_not_skipped_in_tuples() {
    assert_eq!(decode_error::<(u8, u8)>("[null,1,2]").0, "[0]");
    check("[null,1]", (None::<u8>, 1_u8));
}

#[test]
fn an_object_is_not_an_array_and_an_array_is_not_an_object() {
    decode_error::<Vec<String>>(r#"{"0":"a"}"#);
    decode_error::<BTreeMap<String, String>>(r#"["a"]"#);
}

#[test]
fn variants_of_a_union_are_matched_without_tolerance() {
    fn matching<T: DeserializeOwned + Serialize>(value: Value) -> Option<T> {
        MatchingVariant::of(value).or(Some).or_unknown(|_| None)
    }
    assert_eq!(matching::<String>(Value::from(5)), None);
    assert_eq!(matching::<i64>(Value::from(5.0)), None);
    assert_eq!(matching::<Vec<String>>(json!(["a", null])), None);
    assert_eq!(matching::<i64>(Value::from(5)), Some(5));
    // Tolerance is on again afterwards.
    check("5", "5".to_owned());
}

#[test]
fn many_nulls_are_skipped_without_recursion() {
    let nulls = "null,".repeat(1 << 20);
    check(&format!(r#"[{nulls}"a"]"#), strings(["a"]));
    check(&format!("[{nulls}null]"), strings([]));
}
