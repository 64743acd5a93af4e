//! Dates and times as instants: comparison, and conversion to `SystemTime`.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime};

use crate::DateTime;

/// Texts with the seconds since 1970 and the nanoseconds of their instants.
const INSTANTS: [(&str, i64, u32); 14] = [
    ("1970-01-01", 0, 0),
    ("1969-12-31T23:59:59.25Z", -1, 250_000_000),
    ("1970-01-01T00:00:00+00:01", -60, 0),
    ("2000-02-29T00:00:00Z", 951_782_400, 0),
    ("2000-03-01T00:00:00", 951_868_800, 0),
    ("1900-03-01T00:00:00Z", -2_203_891_200, 0),
    ("2022-10-23T08:05:00.0000001Z", 1_666_512_300, 100),
    (
        "2022-10-23T08:05:00.1234567891Z",
        1_666_512_300,
        123_456_789,
    ),
    ("2022-10-23T10:35:00+02:30", 1_666_512_300, 0),
    ("2022-10-23T05:35:00-02:30", 1_666_512_300, 0),
    ("2022-12-31T23:59:60Z", 1_672_531_199, 0),
    ("2024-12-31T00:00:00Z", 1_735_603_200, 0),
    ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
    ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
];

const NO_INSTANTS: [&str; 9] = [
    "",
    "soon",
    "2022-10-23T23:59:99",
    "2022-02-29",
    "1900-02-29",
    "2022-04-31T00:00:00Z",
    "2022-00-10",
    "2022-10-00",
    "2022-13-01",
];

#[test]
fn converts_to_system_time() {
    for (text, seconds, nanoseconds) in INSTANTS {
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let whole = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)
        };
        let expected = whole.and_then(|whole| whole.checked_add(Duration::new(0, nanoseconds)));
        let converted = DateTime::from(text).to_system_time();
        assert_eq!(converted.ok(), expected, "{text}");
    }
    for text in NO_INSTANTS {
        let converted = DateTime::from(text).to_system_time();
        assert!(converted.is_err(), "{text}: {converted:?}");
    }
}

#[test]
fn compares_instants_and_not_texts() {
    for (left, seconds, nanoseconds) in INSTANTS {
        for (right, other_seconds, other_nanoseconds) in INSTANTS {
            let expected = (seconds, nanoseconds).cmp(&(other_seconds, other_nanoseconds));
            let compared = DateTime::from(left).cmp_instant(&right.into());
            assert_eq!(compared, Some(expected), "{left} {right}");
        }
        for right in NO_INSTANTS {
            let (left, right) = (DateTime::from(left), DateTime::from(right));
            assert_eq!(left.cmp_instant(&right), None, "{left} {right}");
            assert_eq!(right.cmp_instant(&left), None, "{right} {left}");
        }
    }
    let (zulu, offset) = ("2022-10-23T00:00:00Z", "2022-10-23T01:00:00+01:00");
    let (zulu, offset) = (DateTime::from(zulu), DateTime::from(offset));
    assert_eq!(zulu.cmp_instant(&offset), Some(Ordering::Equal));
    assert_ne!(zulu, offset);
}

#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
#[test]
fn agrees_with_the_libraries() {
    for (text, seconds, _) in INSTANTS {
        let date_time = DateTime::from(text);
        assert_eq!(
            date_time.to_chrono().unwrap().timestamp(),
            seconds,
            "{text}"
        );
        assert_eq!(
            date_time.to_time().unwrap().unix_timestamp(),
            seconds,
            "{text}"
        );
    }
    for text in NO_INSTANTS {
        assert!(DateTime::from(text).to_jiff().is_err(), "{text}");
    }
}
