//! What a reference refers to: a file and a fragment in it (RFC 3986).

use std::fmt;

use percent_encoding::percent_decode_str;
use relative_path::{RelativePath, RelativePathBuf};
use serde_json::Value;

use crate::pointer::Pointer;
use crate::source::Document;
use crate::uri;

/// The target of a reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path of the file, relative to the folder of the document. Empty for the document itself.
    pub(super) file: String,
    pub(super) fragment: Fragment,
}

/// The part of a reference after `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    Pointer(Pointer),
    /// The name of an anchor, or a string that is neither.
    Name(String),
}

/// Why a reference has no target.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Url,
    Absolute,
    Encoding,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Url => "is a URL, and documents are not downloaded",
            Self::Absolute => "is an absolute path, which has no meaning beside the document",
            Self::Encoding => "is not UTF-8",
        })
    }
}

impl Target {
    /// The target of a reference in a file (empty for the document itself).
    pub(super) fn of(text: &str, file: &str, main: &Document) -> Result<Self, Problem> {
        let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = Fragment::of(fragment);
        let own = main.value.get("$self").and_then(Value::as_str);
        if document.is_empty() {
            let file = file.to_owned();
            return Ok(Self { file, fragment });
        }
        if own.is_some_and(|own| is_own(own, document, file)) {
            let file = String::new();
            return Ok(Self { file, fragment });
        }
        if is_url(document) {
            return Err(Problem::Url);
        }
        let path = percent_decode_str(document).decode_utf8();
        let path = path.map_err(|_| Problem::Encoding)?;
        if path.starts_with('/') {
            return Err(Problem::Absolute);
        }
        let folder = RelativePath::new(file).parent();
        let path = folder.unwrap_or(RelativePath::new("")).join(path.as_ref());
        let path = path.normalize();
        let file = if path == RelativePath::new(main.source.file_name()) {
            String::new()
        } else {
            path.into_string()
        };
        Ok(Self { file, fragment })
    }
}

/// Whether a reference in a file is to the URI of the document itself (`$self`), which is also the
/// base of the relative references in the document and in files beside it.
fn is_own(own: &str, reference: &str, file: &str) -> bool {
    let own = uri::resolve("", own.trim_end_matches('#'));
    let base = match file {
        "" => own.clone(),
        file => uri::resolve(&own, file),
    };
    uri::resolve(&base, reference) == own
}

impl Fragment {
    fn of(text: &str) -> Self {
        match Pointer::parse_fragment(text) {
            Ok(pointer) => Self::Pointer(pointer),
            Err(_) => Self::Name(text.to_owned()),
        }
    }

    /// The reference to it within a document.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Pointer(pointer) => pointer.to_reference(),
            Self::Name(name) => format!("#{name}"),
        }
    }

    /// The pointer to the object with the anchor of this name.
    pub(super) fn in_value(self, root: &Value) -> Self {
        match &self {
            Self::Name(name) => anchored(root, name, Pointer::root()).map_or(self, Self::Pointer),
            Self::Pointer(_) => self,
        }
    }
}

/// The location of the object with an `$anchor` or `$dynamicAnchor`.
fn anchored(value: &Value, name: &str, at: Pointer) -> Option<Pointer> {
    match value {
        Value::Object(object) => {
            let is_it = |key: &str| object.get(key).and_then(Value::as_str) == Some(name);
            if is_it("$anchor") || is_it("$dynamicAnchor") {
                return Some(at);
            }
            object
                .iter()
                .find_map(|(key, value)| anchored(value, name, at.child(key)))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, value)| anchored(value, name, at.child(index.to_string()))),
        _ => None,
    }
}

/// Whether a reference has a scheme or an authority.
pub(super) fn is_url(document: &str) -> bool {
    let scheme = document.split(['/', '?']).next().unwrap_or_default();
    let scheme = scheme.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme || document.starts_with("//")
}

/// The path of a file beside another one, as messages show it.
pub(super) fn beside(path: &str, file: &str) -> String {
    let folder = path.rfind(['/', '\\']).and_then(|end| path.get(..=end));
    let joined = RelativePathBuf::from(format!("{}{file}", folder.unwrap_or_default()));
    if path.starts_with('/') {
        format!("/{}", joined.normalize())
    } else {
        joined.normalize().into_string()
    }
}
