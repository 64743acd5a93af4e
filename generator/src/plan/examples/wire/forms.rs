//! The expected names and values of forms and multipart bodies: example values as the document's
//! Encoding Objects say.

use serde_json::Value;

use crate::ir::{PropertyEncoding, PropertyStyle};
use crate::plan::examples::wire::parameters::scalar_text;

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether the value is JSON.
    pub(super) is_json: bool,
    /// The property that it belongs to.
    pub(super) property: String,
}

/// The pairs of an object. Nulls are absent.
pub(super) fn form_pairs(value: &Value, encodings: &[PropertyEncoding]) -> Vec<Pair> {
    let mut form = Form::default();
    for (name, value) in value.as_object().into_iter().flatten() {
        let rules = encodings.iter().find(|one| one.wire == *name);
        form.property.clone_from(name);
        form.is_json = rules.is_some_and(|rules| {
            let media_type = rules.content_type.as_deref().unwrap_or_default();
            rules.style.is_none() && is_json_type(media_type)
        });
        form.styled(name, value, rules.and_then(|rules| rules.style));
    }
    form.pairs
}

fn is_json_type(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

#[derive(Default)]
struct Form {
    pairs: Vec<Pair>,
    property: String,
    /// Whether the document says that the property is JSON.
    is_json: bool,
}

impl Form {
    fn styled(&mut self, name: &str, value: &Value, style: Option<PropertyStyle>) {
        match (style, value) {
            (Some(PropertyStyle::Deep), value) => self.deep(name.to_owned(), value),
            (Some(PropertyStyle::Exploded), Value::Object(properties)) => {
                for (name, value) in properties {
                    self.push(name, value);
                }
            }
            (Some(PropertyStyle::Delimited(delimiter)), Value::Array(items)) => {
                self.delimited(name, delimiter, items.iter().filter_map(scalar_text));
            }
            (Some(PropertyStyle::Delimited(delimiter)), Value::Object(properties)) => {
                let texts = properties.iter();
                let texts = texts.filter_map(|(key, one)| Some([key.clone(), scalar_text(one)?]));
                self.delimited(name, delimiter, texts.flatten());
            }
            (_, Value::Array(items)) => items.iter().for_each(|item| self.push(name, item)),
            (_, value) => self.push(name, value),
        }
    }

    fn delimited(&mut self, name: &str, delimiter: char, texts: impl Iterator<Item = String>) {
        let texts: Vec<String> = texts.collect();
        if !texts.is_empty() {
            self.push(name, &texts.join(delimiter.encode_utf8(&mut [0; 4])).into());
        }
    }

    fn deep(&mut self, name: String, value: &Value) {
        match value {
            Value::Object(properties) => {
                for (key, value) in properties {
                    self.deep(format!("{name}[{key}]"), value);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.deep(format!("{name}[{index}]"), item);
                }
            }
            single => self.push(&name, single),
        }
    }

    fn push(&mut self, name: &str, value: &Value) {
        let is_json = self.is_json || value.is_object() || value.is_array();
        let text = match is_json && !value.is_null() {
            true => Some(value.to_string()),
            false => scalar_text(value),
        };
        self.pairs.extend(text.map(|text| Pair {
            name: name.to_owned(),
            text,
            is_json,
            property: self.property.clone(),
        }));
    }
}
