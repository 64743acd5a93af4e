//! Values of styles in the query and in cookies, which are pairs.

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::runtime::call::params::style::{Content, Kind, Style, flat};
use crate::runtime::call::raw_json::{items, properties};

impl Style {
    /// Writes a value as pairs: for the query and cookies.
    pub(crate) fn pairs(
        self,
        name: &str,
        value: &impl Serialize,
    ) -> Result<Vec<String>, serde_json::Error> {
        let value = to_raw_value(value)?;
        let name = self.name(name);
        if self.kind == Kind::DeepObject {
            let mut pairs = Vec::new();
            self.deep(&name, &value, true, &mut pairs)?;
            return Ok(pairs);
        }
        let separator = match self.kind {
            Kind::Form(separator) => separator,
            _ => ",",
        };
        let pair = |text: &str| format!("{name}={text}");
        Ok(match self.content(&value)? {
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
    fn deep(
        self,
        name: &str,
        json: &RawValue,
        is_root: bool,
        pairs: &mut Vec<String>,
    ) -> Result<(), serde_json::Error> {
        if json.get().starts_with('{') {
            for (key, value) in properties(json)? {
                let name = format!("{name}[{}]", self.name(&key));
                self.deep(&name, &value, false, pairs)?;
            }
        } else if json.get().starts_with('[') {
            for (index, item) in items(json)?.iter().enumerate() {
                let name = match (item.get().starts_with(['{', '[']), is_root) {
                    (true, _) => format!("{name}[{index}]"),
                    (false, true) => format!("{name}[]"),
                    (false, false) => name.to_owned(),
                };
                self.deep(&name, item, false, pairs)?;
            }
        } else {
            let text = self.single(json);
            pairs.extend(text.map(|text| format!("{name}={text}")));
        }
        Ok(())
    }
}
