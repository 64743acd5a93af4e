//! Why a body could not be decoded, and the message about it.

use std::error::Error as StdError;

use crate::runtime::types::boxed::BoxError;

/// Why a body could not be decoded.
#[allow(dead_code, reason = "unused if no response of the API has a body")]
pub(crate) struct DecodeFailure {
    /// Location in the body, if known.
    pub(crate) path: Option<String>,
    pub(crate) source: BoxError,
}

/// The message about an error of a decoder, without the values in the body: they may be private.
#[allow(
    dead_code,
    reason = "unused without operations and without the feature `events`"
)]
pub(crate) fn decode_cause(error: &(dyn StdError + 'static)) -> Option<String> {
    let Some(json) = error.downcast_ref::<serde_json::Error>() else {
        return error
            .downcast_ref::<std::str::Utf8Error>()
            .map(ToString::to_string);
    };
    let message = json.to_string();
    if json.is_syntax() || json.is_eof() {
        return Some(message);
    }
    for problem in ["missing", "duplicate"] {
        if let Some(rest) = message.strip_prefix(&format!("{problem} field `")) {
            let (name, _) = rest.split_once('`')?;
            return Some(format!("{problem} property `{name}`"));
        }
    }
    let rest = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| message.strip_prefix(prefix));
    let Some(rest) = rest else {
        // The message of a type may quote the value.
        return Some("the value is invalid".to_owned());
    };
    // The kind comes first, then the value. The expectation comes from the type.
    let (found, expected) = rest.rsplit_once(", expected ")?;
    let kind = found.split(['`', '"']).next().unwrap_or(found).trim();
    let expected = expected
        .rsplit_once(" at line ")
        .map_or(expected, |(expected, _)| expected);
    Some(format!("expected {expected}, found {}", json_kind(kind)))
}

/// The JSON term for one of serde's.
fn json_kind(kind: &str) -> &str {
    match kind {
        "sequence" => "array",
        "map" => "object",
        "unit value" | "Option value" => "null",
        "floating point" => "number",
        other => other,
    }
}
