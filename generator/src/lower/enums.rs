//! Enums: `enum` and `const`, by the types of their values.
//!
//! Strings become an enum of strings, and numbers one of numbers; a mixture with booleans is an
//! enum as well. `boolean` is the type of booleans, since it has no other values. Arrays and
//! objects among the values leave a value of the schema's type, or a free value.

use serde_json::Value;

use super::Lower;
use super::schema::Shape;
use super::view::View;
use crate::diagnostics::Code;
use crate::ir::{EnumValue, Scalar, TypeKind, TypeRef};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    /// The shape of a schema with values, if they determine it.
    pub(super) fn enumeration(&mut self, view: &View<'a>, at: &Pointer) -> Option<Shape> {
        if view.values.is_empty() {
            return None;
        }
        let (wires, others): (Vec<Value>, Vec<Value>) = view
            .values
            .iter()
            .cloned()
            .map(|value| typed(value, view.ty))
            .partition(|value| fits(value, view.ty));
        if let Some(other) = others.first() {
            let message = format!("`enum` contains {other}, which is not of the schema's type");
            self.reporter.report(Code::EnumType, at, message);
        }
        if wires.iter().any(|wire| wire.is_array() || wire.is_object()) {
            let message = "an enum with arrays or objects is read as any value of its type";
            self.reporter.report(Code::FreeValue, at, message);
            return None;
        }
        if !wires.is_empty() && wires.iter().all(Value::is_boolean) {
            return Some(Shape::Ref(TypeRef::Scalar(Scalar::Boolean)));
        }
        let mut unique: Vec<EnumValue> = Vec::new();
        for wire in wires {
            let value = EnumValue { wire };
            let is_same = |known: &EnumValue| {
                known.text() == value.text() && known.wire.is_string() == value.wire.is_string()
            };
            if !unique.iter().any(is_same) {
                unique.push(value);
            }
        }
        (!unique.is_empty()).then_some(Shape::Kind(TypeKind::Enum { values: unique }))
    }
}

/// The value, as a string if the schema says so: `enum: [1, 2]` of strings lacks quotes in YAML.
fn typed(value: Value, ty: Option<&str>) -> Value {
    match (ty, &value) {
        (Some("string"), Value::Number(_) | Value::Bool(_)) => {
            EnumValue { wire: value }.text().into()
        }
        _ => value,
    }
}

fn fits(value: &Value, ty: Option<&str>) -> bool {
    match ty {
        Some("string") => value.is_string(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    }
}
