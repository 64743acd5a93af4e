//! Keywords of schemas that have no type in Rust: limits, patterns and conditions.
//!
//! The server checks them, so a stricter one refuses requests that it took before. They are read
//! from the document, at the locations that the IR has.

use std::collections::BTreeMap;

use serde_json::Value;

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::values::ValuePlace;
use crate::ir::{TypeDef, TypeRef};
use crate::openapi::reference;
use crate::pointer::Pointer;

/// The maximum number of references that are followed from one location.
const MOST_REFERENCES: usize = 32;

/// What a greater value of a keyword means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// More values are allowed.
    Upper,
    /// Fewer values are allowed.
    Lower,
    /// A condition, whose presence excludes values.
    Condition,
    /// What the value means for programs, not which values there are.
    Format,
    /// What a string has inside.
    Content,
}

const KEYWORDS: &[(&str, Order)] = &[
    ("maximum", Order::Upper),
    ("exclusiveMaximum", Order::Upper),
    ("maxLength", Order::Upper),
    ("maxItems", Order::Upper),
    ("maxProperties", Order::Upper),
    ("maxContains", Order::Upper),
    ("minimum", Order::Lower),
    ("exclusiveMinimum", Order::Lower),
    ("minLength", Order::Lower),
    ("minItems", Order::Lower),
    ("minProperties", Order::Lower),
    ("minContains", Order::Lower),
    ("pattern", Order::Condition),
    ("multipleOf", Order::Condition),
    ("uniqueItems", Order::Condition),
    ("not", Order::Condition),
    ("if", Order::Condition),
    ("then", Order::Condition),
    ("else", Order::Condition),
    ("contains", Order::Condition),
    ("propertyNames", Order::Condition),
    ("dependentRequired", Order::Condition),
    ("dependentSchemas", Order::Condition),
    ("dependencies", Order::Condition),
    ("unevaluatedItems", Order::Condition),
    ("unevaluatedProperties", Order::Condition),
    ("contentSchema", Order::Condition),
    ("format", Order::Format),
    ("contentMediaType", Order::Content),
    ("contentEncoding", Order::Content),
];

/// The keywords of a schema and of its items, by a path such as `items/maxLength`.
type Found<'v> = BTreeMap<String, (Order, &'v Value)>;

impl Comparison<'_> {
    /// Compares the keywords of a parameter or property whose type is the same.
    pub(super) fn value_keywords(&mut self, place: &ValuePlace<'_>, ty: &TypeRef) {
        let schema = |document, at| {
            let found = target(document, at)?;
            let content = found.get("content").and_then(Value::as_object);
            let content = content.and_then(|content| content.values().next());
            let wrapped = found.get("schema").or_else(|| content?.get("schema"));
            Some(wrapped.unwrap_or(found))
        };
        let (old, new) = (
            schema(self.old.document, place.at.0),
            schema(self.new.document, place.at.1),
        );
        self.schemas(place, (old, new), ty);
    }

    /// Compares the keywords of the content of a body whose type is the same.
    pub(super) fn content_keywords(
        &mut self,
        place: &ValuePlace<'_>,
        media_types: (&str, &str),
        ty: &TypeRef,
    ) {
        let schema = |document, at, media_type| {
            let content = target(document, at)?.get("content")?;
            content.get(media_type)?.get("schema")
        };
        let (old, new) = (
            schema(self.old.document, place.at.0, media_types.0),
            schema(self.new.document, place.at.1, media_types.1),
        );
        self.schemas(place, (old, new), ty);
    }

    /// Compares the keywords of the schema of a type.
    pub(super) fn type_keywords(&mut self, old: &TypeDef, new: &TypeDef, direction: Direction) {
        let name = self.old.surface.type_name(&old.id);
        let place = ValuePlace {
            subject: &name,
            noun: "the type",
            direction,
            at: (&old.at, &new.at),
            rust: format!("models::{name}"),
            migration: None,
        };
        let (mut before, mut after) = (Found::new(), Found::new());
        let (old_root, new_root) = (self.old.document, self.new.document);
        if let Some(schema) = target(old_root, &old.at) {
            own_keywords(old_root, schema, "", &mut before, 0);
        }
        if let Some(schema) = target(new_root, &new.at) {
            own_keywords(new_root, schema, "", &mut after, 0);
        }
        self.compare_keywords(&place, &before, &after);
    }

    fn schemas(
        &mut self,
        place: &ValuePlace<'_>,
        schemas: (Option<&Value>, Option<&Value>),
        ty: &TypeRef,
    ) {
        let (Some(old), Some(new)) = schemas else {
            return;
        };
        let (mut before, mut after) = (Found::new(), Found::new());
        collect(self.old.document, old, ty, "", &mut before);
        collect(self.new.document, new, ty, "", &mut after);
        self.compare_keywords(place, &before, &after);
    }

    fn compare_keywords(&mut self, place: &ValuePlace<'_>, old: &Found<'_>, new: &Found<'_>) {
        let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let (before, after) = (old.get(path), new.get(path));
            let Some((order, _)) = before.or(after) else {
                continue;
            };
            let (before, after) = (before.map(|found| found.1), after.map(|found| found.1));
            let Some(kind) = keyword_kind(*order, before, after) else {
                continue;
            };
            let message = match (before, after) {
                (Some(before), Some(after)) => {
                    format!(
                        "`{path}` was {}, and is now {}",
                        shown(before),
                        shown(after)
                    )
                }
                (None, Some(after)) => format!("`{path}` is now {}", shown(after)),
                (Some(before), None) => {
                    format!("`{path}`, which was {}, is removed", shown(before))
                }
                (None, None) => continue,
            };
            let mut finding = Finding::new(kind, Some(place.direction), place.subject, message)
                .detail(path)
                .between(place.at.0, place.at.1)
                .rust(&place.rust);
            if finding.is_breaking() {
                finding = finding.instead(match kind {
                    Kind::ContentChanged => {
                        format!("write and read the string as the new `{path}` says")
                    }
                    _ => format!(
                        "send only values that the new `{path}` allows; the SDK does not check them"
                    ),
                });
            }
            self.push(finding);
        }
    }
}

