//! Date-times keep the string that was sent, and are parsed on demand.

use codat_platform::DateTime;
use codat_platform::models::{PullOperation, SyncSetting, SyncSettingRequired};
use serde_json::json;

use crate::decode;

/// Strings as in Codat's documents, and the time in UTC if they are valid.
const DATE_TIMES: [(&str, Option<&str>); 9] = [
    ("2026-03-04T06:12:45Z", Some("2026-03-04T06:12:45Z")),
    ("2026-03-04T06:12:45.318Z", Some("2026-03-04T06:12:45.318Z")),
    // Seven digits, as .NET writes them.
    (
        "2026-03-04T06:12:45.3180412Z",
        Some("2026-03-04T06:12:45.3180412Z"),
    ),
    ("2026-03-04T06:12:45+02:30", Some("2026-03-04T03:42:45Z")),
    // Without an offset, Codat's times are in UTC.
    ("2026-03-04T06:12:45", Some("2026-03-04T06:12:45Z")),
    ("2026-03-04", Some("2026-03-04T00:00:00Z")),
    // An invalid time, as in one of Codat's examples.
    ("2026-03-04T23:59:99", None),
    ("2026-02-30T00:00:00Z", None),
    ("soon", None),
];

fn operation(requested: &str) -> PullOperation {
    decode(json!({
        "id": "9e5a2c71-6f84-4d0b-a3e8-5b17c90d42f6",
        "companyId": "2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        "connectionId": "71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        "dataType": "invoices", "status": "Queued", "requested": requested,
        "progress": 0, "isCompleted": false, "isErrored": false,
    }))
}

#[test]
fn the_string_is_kept_even_if_it_is_invalid() {
    for (text, _) in DATE_TIMES {
        let operation = operation(text);
        assert_eq!(operation.requested.as_str(), text);
        assert_eq!(operation.requested.to_string(), text);
        assert_eq!(serde_json::to_value(&operation).unwrap()["requested"], text);
    }
}

fn setting() -> SyncSetting {
    SyncSetting::new(SyncSettingRequired {
        data_type: "invoices".into(),
        fetch_on_first_link: true,
        sync_order: 0,
        sync_schedule: 24,
    })
}

#[test]
fn any_string_can_be_sent() {
    for (text, _) in DATE_TIMES {
        let setting = setting().sync_from_utc(text);
        let sent = serde_json::to_value(setting).unwrap();
        assert_eq!(sent["syncFromUtc"], text);
    }
    assert_eq!(DateTime::from("a"), "a".parse().unwrap());
}

/// Checks a conversion that returns the time in RFC 3339 format.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn check_conversion<E: std::error::Error>(convert: fn(&DateTime) -> Result<String, E>) {
    for (text, expected) in DATE_TIMES {
        let converted = convert(&operation(text).requested);
        match (converted, expected) {
            (Ok(converted), Some(expected)) => assert_eq!(converted, expected, "{text}"),
            (Err(error), None) => assert!(!error.to_string().is_empty()),
            (converted, _) => panic!("{text}: {converted:?}"),
        }
    }
    let error = convert(&DateTime::from("2026-03-04T23:59:99")).unwrap_err();
    assert_eq!(error.to_string(), "the second cannot be 99");
}

#[cfg(feature = "jiff")]
#[test]
fn converts_to_and_from_jiff() {
    check_conversion(|text| text.to_jiff().map(|moment| moment.to_string()));
    let moment: jiff::Timestamp = "2026-03-04T06:12:45.318Z".parse().unwrap();
    let setting = setting().sync_from_utc(moment);
    assert_eq!(
        setting.sync_from_utc.unwrap().as_str(),
        "2026-03-04T06:12:45.318Z"
    );
}

#[cfg(feature = "chrono")]
#[test]
fn converts_to_and_from_chrono() {
    use chrono::{DateTime as Moment, Utc};
    check_conversion(|text| {
        text.to_chrono().map(|moment| {
            let fraction = moment.format("%.9f").to_string();
            let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
            format!("{}{fraction}Z", moment.format("%Y-%m-%dT%H:%M:%S"))
        })
    });
    let moment: Moment<Utc> = "2026-03-04T06:12:45.318Z".parse().unwrap();
    let setting = setting().sync_from_utc(moment);
    assert_eq!(
        setting.sync_from_utc.unwrap().as_str(),
        "2026-03-04T06:12:45.318Z"
    );
}

#[cfg(feature = "time")]
#[test]
fn converts_to_and_from_time() {
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;
    check_conversion(|text| {
        text.to_time()
            .map(|moment| moment.format(&Rfc3339).unwrap())
    });
    let moment = OffsetDateTime::parse("2026-03-04T06:12:45.318Z", &Rfc3339).unwrap();
    let setting = setting().sync_from_utc(moment);
    assert_eq!(
        setting.sync_from_utc.unwrap().as_str(),
        "2026-03-04T06:12:45.318Z"
    );
}
