//! Messages of decode errors without the values that caused them.
//!
//! The messages of serde quote the value that was found, which may be private. [`message`] keeps only
//! what does not come from the document: the kind of value, what was expected, and the position.

use std::error::Error;

use serde_json::error::Category;

/// Describes a decode error without quoting a value of the document.
pub(crate) fn message(error: &(dyn Error + Send + Sync + 'static)) -> String {
    let Some(error) = error.downcast_ref::<serde_json::Error>() else {
        return "the value is invalid".to_owned();
    };
    let text = error.to_string();
    match error.classify() {
        // The messages of the parser do not quote the document.
        Category::Syntax | Category::Eof | Category::Io => text,
        Category::Data => {
            let without_position = match text.rsplit_once(" at line ") {
                Some((text, _)) if error.line() > 0 => text,
                _ => &text,
            };
            data_message(without_position)
        }
    }
}

fn data_message(text: &str) -> String {
    for prefix in ["invalid type: ", "invalid value: "] {
        let Some((found, expected)) = text
            .strip_prefix(prefix)
            .and_then(|rest| rest.rsplit_once(", expected "))
        else {
            continue;
        };
        // Such as `integer `5`` and `string "five"`.
        let kind = found.split([' ', '`', '"']).next().unwrap_or_default();
        let kind = match kind {
            "sequence" => "array",
            "map" => "object",
            "floating" => "number",
            kind => kind,
        };
        return format!("{prefix}{kind}, expected {expected}");
    }
    // Names of fields are those of the model; lengths are numbers of elements.
    let is_safe = ["missing field ", "duplicate field ", "invalid length "]
        .iter()
        .any(|prefix| text.starts_with(prefix));
    if is_safe {
        return text.to_owned();
    }
    "the value is invalid".to_owned()
}
