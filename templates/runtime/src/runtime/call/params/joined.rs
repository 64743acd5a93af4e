//! Parameters whose values are written as one text.

use std::fmt::Display;

/// The values with a delimiter between them: `a,b`.
pub fn joined(values: impl IntoIterator<Item = impl Display>, delimiter: char) -> String {
    let mut text = String::new();
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            text.push(delimiter);
        }
        text.push_str(&value.to_string());
    }
    text
}
