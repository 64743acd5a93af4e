//! Serializes an event as the envelope in which the API sends it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::runtime::events::scheme::EventProperties;

/// Serializes an event: the given properties of the envelope, its type and its payload. If the
/// payload of the API's events is the whole body, only the payload is serialized.
///
/// # Errors
///
/// If the serializer fails.
pub fn serialize_event<S: Serializer>(
    serializer: S,
    scheme: &EventProperties,
    properties: &[(&str, Option<&str>)],
    event_type: &str,
    payload: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let Some(payload_name) = scheme.payload else {
        return payload.serialize(serializer);
    };
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in properties {
        if let Some(value) = value {
            map.serialize_entry(name, value)?;
        }
    }
    if let Some(type_name) = scheme.types.first() {
        map.serialize_entry(type_name, event_type)?;
    }
    map.serialize_entry(payload_name, payload)?;
    map.end()
}
