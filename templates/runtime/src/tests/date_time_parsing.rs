//! Parsing and formatting of `DateTime`: one table for all three libraries.

use crate::DateTime;

/// Seconds and nanoseconds since 1970.
type Timestamp = (i64, u32);

const MIDNIGHT: i64 = 1_666_483_200;

const VALID: &[(&str, Timestamp)] = &[
    ("2022-10-23T00:00:00Z", (MIDNIGHT, 0)),
    ("2022-10-23T00:00:00+00:00", (MIDNIGHT, 0)),
    ("2022-10-23T00:00:00-00:00", (MIDNIGHT, 0)),
    ("2022-10-23T01:30:00+01:30", (MIDNIGHT, 0)),
    ("2022-10-22T16:00:00-08:00", (MIDNIGHT, 0)),
    ("2022-10-23T23:59:00+23:59", (MIDNIGHT, 0)),
    ("2022-10-22T00:01:00-23:59", (MIDNIGHT, 0)),
    // Without an offset, and a date alone.
    ("2022-10-23T00:00:00", (MIDNIGHT, 0)),
    ("2022-10-23T00:00:00.25", (MIDNIGHT, 250_000_000)),
    ("2022-10-23", (MIDNIGHT, 0)),
    // Fractions of any length.
    ("2022-10-23T00:00:00.1Z", (MIDNIGHT, 100_000_000)),
    ("2022-10-23T00:00:00.123Z", (MIDNIGHT, 123_000_000)),
    ("2022-10-23T00:00:00.1234567Z", (MIDNIGHT, 123_456_700)),
    ("2022-10-23T01:00:00.1234567+01:00", (MIDNIGHT, 123_456_700)),
    ("2022-10-23T00:00:00.123456789Z", (MIDNIGHT, 123_456_789)),
    (
        "2022-10-23T00:00:00.9999999999999999999999Z",
        (MIDNIGHT, 999_999_999),
    ),
    // Other formats that RFC 3339 allows.
    ("2022-10-23t00:00:00z", (MIDNIGHT, 0)),
    ("2022-10-23 00:00:00Z", (MIDNIGHT, 0)),
    // A real leap second and a fictitious one.
    ("2016-12-31T23:59:60Z", (1_483_228_799, 0)),
    ("2022-10-22T23:59:60.5Z", (MIDNIGHT - 1, 500_000_000)),
    ("2024-02-29", (1_709_164_800, 0)),
    ("1969-12-31T23:59:59.5Z", (-1, 500_000_000)),
    // The minimum of .NET's DateTime.
    ("0001-01-01T00:00:00", (-62_135_596_800, 0)),
    ("0001-01-01T00:00:00+01:00", (-62_135_600_400, 0)),
    ("0000-01-01", (-62_167_219_200, 0)),
    ("9999-12-30T22:00:00Z", (253_402_207_200, 0)),
];

const FORMAT: &str = "the date-time does not have the format 2022-10-23T08:05:00.000Z";
const INVALID: &str =
    "the month does not have this day, or the time is outside the library's range";

const REFUSED: &[(&str, &str)] = &[
    ("2022-10-23T23:59:99", "the second cannot be 99"),
    ("2022-10-23T23:59:61Z", "the second cannot be 61"),
    ("2022-10-23T23:60:00Z", "the minute cannot be 60"),
    ("2022-10-23T24:00:00Z", "the hour cannot be 24"),
    ("2022-10-00", "the day cannot be 0"),
    ("2022-10-32", "the day cannot be 32"),
    ("2022-00-23", "the month cannot be 0"),
    ("2022-13-23", "the month cannot be 13"),
    (
        "2022-10-23T00:00:00+24:00",
        "the hour of the offset cannot be 24",
    ),
    (
        "2022-10-23T00:00:00-01:60",
        "the minute of the offset cannot be 60",
    ),
    ("2022-02-30", INVALID),
    ("2023-02-29T00:00:00Z", INVALID),
    ("2022-04-31T00:00:00+01:00", INVALID),
    ("", FORMAT),
    ("2022", FORMAT),
    ("2022-10", FORMAT),
    ("2022-10-23T", FORMAT),
    ("2022-10-23Z", FORMAT),
    ("2022-10-23T00:00Z", FORMAT),
    ("2022-10-23T00:00:00.", FORMAT),
    ("2022-10-23T00:00:00.Z", FORMAT),
    ("2022-10-23T00:00:00,5Z", FORMAT),
    ("2022-10-23T00:00:00+0100", FORMAT),
    ("2022-10-23T00:00:00+01", FORMAT),
    ("2022-10-23T00:00:00Z ", FORMAT),
    (" 2022-10-23T00:00:00Z", FORMAT),
    ("2022-10-23T00:00:00Z[Europe/Paris]", FORMAT),
    ("2022-10-23  00:00:00Z", FORMAT),
    ("-2022-10-23", FORMAT),
    ("+002022-10-23", FORMAT),
    ("12022-10-23", FORMAT),
    ("20221023T000000Z", FORMAT),
    ("23/10/2022", FORMAT),
    ("2022-1-2", FORMAT),
    ("2022-10-23T00:00:0٣Z", FORMAT),
    ("２０22-10-23", FORMAT),
    ("1666483200", FORMAT),
    ("tomorrow", FORMAT),
];

