//! Request bodies that are JSON values one after the other: JSON Lines, NDJSON, and JSON text
//! sequences (RFC 7464).

use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::body_values::BodyValues;
use crate::runtime::types::boxed::BoxError;

const PROBLEM: &str = "a value of the body cannot be serialized as JSON";

impl Call {
    /// Sets a body with a value in each line.
    #[allow(dead_code, reason = "not used if all bodies are sequences")]
    pub fn json_lines_body<T: Serialize + 'static>(
        self,
        media_type: &'static str,
        body: impl Into<BodyValues<T>>,
    ) -> Self {
        self.values_body(media_type, body.into(), write_line, PROBLEM)
    }

    /// Sets a body that is a sequence of JSON texts (RFC 7464).
    #[allow(dead_code, reason = "not used if all bodies are lines")]
    pub fn json_sequence_body<T: Serialize + 'static>(
        self,
        media_type: &'static str,
        body: impl Into<BodyValues<T>>,
    ) -> Self {
        self.values_body(media_type, body.into(), write_text, PROBLEM)
    }
}

fn write_line<T: Serialize>(value: &T, bytes: &mut Vec<u8>) -> Result<(), BoxError> {
    serde_json::to_writer(&mut *bytes, value)?;
    bytes.push(b'\n');
    Ok(())
}

#[allow(dead_code, reason = "not used if all bodies are lines")]
fn write_text<T: Serialize>(value: &T, bytes: &mut Vec<u8>) -> Result<(), BoxError> {
    bytes.push(b'\x1e');
    write_line(value, bytes)
}
