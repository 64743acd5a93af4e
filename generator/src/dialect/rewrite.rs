//! Rewrites a resolved document to 3.0 keywords. `schema` rewrites one schema.

use serde_json::{Map, Value, json};

use super::by_letter::ByLetter;
use super::event_data;
use super::nullable::Nullability;
use super::schema;
use super::tidy::is_false;
use crate::extensions::{
    ALLOW_RESERVED, DEFAULT_MAPPING, ITEM_ENCODING, ITEM_SCHEMA, LINKS, NO_DEFAULT,
    PREFIX_ENCODING, QUERY_STRING, SCHEME, SERVER_NAME, STYLE,
};
use crate::media::MediaKind;
use crate::openapi::{Kind, Node, children, keyword};
use crate::pointer::Pointer;

/// Rewrites in place.
pub(super) fn rewrite(root: &mut Value) {
    // Decided before anything is rewritten, since the target of a reference may be rewritten before
    // or after it.
    let mut locations = locations(root);
    if event_data::prepare(root, &locations) {
        locations = self::locations(root);
    }
    let by_letter = ByLetter::of(root, &locations);
    let mut nullability = Nullability::of(root, &by_letter);
    let mut facts = |(kind, at): &(Kind, Pointer)| {
        let schema = at.get(root).filter(|_| *kind == Kind::Schema);
        schema.map_or((false, false), |schema| {
            (nullability.is_nullable(schema), by_letter.contains(schema))
        })
    };
    let facts: Vec<(bool, bool)> = locations.iter().map(&mut facts).collect();
    // Children first: rewriting a schema may move its children.
    for ((kind, at), (nullable, is_by_letter)) in locations.iter().zip(facts).rev() {
        let Some(Value::Object(object)) = at.get_mut(root) else {
            continue;
        };
        match kind {
            Kind::Schema => schema::rewrite(object, nullable, is_by_letter),
            other => fill(*other, &at.last().unwrap_or_default(), object),
        }
    }
}

fn locations(root: &mut Value) -> Vec<(Kind, Pointer)> {
    let mut locations = Vec::new();
    let mut stack = vec![(Kind::OpenApi, Pointer::root())];
    while let Some((kind, at)) = stack.pop() {
        if let Some(Value::Object(object)) = at.get_mut(root) {
            without_false(kind, object);
        }
        if let Some(value) = at.get(root) {
            let node = Node {
                kind,
                at: at.clone(),
                value,
            };
            stack.extend(
                children(&node)
                    .into_iter()
                    .map(|child| (child.kind, child.at)),
            );
        }
        locations.push((kind, at));
    }
    locations
}

/// Removes properties and variants with the schema `false`, which no value matches. A branch of
/// `allOf` with it is a contradiction, which has no effect on the type.
fn without_false(kind: Kind, object: &mut Map<String, Value>) {
    if kind != Kind::Schema {
        return;
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.retain(|_, schema| !is_false(schema));
    }
    for name in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(name) {
            branches.retain(|schema| !is_false(schema));
        }
    }
}

