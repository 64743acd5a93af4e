//! What an SDK returns for a response, and how it differs from the recorded response.

use serde_json::Value;

use crate::equal::equal;
use crate::expected::{Response, essence, is_json, lines};
use crate::sse::{self, Event};

/// The result of a call.
#[derive(Debug)]
pub struct Outcome {
    /// Whether the call returned an error.
    pub is_error: bool,
    pub status: u16,
    /// The decoded headers, encoded again.
    pub headers: Vec<(&'static str, Option<String>)>,
    pub body: Body,
}

/// The decoded body of a response, encoded again.
#[derive(Debug)]
pub enum Body {
    Empty,
    /// A JSON text.
    Json(String),
    Bytes(Vec<u8>),
    /// The type, the id and the data as JSON of each event.
    Events(Vec<(String, String, String)>),
    /// A JSON text for each value of a stream.
    Values(Vec<String>),
}

impl Outcome {
    /// What differs from the recorded response.
    #[must_use]
    pub fn difference(&self, expected: &Response) -> Option<String> {
        let is_error = !(200..300).contains(&expected.status);
        if self.status != expected.status || self.is_error != is_error {
            let what = if self.is_error {
                "an error"
            } else {
                "a success"
            };
            let (found, status) = (self.status, expected.status);
            return Some(format!("{what} with the status {found}, not {status}"));
        }
        for (name, found) in &self.headers {
            let header = expected
                .headers
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            let value = header.map(|(_, value)| value);
            if found.as_ref() != value {
                return Some(format!(
                    "the header {name} is decoded as {found:?}, not {value:?}"
                ));
            }
        }
        let shown = String::from_utf8_lossy(&expected.body);
        let is_same = match &self.body {
            Body::Empty => expected.body.is_empty(),
            Body::Json(json) if is_json_response(expected) => equal(json, &shown),
            // A string or null of JSON stands for the text of another media type.
            Body::Json(json) => match serde_json::from_str(json) {
                Ok(Value::String(text)) => text == shown,
                Ok(Value::Null) => expected.body.is_empty(),
                _ => false,
            },
            Body::Bytes(bytes) => *bytes == expected.body,
            Body::Events(found) => events_are(found, &sse::events(&expected.body)),
            Body::Values(found) => {
                let lines = lines(&shown);
                let mut pairs = found.iter().zip(&lines);
                found.len() == lines.len() && pairs.all(|(found, line)| equal(found, line))
            }
        };
        (!is_same).then(|| format!("decoded as {:?}, not {shown}", self.body))
    }
}

fn is_json_response(response: &Response) -> bool {
    response
        .content_type
        .as_deref()
        .is_some_and(|ty| is_json(&essence(ty)))
}

fn events_are(found: &[(String, String, String)], expected: &[Event]) -> bool {
    let is_same = |((event, id, data), expected): (&(String, String, String), &Event)| {
        let json: Value = serde_json::from_str(data).unwrap_or_default();
        // The data of an event, or the whole event.
        let own = json.get("data").cloned().unwrap_or(json.clone());
        let data_is = |value: &Value| {
            value.as_str() == Some(&expected.data) || equal(&value.to_string(), &expected.data)
        };
        *event == expected.event && *id == expected.id && (data_is(&json) || data_is(&own))
    };
    found.len() == expected.len() && found.iter().zip(expected).all(is_same)
}
