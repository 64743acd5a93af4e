//! The audit of keywords: each keyword of the document is known, has a value of the right type and
//! is accounted for.
//!
//! It runs before the typed model, which would silently drop a misspelled keyword or an invalid
//! status. Keywords that are understood but have no effect on the SDK, such as `minLength` or
//! `externalDocs`, are listed as notes, once for each keyword.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::bundle::Bundle;
use crate::diagnostics::{Code, Reporter};
use crate::extensions::{self, FILES, Location, ValueType, is_extension, is_reserved};
use crate::openapi::{Kind, Node, Shape, Used, keyword, reference, take_out, walk};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::json_type;

/// Audits a document with its overlays applied and its files added, before its references are
/// resolved, and returns it without its faulty parts.
///
/// Errors are a keyword with a value of the wrong type, a missing required keyword, an invalid
/// status, and a misplaced extension of this project. Unknown keywords are warnings.
pub(crate) fn audit(bundle: Bundle, reporter: &mut Reporter<'_>) -> Document {
    let Bundle { document, parts } = bundle;
    let mut audit = Audit {
        reporter: reporter.reborrow(),
        without_effect: BTreeMap::new(),
        faults: Vec::new(),
        root: &document.value,
        used: None,
    };
    let value = &document.value;
    let root = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value,
    };
    walk(root, &mut |node| audit.node(node));
    audit.parts(&parts, value);
    audit.list_without_effect();
    let faults = audit.faults;
    let mut document = document;
    for (at, is_error) in faults {
        if is_error {
            reporter.note_taken_out(&at);
        }
        take_out(&mut document.value, &at);
    }
    document
}

struct Audit<'r> {
    reporter: Reporter<'r>,
    /// The number of uses and the first location of each keyword without effect.
    without_effect: BTreeMap<(Kind, &'static str), (usize, Pointer)>,
    /// The locations of faulty parts, and whether they are errors.
    faults: Vec<(Pointer, bool)>,
    root: &'r Value,
    /// What operations use, found when it is needed.
    used: Option<Used>,
}

