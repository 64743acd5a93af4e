//! Signatures, headers and timestamps of deliveries, and the messages of errors.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::tests::event_support::{SCHEME, SECRET, SENT, at, signed, verifier_at};
use crate::{Verifier, VerifyError, signed_event, verifier, verify_delivery};

const BODY: &str = r#"{"kind":"saved"}"#;

/// The output of `openssl dgst -sha256 -mac HMAC` for `msg_1.1700000000.` and the body.
const SIGNATURE: &str = "v1,VhyCEEf61st+Fk9+mRaqRSYEOssmzl427LjaufExZOw=";

const BAD_SECRET: &str =
    "the signing secret must be its prefix followed by Base64, without white space around it";

fn headers(values: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        let name = HeaderName::from_static(name);
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    headers
}

fn good() -> HeaderMap {
    headers(&[
        ("x-id", "msg_1"),
        ("x-timestamp", "1700000000"),
        ("x-signature", SIGNATURE),
    ])
}

fn check(verifier: &Verifier, headers: &HeaderMap) -> Result<(), VerifyError> {
    verify_delivery(verifier, headers, BODY.as_bytes()).map(drop)
}

/// Checks a delivery with one header changed.
fn check_with(name: &'static str, value: &str) -> Result<(), VerifyError> {
    let mut headers = good();
    headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    check(&verifier_at(SENT), &headers)
}

#[test]
fn verifies_a_signature_of_openssl() {
    let envelope = verify_delivery(&verifier_at(SENT), &good(), BODY.as_bytes()).unwrap();
    assert_eq!(envelope.delivery.webhook_id(), "msg_1");
    assert_eq!(envelope.delivery.event_type(), "saved");
    assert_eq!(envelope.delivery.sent_at(), at(SENT));
    assert_eq!(envelope.delivery.raw(), BODY.as_bytes());
    assert_eq!(signed(BODY).headers(), good());
}

#[test]
fn one_matching_signature_in_a_list_is_enough() {
    let bare = SIGNATURE.trim_start_matches("v1,");
    let other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for list in [
        format!("{other} {SIGNATURE}"),
        format!("{SIGNATURE} {other}"),
        format!("v2,{bare}  {SIGNATURE} nonsense"),
    ] {
        check_with("x-signature", &list).unwrap();
    }
}

#[test]
fn incomplete_and_malformed_signatures_do_not_match() {
    let bare = SIGNATURE.trim_start_matches("v1,");
    for wrong in [
        "v1,".to_owned(),
        "v1".to_owned(),
        bare.to_owned(),
        format!("v2,{bare}"),
        format!("V1,{bare}"),
        format!("v1a,{bare}"),
        format!("v1, {bare}"),
        format!("v1,{}", bare.trim_end_matches('=')),
        format!("v1,{bare}="),
        format!("v1,{}", bare.chars().take(8).collect::<String>()),
        format!("v1,{bare}{bare}"),
        format!("v1,{bare},v1"),
        // Not canonical: the unused bits of the last character are set.
        format!("v1,{}", bare.replace("w=", "x=")),
    ] {
        let found = check_with("x-signature", &wrong);
        assert!(
            matches!(found, Err(VerifyError::NoMatchingSignature)),
            "{wrong}"
        );
    }
}

#[test]
fn timestamps_within_the_tolerance_are_accepted() {
    for now in [SENT - 60, SENT, SENT + 60] {
        check(&verifier_at(now), &good()).unwrap();
    }
    let late = check(&verifier_at(SENT + 61), &good()).unwrap_err();
    assert!(matches!(late, VerifyError::TooOld { age, .. } if age.as_secs() == 61));
    assert_eq!(late.to_string(), "the timestamp is too old (61 seconds)");
    let early = check(&verifier_at(SENT - 61), &good()).unwrap_err();
    assert!(matches!(early, VerifyError::TooNew { ahead, .. } if ahead.as_secs() == 61));
    assert_eq!(
        early.to_string(),
        "the timestamp is too far in the future (61 seconds)"
    );
    let patient = verifier_at(SENT + 3600).tolerance(Duration::from_secs(3600));
    check(&patient, &good()).unwrap();
    let strict = verifier_at(SENT + 1).tolerance(Duration::ZERO);
    assert!(matches!(
        check(&strict, &good()),
        Err(VerifyError::TooOld { .. })
    ));
}

