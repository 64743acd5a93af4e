//! The parts of JSON text: properties in their order, and numbers with all of their digits.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A string without its quotes; any other value as it is. `None` for null.
pub(crate) fn text(json: &RawValue) -> Option<String> {
    match json.get() {
        "null" => None,
        json => Some(serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())),
    }
}

/// The items of a JSON array.
pub(crate) fn items(json: &RawValue) -> Result<Vec<Box<RawValue>>, serde_json::Error> {
    serde_json::from_str(json.get())
}

/// The properties of a JSON object, in their order.
pub(crate) fn properties(
    json: &RawValue,
) -> Result<Vec<(String, Box<RawValue>)>, serde_json::Error> {
    serde_json::from_str(json.get()).map(|Properties(properties)| properties)
}

struct Properties(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PropertiesVisitor;

        impl<'de> Visitor<'de> for PropertiesVisitor {
            type Value = Properties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
                let mut properties = Vec::new();
                while let Some(property) = map.next_entry()? {
                    properties.push(property);
                }
                Ok(Properties(properties))
            }
        }

        deserializer.deserialize_map(PropertiesVisitor)
    }
}
