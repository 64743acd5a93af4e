//! Follows one `$ref` to the place that says something.

use std::fmt;

use serde_json::Value;

use crate::diagnostics::Diagnostic;
use crate::openapi::reference;
use crate::pointer::Pointer;
use crate::source::Document;

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// It names another document.
    External,
    /// Its fragment is not a JSON pointer.
    Syntax(String),
    /// Nothing stands at the end, or at this place on the way.
    Dangling(Pointer),
    /// It comes back to itself without anything said on the way.
    Circular,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::External => f.write_str("refers to another document"),
            Self::Syntax(why) => write!(f, "is not a JSON pointer: {why}"),
            Self::Dangling(last) => {
                write!(f, "points to nothing: `{last}` is not there")
            }
            Self::Circular => f.write_str("leads back to itself"),
        }
    }
}

impl Problem {
    pub(super) fn diagnostic(&self, document: &Document, at: &Pointer, text: &str) -> Diagnostic {
        let (code, help) = match self {
            Self::External => ("ref-external", "bundle the documents into one first"),
            Self::Syntax(_) => (
                "ref-syntax",
                "write it as `#/components/schemas/Name`, with `~1` for a slash in a name",
            ),
            Self::Dangling(_) => ("ref-dangling", "add the target, or correct the reference"),
            Self::Circular => (
                "ref-circular",
                "let one of the objects in the circle say something of its own",
            ),
        };
        let message = format!("the reference `{text}` {self}");
        Diagnostic::error(code, &document.source, at, message).help(help)
    }
}

/// The place that a reference means: through other references, to the first object that is more than one.
pub(super) fn follow(root: &Value, text: &str) -> Result<Pointer, Problem> {
    Trail {
        root,
        seen: Vec::new(),
    }
    .follow(text)
}

/// A walk along references, which knows where it has been.
struct Trail<'v> {
    root: &'v Value,
    seen: Vec<String>,
}

impl Trail<'_> {
    fn follow(&mut self, text: &str) -> Result<Pointer, Problem> {
        if self.seen.iter().any(|seen| seen == text) {
            return Err(Problem::Circular);
        }
        self.seen.push(text.to_owned());
        let fragment = text.strip_prefix('#').ok_or(Problem::External)?;
        let pointer =
            Pointer::parse_fragment(fragment).map_err(|why| Problem::Syntax(why.to_string()))?;
        let place = self.descend(&pointer)?;
        self.end(place)
    }

    /// Goes down token by token; where an object on the way is a reference and lacks the token, through it.
    fn descend(&mut self, pointer: &Pointer) -> Result<Pointer, Problem> {
        let mut here = Pointer::root();
        for token in pointer.tokens() {
            let next = here.child(&token);
            here = if next.get(self.root).is_some() {
                next
            } else {
                let target = here.get(self.root).and_then(reference);
                let target = target
                    .ok_or_else(|| Problem::Dangling(next.clone()))?
                    .to_owned();
                let through = self.follow(&target)?.child(&token);
                through
                    .get(self.root)
                    .ok_or_else(|| Problem::Dangling(through.clone()))?;
                through
            };
        }
        Ok(here)
    }

    /// Goes on while the place is nothing but a reference. One with siblings is an end, but may not be in a circle.
    fn end(&mut self, place: Pointer) -> Result<Pointer, Problem> {
        let Some(value) = place.get(self.root) else {
            return Err(Problem::Dangling(place));
        };
        let Some(next) = reference(value) else {
            return Ok(place);
        };
        let next = next.to_owned();
        let alone = value.as_object().is_some_and(|members| members.len() == 1);
        let end = self.follow(&next)?;
        Ok(if alone { end } else { place })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn end(document: &Value, text: &str) -> Result<String, Problem> {
        follow(document, text).map(|pointer| pointer.to_string())
    }

    #[test]
    fn chains_and_references_on_the_way() {
        let document = json!({
            "a": {"$ref": "#/b"},
            "b": {"$ref": "#/c"},
            "c": {"properties": {"x y/z": {"type": "string"}}},
            "d": {"$ref": "#/c", "description": "says something"}
        });
        assert_eq!(end(&document, "#/a"), Ok("/c".to_owned()));
        assert_eq!(
            end(&document, "#/a/properties/x%20y~1z"),
            Ok("/c/properties/x y~1z".to_owned())
        );
        assert_eq!(end(&document, "#/d"), Ok("/d".to_owned()));
        assert_eq!(
            end(&document, "#/d/description"),
            Ok("/d/description".to_owned())
        );
    }

    #[test]
    fn dead_ends() {
        let document = json!({
            "a": {"$ref": "#/b"}, "b": {"$ref": "#/a"},
            "c": {"$ref": "#/d", "title": "C"}, "d": {"$ref": "#/c", "title": "D"},
            "e": {"$ref": "#/f/x"}, "f": {"$ref": "#/e"}
        });
        assert_eq!(end(&document, "other.yaml#/a"), Err(Problem::External));
        assert_eq!(end(&document, "#/a"), Err(Problem::Circular));
        assert_eq!(end(&document, "#/c"), Err(Problem::Circular));
        assert_eq!(end(&document, "#/e"), Err(Problem::Circular));
        let nowhere = Pointer::parse("/zz").unwrap();
        assert_eq!(end(&document, "#/zz"), Err(Problem::Dangling(nowhere)));
        assert!(matches!(end(&document, "#a"), Err(Problem::Syntax(_))));
    }
}
