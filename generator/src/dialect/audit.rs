//! The keyword audit: every word of the document is known, has the shape it must have, and is accounted for.
//!
//! It runs before the typed model, which would drop a misspelt keyword or a bad status in silence. What the
//! generator understands and the SDK does not follow from (`minLength` of an answer is nobody's business, an
//! operation's `callbacks` are) is listed as a note, once per keyword.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::openapi::{Kind, Node, Shape, keyword, reference, walk};
use crate::pointer::Pointer;
use crate::source::Document;

/// The extensions by which overlays speak to the generator, with the shape of their values.
const OURS: &[(&str, Shape)] = &[
    ("x-rust-name", Shape::Text),
    ("x-sdk-idempotency-key", Shape::Text),
    ("x-sdk-paging", Shape::Object),
    ("x-sdk-secret", Shape::Flag),
    ("x-sdk-text-date-time", Shape::Flag),
];

/// Audits a document with its overlays applied, before its references are resolved.
///
/// # Errors
///
/// A keyword with a value of the wrong shape, a missing mandatory one, a status that is none, an unknown extension
/// of ours. Unknown keywords are warnings.
pub fn audit(document: &Document, diagnostics: &mut Diagnostics) -> Result<(), Failed> {
    let mut audit = Audit {
        document,
        diagnostics,
        unmodelled: BTreeMap::new(),
    };
    let root = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: &document.value,
    };
    walk(root, &mut |node| audit.node(node));
    audit.list_unmodelled();
    diagnostics.checked(())
}

struct Audit<'a> {
    document: &'a Document,
    diagnostics: &'a mut Diagnostics,
    unmodelled: BTreeMap<(Kind, &'static str), (usize, Pointer)>,
}

