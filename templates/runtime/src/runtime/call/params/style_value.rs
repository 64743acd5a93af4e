//! Values of styles in paths and headers, which are one string.

use serde::Serialize;
use serde_json::value::to_raw_value;

use crate::runtime::call::params::style::{Content, Kind, Style, flat};

impl Style {
    /// Writes a value without the name of the parameter, except in the style `matrix`: for paths
    /// and headers. `None` if there is nothing to write.
    pub(crate) fn value(
        self,
        name: &str,
        value: &impl Serialize,
    ) -> Result<Option<String>, serde_json::Error> {
        let content = self.content(&to_raw_value(value)?)?;
        let (prefix, separator) = match (self.kind, self.explode) {
            (Kind::Label, true) => (".", "."),
            (Kind::Label, false) => (".", ","),
            (Kind::Matrix, true) => (";", ";"),
            (Kind::Matrix, false) => (";", ","),
            _ => ("", ","),
        };
        // Every pair of an exploded matrix has a name.
        let is_named = self.kind == Kind::Matrix;
        let named = |text: String| match (is_named, text.is_empty()) {
            (false, _) => text,
            (true, true) => name.to_owned(),
            (true, false) => format!("{name}={text}"),
        };
        let text = match content {
            Content::Nothing => return Ok(None),
            Content::Single(text) => named(text),
            Content::Items(items) if self.explode => {
                let items: Vec<String> = items.into_iter().map(named).collect();
                items.join(separator)
            }
            Content::Items(items) => named(items.join(separator)),
            Content::Properties(pairs) if self.explode => joined_pairs(&pairs, separator),
            Content::Properties(pairs) => named(flat(pairs).join(separator)),
        };
        Ok(Some(format!("{prefix}{text}")))
    }
}

/// `key=value` for each property.
fn joined_pairs(pairs: &[(String, String)], separator: &str) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.join(separator)
}
