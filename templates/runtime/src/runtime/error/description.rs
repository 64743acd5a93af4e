//! The text that describes an error response in one line.
//!
//! The API's own message and validation messages come first, then the title and detail of a problem
//! document (RFC 9457), and otherwise the beginning of the body.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::runtime::api::ApiError;
use crate::runtime::auth::redact::Secrets;

/// The maximum number of characters of a message.
const MESSAGE: usize = 300;
/// The maximum number of characters of an unexpected body.
const EXCERPT: usize = 200;
/// The maximum number of validation messages.
const DETAILS: usize = 3;

/// Text from the server, without secrets.
pub(crate) struct Description {
    pub(crate) text: String,
    /// The maximum number of characters to show.
    pub(crate) limit: usize,
}

impl Description {
    /// The description of an error response. `api` is redacted already.
    pub(crate) fn new(
        api: Option<&ApiError>,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &Secrets<'_>,
    ) -> Option<Self> {
        if let Some(text) = api.and_then(message) {
            return Some(Self {
                text,
                limit: MESSAGE,
            });
        }
        if let Some(text) = problem(headers, body) {
            return Some(Self {
                text: secrets.redact(&text),
                limit: MESSAGE,
            });
        }
        if api.is_some() {
            return None;
        }
        let text = secrets.redact(std::str::from_utf8(body).ok()?);
        let words = text.split_whitespace().scan(0, |length, word| {
            let start = *length;
            *length += word.chars().count() + 1;
            (start <= EXCERPT).then_some(word)
        });
        let text = words.collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(Self {
            text,
            limit: EXCERPT,
        })
    }
}

/// The API's message with its first validation messages.
fn message(api: &ApiError) -> Option<String> {
    let message = api
        .message
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let mut details = api
        .details
        .iter()
        .take(DETAILS)
        .cloned()
        .collect::<Vec<_>>()
        .join("; ");
    if let more @ 1.. = api.details.len().saturating_sub(DETAILS) {
        details.push_str(&format!("; and {more} more"));
    }
    match (message, details.is_empty()) {
        (Some(message), true) => Some(message.to_owned()),
        (Some(message), false) => {
            let message = message.trim_end().trim_end_matches(['.', ':']);
            Some(format!("{message}: {details}"))
        }
        (None, true) => None,
        (None, false) => Some(details),
    }
}

/// The title and detail of an `application/problem+json` body.
fn problem(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = content_type.split(';').next()?.trim();
    if !essence.eq_ignore_ascii_case("application/problem+json") {
        return None;
    }
    let problem: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let texts = ["title", "detail"]
        .into_iter()
        .filter_map(|name| problem.get(name)?.as_str())
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>();
    (!texts.is_empty()).then(|| texts.join(": "))
}
