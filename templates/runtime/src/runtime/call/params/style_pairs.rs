//! Values of styles in the query and in cookies, which are pairs.

use serde::Serialize;
use serde_json::Value;

use crate::runtime::call::params::style::{Content, Kind, Style, flat};

impl Style {
    /// Writes a value as pairs: for the query and cookies.
    pub(crate) fn pairs(
        self,
        name: &str,
        value: &impl Serialize,
    ) -> Result<Vec<String>, serde_json::Error> {
        let value = serde_json::to_value(value)?;
        let name = self.name(name);
        if self.kind == Kind::DeepObject {
            let mut pairs = Vec::new();
            self.deep(&name, &value, true, &mut pairs);
            return Ok(pairs);
        }
        let separator = match self.kind {
            Kind::Form(separator) => separator,
            _ => ",",
        };
        let pair = |text: &str| format!("{name}={text}");
        Ok(match self.content(value)? {
            Content::Nothing => Vec::new(),
            Content::Single(text) => vec![pair(&text)],
            Content::Items(items) if self.explode => items.iter().map(|item| pair(item)).collect(),
            Content::Items(items) => vec![pair(&items.join(separator))],
            Content::Properties(pairs) if self.explode => pairs
                .into_iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect(),
            Content::Properties(pairs) => vec![pair(&flat(pairs).join(separator))],
        })
    }

    /// The pairs of the style `deepObject`: `name[key]=value` for each property, however deep. An
    /// array repeats the pair for each scalar, and has an index for each object.
    fn deep(self, name: &str, value: &Value, is_root: bool, pairs: &mut Vec<String>) {
        match value {
            Value::Object(properties) => {
                for (key, value) in properties {
                    self.deep(&format!("{name}[{}]", self.name(key)), value, false, pairs);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if item.is_object() || item.is_array() {
                        self.deep(&format!("{name}[{index}]"), item, false, pairs);
                    } else if is_root {
                        self.deep(&format!("{name}[]"), item, false, pairs);
                    } else {
                        self.deep(name, item, false, pairs);
                    }
                }
            }
            single => {
                let text = self.single(single);
                pairs.extend(text.map(|text| format!("{name}={text}")));
            }
        }
    }
}
