//! Date-times keep the text that was sent, and become moments when they are asked to.

use codat_platform::DateTime;
use codat_platform::models::{PullOperation, SyncSetting, SyncSettingRequired};
use serde_json::json;

use crate::read;

/// Texts that Codat's documents show, and the moment of each in UTC where it has one.
const TEXTS: [(&str, Option<&str>); 9] = [
    ("2026-03-04T06:12:45Z", Some("2026-03-04T06:12:45Z")),
    ("2026-03-04T06:12:45.318Z", Some("2026-03-04T06:12:45.318Z")),
    // Seven digits, as .NET writes them.
    (
        "2026-03-04T06:12:45.3180412Z",
        Some("2026-03-04T06:12:45.3180412Z"),
    ),
    ("2026-03-04T06:12:45+02:30", Some("2026-03-04T03:42:45Z")),
    // Codat's times are UTC where they do not say.
    ("2026-03-04T06:12:45", Some("2026-03-04T06:12:45Z")),
    ("2026-03-04", Some("2026-03-04T00:00:00Z")),
    // In one of Codat's own examples.
    ("2026-03-04T23:59:99", None),
    ("2026-02-30T00:00:00Z", None),
    ("soon", None),
];

fn operation(requested: &str) -> PullOperation {
    read(json!({
        "id": "9e5a2c71-6f84-4d0b-a3e8-5b17c90d42f6",
        "companyId": "2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        "connectionId": "71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        "dataType": "invoices", "status": "Queued", "requested": requested,
        "progress": 0, "isCompleted": false, "isErrored": false,
    }))
}

#[test]
fn the_text_is_kept_whatever_it_is() {
    for (text, _) in TEXTS {
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
fn a_text_can_be_sent() {
    for (text, _) in TEXTS {
        let setting = setting().sync_from_utc(text);
        let sent = serde_json::to_value(setting).unwrap();
        assert_eq!(sent["syncFromUtc"], text);
    }
    assert_eq!(DateTime::from("a"), "a".parse().unwrap());
}

/// Checks a conversion, which gives the moment in RFC 3339.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn converts<E: std::error::Error>(convert: fn(&DateTime) -> Result<String, E>) {
    for (text, moment) in TEXTS {
        let converted = convert(&operation(text).requested);
        match (converted, moment) {
            (Ok(converted), Some(moment)) => assert_eq!(converted, moment, "{text}"),
            (Err(error), None) => assert!(!error.to_string().is_empty()),
            (converted, _) => panic!("{text}: {converted:?}"),
        }
    }
    let error = convert(&DateTime::from("2026-03-04T23:59:99")).unwrap_err();
    assert_eq!(error.to_string(), "the second can't be 99");
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_has_the_moments() {
    converts(|text| text.to_jiff().map(|moment| moment.to_string()));
    let moment: jiff::Timestamp = "2026-03-04T06:12:45.318Z".parse().unwrap();
    let setting = setting().sync_from_utc(moment);
    assert_eq!(
        setting.sync_from_utc.unwrap().as_str(),
        "2026-03-04T06:12:45.318Z"
    );
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_has_the_moments() {
    use chrono::{DateTime as Moment, Utc};
    converts(|text| {
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
fn time_has_the_moments() {
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;
    converts(|text| {
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
