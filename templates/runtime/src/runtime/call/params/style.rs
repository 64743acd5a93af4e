//! The styles of parameters, and how each writes a value.
//!
//! A value is serialized to JSON first, so that a parameter can have any type. Properties keep their
//! order, and numbers all of their digits. The tables of the styles are those of the OpenAPI specification and of RFC 6570: separators are not escaped, names
//! and values are. Null and empty values are left out. What the tables do not cover, a value inside
//! of a value, is written as JSON, except in the style `deepObject`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;

use crate::runtime::call::raw_json::{items, properties, text};
use crate::runtime::call::url::{encoded, encoded_name};

/// What is encoded in a value that may have reserved characters: all but those that the URL itself
/// needs.
const ALLOW_RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub(crate) kind: Kind,
    pub(crate) explode: bool,
    escape: Escape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Simple,
    Label,
    Matrix,
    /// The separator of items that are not exploded.
    Form(&'static str),
    DeepObject,
    Json,
}

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// All but unreserved ones.
    Reserved,
    /// All but unreserved and reserved ones. Percent-encoded triples are kept.
    NotReserved,
    None,
}

/// Defines a constructor for each style.
macro_rules! constructors {
    ($($(#[$docs:meta])* $name:ident: $kind:expr),+ $(,)?) => {
        $(
            $(#[$docs])*
            pub const fn $name() -> Self {
                Self {
                    kind: $kind,
                    explode: false,
                    escape: Escape::Reserved,
                }
            }
        )+
    };
}

#[allow(dead_code, reason = "an API uses some of them")]
impl Style {
    constructors!(
        /// `a,b`
        simple: Kind::Simple,
        /// `.a,b`
        label: Kind::Label,
        /// `;name=a,b`
        matrix: Kind::Matrix,
        /// `name=a,b`
        form: Kind::Form(","),
        /// `name=a%20b`
        space_delimited: Kind::Form("%20"),
        /// `name=a%7Cb`
        pipe_delimited: Kind::Form("%7C"),
        /// `name[a]=b`
        deep_object: Kind::DeepObject,
        /// JSON.
        json: Kind::Json,
    );

    /// Writes each item and property on its own: `name=a&name=b`.
    pub const fn explode(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Does not escape reserved characters and percent-encoded triples in values.
    pub const fn allow_reserved(mut self) -> Self {
        self.escape = Escape::NotReserved;
        self
    }

    /// Escapes nothing.
    pub const fn unescaped(mut self) -> Self {
        self.escape = Escape::None;
        self
    }
}

/// A value to write, by the structure that styles distinguish.
pub(crate) enum Content {
    Nothing,
    Single(String),
    Items(Vec<String>),
    Properties(Vec<(String, String)>),
}

impl Style {
    pub(crate) fn content(self, json: &RawValue) -> Result<Content, serde_json::Error> {
        if self.kind == Kind::Json {
            return Ok(Content::Single(self.escaped(json.get())));
        }
        if json.get().starts_with('[') {
            let items = items(json)?;
            let items = items.iter().filter_map(|item| self.single(item));
            let items: Vec<String> = items.collect();
            return Ok(match items.is_empty() {
                true => Content::Nothing,
                false => Content::Items(items),
            });
        }
        if json.get().starts_with('{') {
            let pairs = properties(json)?.into_iter();
            let pairs =
                pairs.filter_map(|(key, value)| Some((self.name(&key), self.single(&value)?)));
            let pairs: Vec<(String, String)> = pairs.collect();
            return Ok(match pairs.is_empty() {
                true => Content::Nothing,
                false => Content::Properties(pairs),
            });
        }
        let single = self.single(json);
        Ok(single.map_or(Content::Nothing, Content::Single))
    }

    /// A scalar as text, anything else as JSON. `None` for null.
    pub(crate) fn single(self, json: &RawValue) -> Option<String> {
        text(json).map(|text| self.escaped(&text))
    }

    pub(crate) fn name(self, name: &str) -> String {
        match self.escape {
            Escape::None => name.to_owned(),
            _ => encoded_name(name).to_string(),
        }
    }

    fn escaped(self, text: &str) -> String {
        match self.escape {
            Escape::None => text.to_owned(),
            Escape::Reserved => encoded(text).to_string(),
            Escape::NotReserved => reserved_kept(text),
        }
    }
}

/// `key`, `value` for each property.
pub(crate) fn flat(pairs: Vec<(String, String)>) -> Vec<String> {
    let pairs = pairs.into_iter();
    pairs.flat_map(|(key, value)| [key, value]).collect()
}

/// The reserved expansion of RFC 6570: a percent-encoded triple passes through, any other `%` is
/// escaped.
fn reserved_kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.extend(utf8_percent_encode(before, ALLOW_RESERVED));
        let triple = after.get(..2);
        let triple = triple.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        out.push_str(if triple.is_some() { "%" } else { "%25" });
        rest = after;
    }
    out.extend(utf8_percent_encode(rest, ALLOW_RESERVED));
    out
}
