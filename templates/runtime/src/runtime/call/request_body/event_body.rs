//! Request bodies that are events in the format of server-sent events (`text/event-stream`).

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::body_values::BodyValues;
use crate::runtime::types::boxed::BoxError;

/// A type that describes the fields of an event: `event`, `id`, `retry` and `data`.
pub trait BodyEvent: Serialize {
    /// Whether a string in `data` of events of this type is written as JSON, with quotes.
    fn has_json(event: &str) -> bool;
}

/// An event of a request body. Its data converts to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutgoingEvent<T> {
    /// The type of the event. Without one, it is `message`.
    pub event: Option<String>,
    /// The id of the event.
    pub id: Option<String>,
    /// The reconnection time in milliseconds on the wire.
    #[serde(serialize_with = "milliseconds")]
    pub retry: Option<Duration>,
    /// The data: a string is sent as it is, anything else as JSON.
    pub data: T,
}

impl<T> OutgoingEvent<T> {
    /// An event with data only.
    pub fn new(data: T) -> Self {
        Self {
            event: None,
            id: None,
            retry: None,
            data,
        }
    }

    /// Sets the type of the event.
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// Sets the id of the event.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the reconnection time.
    pub fn retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }
}

impl<T> From<T> for OutgoingEvent<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl<T> From<Vec<T>> for BodyValues<OutgoingEvent<T>> {
    fn from(data: Vec<T>) -> Self {
        let events = data.into_iter().map(OutgoingEvent::new);
        events.collect::<Vec<_>>().into()
    }
}

impl<T, const N: usize> From<[T; N]> for BodyValues<OutgoingEvent<T>> {
    fn from(data: [T; N]) -> Self {
        data.map(OutgoingEvent::new).into()
    }
}

impl<T: Serialize + 'static> BodyEvent for OutgoingEvent<T> {
    /// Data of no described type is JSON.
    fn has_json(_: &str) -> bool {
        TypeId::of::<T>() == TypeId::of::<Value>()
    }
}

fn milliseconds<S: Serializer>(retry: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    retry.map(|retry| retry.as_millis()).serialize(serializer)
}

impl Call {
    /// Sets a body of events. Line breaks in data are sent as `\n`.
    pub fn event_body<T: BodyEvent + 'static>(
        self,
        media_type: &'static str,
        body: impl Into<BodyValues<T>>,
    ) -> Self {
        let problem = "an event of the body cannot be written";
        self.values_body(media_type, body.into(), write_event, problem)
    }
}

fn write_event<T: BodyEvent>(event: &T, bytes: &mut Vec<u8>) -> Result<(), BoxError> {
    let event = serde_json::to_string(event)?;
    let event: BTreeMap<String, &RawValue> = serde_json::from_str(&event)?;
    let field = |name: &str| event.get(name).map(|value| value.get());
    for name in ["event", "id", "retry"] {
        let Some(value) = field(name).filter(|value| *value != "null") else {
            continue;
        };
        let value = text(value);
        if value.contains(['\n', '\r', '\0']) {
            return Err(
                format!("`{name}` of an event has a line break or a null character").into(),
            );
        }
        write_field(bytes, name, &value);
    }
    // An optional property without a value is absent, so `null` is data.
    if let Some(data) = field("data") {
        let name = field("event").map_or_else(|| "message".into(), text);
        let data = if T::has_json(&name) {
            data.into()
        } else {
            text(data)
        };
        for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
            write_field(bytes, "data", line);
        }
    }
    bytes.push(b'\n');
    Ok(())
}

fn write_field(bytes: &mut Vec<u8>, name: &str, value: &str) {
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(b": ");
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(b'\n');
}

/// The text of a JSON string. Other JSON remains as it is.
fn text(json: &str) -> Cow<'_, str> {
    serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned)
}
