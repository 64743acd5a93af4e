//! The properties of a body as the names and values of a form.
//!
//! The body is serialized as JSON, and each property becomes one or more [`FormValue`]s as its
//! [`PropertyEncoding`] says: a string, number or boolean is its text, an array is a value for each
//! item, and an object is JSON. Nulls are left out (RFC 6570, section 2.3), since a form has no
//! spelling for them.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::runtime::call::raw_json::{items, properties, text};
use crate::runtime::call::request_body::property_encoding::{PropertyEncoding, PropertyStyle};

/// A name and its value in a form.
#[derive(Debug)]
pub(crate) struct FormValue<'e> {
    pub(crate) name: String,
    /// The items of a delimited value; otherwise one.
    pub(crate) items: Vec<String>,
    pub(crate) delimiter: char,
    /// Whether the value is JSON.
    #[allow(dead_code, reason = "only parts have a media type")]
    pub(crate) is_json: bool,
    /// The rules of the property that it belongs to.
    pub(crate) encoding: Option<&'e PropertyEncoding>,
}

/// The values of a body, which must be an object, in the order of its properties.
pub(crate) fn form_values<'e, T: Serialize + ?Sized>(
    body: &T,
    encodings: &'e [PropertyEncoding],
) -> Result<Vec<FormValue<'e>>, serde_json::Error> {
    let json = serde_json::value::to_raw_value(body)?;
    let mut values = FormValues(Vec::new());
    for (name, value) in properties(&json)? {
        let encoding = encodings.iter().find(|encoding| encoding.name == name);
        match encoding.and_then(|encoding| encoding.style) {
            Some(style) => values.styled(name, &value, style, encoding)?,
            None => values.plain(&name, &value, encoding)?,
        }
    }
    Ok(values.0)
}

/// The values so far.
struct FormValues<'e>(Vec<FormValue<'e>>);

impl<'e> FormValues<'e> {
    /// A value without a style. An array is repeated for each item.
    fn plain(
        &mut self,
        name: &str,
        json: &RawValue,
        encoding: Option<&'e PropertyEncoding>,
    ) -> Result<(), serde_json::Error> {
        if json.get().starts_with('[') {
            for item in items(json)? {
                self.push(name.to_owned(), text_or_json(&item, encoding), encoding);
            }
        } else {
            self.push(name.to_owned(), text_or_json(json, encoding), encoding);
        }
        Ok(())
    }

    fn styled(
        &mut self,
        name: String,
        json: &RawValue,
        style: PropertyStyle,
        encoding: Option<&'e PropertyEncoding>,
    ) -> Result<(), serde_json::Error> {
        let is_array = json.get().starts_with('[');
        let is_object = json.get().starts_with('{');
        match style {
            PropertyStyle::Deep => self.deep(name, json, encoding)?,
            PropertyStyle::Exploded if is_object => {
                for (name, value) in properties(json)? {
                    self.push(name, text_or_json(&value, encoding), encoding);
                }
            }
            PropertyStyle::Delimited(delimiter) if is_array || is_object => {
                let mut all = Vec::new();
                if is_array {
                    all.extend(items(json)?.iter().filter_map(|item| text(item)));
                } else {
                    for (name, value) in properties(json)? {
                        all.extend(
                            text(&value)
                                .into_iter()
                                .flat_map(|text| [name.clone(), text]),
                        );
                    }
                }
                // An empty array sends nothing.
                if !all.is_empty() {
                    self.0.push(FormValue {
                        name,
                        items: all,
                        delimiter,
                        is_json: false,
                        encoding,
                    });
                }
            }
            PropertyStyle::Exploded | PropertyStyle::Delimited(_) => {
                self.plain(&name, json, encoding)?;
            }
        }
        Ok(())
    }

    fn deep(
        &mut self,
        name: String,
        json: &RawValue,
        encoding: Option<&'e PropertyEncoding>,
    ) -> Result<(), serde_json::Error> {
        if json.get().starts_with('{') {
            for (key, value) in properties(json)? {
                self.deep(format!("{name}[{key}]"), &value, encoding)?;
            }
        } else if json.get().starts_with('[') {
            for (index, item) in items(json)?.iter().enumerate() {
                self.deep(format!("{name}[{index}]"), item, encoding)?;
            }
        } else {
            self.push(name, text(json).map(|text| (text, false)), encoding);
        }
        Ok(())
    }

    /// Adds a value and whether it is JSON, if there is one.
    fn push(
        &mut self,
        name: String,
        value: Option<(String, bool)>,
        encoding: Option<&'e PropertyEncoding>,
    ) {
        self.0.extend(value.map(|(text, is_json)| FormValue {
            name,
            items: vec![text],
            delimiter: ',',
            is_json,
            encoding,
        }));
    }
}

/// A value as text or as JSON, and whether it is JSON. `None` for null.
fn text_or_json(json: &RawValue, encoding: Option<&PropertyEncoding>) -> Option<(String, bool)> {
    let is_json = json.get().starts_with(['{', '['])
        || encoding.is_some_and(|one| one.style.is_none() && one.is_json());
    if is_json && json.get() != "null" {
        return Some((json.get().to_owned(), true));
    }
    text(json).map(|text| (text, false))
}