/// The name of a library, and a function that parses with it.
type Parser = (&'static str, fn(&DateTime) -> Result<Timestamp, String>);

const PARSERS: [Parser; 3] = [
    ("jiff", |text| {
        let moment = text.to_jiff().map_err(|error| error.to_string())?;
        let nanoseconds = moment.as_nanosecond();
        Ok(split(nanoseconds))
    }),
    ("chrono", |text| {
        let moment = text.to_chrono().map_err(|error| error.to_string())?;
        Ok((moment.timestamp(), moment.timestamp_subsec_nanos()))
    }),
    ("time", |text| {
        let moment = text.to_time().map_err(|error| error.to_string())?;
        assert!(moment.offset().is_utc());
        Ok(split(moment.unix_timestamp_nanos()))
    }),
];

fn split(nanoseconds: i128) -> Timestamp {
    const SECOND: i128 = 1_000_000_000;
    let seconds = i64::try_from(nanoseconds.div_euclid(SECOND)).unwrap();
    (
        seconds,
        u32::try_from(nanoseconds.rem_euclid(SECOND)).unwrap(),
    )
}

#[test]
fn all_libraries_parse_the_same_time() {
    for (name, parse) in PARSERS {
        for &(text, expected) in VALID {
            assert_eq!(parse(&text.into()), Ok(expected), "{name}: {text}");
        }
    }
}

#[test]
fn all_libraries_refuse_the_same_strings() {
    for (name, parse) in PARSERS {
        for &(text, problem) in REFUSED {
            assert_eq!(
                parse(&text.into()),
                Err(problem.to_owned()),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn libraries_differ_at_the_end_of_the_year_9999() {
    // The maximum of .NET's DateTime.
    let last = DateTime::from("9999-12-31T23:59:59.9999999");
    let moment = (253_402_300_799, 999_999_900);
    let [jiff, chrono, time] = PARSERS.map(|(_, parse)| parse(&last));
    assert_eq!(jiff, Err(INVALID.to_owned()));
    assert_eq!((chrono, time), (Ok(moment), Ok(moment)));
    // In UTC, this is in the year 10000.
    let later = DateTime::from("9999-12-31T23:59:59-01:00");
    let [jiff, chrono, time] = PARSERS.map(|(_, parse)| parse(&later));
    assert_eq!(jiff, Err(INVALID.to_owned()));
    assert_eq!(chrono, Ok((253_402_304_399, 0)));
    assert_eq!(time, Err(INVALID.to_owned()));
}

#[test]
fn all_libraries_format_in_utc() {
    for (text, written) in [
        ("2022-10-23T00:00:00", "2022-10-23T00:00:00Z"),
        ("2022-10-23T01:30:00.5+01:30", "2022-10-23T00:00:00.5Z"),
        (
            "2022-10-23T00:00:00.123456789Z",
            "2022-10-23T00:00:00.123456789Z",
        ),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
    ] {
        let text = DateTime::from(text);
        let parsed = PARSERS[0].1(&text);
        for back in [
            DateTime::from(text.to_jiff().unwrap()),
            DateTime::from(text.to_chrono().unwrap()),
            DateTime::from(text.to_time().unwrap()),
        ] {
            for (name, parse) in PARSERS {
                assert_eq!(parse(&back), parsed, "{name}: {back}");
            }
            // chrono writes fractions with 3, 6 or 9 digits.
            let short = back.as_str().replace(".500Z", ".5Z");
            assert_eq!(short, written);
        }
    }
}

#[test]
fn offsets_are_converted_to_utc() {
    let written = "2022-10-23T00:00:00Z";
    let offset = chrono::FixedOffset::east_opt(5400).unwrap();
    let moment = DateTime::from(written)
        .to_chrono()
        .unwrap()
        .with_timezone(&offset);
    assert_eq!(DateTime::from(moment).as_str(), written);
    let offset = time::UtcOffset::from_whole_seconds(5400).unwrap();
    let moment = DateTime::from(written).to_time().unwrap().to_offset(offset);
    assert_eq!(DateTime::from(moment).as_str(), written);
}

#[test]
fn the_extreme_values_of_each_library_can_be_formatted() {
    use time::{PrimitiveDateTime, UtcOffset};
    let offset = |hours| UtcOffset::from_hms(hours, 0, 0).unwrap();
    let texts = [
        DateTime::from(jiff::Timestamp::MIN),
        DateTime::from(jiff::Timestamp::MAX),
        DateTime::from(chrono::DateTime::<chrono::Utc>::MIN_UTC),
        DateTime::from(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        DateTime::from(PrimitiveDateTime::MIN.assume_utc()),
        DateTime::from(PrimitiveDateTime::MAX.assume_utc()),
        // In UTC, these are out of range.
        DateTime::from(PrimitiveDateTime::MIN.assume_offset(offset(1))),
        DateTime::from(PrimitiveDateTime::MAX.assume_offset(offset(-1))),
    ];
    for text in &texts {
        assert!(text.as_str().contains(':'), "{text}");
    }
    assert_eq!(texts[5].as_str(), "9999-12-31T23:59:59.999999999Z");
}

#[test]
fn the_error_implements_the_usual_traits() {
    fn boxed<E: std::error::Error + Send + Sync + Clone + PartialEq + 'static>(_: &E) {}
    let error = DateTime::from("soon").to_jiff().unwrap_err();
    boxed(&error);
    assert_eq!(error, DateTime::from("later").to_time().unwrap_err());
}
