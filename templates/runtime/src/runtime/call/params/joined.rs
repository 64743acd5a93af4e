//! Parameters whose values are joined into one string.

use std::fmt::Display;

/// Joins the values with a delimiter: `a,b`.
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
