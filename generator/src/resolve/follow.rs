//! Follows one `$ref` to an object with content.

use std::fmt;

use serde_json::Value;

use crate::diagnostics::{Code, Reporter};
use crate::files;
use crate::openapi::reference;
use crate::pointer::Pointer;

/// Why a reference has no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It refers to another file, which `bundle` has reported.
    External,
    /// Its fragment is not a JSON pointer.
    Syntax(String),
    /// There is nothing at this location, which is the target or on the way to it.
    Dangling(Pointer),
    /// It leads back to itself, and no object on the way has content.
    Circular,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::External => f.write_str("refers to another file"),
            Self::Syntax(why) => write!(f, "is not a JSON pointer: {why}"),
            Self::Dangling(last) => {
                let last = match files::split(last) {
                    Some(_) => files::reference_to(last),
                    None => last.to_string(),
                };
                write!(f, "has no target: `{last}` does not exist")
            }
            Self::Circular => f.write_str("leads back to itself"),
        }
    }
}

impl Problem {
    /// Reports it for the reference `text` at a location.
    pub(super) fn report(&self, reporter: &mut Reporter<'_>, at: &Pointer, text: &str) {
        let code = match self {
            Self::External => return,
            Self::Syntax(_) => Code::RefSyntax,
            Self::Dangling(_) => Code::RefDangling,
            Self::Circular => Code::RefCircular,
        };
        let text = files::original(text);
        reporter.report(code, at, format!("the reference `{text}` {self}"));
    }
}

/// The target of a reference: through other references, to the first object with content.
pub(crate) fn follow(root: &Value, text: &str) -> Result<Pointer, Problem> {
    Trail {
        root,
        seen: Vec::new(),
    }
    .follow(text)
}

/// The references followed so far.
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
        let found = self.descend(&pointer)?;
        self.end(found)
    }

    /// Resolves a pointer token by token. If an object on the way is a reference and lacks the
    /// token, its target is used.
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

    /// Continues if the object is only a reference. A reference with siblings is a target, but must
    /// not be in a cycle.
    fn end(&mut self, found: Pointer) -> Result<Pointer, Problem> {
        let Some(value) = found.get(self.root) else {
            return Err(Problem::Dangling(found));
        };
        let Some(next) = reference(value) else {
            return Ok(found);
        };
        let next = next.to_owned();
        let alone = value.as_object().is_some_and(|members| members.len() == 1);
        let end = self.follow(&next)?;
        Ok(if alone { end } else { found })
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
    fn follows_chains_and_references_on_the_way() {
        let document = json!({
            "a": {"$ref": "#/b"},
            "b": {"$ref": "#/c"},
            "c": {"properties": {"x y/z": {"type": "string"}}},
            "d": {"$ref": "#/c", "description": "has content"}
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
    fn reports_references_without_target() {
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
