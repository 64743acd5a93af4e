//! Compares two JSON texts: numbers by value, to the last digit, and objects in any order.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// Whether two texts are the same JSON. Text that is not JSON equals nothing.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    match (parse(one), parse(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// A JSON value with exact numbers.
#[derive(Debug, PartialEq)]
enum Exact {
    /// `true`, `false` or `null`.
    Literal(String),
    Number(Number),
    String(String),
    Array(Vec<Self>),
    Object(BTreeMap<String, Self>),
}

/// `digits` × 10^`exponent`. The digits have no zeros at either end, and none mean zero.
#[derive(Debug, PartialEq)]
struct Number {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

fn parse(text: &str) -> Option<Exact> {
    let text = text.trim();
    Some(match text.as_bytes().first()? {
        b'{' => {
            let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text).ok()?;
            let parsed = members
                .into_iter()
                .map(|(name, value)| Some((name, parse(value.get())?)));
            Exact::Object(parsed.collect::<Option<_>>()?)
        }
        b'[' => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
            let items = items.iter().map(|item| parse(item.get()));
            Exact::Array(items.collect::<Option<_>>()?)
        }
        b'"' => Exact::String(serde_json::from_str(text).ok()?),
        b'-' | b'0'..=b'9' => Exact::Number(number(text)?),
        _ => Exact::Literal(text.to_owned()),
    })
}

fn number(text: &str) -> Option<Number> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let without_end = all.trim_end_matches('0');
    let digits = without_end.trim_start_matches('0').to_owned();
    let exponent: i64 = exponent.parse().ok()?;
    let shift = (all.len() - without_end.len()) as i64 - fraction.len() as i64;
    let is_zero = digits.is_empty();
    Some(Number {
        is_negative: is_negative && !is_zero,
        digits,
        exponent: if is_zero { 0 } else { exponent + shift },
    })
}

#[test]
fn numbers_are_compared_by_value_to_the_last_digit() {
    for (one, other) in [
        ("1", "1.0"),
        ("100", "1e2"),
        ("-0", "0.00"),
        ("0.015", "15E-3"),
        ("1230.0", "0.123e+4"),
    ] {
        assert!(equal(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("1", "-1"),
        ("1", "10"),
        ("12345678910111213141516", "12345678910111213141517"),
        ("0.1", "0.10000000000000001"),
        ("1", "\"1\""),
    ] {
        assert!(!equal(one, other), "{one} {other}");
    }
}

#[test]
fn objects_are_compared_in_any_order_and_arrays_in_theirs() {
    assert!(equal(
        r#"{"a": [1, {}], "é": null}"#,
        r#"{"\u00e9":null,"a":[1.0,{}]}"#
    ));
    assert!(!equal("[1, 2]", "[2, 1]"));
    assert!(!equal(r#"{"a": 1}"#, r#"{"a": 1, "b": null}"#));
    assert!(!equal("null", "false"));
}