#[test]
fn extreme_clocks_and_timestamps_are_handled() {
    let before_1970 = verifier(&SCHEME, SECRET)
        .unwrap()
        .clock(|| SystemTime::UNIX_EPOCH - Duration::from_secs(5));
    assert!(matches!(
        check(&before_1970, &good()),
        Err(VerifyError::TooNew { .. })
    ));
    let boundless = verifier_at(SENT).tolerance(Duration::MAX);
    for (timestamp, is_number) in [
        ("0", true),
        ("18446744073709551615", true),
        ("18446744073709551616", false),
        ("-1", false),
        ("+1700000000", false),
        ("1700000000.0", false),
        ("1.7e9", false),
        ("0x10", false),
        ("yesterday", false),
        ("1700000000 ", false),
    ] {
        let mut headers = good();
        headers.insert("x-timestamp", HeaderValue::from_str(timestamp).unwrap());
        let error = check(&boundless, &headers).unwrap_err();
        let is_bad = matches!(error, VerifyError::BadTimestamp);
        // Later than a `SystemTime` can be on some systems.
        let may_be_bad = timestamp == "18446744073709551615";
        assert!(is_bad != is_number || may_be_bad, "{timestamp}: {error:?}");
    }
}

#[test]
fn errors_name_missing_and_invalid_headers() {
    for name in ["x-id", "x-timestamp", "x-signature"] {
        let mut missing = good();
        missing.remove(name);
        let mut empty = good();
        empty.insert(name, HeaderValue::from_static(""));
        for headers in [missing, empty] {
            let error = check(&verifier_at(SENT), &headers).unwrap_err();
            assert!(
                matches!(error, VerifyError::MissingHeader { name: found, .. } if found == name),
                "{error:?}"
            );
            assert_eq!(
                error.to_string(),
                format!("the header `{name}` is missing or empty")
            );
        }
        let error = check_with(name, "é").unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { .. }), "{error:?}");
    }
    for name in ["x-id", "x-timestamp", "x-signature"] {
        let mut twice = good();
        let value = twice[name].clone();
        twice.append(name, value);
        let error = check(&verifier_at(SENT), &twice).unwrap_err();
        assert!(matches!(error, VerifyError::BadHeader { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!("the header `{name}` is repeated or has an invalid character")
        );
    }
}

#[test]
fn a_recorded_delivery_cannot_be_split_differently() {
    let later = SENT + 10_000;
    let body = format!(r#"{{"kind":"a.{later}.b"}}"#);
    let recorded = signed(&body).headers();
    let mut moved = recorded.clone();
    let id = format!(r#"msg_1.{SENT}.{{"kind":"a"#);
    moved.insert("x-id", HeaderValue::from_str(&id).unwrap());
    moved.insert("x-timestamp", HeaderValue::from(later));
    let error = verify_delivery(&verifier_at(later), &moved, br#"b"}"#).unwrap_err();
    assert!(
        matches!(error, VerifyError::BadHeader { name: "x-id", .. }),
        "{error:?}"
    );
    // `SignedEvent` removes dots from ids.
    let dotted = signed(BODY).webhook_id("msg.1");
    assert_eq!(dotted.headers()["x-id"], "msg1");
    verify_delivery(&verifier_at(SENT), &dotted.headers(), dotted.body()).unwrap();
}

#[test]
fn fallback_headers_are_only_used_as_a_complete_set() {
    let old = headers(&[
        ("old-id", "msg_1"),
        ("old-timestamp", "1700000000"),
        ("old-signature", SIGNATURE),
    ]);
    check(&verifier_at(SENT), &old).unwrap();
    // The preferred set is used if any of its headers is present.
    let mut both = old.clone();
    both.insert("x-id", HeaderValue::from_static("msg_2"));
    let error = check(&verifier_at(SENT), &both).unwrap_err();
    assert!(matches!(
        error,
        VerifyError::MissingHeader {
            name: "x-timestamp",
            ..
        }
    ));
    let none = check(&verifier_at(SENT), &HeaderMap::new()).unwrap_err();
    assert!(matches!(
        none,
        VerifyError::MissingHeader { name: "x-id", .. }
    ));
}

#[test]
fn any_of_several_secrets_is_accepted() {
    let other = "sec_b3RoZXI=";
    let rotating = verifier(&SCHEME, other).unwrap().clock(|| at(SENT));
    let found = check(&rotating, &good());
    assert!(matches!(found, Err(VerifyError::NoMatchingSignature)));
    let rotating = rotating.add_secret(SECRET).unwrap();
    check(&rotating, &good()).unwrap();
    let with_other = signed_event(&SCHEME, other, BODY.into())
        .unwrap()
        .sent_at(at(SENT));
    check(&rotating, &with_other.headers()).unwrap();
}

#[test]
fn a_secret_is_a_prefix_followed_by_base64() {
    for wrong in [
        "",
        // Another kind of key, pasted by mistake, may be Base64 too.
        SECRET.trim_start_matches("sec_"),
        "dGVzdA==",
        "sec_",
        "sec_!",
        "sec_YQ",
        "sec_YSBr ",
        " sec_YSBr",
        "sec_sec_YSBr",
        "sec_YSBrZXk=\n",
        "other_YSBr",
        "sec_é",
    ] {
        let error = verifier(&SCHEME, wrong).unwrap_err();
        assert!(matches!(error, VerifyError::BadSecret), "{wrong}");
        assert_eq!(error.to_string(), BAD_SECRET);
        assert_eq!(format!("{error:?}"), "BadSecret");
        assert!(matches!(
            verifier_at(SENT).add_secret(wrong),
            Err(VerifyError::BadSecret)
        ));
        assert!(signed_event(&SCHEME, wrong, BODY.into()).is_err());
    }
}

#[test]
fn debug_and_errors_do_not_show_secrets_or_signatures() {
    let verifier = verifier_at(SENT);
    let mut shown = vec![format!("{verifier:?}"), format!("{:?}", signed(BODY))];
    for (name, value) in [
        ("x-signature", "v1,AAAA"),
        ("x-id", "msg_2"),
        ("x-timestamp", "1"),
    ] {
        let error = check_with(name, value).unwrap_err();
        shown.extend([error.to_string(), format!("{error:?}")]);
    }
    for text in shown {
        for secret in [SECRET, SIGNATURE] {
            let part: String = secret.chars().skip(4).take(12).collect();
            assert!(!text.contains(&part), "{text}");
        }
        assert!(!text.contains("a key of"), "{text}");
    }
}

#[test]
fn a_verifier_can_be_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(value: T) -> T {
        value
    }
    let verifier = shared(verifier_at(SENT));
    let clone = verifier.clone();
    let thread = std::thread::spawn(move || check(&clone, &good()).is_ok());
    assert!(thread.join().unwrap());
    check(&verifier, &good()).unwrap();
}

#[test]
fn malformed_deliveries_are_bad_requests_and_others_are_unauthorized() {
    let status = |name, value| check_with(name, value).unwrap_err().status().as_u16();
    assert_eq!(status("x-id", ""), 400);
    assert_eq!(status("x-id", "msg.1"), 400);
    assert_eq!(status("x-timestamp", "now"), 400);
    assert_eq!(status("x-timestamp", "1"), 401);
    assert_eq!(status("x-timestamp", "2700000000"), 401);
    assert_eq!(status("x-signature", "v1,AAAA"), 401);
    assert_eq!(verifier(&SCHEME, "").unwrap_err().status().as_u16(), 401);
}
