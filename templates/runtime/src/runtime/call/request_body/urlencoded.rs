//! The text of a form: `name=value&name=value`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::runtime::call::request_body::form_values::FormValue;

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

/// Writes the values of a form in `application/x-www-form-urlencoded`.
pub(crate) fn urlencoded(values: &[FormValue<'_>]) -> String {
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
