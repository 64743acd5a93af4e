//! `ExactNumber` keeps its digits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::tests::strict::decode;
use crate::{ExactNumber, additional};

/// Numbers that a 64-bit type changes, and some that it does not.
const NUMBERS: [&str; 9] = [
    "0",
    "-9223372036854775808",
    "18446744073709551615",
    "123456789012345678901234567890",
    "12345678901234567890.12345678901234567890",
    "0.10",
    "-0",
    "1e400",
    "1E-2",
];

#[test]
fn digits_are_kept() {
    for text in NUMBERS {
        let number: ExactNumber = serde_json::from_str(text).unwrap();
        assert_eq!(number.as_str(), text);
        assert_eq!(number.to_string(), text);
        assert_eq!(text.parse::<ExactNumber>().unwrap(), number);
        assert_eq!(decode::<ExactNumber>(text).ok(), Some(number.clone()));
        let list = decode::<Vec<Option<ExactNumber>>>(&format!("[{text},null]"));
        assert_eq!(list.ok(), Some(vec![Some(number.clone()), None]));
        // `-0` is the integer 0.
        let encoded = serde_json::to_string(&number).unwrap();
        assert_eq!(encoded, if text == "-0" { "0" } else { text });
    }
    assert_eq!(
        format!("{:>6}|{:?}", ExactNumber::from(42), ExactNumber::from(7)),
        "    42|7"
    );
}

#[test]
fn only_numbers_are_accepted() {
    for json in ["null", "\"1\"", "true", "[1]", "{}", "01"] {
        assert!(serde_json::from_str::<ExactNumber>(json).is_err(), "{json}");
        assert!(decode::<ExactNumber>(json).is_err(), "{json}");
    }
    for text in [
        "", " 1", "+1", "1.", ".1", "0x1", "1e", "inf", "NaN", "--1", "1.-2",
    ] {
        let error = text.parse::<ExactNumber>().unwrap_err();
        assert_eq!(error.to_string(), "expected a number, such as `-12.50`");
    }
    assert!(ExactNumber::try_from(f64::INFINITY).is_err());
    assert_eq!(ExactNumber::try_from(0.5).unwrap().as_str(), "0.5");
}

#[test]
fn numbers_of_a_value_and_of_additional_properties_are_accepted() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Model {
        a: Option<ExactNumber>,
        #[serde(flatten, deserialize_with = "additional")]
        more: BTreeMap<String, ExactNumber>,
    }
    let value = json!({"a": u64::MAX, "b": -1, "c": 2.5});
    let model: Model = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(
        decode::<Model>(&value.to_string()).ok().as_ref(),
        Some(&model)
    );
    assert_eq!(model.more["c"].as_str(), "2.5");
    assert_eq!(serde_json::to_value(&model).unwrap(), value);
    assert!(decode::<Model>(r#"{"b": "text"}"#).is_err());
    assert_eq!(decode::<Value>("1").ok(), Some(json!(1)));
}

#[test]
fn conversions_do_not_round() {
    let number = |text: &str| text.parse::<ExactNumber>().unwrap();
    assert_eq!(number("5.00").to_i64(), Some(5));
    assert_eq!(number("5.01").to_i64(), None);
    assert_eq!(number("-1").to_u64(), None);
    assert_eq!(number("18446744073709551615").to_i64(), None);
    assert_eq!(number("18446744073709551615").to_u64(), Some(u64::MAX));
    assert_eq!(number("18446744073709551616").to_i128(), Some(1 << 64));
    assert_eq!(number("1e400").to_f64(), f64::INFINITY);
    assert_eq!(ExactNumber::from(u64::MAX), number("18446744073709551615"));
}