/// What a change of a keyword is, `None` if it has the same value.
fn keyword_kind(order: Order, old: Option<&Value>, new: Option<&Value>) -> Option<Kind> {
    if old == new {
        return None;
    }
    Some(match (order, old, new) {
        (Order::Content, Some(_), Some(_)) => Kind::ContentChanged,
        (Order::Format | Order::Content, ..) => Kind::FormatChanged,
        (_, Some(Value::Bool(false)), None) => return None,
        (_, Some(_), None) => Kind::ConstraintLoosened,
        // In OpenAPI 3.0, `exclusiveMinimum` is a boolean beside `minimum`.
        (_, None, Some(Value::Bool(false))) => return None,
        (Order::Condition, None, _) | (_, None, Some(Value::Bool(true))) => {
            Kind::ConstraintTightened
        }
        (Order::Upper | Order::Lower, None, _) => Kind::ConstraintAdded,
        (_, Some(Value::Bool(false)), Some(Value::Bool(true))) => Kind::ConstraintTightened,
        (_, Some(Value::Bool(true)), Some(Value::Bool(false))) => Kind::ConstraintLoosened,
        (Order::Condition, ..) => Kind::ConstraintChanged,
        (order, Some(old), Some(new)) => match (old.as_f64(), new.as_f64()) {
            (Some(old), Some(new)) if old == new => return None,
            (Some(old), Some(new)) if (new > old) == (order == Order::Upper) => {
                Kind::ConstraintLoosened
            }
            (Some(_), Some(_)) => Kind::ConstraintTightened,
            _ => Kind::ConstraintChanged,
        },
    })
}

/// The keywords of a value of a type: its own, and those of its items.
fn collect<'v>(
    root: &'v Value,
    schema: &'v Value,
    ty: &TypeRef,
    prefix: &str,
    found: &mut Found<'v>,
) {
    let (inner, keyword) = match ty {
        // The keywords of a named type are those of its own schema.
        TypeRef::Named(_) | TypeRef::Recursive(_) => return,
        TypeRef::Null(inner) => return collect(root, schema, inner, prefix, found),
        TypeRef::List(inner) => (Some(inner), "items"),
        TypeRef::Map(inner) => (Some(inner), "additionalProperties"),
        TypeRef::Scalar(_) | TypeRef::Any => (None, ""),
    };
    own_keywords(root, schema, prefix, found, 0);
    let schema = followed(root, schema);
    let child = schema.and_then(|schema| schema.get(keyword));
    if let (Some(inner), Some(child)) = (inner, child) {
        collect(root, child, inner, &format!("{prefix}{keyword}/"), found);
    }
}

/// The keywords of a schema, of what it refers to, and of the branches of `allOf`.
fn own_keywords<'v>(
    root: &'v Value,
    schema: &'v Value,
    prefix: &str,
    found: &mut Found<'v>,
    depth: usize,
) {
    if depth > MOST_REFERENCES {
        return;
    }
    for (name, order) in KEYWORDS {
        if let Some(value) = schema.get(name) {
            let path = format!("{prefix}{name}");
            found.entry(path).or_insert((*order, value));
        }
    }
    let target = reference(schema).and_then(|text| located(root, text));
    let branches = schema.get("allOf").and_then(Value::as_array);
    for next in target.into_iter().chain(branches.into_iter().flatten()) {
        own_keywords(root, next, prefix, found, depth + 1);
    }
}

fn located<'v>(root: &'v Value, reference: &str) -> Option<&'v Value> {
    let fragment = reference.strip_prefix('#')?;
    Pointer::parse_fragment(fragment).ok()?.get(root)
}

/// What a value refers to, or the value itself.
fn followed<'v>(root: &'v Value, value: &'v Value) -> Option<&'v Value> {
    let mut value = value;
    for _ in 0..MOST_REFERENCES {
        match reference(value) {
            Some(text) => value = located(root, text)?,
            None => return Some(value),
        }
    }
    None
}

/// What is at a location of a document, or what that refers to.
pub(super) fn target<'v>(root: &'v Value, at: &Pointer) -> Option<&'v Value> {
    followed(root, at.get(root)?)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Array(_) => "a schema or a list".to_owned(),
        other => format!("`{other}`"),
    }
}
