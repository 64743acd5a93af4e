//! Reads the values of request bodies: what the content types write.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sdk_generator::ir::{Api, Body, Format, Scalar, TypeRef};
use sdk_generator::{BodyValue, FileValue};
use serde_json::{Map, Value};

use super::suite::text;
use super::wire::{Types, form_pairs};

/// The value of a body of an operation, from a body of the suite.
pub(crate) fn value(api: &Api, body: &Body, recorded: &Value) -> BodyValue {
    if body.format == Format::Multipart {
        return multipart(Types(api), &body.ty, recorded);
    }
    let content = recorded.get("rawContent").unwrap_or(&Value::Null);
    if body.ty == TypeRef::Scalar(Scalar::Binary) {
        return BodyValue::Bytes(bytes(content));
    }
    if body.format.is_stream() {
        // The text of a sequence of values is one of the forms of its examples.
        let text = String::from_utf8_lossy(&bytes(content)).into_owned();
        return BodyValue::Value(text.into());
    }
    BodyValue::Value(match (body.format, content) {
        (Format::Text, content) => text(content).into(),
        (Format::Form, Value::String(form)) => Types(api).object(form_pairs(form), &body.ty),
        // The suite has some JSON as text.
        (Format::Json, Value::String(json)) if !Types(api).is_text(&body.ty) => {
            serde_json::from_str(json).unwrap_or_else(|_| content.clone())
        }
        _ => content.clone(),
    })
}

/// The parts, in which the value of a file is its index in the files.
fn multipart(types: Types<'_>, ty: &TypeRef, recorded: &Value) -> BodyValue {
    let mut parts = Map::new();
    let values = recorded.get("parts").and_then(Value::as_object);
    for (name, value) in values.into_iter().flatten() {
        let value = match value {
            Value::Object(_) | Value::Array(_) | Value::Null => value.clone(),
            scalar => types.scalar(&text(scalar), &types.property(ty, name)),
        };
        parts.insert(name.clone(), value);
    }
    let mut files = Vec::new();
    let all = recorded.get("files").and_then(Value::as_array);
    for file in all.into_iter().flatten() {
        let string = |name: &str| file.get(name).and_then(Value::as_str).map(str::to_owned);
        let index = Value::from(files.len());
        let name = string("fieldname").unwrap_or_default();
        let is_array = types.item(&types.property(ty, &name)).is_some();
        match parts.get_mut(&name) {
            Some(Value::Array(known)) => known.push(index),
            _ if is_array => {
                parts.insert(name, Value::Array(vec![index]));
            }
            _ => {
                parts.insert(name, index);
            }
        }
        files.push(FileValue {
            content: bytes(file.get("buffer").unwrap_or(&Value::Null)),
            name: string("originalname"),
            media_type: string("mimetype"),
        });
    }
    BodyValue::Multipart(parts.into(), files)
}

/// Bytes, which are in Base64, or the text of another value.
fn bytes(content: &Value) -> Vec<u8> {
    match content.get("base64").and_then(Value::as_str) {
        Some(encoded) => STANDARD.decode(encoded).unwrap(),
        None => text(content).into_bytes(),
    }
}
