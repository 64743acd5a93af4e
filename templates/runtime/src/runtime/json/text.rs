//! The text of a JSON body.
//!
//! `serde_json` reads text faster than bytes: it then need not check each string. A body is checked
//! once instead. If it is not UTF-8, what is invalid is replaced by something that `serde_json`
//! skips in a value that is discarded and rejects in any other.

use std::borrow::Cow;

/// The escape of half a character, after a character that cannot be part of an escape itself.
const INVALID: &str = "?\\udead";

/// The text of a body, without the byte-order mark that some servers add, which RFC 8259 lets
/// readers ignore.
pub(crate) fn text(body: &[u8]) -> Cow<'_, str> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match std::str::from_utf8(json) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(with_replacements(json)),
    }
}

#[cold]
fn with_replacements(json: &[u8]) -> String {
    let mut text = String::with_capacity(json.len());
    for chunk in json.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(INVALID);
        }
    }
    text
}
