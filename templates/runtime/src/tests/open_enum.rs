//! An open enum as an SDK emits it, with the macro of the runtime.

use std::collections::HashSet;

use crate::UnknownValue;
use crate::runtime::open_enum;

/// Names that would break a macro with relative paths.
mod obstacles {
    use super::{UnknownValue, open_enum};

    #[allow(dead_code)]
    pub(super) struct String;
    #[allow(dead_code)]
    pub(super) struct Result;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub(super) enum Status {
        Active,
        InProgress,
        UnknownValue(UnknownValue),
    }

    impl Status {
        pub(super) fn as_str(&self) -> &str {
            match self {
                Self::Active => "Active",
                Self::InProgress => "in-progress",
                Self::UnknownValue(value) => value.as_str(),
            }
        }
    }

    impl From<std::string::String> for Status {
        fn from(text: std::string::String) -> Self {
            match text.as_str() {
                "Active" => Self::Active,
                "in-progress" => Self::InProgress,
                _ => Self::UnknownValue(UnknownValue::of(text)),
            }
        }
    }

    open_enum!(Status);
}

use obstacles::Status;

#[test]
fn known_values_have_variants() {
    for (text, status) in [
        ("Active", Status::Active),
        ("in-progress", Status::InProgress),
    ] {
        assert_eq!(Status::from(text), status);
        assert_eq!(Status::from(text.to_owned()), status);
        assert_eq!(text.parse::<Status>().unwrap(), status);
        assert_eq!(status.as_str(), text);
        assert_eq!(status.to_string(), text);
        assert_eq!(serde_json::to_value(&status).unwrap(), text);
        assert_eq!(
            serde_json::from_value::<Status>(text.into()).unwrap(),
            status
        );
    }
}

#[test]
fn unknown_values_round_trip_byte_for_byte() {
    for text in [
        "",
        "active",
        "Active ",
        "ACTIVE",
        "ü\u{0}\n\"\\",
        "in_progress",
    ] {
        let status = Status::from(text);
        let Status::UnknownValue(value) = &status else {
            panic!("{text:?} is not known")
        };
        assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status);
        assert_eq!(serde_json::to_string(&status).unwrap(), json);
    }
    assert_eq!(
        format!("{:?}", Status::from("new\n")),
        r#"UnknownValue("new\n")"#
    );
}

#[test]
fn only_strings_are_values() {
    for json in ["null", "1", "true", "[]", "{}", r#"{"Active":null}"#] {
        assert!(serde_json::from_str::<Status>(json).is_err(), "{json}");
    }
}

#[test]
fn values_can_be_keys_of_sets() {
    let set: HashSet<Status> = ["Active", "new", "Active", "new"]
        .into_iter()
        .map(Status::from)
        .collect();
    assert_eq!(set.len(), 2);
}