impl Audit<'_> {
    fn node(&mut self, node: &Node<'_>) {
        let Value::Object(members) = node.value else {
            return;
        };
        for (name, value) in members {
            let at = node.at.child(name);
            if name.starts_with("x-") {
                self.extension(name, value, &at);
            } else if name == "$ref" {
                self.shape(Shape::Text, "$ref", value, &at);
            } else if node.kind == Kind::OpenApi && name == "paths" {
                self.keyword(node.kind, name, value, &at);
                self.templates(value, &at);
            } else if node.kind == Kind::Responses {
                self.status(name, &at);
            } else if node.kind != Kind::Callback {
                self.keyword(node.kind, name, value, &at);
            }
        }
        if reference(node.value).is_none() {
            self.mandatory(node, members);
        }
    }

    fn keyword(&mut self, kind: Kind, name: &str, value: &Value, at: &Pointer) {
        let Some(keyword) = keyword(kind, name) else {
            let message = format!("a {} has no keyword `{name}`", kind.name());
            let diagnostic =
                Diagnostic::warning("keyword-unknown", &self.document.source, at, message);
            let help = "correct its spelling, or let it begin with `x-`; it is left out";
            self.diagnostics.push(diagnostic.help(help));
            return;
        };
        self.shape(keyword.shape, name, value, at);
        if !keyword.modelled {
            let entry = self.unmodelled.entry((kind, keyword.name));
            entry.or_insert_with(|| (0, at.clone())).0 += 1;
        }
    }

    fn shape(&mut self, shape: Shape, name: &str, value: &Value, at: &Pointer) {
        if !fits(shape, value) {
            let message = format!("`{name}` is {}, not {}", found(value), expected(shape));
            self.error(
                "keyword-shape",
                at,
                message,
                "write it as the OpenAPI specification has it",
            );
        }
    }

    fn extension(&mut self, name: &str, value: &Value, at: &Pointer) {
        if let Some((_, shape)) = OURS.iter().find(|(known, _)| *known == name) {
            self.shape(*shape, name, value, at);
        } else if name.starts_with("x-sdk-") || name.starts_with("x-rust-") {
            let known: Vec<_> = OURS.iter().map(|(known, _)| format!("`{known}`")).collect();
            let message = format!("the generator has no extension `{name}`");
            let help = format!("it has {}", known.join(", "));
            self.error("extension-unknown", at, message, &help);
        }
    }

    /// Paths that the typed model would drop, or that no URL can have.
    fn templates(&mut self, paths: &Value, at: &Pointer) {
        for template in paths.as_object().into_iter().flat_map(Map::keys) {
            let is_path = template.starts_with('/')
                && !template.contains(['?', '#', ' '])
                && template.is_ascii()
                && template.matches('{').count() == template.matches('}').count();
            if !is_path && !template.starts_with("x-") {
                let message = format!("`{template}` is not a path");
                let help = "begin it with `/`; a query, a fragment and signs that URLs don't have stay out";
                self.error("path-template", &at.child(template), message, help);
            }
        }
    }

    fn status(&mut self, name: &str, at: &Pointer) {
        let bytes = name.as_bytes();
        let is_status = match bytes {
            [b'1'..=b'5', rest @ ..] if rest.len() == 2 => {
                rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"XX")
            }
            _ => name == "default",
        };
        if !is_status {
            let message = format!("`{name}` is not an HTTP status");
            let help = "use three digits, a range such as `4XX`, or `default`";
            self.error("status", at, message, help);
        }
    }

    fn mandatory(&mut self, node: &Node<'_>, members: &Map<String, Value>) {
        let wanted: &[&str] = match node.kind {
            Kind::OpenApi => &["info"],
            Kind::Info => &["title", "version"],
            Kind::Parameter => &["name", "in"],
            Kind::RequestBody => &["content"],
            Kind::Server => &["url"],
            Kind::Tag => &["name"],
            Kind::SecurityScheme => &["type"],
            Kind::Discriminator => &["propertyName"],
            _ => &[],
        };
        for name in wanted.iter().filter(|name| !members.contains_key(**name)) {
            let message = format!("the {} lacks `{name}`", node.kind.name());
            self.error("keyword-missing", &node.at, message, "add it");
        }
        let has = |name| members.contains_key(name);
        if node.kind == Kind::Parameter && has("name") && has("schema") == has("content") {
            let message = "a parameter has either `schema` or `content`".to_owned();
            self.error(
                "parameter-schema",
                &node.at,
                message,
                "say what its values look like",
            );
        }
    }

    fn error(&mut self, code: &'static str, at: &Pointer, message: String, help: &str) {
        let diagnostic = Diagnostic::error(code, &self.document.source, at, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    fn list_unmodelled(&mut self) {
        for ((kind, name), (count, first)) in std::mem::take(&mut self.unmodelled) {
            let message = format!(
                "`{name}` of a {} is understood and has no effect on the SDK ({count} in the document)",
                kind.name()
            );
            let source = &self.document.source;
            self.diagnostics.push(Diagnostic::note(
                "keyword-no-effect",
                source,
                &first,
                message,
            ));
        }
    }
}

fn fits(shape: Shape, value: &Value) -> bool {
    let texts = |value: &Value| {
        value
            .as_array()
            .is_some_and(|items| items.iter().all(Value::is_string))
    };
    match shape {
        Shape::Json => true,
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::Number => value.is_number(),
        Shape::NumberOrFlag => value.is_number() || value.is_boolean(),
        Shape::Texts => texts(value),
        Shape::TextOrTexts => value.is_string() || texts(value),
        Shape::Values => value.is_array(),
        Shape::ListOrMap => value.is_array() || value.is_object(),
        Shape::Object | Shape::One(_) => value.is_object(),
        Shape::OneOrFlag(_) => value.is_object() || value.is_boolean(),
        Shape::List(kind) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| is_node(kind, item))),
        Shape::Map(kind) => value.as_object().is_some_and(|members| {
            members.iter().all(|(name, item)| {
                is_node(kind, item) || (kind == Kind::PathItem && name.starts_with("x-"))
            })
        }),
    }
}

/// An object, or a boolean where JSON Schema allows one for a schema.
fn is_node(kind: Kind, value: &Value) -> bool {
    value.is_object() || (kind == Kind::Schema && value.is_boolean())
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn expected(shape: Shape) -> String {
    match shape {
        Shape::Json => "any value".to_owned(),
        Shape::Text => "a text".to_owned(),
        Shape::Flag => "a boolean".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::NumberOrFlag => "a number or a boolean".to_owned(),
        Shape::Texts => "a list of texts".to_owned(),
        Shape::TextOrTexts => "a text or a list of texts".to_owned(),
        Shape::Values => "a list".to_owned(),
        Shape::ListOrMap => "a list or an object".to_owned(),
        Shape::Object => "an object".to_owned(),
        Shape::One(kind) => format!("a {}", kind.name()),
        Shape::OneOrFlag(kind) => format!("a {} or a boolean", kind.name()),
        Shape::List(kind) => format!("a list of {} objects", kind.name()),
        Shape::Map(kind) => format!("a map of {} objects", kind.name()),
    }
}
