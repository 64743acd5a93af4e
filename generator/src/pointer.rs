//! JSON pointers (RFC 6901): the addresses by which every step names a place in a document.
//!
//! The IR, the diagnostics and the headers of emitted files all carry them, so that whatever is said about the
//! SDK can be followed back to the document it came from. The syntax and the look-up are `jsonptr`'s; here are
//! the few ways of building one that the steps use, and the percent-encoded form of a `$ref`.

use std::fmt;

use jsonptr::{PointerBuf, Token};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::Value;

/// A place in a JSON or YAML document, from its root.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pointer(PointerBuf);

/// A text that is not a JSON pointer, and why.
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

    /// The pointer with these unescaped tokens.
    pub fn from_tokens<T: AsRef<str>>(tokens: impl IntoIterator<Item = T>) -> Self {
        Self::root().join(tokens)
    }

    /// Reads a pointer as it stands in JSON text: `/paths/~1rules/get`.
    ///
    /// # Errors
    ///
    /// When the text breaks the syntax of RFC 6901.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        let parsed = jsonptr::Pointer::parse(text);
        parsed
            .map(|pointer| Self(pointer.to_buf()))
            .map_err(|error| PointerError(error.to_string()))
    }

    /// Reads a pointer from a URI fragment (without `#`), where it is percent-encoded besides.
    ///
    /// # Errors
    ///
    /// When the bytes are not UTF-8 or the text breaks the syntax of RFC 6901.
    pub fn parse_fragment(fragment: &str) -> Result<Self, PointerError> {
        let text = percent_decode_str(fragment).decode_utf8();
        Self::parse(&text.map_err(|error| PointerError(error.to_string()))?)
    }

    /// The place one step further in.
    #[must_use]
    pub fn child(&self, token: impl AsRef<str>) -> Self {
        Self(self.0.with_trailing_token(Token::new(token.as_ref())))
    }

    /// The place reached from here by several steps.
    #[must_use]
    pub fn join<T: AsRef<str>>(&self, tokens: impl IntoIterator<Item = T>) -> Self {
        let mut all = self.0.clone();
        for token in tokens {
            all.push_back(Token::new(token.as_ref()));
        }
        Self(all)
    }

    /// The place that holds this one, `None` for the root.
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

    /// The last token, unescaped: a member's name or an item's index.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.0.back().map(|token| token.decoded().into_owned())
    }

    /// Whether `other` is this place or holds it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The value at this place.
    #[must_use]
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.0.resolve(root).ok()
    }

    /// The value at this place, to be changed.
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
    fn rfc_6901_section_5_examples() {
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
    fn rfc_6901_section_6_fragments() {
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
    fn display_parses_back() {
        let pointer = Pointer::from_tokens(["paths", "/a/{b}~c", ""]);
        assert_eq!(pointer.to_string(), "/paths/~1a~1{b}~0c/");
        assert_eq!(Pointer::parse(&pointer.to_string()), Ok(pointer.clone()));
        assert_eq!(pointer.tokens(), ["paths", "/a/{b}~c", ""]);
        assert!(pointer.is_within(&Pointer::from_tokens(["paths"])));
        assert!(!pointer.is_within(&Pointer::from_tokens(["path"])));
    }

    #[test]
    fn bad_syntax_is_refused() {
        for text in ["a", "/a~2", "/a~"] {
            assert!(Pointer::parse(text).is_err(), "{text}");
        }
        assert!(Pointer::parse_fragment("/%ff").is_err());
    }

    #[test]
    fn indexes_are_canonical() {
        let document = json!([1, 2]);
        let at = |text: &str| Pointer::parse(text).unwrap().get(&document).cloned();
        assert_eq!(at("/1"), Some(json!(2)));
        for text in ["/01", "/+1", "/-", "/2", "/x"] {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