impl Audit<'_> {
    /// Audits the objects in files, each once.
    fn parts(&mut self, parts: &[(Kind, Pointer)], root: &Value) {
        let mut audited = BTreeSet::new();
        for (kind, start) in parts {
            let Some(value) = start.get(root) else {
                continue;
            };
            let node = Node {
                kind: *kind,
                at: start.clone(),
                value,
            };
            walk(node, &mut |node| {
                if audited.insert(node.at.clone()) {
                    self.node(node);
                }
            });
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        let Value::Object(object) = node.value else {
            return;
        };
        for (name, value) in object {
            let at = node.at.child(name);
            if is_extension(name) {
                self.extension(node.kind, name, value, &at);
            } else if name == "$ref" {
                self.shape(Shape::String, "$ref", value, &at, None);
            } else if node.kind.has_reference_objects() && reference(node.value).is_some() {
                self.beside_reference(name, value, &at);
            } else if node.kind == Kind::OpenApi && name == "paths" {
                self.keyword(node.kind, name, value, &at);
                self.templates(value, &at);
            } else if node.kind == Kind::Responses {
                self.status(name, &at);
            } else if !node.kind.has_free_names() {
                self.keyword(node.kind, name, value, &at);
            }
        }
        if reference(node.value).is_none() {
            self.required(node, object);
        }
    }

    /// A keyword of a Reference Object.
    fn beside_reference(&mut self, name: &str, value: &Value, at: &Pointer) {
        if matches!(name, "summary" | "description") {
            self.shape(Shape::String, name, value, at, None);
        } else {
            let message = format!("a Reference Object has no keyword `{name}`; it is ignored");
            self.reporter.report(Code::KeywordUnknown, at, message);
        }
    }

    fn keyword(&mut self, kind: Kind, name: &str, value: &Value, at: &Pointer) {
        let Some(keyword) = keyword(kind, name) else {
            let message = format!(
                "{} has no keyword `{name}`; it is ignored",
                kind.with_article()
            );
            self.reporter.report(Code::KeywordUnknown, at, message);
            return;
        };
        if kind == Kind::Schema && name == "required" && value.is_boolean() {
            let message = format!(
                "`required` must be an array of strings, not a boolean; `required: {value}` of a property is ignored"
            );
            self.reporter.report(Code::RequiredBoolean, at, message);
            self.faults.push((at.clone(), false));
            return;
        }
        let is_link = kind == Kind::Link || keyword.shape == Shape::Map(Kind::Link);
        let unused = match keyword.modelled && kind.is_modelled() {
            true => is_link.then_some("only docs have links"),
            false => Some("it has no effect"),
        };
        self.shape(keyword.shape, name, value, at, unused);
        if !keyword.modelled && kind.is_modelled() {
            let entry = self.without_effect.entry((kind, keyword.name));
            entry.or_insert_with(|| (0, at.clone())).0 += 1;
        }
    }

    /// Checks the type of a keyword's value. A wrong one is an error, unless no code depends on it,
    /// for the reason `unused`.
    fn shape(
        &mut self,
        shape: Shape,
        name: &str,
        value: &Value,
        at: &Pointer,
        unused: Option<&'static str>,
    ) {
        if fits(shape, value) {
            return;
        }
        let message = format!(
            "`{name}` must be {}, not {}",
            expected(shape),
            found(shape, value)
        );
        let why = unused.or_else(|| self.is_unused(at).then_some("no operation uses it"));
        match why {
            Some(why) => {
                let message = format!("{message}; {why}, so it is ignored");
                self.reporter.report(Code::KeywordShapeUnused, at, message);
            }
            None => self.reporter.report(Code::KeywordShape, at, message),
        }
        self.faults.push((at.clone(), why.is_none()));
    }

    /// Whether a location is in a component that no operation uses.
    fn is_unused(&mut self, at: &Pointer) -> bool {
        let root = self.root;
        let used = self.used.get_or_insert_with(|| Used::of(root));
        let tokens = at.tokens();
        tokens.first().is_some_and(|first| first == "components") && !used.contains(at)
    }

    fn extension(&mut self, kind: Kind, name: &str, value: &Value, at: &Pointer) {
        let known = extensions::OURS
            .iter()
            .find(|extension| extension.key == name);
        let Some(extension) = known else {
            if is_reserved(name) && name != FILES {
                let keys: Vec<_> = extensions::OURS
                    .iter()
                    .map(|known| format!("`{}`", known.key))
                    .collect();
                let message = format!("the extension `{name}` is unknown; it is ignored");
                let help = format!(
                    "if it is for this generator, use one of {}",
                    keys.join(", ")
                );
                self.reporter
                    .report_with_help(Code::ExtensionUnknown, at, message, help);
            }
            return;
        };
        let shape = match extension.value {
            ValueType::String => Shape::String,
            ValueType::Strings => Shape::Strings,
            ValueType::Boolean => Shape::Boolean,
            ValueType::Object => Shape::Object,
        };
        self.shape(shape, name, value, at, None);
        if !location(kind).is_some_and(|location| extension.locations.contains(&location)) {
            let message = format!("`{name}` has no effect on {}", kind.with_article());
            self.reporter.report(Code::ExtensionLocation, at, message);
        }
    }

    /// Checks for paths that the typed model would drop or that are not valid in a URL.
    fn templates(&mut self, paths: &Value, at: &Pointer) {
        for template in paths.as_object().into_iter().flat_map(Map::keys) {
            let is_path = template.starts_with('/')
                && !template.contains(char::is_control)
                && template.matches('{').count() == template.matches('}').count();
            if !is_path && !is_extension(template) {
                let message = format!("`{template}` is not a valid path");
                let help = "start it with `/`, and close each brace";
                let at = at.child(template);
                self.reporter
                    .report_with_help(Code::PathTemplate, &at, message, help);
                self.faults.push((at, true));
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
            self.reporter
                .report_with_help(Code::Status, at, message, help);
            self.faults.push((at.clone(), true));
        }
    }

    fn required(&mut self, node: &Node<'_>, object: &Map<String, Value>) {
        let required: &[&str] = match node.kind {
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
        for name in required.iter().filter(|name| !object.contains_key(**name)) {
            let message = format!("{} must have `{name}`", node.kind.with_article());
            self.reporter
                .report(Code::KeywordMissing, &node.at, message);
            self.faults.push((node.at.clone(), true));
        }
        let has = |name| object.contains_key(name);
        if node.kind == Kind::Parameter && has("name") && has("schema") == has("content") {
            let message = "a Parameter Object must have either `schema` or `content`";
            self.reporter
                .report(Code::ParameterSchema, &node.at, message);
            self.faults.push((node.at.clone(), true));
        }
    }

    fn list_without_effect(&mut self) {
        for ((kind, name), (count, first)) in std::mem::take(&mut self.without_effect) {
            let message = format!(
                "`{name}` of {} has no effect on the SDK ({count} in the document)",
                kind.with_article()
            );
            self.reporter.report(Code::KeywordNoEffect, &first, message);
        }
    }
}

/// The location that extensions name for a kind of object.
fn location(kind: Kind) -> Option<Location> {
    match kind {
        Kind::OpenApi => Some(Location::Root),
        Kind::Operation => Some(Location::Operation),
        Kind::Parameter => Some(Location::Parameter),
        Kind::RequestBody => Some(Location::RequestBody),
        Kind::Response => Some(Location::Response),
        Kind::Schema => Some(Location::Schema),
        _ => None,
    }
}

fn fits(shape: Shape, value: &Value) -> bool {
    let strings = |value: &Value| {
        let items = value.as_array();
        items.is_some_and(|items| items.iter().all(Value::is_string))
    };
    match shape {
        Shape::Json => true,
        Shape::String => value.is_string(),
        Shape::Boolean => value.is_boolean(),
        Shape::Number => value.is_number(),
        Shape::NumberOrBoolean => value.is_number() || value.is_boolean(),
        Shape::Strings => strings(value),
        Shape::StringOrStrings => value.is_string() || strings(value),
        Shape::Array => value.is_array(),
        Shape::ArrayOrObject => value.is_array() || value.is_object(),
        Shape::Object | Shape::One(_) => value.is_object(),
        Shape::OneOrBoolean(_) => value.is_object() || value.is_boolean(),
        Shape::OneOrList(kind) if !value.is_array() => is_node(kind, value),
        Shape::List(kind) | Shape::OneOrList(kind) => {
            let items = value.as_array();
            items.is_some_and(|items| items.iter().all(|item| is_node(kind, item)))
        }
        Shape::Map(kind) => value.as_object().is_some_and(|object| {
            object.iter().all(|(name, item)| {
                is_node(kind, item) || (kind == Kind::PathItem && is_extension(name))
            })
        }),
    }
}

/// Whether a value is an object, or a boolean schema.
fn is_node(kind: Kind, value: &Value) -> bool {
    value.is_object() || (kind == Kind::Schema && value.is_boolean())
}

/// The type of a value that does not fit a shape.
fn found(shape: Shape, value: &Value) -> String {
    match (shape, value) {
        (
            Shape::Strings | Shape::StringOrStrings | Shape::List(_) | Shape::OneOrList(_),
            Value::Array(_),
        ) => "an array with other items".to_owned(),
        (Shape::Map(_), Value::Object(_)) => "an object with other values".to_owned(),
        _ => json_type(value).to_owned(),
    }
}

fn expected(shape: Shape) -> String {
    match shape {
        Shape::Json => "any value".to_owned(),
        Shape::String => "a string".to_owned(),
        Shape::Boolean => "a boolean".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::NumberOrBoolean => "a number or a boolean".to_owned(),
        Shape::Strings => "an array of strings".to_owned(),
        Shape::StringOrStrings => "a string or an array of strings".to_owned(),
        Shape::Array => "an array".to_owned(),
        Shape::ArrayOrObject => "an array or an object".to_owned(),
        Shape::Object => "an object".to_owned(),
        Shape::One(kind) => kind.with_article(),
        Shape::OneOrBoolean(kind) => format!("{} or a boolean", kind.with_article()),
        Shape::OneOrList(kind) => {
            format!("{} or an array of them", kind.with_article())
        }
        Shape::List(kind) => format!("an array of {} Objects", kind.name()),
        Shape::Map(kind) => format!("a map of {} Objects", kind.name()),
    }
}
