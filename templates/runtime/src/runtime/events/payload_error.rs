//! Why the payload of an authentic event could not be decoded.

use std::error::Error as StdError;
use std::fmt;

use crate::runtime::types::decode_failure::DecodeFailure;
use crate::runtime::types::decode_failure::decode_cause;

/// Why the payload of an authentic event could not be decoded. It never shows a value of the
/// payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadError {
    problem: Problem,
    path: Option<String>,
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    NotJson,
    Missing,
    Undecodable,
}

impl PayloadError {
    /// The body is not JSON, or its envelope is ambiguous.
    pub(crate) fn not_json(message: String) -> Self {
        Self {
            problem: Problem::NotJson,
            path: None,
            message,
        }
    }

    /// The event needs a payload, and the body has none.
    #[allow(dead_code, reason = "used by an SDK whose events have payloads")]
    pub(crate) fn missing() -> Self {
        Self {
            problem: Problem::Missing,
            path: None,
            message: String::new(),
        }
    }

    /// The payload is JSON, but does not match its schema or cannot be represented.
    pub(crate) fn undecodable(failure: &DecodeFailure) -> Self {
        Self {
            problem: Problem::Undecodable,
            path: failure.path.clone(),
            message: decode_cause(&*failure.source)
                .unwrap_or_else(|| "the value is invalid".to_owned()),
        }
    }

    /// Returns the path of the wrong value in the payload, such as `dataTypes[2].status`, if known.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Returns whether the body is not JSON, or repeats a property of its envelope.
    pub fn is_not_json(&self) -> bool {
        self.problem == Problem::NotJson
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            Problem::NotJson => write!(f, "the body is not valid JSON: {}", self.message),
            Problem::Missing => f.write_str("the payload is missing"),
            Problem::Undecodable => {
                f.write_str("the payload cannot be decoded")?;
                if let Some(path) = &self.path {
                    write!(f, " at `{path}`")?;
                }
                write!(f, ": {}", self.message)
            }
        }
    }
}

impl StdError for PayloadError {}
