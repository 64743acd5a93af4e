//! Reads the body of a verified delivery once: what event it is, and where its payload stands.
//!
//! Only the members of the envelope are kept, as slices of the body; all else is skipped without being built. Then the
//! SDK, which knows the type by now, has the payload decoded as what it is. No type is tried.

use std::fmt;

use bytes::Bytes;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess,
    Visitor,
};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::events::delivery::Delivery;
use crate::runtime::events::error::VerifyError;
use crate::runtime::events::scheme::EventMembers;
use crate::runtime::json::decode::decode;
use crate::runtime::transport::BoxError;

/// A verified delivery, and what its body says of itself.
#[derive(Debug)]
pub struct Envelope {
    /// The delivery.
    pub delivery: Delivery,
    /// The event's id.
    #[allow(dead_code, reason = "used by an SDK whose events have one")]
    pub id: Option<String>,
    /// When the event was made, as the body has it.
    #[allow(dead_code, reason = "used by an SDK whose events have one")]
    pub date: Option<String>,
    /// JSON of the member with the payload.
    payload: Option<Bytes>,
    /// JSON of all of it.
    body: Bytes,
}

impl Envelope {
    /// The payload.
    ///
    /// # Errors
    ///
    /// [`VerifyError::UnexpectedPayload`] where it is not there, or is something else.
    #[allow(dead_code, reason = "used by an SDK that has such events")]
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, VerifyError> {
        match &self.payload {
            Some(json) => self.read(json),
            None => Err(VerifyError::UnexpectedPayload {
                delivery: Box::new(self.delivery.clone()),
                path: None,
                source: "it is not there".into(),
            }),
        }
    }

    /// The whole body, where that is what the event is about.
    ///
    /// # Errors
    ///
    /// [`VerifyError::UnexpectedPayload`] where it is something else.
    #[allow(dead_code, reason = "used by an SDK that has such events")]
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, VerifyError> {
        self.read(&self.body)
    }

    /// What an event of no known type is about: its payload if it has one, else all of it.
    ///
    /// # Errors
    ///
    /// [`VerifyError::UnexpectedPayload`] where it is nested too deeply to be read.
    pub fn anything(&self) -> Result<Value, VerifyError> {
        self.read(self.payload.as_ref().unwrap_or(&self.body))
    }

    /// The one place where what an event is about is decoded.
    fn read<T: DeserializeOwned>(&self, json: &Bytes) -> Result<T, VerifyError> {
        decode(json).map_err(|error| VerifyError::UnexpectedPayload {
            delivery: Box::new(self.delivery.clone()),
            path: error.path,
            source: error.source,
        })
    }
}

/// Reads the envelope of a delivery, and notes the event's type in the latter.
pub(crate) fn read_envelope(
    members: &EventMembers,
    mut delivery: Delivery,
) -> Result<Envelope, VerifyError> {
    // Some senders put a byte-order mark before JSON, and RFC 8259 lets readers ignore it.
    let start = if delivery.body.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let body = delivery.body.slice(start..);
    let read = std::str::from_utf8(&body)
        .map_err(BoxError::from)
        .and_then(|text| parts(members, text).map_err(Into::into));
    let parts = match read {
        Ok(parts) => parts,
        Err(source) => {
            let delivery = Box::new(delivery);
            return Err(VerifyError::NotJson { delivery, source });
        }
    };
    delivery.event_type = parts.event_type.unwrap_or_default();
    Ok(Envelope {
        delivery,
        id: parts.id,
        date: parts.date,
        payload: parts.payload.map(|json| body.slice_ref(json.as_bytes())),
        body: body.clone(),
    })
}

/// What an envelope has, the payload as a part of its text.
#[derive(Default)]
struct Parts<'de> {
    id: Option<String>,
    event_type: Option<String>,
    date: Option<String>,
    payload: Option<&'de str>,
}

fn parts<'de>(
    members: &EventMembers,
    text: &'de str,
) -> Result<Parts<'de>, serde_json::Error> {
    // What is no object has no envelope, and no type.
    if !text.trim_start().starts_with('{') {
        return serde_json::from_str::<IgnoredAny>(text).map(|_| Parts::default());
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(Members(members))?;
    deserializer.end()?;
    let mut event_type = None;
    for raw in members.types.into_iter().flatten() {
        event_type = word(Some(raw))?;
        if event_type.as_ref().is_some_and(|text| !text.is_empty()) {
            break;
        }
    }
    Ok(Parts {
        id: word(members.id)?,
        event_type,
        date: word(members.date)?,
        payload: members.payload.map(RawValue::get),
    })
}

/// The text of a string or a number. Anything else names nothing: it is as good as absent.
fn word(raw: Option<&RawValue>) -> Result<Option<String>, serde_json::Error> {
    let Some(json) = raw.map(RawValue::get) else { return Ok(None) };
    match json.as_bytes() {
        [b'"', ..] => serde_json::from_str(json).map(Some),
        [b'-' | b'0'..=b'9', ..] => Ok(Some(json.to_owned())),
        _ => Ok(None),
    }
}

/// The members of an envelope, as they stand in the body.
#[derive(Default)]
struct Found<'de> {
    id: Option<&'de RawValue>,
    types: Vec<Option<&'de RawValue>>,
    date: Option<&'de RawValue>,
    payload: Option<&'de RawValue>,
}

/// Which member of an envelope a name is.
enum Slot {
    Id,
    Type(usize),
    Date,
    Payload,
    Other,
}

struct Members<'m>(&'m EventMembers);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found {
            types: vec![None; self.0.types.len()],
            ..Found::default()
        };
        while let Some(slot) = map.next_key_seed(Name(self.0))? {
            let place = match slot {
                Slot::Id => Some(&mut found.id),
                Slot::Type(index) => found.types.get_mut(index),
                Slot::Date => Some(&mut found.date),
                Slot::Payload => Some(&mut found.payload),
                Slot::Other => None,
            };
            match place {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(place) => {
                    // Two of one name: nobody could tell which one is meant.
                    if place.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("a member is there twice"));
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Reads the name of a member without keeping it.
struct Name<'m>(&'m EventMembers);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Slot, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Slot, E> {
        let Self(members) = self;
        let is = |member: Option<&str>| member == Some(name);
        let index = members.types.iter().position(|known| *known == name);
        Ok(match index {
            Some(index) => Slot::Type(index),
            None if is(members.id) => Slot::Id,
            None if is(members.date) => Slot::Date,
            None if is(members.payload) => Slot::Payload,
            None => Slot::Other,
        })
    }
}
