//! Enums are open: unknown values are kept byte for byte, and sent back unchanged.

use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use codat_platform::models::{self, Company, DataConnectionStatus, DataType, SourceType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::decode;

/// Values that no enum of the document has.
const UNKNOWN: [&str; 7] = [
    "",
    " ",
    "linked ",
    "Future",
    "Größe 😀",
    "a\u{0}b\n\"\\",
    "null",
];

/// Checks an enum with the values that its docs list.
fn check<T>(name: &str, known: &[Known])
where
    T: Serialize + DeserializeOwned + Debug + Display + Clone + Eq + Hash + AsText,
    T: FromStr<Err: Debug> + From<String> + for<'a> From<&'a str>,
{
    assert!(!known.is_empty(), "{name} has no values");
    let mut variants = HashSet::new();
    for (variant, text) in known {
        let value = check_text::<T>(text);
        assert_eq!(&format!("{value:?}"), variant, "{name}: {text}");
        variants.insert(value);
    }
    assert_eq!(variants.len(), known.len(), "{name}");
    // Values are case-sensitive.
    let is_known = |text: &String| known.iter().any(|(_, known)| known == text);
    let upper = known.iter().map(|(_, text)| text.to_uppercase());
    let upper: Vec<_> = upper.filter(|text| !is_known(text)).collect();
    for text in UNKNOWN.into_iter().chain(upper.iter().map(String::as_str)) {
        let value = check_text::<T>(text);
        assert_eq!(
            format!("{value:?}"),
            format!("UnknownValue({text:?})"),
            "{name}"
        );
        assert!(variants.insert(value), "{name}: {text}");
    }
}

/// Checks all conversions of a value, and returns it.
fn check_text<T>(text: &str) -> T
where
    T: Serialize + DeserializeOwned + Debug + Display + Clone + Eq + Hash + AsText,
    T: FromStr<Err: Debug> + From<String> + for<'a> From<&'a str>,
{
    let json = serde_json::to_string(text).unwrap();
    let value: T = serde_json::from_str(&json).unwrap();
    assert_eq!(value, T::from(text));
    assert_eq!(value, T::from(text.to_owned()));
    assert_eq!(value, text.parse().unwrap());
    assert_eq!(value.as_text(), text);
    assert_eq!(value.to_string(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    value
}

/// Generic access to `as_str`, which is an inherent method of every enum.
trait AsText {
    fn as_text(&self) -> &str;
}

macro_rules! enums {
    ($($name:ident)*) => {
        $(impl AsText for models::$name {
            fn as_text(&self) -> &str {
                self.as_str()
            }
        })*

        /// The check of every enum, by name.
        fn checks() -> Vec<(&'static str, fn(&str, &[Known]))> {
            vec![$((stringify!($name), check::<models::$name>)),*]
        }
    };
}

enums! {
    DataConnectionErrorStatus
    DataConnectionStatus
    DataType
    FeatureState
    FeatureType
    PullOperationStatus
    PushChangeType
    PushOperationStatus
    PushOptionType
    SourceType
    SupplementalDataType
    WriteStatus
    WriteType
}

fn doc_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/models");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// A value: its variant and its JSON string.
type Known = (String, String);

/// The enums in the emitted docs, with their values.
fn documented() -> Vec<(String, Vec<Known>)> {
    let mut enums = Vec::new();
    for file in doc_files() {
        let text = fs::read_to_string(file).unwrap().replace("\n## ", "\n# ");
        for part in text.split("\n# ").skip(1) {
            let (name, rest) = part.split_once('\n').unwrap();
            if let Some((_, table)) = rest.split_once("| Variant | JSON value |") {
                enums.push((name.to_owned(), table.lines().filter_map(row).collect()));
            }
        }
    }
    enums
}

/// Parses a row such as ``| `CreditNotes` | `creditNotes` |``. The row of the catch-all does not
/// match.
fn row(line: &str) -> Option<Known> {
    let (variant, text) = line.strip_prefix("| `")?.split_once("` | `")?;
    Some((variant.to_owned(), text.strip_suffix("` |")?.to_owned()))
}

#[test]
fn every_enum_knows_its_values_and_keeps_unknown_ones() {
    let documented = documented();
    let checks = checks();
    let names: BTreeSet<_> = documented.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, checks.iter().map(|(name, _)| *name).collect());
    for (name, check) in checks {
        let (_, known) = documented.iter().find(|(known, _)| known == name).unwrap();
        check(name, known);
    }
}

/// The document has two enums of data types. `DataType` is used in paths.
#[test]
fn the_enums_of_data_types_have_all_their_values() {
    let documented = documented();
    let count = |name| {
        documented
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .len()
    };
    assert_eq!((count("DataType"), count("SupplementalDataType")), (43, 21));
}

#[test]
fn an_unknown_value_does_not_affect_the_rest_of_the_response() {
    let company: Company = decode(json!({
        "id": "2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        "name": "Harbour Lane Bakery",
        "redirect": "https://link.example.com",
        "dataConnections": [{
            "id": "71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
            "integrationId": "5ffc8496-f6c4-4eec-85df-7994b361c451",
            "sourceId": "62d710af-c6db-4814-9cad-bed4695cfca8",
            "sourceType": "Payroll",
            "platformName": "Xero",
            "linkUrl": "https://link.example.com",
            "status": "Paused",
            "created": "2026-03-04T06:12:45Z",
        }],
    }));
    let connection = &company.data_connections[0];
    assert_eq!(connection.source_type.as_str(), "Payroll");
    assert!(
        matches!(&connection.status, DataConnectionStatus::UnknownValue(value) if value.as_str() == "Paused")
    );
    assert_ne!(connection.source_type, SourceType::Unknown);
    let encoded = serde_json::to_value(&company).unwrap();
    assert_eq!(encoded["dataConnections"][0]["status"], "Paused");
}

#[test]
fn the_catch_all_never_contains_a_known_value() {
    assert_eq!(DataType::from("commerce-orders"), DataType::CommerceOrders);
    assert_eq!(SourceType::from("Unknown"), SourceType::Unknown);
    assert_eq!(SourceType::from("UnknownValue").to_string(), "UnknownValue");
}

#[test]
fn only_strings_are_accepted_by_serde_alone() {
    for json in ["7", "true", "[]", "{}", "null"] {
        assert!(serde_json::from_str::<DataType>(json).is_err(), "{json}");
    }
}
