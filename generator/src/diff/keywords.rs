//! Keywords of schemas that have no type in Rust: limits, patterns and conditions.
//!
//! The server checks them, so a stricter one refuses requests that it took before. They are read
//! from the document, at the locations that the IR has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

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
    /// A multiple of it is a stricter condition.
    Multiple,
    /// More pairs of properties are a stricter condition.
    Implied,
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
    ("multipleOf", Order::Multiple),
    ("uniqueItems", Order::Condition),
    ("not", Order::Condition),
    ("if", Order::Condition),
    ("then", Order::Condition),
    ("else", Order::Condition),
    ("contains", Order::Condition),
    ("propertyNames", Order::Condition),
    ("dependentRequired", Order::Implied),
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
        self.compare_keywords(&place, (before, after));
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
        self.compare_keywords(place, (before, after));
    }

    fn compare_keywords<'v>(
        &mut self,
        place: &ValuePlace<'_>,
        (mut old, mut new): (Found<'v>, Found<'v>),
    ) {
        unify_exclusive(&mut old, &new);
        unify_exclusive(&mut new, &old);
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
        (_, Some(_), None) => Kind::ConstraintLoosened,
        (Order::Condition | Order::Multiple | Order::Implied, None, _) => Kind::ConstraintTightened,
        // The limit was there, and is exclusive now.
        (_, None, Some(Value::Bool(true))) => Kind::ConstraintTightened,
        (Order::Upper | Order::Lower, None, _) => Kind::ConstraintAdded,
        (Order::Condition, ..) => Kind::ConstraintChanged,
        (Order::Multiple, Some(old), Some(new)) => match (old.as_f64(), new.as_f64()) {
            (Some(old), Some(new)) if new % old == 0.0 => Kind::ConstraintTightened,
            (Some(old), Some(new)) if old % new == 0.0 => Kind::ConstraintLoosened,
            _ => Kind::ConstraintChanged,
        },
        (Order::Implied, Some(old), Some(new)) => {
            let (old, new) = (implications(old), implications(new));
            if old == new {
                return None;
            }
            if new.is_subset(&old) {
                Kind::ConstraintLoosened
            } else {
                Kind::ConstraintTightened
            }
        }
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

/// The pairs of properties of which the first requires the second.
fn implications(value: &Value) -> BTreeSet<(&str, &str)> {
    let properties = value.as_object().into_iter().flatten();
    let pairs = properties.flat_map(|(name, others)| {
        let others = others.as_array().into_iter().flatten();
        let others = others.filter_map(Value::as_str);
        others.map(move |other| (name.as_str(), other))
    });
    pairs.collect()
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
        if let Some(value) = effective(schema, name) {
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

/// The value of a keyword, if it has an effect.
fn effective<'v>(schema: &'v Value, name: &str) -> Option<&'v Value> {
    let value = schema.get(name)?;
    let is_empty = value.as_object().is_some_and(Map::is_empty);
    let has_none = match name {
        "minLength" | "minItems" | "minProperties" => value.as_f64() == Some(0.0),
        // In OpenAPI 3.0, the limits that are exclusive are booleans beside `maximum` and `minimum`.
        "uniqueItems" | "not" | "exclusiveMaximum" | "exclusiveMinimum" => {
            value.as_bool() == Some(false)
        }
        "if"
        | "then"
        | "else"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "dependencies"
        | "unevaluatedItems"
        | "unevaluatedProperties" => is_empty || value.as_bool() == Some(true),
        _ => false,
    };
    (!has_none).then_some(value)
}

/// Writes an exclusive limit of OpenAPI 3.0 as in 3.1, if the other side does.
fn unify_exclusive<'v>(own: &mut Found<'v>, other: &Found<'v>) {
    for (exclusive, plain) in [
        ("exclusiveMaximum", "maximum"),
        ("exclusiveMinimum", "minimum"),
    ] {
        let paths = other.iter().filter(|(_, found)| found.1.is_number());
        let paths = paths.filter_map(|(path, _)| path.strip_suffix(exclusive));
        for prefix in paths {
            let key = format!("{prefix}{exclusive}");
            let is_flag = own.get(&key).is_some_and(|found| found.1.is_boolean());
            if let Some(limit) = is_flag.then(|| own.remove(&format!("{prefix}{plain}"))) {
                own.remove(&key);
                own.extend(limit.map(|limit| (key, limit)));
            }
        }
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