/// Removes what has no effect, and adds what 3.0 requires and later versions do not. `name` is the
/// name or keyword of the object.
fn fill(kind: Kind, name: &str, object: &mut Map<String, Value>) {
    object.retain(|name, _| keyword(kind, name).is_none_or(|keyword| keyword.modelled));
    match kind {
        Kind::OpenApi => {
            object.entry("paths").or_insert_with(empty);
            // Only missing if that was reported.
            if let Value::Object(info) = object.entry("info").or_insert_with(empty) {
                fill(Kind::Info, "info", info);
            }
            if let Some(Value::Object(components)) = object.get_mut("components") {
                components.shift_remove("pathItems");
                components.shift_remove("mediaTypes");
            }
        }
        Kind::Info => {
            summarize(object);
            for name in ["title", "version"] {
                object
                    .entry(name)
                    .or_insert_with(|| Value::String(String::new()));
            }
        }
        Kind::Parameter => {
            carry(object, "style", STYLE);
            carry(object, "allowReserved", ALLOW_RESERVED);
            if object
                .get("in")
                .is_some_and(|location| location == "querystring")
            {
                object.insert("in".to_owned(), "query".into());
                object.insert(QUERY_STRING.to_owned(), Value::Bool(true));
            }
        }
        Kind::Discriminator => carry(object, "defaultMapping", DEFAULT_MAPPING),
        Kind::Server => carry(object, "name", SERVER_NAME),
        Kind::ServerVariable => {
            let values = object.get("enum").and_then(Value::as_array);
            if let Some(first) = values.and_then(|values| values.first()).cloned() {
                object.entry("default").or_insert(first);
            }
            // The typed model requires one.
            if !object.contains_key("default") {
                object.insert("default".to_owned(), "".into());
                object.insert(NO_DEFAULT.to_owned(), Value::Bool(true));
            }
        }
        Kind::SecurityScheme if !object.contains_key("$ref") => security_scheme(object),
        Kind::Operation => {
            object.entry("responses").or_insert_with(empty);
        }
        Kind::Encoding => encoding(object),
        Kind::MediaType => {
            item_schema(name, object);
            carry(object, "prefixEncoding", PREFIX_ENCODING);
            carry(object, "itemEncoding", ITEM_ENCODING);
        }
        // The texts and values of 3.2 for which 3.0 has another keyword.
        Kind::Example => {
            if let Some(value) = object.shift_remove("dataValue") {
                object.entry("value").or_insert(value);
            }
            // The typed model reads null as no value, but it can be the example.
            if !object.contains_key("value") && !object.contains_key("$ref") {
                object.insert("externalValue".to_owned(), "".into());
            }
        }
        Kind::Tag => summarize(object),
        Kind::Response if !object.contains_key("$ref") => {
            summarize(object);
            carry(object, "links", LINKS);
            object
                .entry("description")
                .or_insert_with(|| Value::String(String::new()));
        }
        _ => {}
    }
}

/// Moves the schema of the items of a sequence to `schema`, and marks it. The items of multipart
/// content are an array. Other content is not a sequence, and is only marked.
fn item_schema(media_type: &str, members: &mut Map<String, Value>) {
    if let Some(schema) = members.shift_remove("itemSchema") {
        match MediaKind::of(media_type) {
            kind if kind.is_sequence() => {
                members.insert("schema".to_owned(), schema);
            }
            MediaKind::Multipart => {
                let parts = json!({ "type": "array", "items": schema });
                members.entry("schema").or_insert(parts);
            }
            _ => {}
        }
        members.insert(ITEM_SCHEMA.to_owned(), Value::Bool(true));
    }
}

/// Makes the defaults of `style` and `explode` explicit. Without these keywords and
/// `allowReserved`, the media type of the property decides, so there is no style.
fn encoding(members: &mut Map<String, Value>) {
    let has_style = ["style", "explode", "allowReserved"]
        .iter()
        .any(|name| members.contains_key(*name));
    if has_style {
        let style = members
            .entry("style")
            .or_insert_with(|| Value::String("form".to_owned()));
        let is_form = style == "form";
        members
            .entry("explode")
            .or_insert_with(|| Value::Bool(is_form));
    }
}

/// Carries a keyword that the typed model lacks, or of which it accepts fewer values.
fn carry(object: &mut Map<String, Value>, keyword: &str, extension: &str) {
    if let Some(value) = object.shift_remove(keyword) {
        object.insert(extension.to_owned(), value);
    }
}

/// Carries a scheme as it is: the typed model lacks mutual TLS and flows of 3.2.
fn security_scheme(object: &mut Map<String, Value>) {
    let original = Value::Object(std::mem::take(object));
    object.insert("type".to_owned(), "http".into());
    object.insert("scheme".to_owned(), "basic".into());
    object.insert(SCHEME.to_owned(), original);
}

/// Puts a summary before the description.
fn summarize(members: &mut Map<String, Value>) {
    let Some(Value::String(summary)) = members.shift_remove("summary") else {
        return;
    };
    let description = members.get("description").and_then(Value::as_str);
    let text = match description {
        Some(description) => format!("{summary}\n\n{description}"),
        None => summary,
    };
    members.insert("description".to_owned(), Value::String(text));
}

fn empty() -> Value {
    Value::Object(Map::new())
}
