//! Request bodies in `application/x-www-form-urlencoded`.

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::form_values::{FormValue, form_values};
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;
use crate::runtime::transport::body::Body;

/// All but the characters that the URL Standard's form serializer keeps. It writes a space as `+`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// The same without the reserved characters of RFC 3986 that have no meaning in a form.
const ESCAPED_UNLESS_RESERVED: &AsciiSet = &ESCAPED
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b';');

impl Call {
    /// Sets a form as the body: the properties of `body`, written as `encodings` says. A body that
    /// is not an object is reported when the call is sent.
    pub fn form<T: Serialize + ?Sized>(mut self, body: &T, encodings: &[PropertyEncoding]) -> Self {
        match form_values(body, encodings) {
            Ok(values) => {
                let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
                self.content = Some((kind, Body::from(urlencoded(&values))));
            }
            Err(error) => {
                self.problems
                    .push("the body cannot be serialized as a form".to_owned());
                self.cause = Some(error.into());
            }
        }
        self
    }
}

fn urlencoded(values: &[FormValue<'_>]) -> String {
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push('&');
        }
        push(&mut text, &value.name, ESCAPED);
        text.push('=');
        let allow_reserved = value.encoding.is_some_and(|one| one.allow_reserved);
        let escaped = if allow_reserved {
            ESCAPED_UNLESS_RESERVED
        } else {
            ESCAPED
        };
        for (index, item) in value.items.iter().enumerate() {
            if index > 0 {
                push_delimiter(&mut text, value.delimiter);
            }
            push(&mut text, item, escaped);
        }
    }
    text
}

fn push(text: &mut String, value: &str, escaped: &'static AsciiSet) {
    for piece in utf8_percent_encode(value, escaped) {
        text.push_str(if piece == "%20" { "+" } else { piece });
    }
}

/// A comma is written as it is; a space and `|` are not allowed in a form.
fn push_delimiter(text: &mut String, delimiter: char) {
    match delimiter {
        ' ' => text.push_str("%20"),
        '|' => text.push_str("%7C"),
        other => text.push(other),
    }
}
