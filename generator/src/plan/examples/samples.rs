//! Values for what the document has no example of.

use serde_json::{Map, Value};

use crate::ir::{EnumValue, Field, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::fit::{fit, is_needed};
use crate::plan::models::holding::{is_asked, is_constant};
use crate::plan::models::properties::has_property;
use crate::plan::scalars;

/// How deep samples of nested types go.
const MOST_LEVELS: usize = 8;

impl Planner<'_> {
    /// The example or default of a property, or else a value of its type.
    pub(super) fn sample_of_field(&self, field: &Field) -> Value {
        self.sample_of_property(field, MOST_LEVELS)
    }

    /// A value of the type, for what the document has no example of: `name` for a string.
    pub(crate) fn sample(&self, ty: &TypeRef, name: &str) -> Value {
        self.sample_within(ty, name, MOST_LEVELS)
    }

    fn sample_within(&self, ty: &TypeRef, name: &str, levels: usize) -> Value {
        match ty {
            TypeRef::Scalar(scalar) => (scalars::rules(*scalar).sample)().unwrap_or(name.into()),
            TypeRef::List(_) => Value::Array(Vec::new()),
            TypeRef::Map(_) | TypeRef::Any => Value::Object(Map::new()),
            TypeRef::Null(_) => Value::Null,
            TypeRef::Named(_) | TypeRef::Recursive(_) if levels == 0 => Value::Null,
            TypeRef::Named(id) | TypeRef::Recursive(id) => match self.api.types.get(id) {
                Some(def) => self.sample_of_type(def, name, levels - 1),
                None => Value::Null,
            },
        }
    }

    fn sample_of_type(&self, def: &TypeDef, name: &str, levels: usize) -> Value {
        match &def.kind {
            TypeKind::Struct { fields, .. } => {
                let always = fields.iter().filter(|field| {
                    has_property(field, def.usage)
                        && (is_asked(field) || is_constant(field) || is_needed(field, def.usage))
                });
                let always = always
                    .map(|field| (field.wire.clone(), self.sample_of_property(field, levels)));
                Value::Object(always.collect())
            }
            TypeKind::Enum { values } => {
                let first = |value: &EnumValue| value.wire.clone();
                values.first().map_or(name.into(), first)
            }
            TypeKind::Union {
                variants,
                discriminator,
            } => {
                let Some(variant) = variants.first() else {
                    return Value::Null;
                };
                let mut sample = self.sample_within(&variant.ty, name, levels);
                let tag = discriminator.as_ref().zip(variant.tags.first());
                if let (Value::Object(properties), Some((wire, tag))) = (&mut sample, tag) {
                    properties.insert(wire.clone(), tag.clone());
                }
                sample
            }
            TypeKind::Alias(ty) => self.sample_within(ty, name, levels),
        }
    }

    fn sample_of_property(&self, field: &Field, levels: usize) -> Value {
        let example = field.example.iter().chain(&field.default);
        let mut known = field.constant.iter().chain(example);
        let known = known.find(|value| fit(value, &field.ty, &self.api.types).is_ok());
        let sample = || self.sample_within(&field.ty, &field.wire, levels);
        known.cloned().unwrap_or_else(sample)
    }
}
