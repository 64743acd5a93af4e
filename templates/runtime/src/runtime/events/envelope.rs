//! Reads the envelope of a verified delivery: the type of the event and the position of its
//! payload.
//!
//! The body is read once. The properties of the envelope are kept as slices of the body; everything
//! else is skipped. The SDK then decodes the payload as the model of that event type.

use std::fmt;

use bytes::Bytes;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::events::delivery::Delivery;
use crate::runtime::events::payload_error::PayloadError;
use crate::runtime::events::scheme::EventProperties;
use crate::runtime::json::decode::decode;

/// A verified delivery and the envelope properties of its body.
#[derive(Debug)]
pub struct Envelope {
    /// The delivery.
    pub delivery: Delivery,
    /// The id of the event.
    #[allow(dead_code, reason = "used by an SDK whose events have it")]
    pub id: Option<String>,
    /// The time at which the event was created, as written in the body.
    #[allow(dead_code, reason = "used by an SDK whose events have it")]
    pub date: Option<String>,
    /// The JSON of the payload property.
    payload: Option<Bytes>,
    /// The JSON of the whole body.
    body: Bytes,
    /// Why the body has no valid envelope.
    invalid: Option<PayloadError>,
}

impl Envelope {
    /// Decodes the payload.
    ///
    /// # Errors
    ///
    /// If the payload is missing or does not match the type.
    #[allow(dead_code, reason = "used by an SDK that has such events")]
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        match &self.payload {
            Some(json) => self.read(json),
            None => Err(PayloadError::missing()),
        }
    }

    /// Decodes the whole body, for events whose payload is the body.
    ///
    /// # Errors
    ///
    /// If the body does not match the type.
    #[allow(dead_code, reason = "used by an SDK that has such events")]
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        self.read(&self.body)
    }

    /// Decodes the payload of an event of an unknown type, or the whole body if it has no payload.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, is nested too deeply or has a number out of range.
    pub fn untyped_payload(&self) -> Result<Value, PayloadError> {
        self.read(self.raw_payload())
    }

    /// Returns the raw payload of an event, or the whole body if it has no payload.
    pub fn raw_payload(&self) -> &Bytes {
        self.payload.as_ref().unwrap_or(&self.body)
    }

    fn read<T: DeserializeOwned>(&self, json: &Bytes) -> Result<T, PayloadError> {
        match &self.invalid {
            Some(error) => Err(error.clone()),
            None => decode(json).map_err(|failure| PayloadError::undecodable(&failure)),
        }
    }
}

/// Reads the envelope of a delivery, and sets the event type of the delivery. A body without a
/// valid envelope has neither a type nor a payload.
pub(crate) fn read_envelope(properties: &EventProperties, mut delivery: Delivery) -> Envelope {
    // Some senders put a byte-order mark before JSON, and RFC 8259 lets readers ignore it.
    let start = if delivery.body.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let body = delivery.body.slice(start..);
    let result = std::str::from_utf8(&body)
        .map_err(|error| error.to_string())
        .and_then(|text| parts(properties, text).map_err(|error| error.to_string()));
    let (parts, invalid) = match result {
        Ok(parts) => (parts, None),
        Err(message) => (Parts::default(), Some(PayloadError::not_json(message))),
    };
    delivery.event_type = parts.event_type.unwrap_or_default();
    Envelope {
        delivery,
        id: parts.id,
        date: parts.date,
        payload: parts.payload.map(|json| body.slice_ref(json.as_bytes())),
        body: body.clone(),
        invalid,
    }
}

/// The contents of an envelope. The payload is a slice of the JSON text.
#[derive(Default)]
struct Parts<'de> {
    id: Option<String>,
    event_type: Option<String>,
    date: Option<String>,
    payload: Option<&'de str>,
}

fn parts<'de>(
    properties: &EventProperties,
    text: &'de str,
) -> Result<Parts<'de>, serde_json::Error> {
    // Only an object has an envelope and a type.
    if !text.trim_start().starts_with('{') {
        return serde_json::from_str::<IgnoredAny>(text).map(|_| Parts::default());
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let properties = deserializer.deserialize_map(EnvelopeVisitor(properties))?;
    deserializer.end()?;
    let mut event_type = None;
    for raw in properties.types.into_iter().flatten() {
        event_type = scalar_text(Some(raw))?;
        if event_type.as_ref().is_some_and(|text| !text.is_empty()) {
            break;
        }
    }
    Ok(Parts {
        id: scalar_text(properties.id)?,
        event_type,
        date: scalar_text(properties.date)?,
        payload: properties.payload.map(RawValue::get),
    })
}

/// Returns a string, or a number as its JSON text. `None` for any other value.
fn scalar_text(raw: Option<&RawValue>) -> Result<Option<String>, serde_json::Error> {
    let Some(json) = raw.map(RawValue::get) else {
        return Ok(None);
    };
    match json.as_bytes() {
        [b'"', ..] => serde_json::from_str(json).map(Some),
        [b'-' | b'0'..=b'9', ..] => Ok(Some(json.to_owned())),
        _ => Ok(None),
    }
}

/// The properties of an envelope as raw JSON.
#[derive(Default)]
struct RawProperties<'de> {
    id: Option<&'de RawValue>,
    types: Vec<Option<&'de RawValue>>,
    date: Option<&'de RawValue>,
    payload: Option<&'de RawValue>,
}

/// Which property of an envelope a name refers to.
enum PropertyKind {
    Id,
    Type(usize),
    Date,
    Payload,
    Other,
}

struct EnvelopeVisitor<'m>(&'m EventProperties);

impl<'de> Visitor<'de> for EnvelopeVisitor<'_> {
    type Value = RawProperties<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawProperties<'de>, A::Error> {
        let mut found = RawProperties {
            types: vec![None; self.0.types.len()],
            ..RawProperties::default()
        };
        while let Some(kind) = map.next_key_seed(PropertyNameSeed(self.0))? {
            let slot = match kind {
                PropertyKind::Id => Some(&mut found.id),
                PropertyKind::Type(index) => found.types.get_mut(index),
                PropertyKind::Date => Some(&mut found.date),
                PropertyKind::Payload => Some(&mut found.payload),
                PropertyKind::Other => None,
            };
            match slot {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(slot) => {
                    // With two properties of one name, it is not clear which one is meant.
                    if slot.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("a property of the envelope is repeated"));
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Reads the name of a property without keeping it.
struct PropertyNameSeed<'m>(&'m EventProperties);

impl<'de> DeserializeSeed<'de> for PropertyNameSeed<'_> {
    type Value = PropertyKind;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<PropertyKind, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for PropertyNameSeed<'_> {
    type Value = PropertyKind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<PropertyKind, E> {
        let Self(properties) = self;
        let is = |property: Option<&str>| property == Some(name);
        let index = properties.types.iter().position(|known| *known == name);
        Ok(match index {
            Some(index) => PropertyKind::Type(index),
            None if is(properties.id) => PropertyKind::Id,
            None if is(properties.date) => PropertyKind::Date,
            None if is(properties.payload) => PropertyKind::Payload,
            None => PropertyKind::Other,
        })
    }
}
