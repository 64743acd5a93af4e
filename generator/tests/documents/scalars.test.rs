//! Values of scalars on the wire.

use golden_scalars::models::{Level, Mixed, Scalars};
use golden_scalars::test_util::{MockResponse, MockTransport};
use golden_scalars::{Client, Error, ExactNumber};
use serde_json::Value;

/// The response, and the body that is sent for it.
fn exchange(json: &str) -> Result<(Scalars, String), Error> {
    let response = MockResponse::text(200, json).header("content-type", "application/json");
    let mock = MockTransport::new([response.clone(), response]);
    let client = Client::builder().mock_transport(&mock).build()?;
    let post = |body| crate::ready(client.scalars().post_scalars(body).send());
    let found = post(Scalars::new())?;
    post(found.clone())?;
    let body = mock.requests().pop().map(|request| request.body);
    let sent = String::from_utf8(body.unwrap_or_default().to_vec());
    Ok((found, sent.unwrap_or_default()))
}

fn scalars(json: &str) -> Scalars {
    exchange(json)
        .unwrap_or_else(|error| panic!("{json}: {error}"))
        .0
}

fn assert_kept(json: &str) {
    let (_, sent) = exchange(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(sent, json);
}

#[test]
fn a_format_does_not_make_a_response_unreadable() {
    for json in [
        r#"{"int8":300}"#,
        r#"{"uint8":-1}"#,
        r#"{"int32":2147483648}"#,
        r#"{"uint16":70000}"#,
        r#"{"uint64":-1}"#,
        r#"{"uint64":18446744073709551615}"#,
        r#"{"uint64":123456789012345678901234567890}"#,
        r#"{"large":18446744073709551615}"#,
        r#"{"id":"none"}"#,
        r#"{"when":"yesterday"}"#,
        r#"{"date":"today","time":"now","duration":"long","bytes":"?","email":"me"}"#,
        r#"{"price":12345678901234567890.12345678901234567890}"#,
        r#"{"price":0.10}"#,
        r#"{"price_text":"0.10"}"#,
        r#"{"decimals":{"a":"x","b":0.5,"c":7}}"#,
    ] {
        assert_kept(json);
    }
}

#[test]
fn a_whole_number_may_have_a_fraction() {
    let found = scalars(r#"{"int64":5.0,"level":3.0,"uint64":6.0}"#);
    assert_eq!(found.int64, Some(5));
    assert_eq!(found.level, Some(Level::V3));
    assert_eq!(found.uint64.unwrap().to_i64(), Some(6));
}

#[test]
fn exact_numbers_are_converted() {
    let number: ExactNumber = "-12.50".parse().unwrap();
    assert_eq!((number.to_i64(), number.to_f64()), (None, -12.5));
    assert_eq!(ExactNumber::from(7).to_u64(), Some(7));
    let large: ExactNumber = "340282366920938463463374607431768211455".parse().unwrap();
    assert_eq!((large.to_u64(), large.to_i128()), (None, None));
    for text in ["", "-", "01", "1.", ".5", "1e", "0x1", "NaN", "1 "] {
        assert!(text.parse::<ExactNumber>().is_err(), "{text}");
    }
    assert!(ExactNumber::try_from(f64::NAN).is_err());
    assert!(exchange(r#"{"price":"0.10"}"#).is_err());
}

#[test]
fn enums_of_values_are_open() {
    assert_eq!(Level::from(1), Level::V1);
    assert_eq!(Level::V3.to_string(), "3");
    let unknown = Level::from(9);
    assert_eq!(unknown.as_json(), "9");
    assert!(matches!(unknown, Level::UnknownValue(_)));
    assert_eq!(Mixed::from("auto").to_string(), "auto");
    assert_eq!(Mixed::from(true).as_json(), "true");
    assert_ne!(Mixed::from("10"), Mixed::from(10));
    for json in [
        r#"{"mixed":"10"}"#,
        r#"{"mixed":10}"#,
        r#"{"mixed":[1]}"#,
        r#"{"level":"3"}"#,
    ] {
        assert_kept(json);
    }
    assert_eq!(Mixed::from(Value::from(0.5)).as_json(), "0.5");
}

#[test]
fn a_password_is_not_shown() {
    let found = scalars(r#"{"password":"hunter2"}"#);
    assert!(!format!("{found:?}").contains("hunter2"));
    assert_eq!(found.password.unwrap().expose(), "hunter2");
}
