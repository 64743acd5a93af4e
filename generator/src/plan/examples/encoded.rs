//! Values as the emitted code encodes them after it has decoded them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::ir::{Access, Scalar, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::fit::variant_of;
use crate::plan::models::holding::{Holding, is_asked, is_constant};
use crate::plan::models::properties::has_property;
use crate::plan::scalars;

/// The order of properties that are not fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Document,
    /// The order that maps have in Rust.
    Names,
}

impl Planner<'_> {
    /// Whether a value is JSON: neither a scalar, which may be any text, nor a type with files.
    pub(super) fn is_json(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) | TypeRef::Any => false,
            TypeRef::Named(id) => match self.api.types.get(id).map(|def| &def.kind) {
                Some(TypeKind::Struct { fields, .. }) => {
                    !fields.iter().any(|field| field.ty.holds(Scalar::File))
                }
                _ => true,
            },
            _ => true,
        }
    }

    /// The value as it is encoded after it was decoded: without properties that the type does not
    /// have, since an example of a request may contain properties that only the server sets.
    pub(crate) fn as_encoded(&self, value: &Value, ty: &TypeRef) -> Value {
        match (ty, value) {
            (TypeRef::Named(id), value) => match self.api.types.get(id) {
                Some(def) => self.as_encoded_by_type(value, def),
                None => value.clone(),
            },
            (TypeRef::List(item), Value::Array(items)) => items
                .iter()
                .map(|value| self.as_encoded(value, item))
                .collect(),
            (TypeRef::Map(item), Value::Object(properties)) => {
                let item =
                    |(name, value): (&String, &Value)| (name.clone(), self.as_encoded(value, item));
                Value::Object(properties.iter().map(item).collect())
            }
            (TypeRef::Recursive(id), value) => self.as_encoded(value, &TypeRef::Named(id.clone())),
            (TypeRef::Null(inner), value) => self.as_encoded(value, inner),
            (TypeRef::Scalar(scalar), value) => {
                let encoded = scalars::rules(*scalar).encoded(value);
                encoded.unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        }
    }

    fn as_encoded_by_type(&self, value: &Value, def: &TypeDef) -> Value {
        match (&def.kind, value) {
            (
                TypeKind::Struct {
                    fields, additional, ..
                },
                Value::Object(properties),
            ) => {
                let field = |name: &str| fields.iter().find(|field| field.wire == name);
                let kept = properties.iter().filter_map(|(name, value)| {
                    let value = match (field(name), additional) {
                        (Some(field), _) if !has_property(field, def.usage) => return None,
                        (Some(field), _) => self.as_encoded(value, &field.ty),
                        (None, Some(ty)) => self.as_encoded(value, ty),
                        (None, None) => value.clone(),
                    };
                    Some((name.clone(), value))
                });
                Value::Object(kept.collect())
            }
            (
                TypeKind::Union {
                    variants,
                    discriminator,
                },
                value,
            ) => {
                let types = &self.api.types;
                match variant_of(value, variants, discriminator.as_deref(), types) {
                    Some(variant) => self.as_encoded(value, &variant.ty),
                    None => value.clone(),
                }
            }
            _ => value.clone(),
        }
    }

    /// The value as an emitted client sends it: with the constants and required properties that it
    /// lacks, and without what only the server sets. Fields are in the order of the type.
    pub(super) fn as_sent(&self, value: &Value, ty: &TypeRef, order: Order) -> Value {
        match (ty, value) {
            (TypeRef::Named(id) | TypeRef::Recursive(id), value) => match self.api.types.get(id) {
                Some(def) => self.as_sent_by_type(value, def, order),
                None => value.clone(),
            },
            (TypeRef::List(item), Value::Array(items)) => items
                .iter()
                .map(|value| self.as_sent(value, item, order))
                .collect(),
            (TypeRef::Map(item), Value::Object(properties)) => {
                let item = |(name, value): (&String, &Value)| {
                    (name.clone(), self.as_sent(value, item, order))
                };
                Value::Object(order.of(properties.iter().map(item)))
            }
            (TypeRef::Null(inner), value) => self.as_sent(value, inner, order),
            _ => order.within(&self.as_encoded(value, ty)),
        }
    }

    fn as_sent_by_type(&self, value: &Value, def: &TypeDef, order: Order) -> Value {
        match (&def.kind, value) {
            (
                TypeKind::Struct {
                    fields, additional, ..
                },
                Value::Object(properties),
            ) => {
                let mut sent = Map::new();
                for field in fields {
                    let wire = &field.wire;
                    let is_set = is_asked(field) || is_constant(field);
                    if field.access == Access::ReadOnly || !has_property(field, def.usage) {
                        continue;
                    }
                    let value = match properties.get(wire) {
                        Some(value) => value.clone(),
                        None if is_set => self.sample_of_field(field),
                        None => continue,
                    };
                    let holding = Holding::of(field, def.usage);
                    let is_absent = matches!(holding, Holding::Optional | Holding::EmptyIfAbsent);
                    if value.is_null() && is_absent {
                        continue;
                    }
                    sent.insert(wire.clone(), self.as_sent(&value, &field.ty, order));
                }
                let is_declared = |name: &str| fields.iter().any(|field| field.wire == name);
                let others = properties.iter().filter(|(name, _)| !is_declared(name));
                let of_others = additional.as_ref();
                sent.extend(order.of(others.filter_map(|(name, value)| {
                    Some((name.clone(), self.as_sent(value, of_others?, order)))
                })));
                Value::Object(sent)
            }
            (
                TypeKind::Union {
                    variants,
                    discriminator,
                },
                value,
            ) => {
                let types = &self.api.types;
                match variant_of(value, variants, discriminator.as_deref(), types) {
                    Some(variant) => self.as_sent(value, &variant.ty, order),
                    None => order.within(value),
                }
            }
            (TypeKind::Alias(ty), value) => self.as_sent(value, ty, order),
            _ => value.clone(),
        }
    }
}

impl Order {
    fn of(self, properties: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
        match self {
            Self::Document => properties.collect(),
            Self::Names => {
                let sorted: BTreeMap<String, Value> = properties.collect();
                sorted.into_iter().collect()
            }
        }
    }

    fn within(self, value: &Value) -> Value {
        match value {
            Value::Object(properties) => {
                let properties = properties.iter();
                let properties = properties.map(|(name, value)| (name.clone(), self.within(value)));
                Value::Object(self.of(properties))
            }
            Value::Array(items) => items.iter().map(|item| self.within(item)).collect(),
            other => other.clone(),
        }
    }
}

pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
