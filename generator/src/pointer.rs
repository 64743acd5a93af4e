//! JSON pointers (RFC 6901), which identify locations in a document.
//!
//! The IR, the diagnostics and the headers of emitted files contain them, so that every part of the
//! SDK can be traced to the document. Parsing and lookup are done by `jsonptr`; this module adds
//! the constructors that the steps use and the percent-encoded form of a `$ref`.

use std::fmt;

use jsonptr::{PointerBuf, Token};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

/// Characters of a pointer that a fragment cannot have (RFC 3986, section 3.5).
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A location in a JSON or YAML document.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pointer(PointerBuf);

/// Why a string is not a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointerError(String);

impl fmt::Display for PointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PointerError {}

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer with unescaped tokens.
    pub fn from_tokens<T: AsRef<str>>(tokens: impl IntoIterator<Item = T>) -> Self {
        Self::root().join(tokens)
    }

    /// Parses a pointer in its string representation: `/paths/~1rules/get`.
    ///
    /// # Errors
    ///
    /// A syntax error (RFC 6901, section 3).
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        let parsed = jsonptr::Pointer::parse(text);
        parsed
            .map(|pointer| Self(pointer.to_buf()))
            .map_err(|error| PointerError(error.to_string()))
    }

    /// Parses a pointer from a URI fragment (without `#`), which is percent-encoded.
    ///
    /// # Errors
    ///
    /// Bytes that are not UTF-8, or a syntax error.
    pub fn parse_fragment(fragment: &str) -> Result<Self, PointerError> {
        let text = percent_decode_str(fragment).decode_utf8();
        Self::parse(&text.map_err(|error| PointerError(error.to_string()))?)
    }

    /// The reference to the location within its document: `#` and the percent-encoded pointer.
    #[must_use]
    pub fn to_reference(&self) -> String {
        format!("#{}", utf8_percent_encode(&self.to_string(), ESCAPED))
    }

    /// The location of a child.
    #[must_use]
    pub fn child(&self, token: impl AsRef<str>) -> Self {
        Self(self.0.with_trailing_token(Token::new(token.as_ref())))
    }

    /// The location of a descendant.
    #[must_use]
    pub fn join<T: AsRef<str>>(&self, tokens: impl IntoIterator<Item = T>) -> Self {
        let mut all = self.0.clone();
        for token in tokens {
            all.push_back(Token::new(token.as_ref()));
        }
        Self(all)
    }

    /// The location of the parent, `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.parent().map(|parent| Self(parent.to_buf()))
    }

    /// The unescaped tokens, outermost first.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        self.0
            .tokens()
            .map(|token| token.decoded().into_owned())
            .collect()
    }

    /// The last token, unescaped: the name of a property or the index of an item.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.0.back().map(|token| token.decoded().into_owned())
    }

    /// Whether `other` is this location or an ancestor of it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The value at this location.
    #[must_use]
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.0.resolve(root).ok()
    }

    /// The value at this location, mutable.
    pub fn get_mut<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        self.0.resolve_mut(root).ok()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resolves_the_examples_of_rfc_6901_section_5() {
        let document = json!({
            "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
            "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8
        });
        let at = |text: &str| Pointer::parse(text).unwrap().get(&document).cloned();
        assert_eq!(at(""), Some(document.clone()));
        assert_eq!(at("/foo/0"), Some(json!("bar")));
        for (text, value) in [
            ("/", 0),
            ("/a~1b", 1),
            ("/c%d", 2),
            ("/e^f", 3),
            ("/g|h", 4),
            ("/i\\j", 5),
            ("/k\"l", 6),
            ("/ ", 7),
            ("/m~0n", 8),
        ] {
            assert_eq!(at(text), Some(json!(value)), "{text}");
        }
    }

    #[test]
    fn resolves_the_fragments_of_rfc_6901_section_6() {
        let document = json!({"a/b": 1, "c%d": 2, "k\"l": 6, " ": 7, "m~n": 8});
        for (text, value) in [
            ("/a~1b", 1),
            ("/c%25d", 2),
            ("/k%22l", 6),
            ("/%20", 7),
            ("/m~0n", 8),
        ] {
            let pointer = Pointer::parse_fragment(text).unwrap();
            assert_eq!(pointer.get(&document), Some(&json!(value)), "{text}");
        }
    }

    #[test]
    fn parses_what_it_displays() {
        let pointer = Pointer::from_tokens(["paths", "/a/{b}~c", ""]);
        assert_eq!(pointer.to_string(), "/paths/~1a~1{b}~0c/");
        assert_eq!(Pointer::parse(&pointer.to_string()), Ok(pointer.clone()));
        assert_eq!(pointer.tokens(), ["paths", "/a/{b}~c", ""]);
        assert!(pointer.is_within(&Pointer::from_tokens(["paths"])));
        assert!(!pointer.is_within(&Pointer::from_tokens(["path"])));
    }

    #[test]
    fn refuses_syntax_errors() {
        for text in ["a", "/a~2", "/a~"] {
            assert!(Pointer::parse(text).is_err(), "{text}");
        }
        assert!(Pointer::parse_fragment("/%ff").is_err());
    }

    #[test]
    fn accepts_only_canonical_indexes() {
        let document = json!([1, 2]);
        let at = |text: &str| Pointer::parse(text).unwrap().get(&document).cloned();
        assert_eq!(at("/1"), Some(json!(2)));
        for text in ["/01", "/+1", "/-", "/2", "/x"] {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
