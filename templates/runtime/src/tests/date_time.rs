//! `DateTime` keeps its string.

use crate::DateTime;

/// Strings that APIs send, valid or not.
const STRINGS: [&str; 6] = [
    "2022-10-23T00:00:00Z",
    "2022-10-23T00:00:00.0000000+01:00",
    "2022-10-23",
    "2022-10-23T23:59:99",
    "",
    "soon \u{0}\"ü",
];

#[test]
fn the_string_is_kept() {
    for text in STRINGS {
        let date_time = DateTime::from(text);
        assert_eq!(date_time.as_str(), text);
        assert_eq!(date_time.to_string(), text);
        assert_eq!(DateTime::from(text.to_owned()), date_time);
        assert_eq!(text.parse::<DateTime>().unwrap(), date_time);
        assert_eq!(String::from(date_time.clone()), text);
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(serde_json::from_str::<DateTime>(&json).unwrap(), date_time);
        assert_eq!(serde_json::to_string(&date_time).unwrap(), json);
    }
    assert_eq!(
        format!("{:>12}|", DateTime::from("2022-10-23")),
        "  2022-10-23|"
    );
    assert_eq!(
        format!("{:?}", DateTime::from("2022-10-23")),
        r#"DateTime("2022-10-23")"#
    );
}

#[test]
fn only_strings_are_accepted() {
    for json in ["null", "1666483200", "{}", r#"["2022-10-23"]"#] {
        assert!(serde_json::from_str::<DateTime>(json).is_err(), "{json}");
    }
}

#[test]
fn two_formats_of_the_same_time_are_not_equal() {
    assert_ne!(
        DateTime::from("2022-10-23T00:00:00Z"),
        DateTime::from("2022-10-23T00:00:00.000Z")
    );
}
