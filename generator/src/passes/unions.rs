//! Variants of unions: which properties of their objects are constants, and that their objects keep
//! unknown properties, so that a value that is decoded and encoded again has lost nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::Reporter;
use crate::ir::{
    Access, Api, Docs, Field, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Variant,
};

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    for def in api.types.values_mut() {
        if let TypeKind::Union { variants, .. } = &mut def.kind {
            Variant::merge(variants);
        }
    }
    let mut tags = Tags::default();
    let mut objects = Vec::new();
    let mut defaults = BTreeSet::new();
    for def in api.types.values() {
        if let TypeKind::Union {
            variants,
            discriminator,
        } = &def.kind
        {
            for variant in variants {
                if let TypeRef::Named(id) = &variant.ty {
                    objects.push(id.clone());
                    if variant.is_default {
                        defaults.insert(id.clone());
                    }
                    if let Some(property) = discriminator {
                        tags.add(id, property, &variant.tags);
                    }
                }
            }
        }
    }
    for ((id, property), tag) in tags.0 {
        if let (Some(def), Some(tag)) = (api.types.get_mut(&id), tag) {
            let is_default = defaults.contains(&id);
            set_tag(def, &property, tag, is_default);
        }
    }
    for id in objects {
        if let Some(TypeKind::Struct { additional, .. }) =
            api.types.get_mut(&id).map(|def| &mut def.kind)
        {
            additional.get_or_insert(TypeRef::Any);
        }
    }
    let enums = enums(api);
    for def in api.types.values_mut() {
        if let TypeKind::Struct { fields, .. } = &mut def.kind {
            for field in fields {
                let is_possible = |value: &Value| can_be(&field.ty, value, &enums);
                field.constant = field.constant.take().filter(is_possible);
                if field.secret {
                    field.constant = None;
                }
            }
        }
    }
}

/// The value of the discriminator of each object and property. `None` if there are several.
#[derive(Default)]
struct Tags(BTreeMap<(TypeId, String), Option<Value>>);

impl Tags {
    fn add(&mut self, id: &TypeId, property: &str, tags: &[Value]) {
        let only = match tags {
            [] => return,
            [only] => Some(only.clone()),
            _ => None,
        };
        self.0
            .entry((id.clone(), property.to_owned()))
            .and_modify(|known| {
                if *known != only {
                    *known = None;
                }
            })
            .or_insert(only);
    }
}

/// Makes a property of an object a constant. An object without the property gets it, unless it is
/// the default variant, which may have any other value of the property or none.
fn set_tag(def: &mut TypeDef, property: &str, tag: Value, is_default: bool) {
    let at = def.at.clone();
    let TypeKind::Struct { fields, .. } = &mut def.kind else {
        return;
    };
    if let Some(field) = fields.iter_mut().find(|field| field.wire == property) {
        // Only `required` has its name.
        let is_undeclared = field.at.last().as_deref() == Some("required");
        if is_undeclared && tag.is_string() {
            field.ty = TypeRef::Scalar(Scalar::String);
            field.presence = Presence::Optional;
        }
        field.constant.get_or_insert(tag);
        return;
    }
    if is_default {
        return;
    }
    let ty = match &tag {
        Value::String(_) => TypeRef::Scalar(Scalar::String),
        _ => TypeRef::Any,
    };
    fields.push(Field {
        wire: property.to_owned(),
        given_name: None,
        ty,
        presence: Presence::Optional,
        access: Access::ReadWrite,
        constant: Some(tag),
        default: None,
        example: None,
        secret: false,
        deprecation: None,
        docs: Docs::default(),
        at,
    });
}

/// The values of each enum.
fn enums(api: &Api) -> BTreeMap<TypeId, Vec<Value>> {
    let enums = api.types.values().filter_map(|def| match &def.kind {
        TypeKind::Enum { values } => {
            let values = values.iter().map(|value| value.wire.clone());
            Some((def.id.clone(), values.collect()))
        }
        _ => None,
    });
    enums.collect()
}

/// Whether a type has a value, so that a constructor can set it.
fn can_be(ty: &TypeRef, value: &Value, enums: &BTreeMap<TypeId, Vec<Value>>) -> bool {
    match ty {
        TypeRef::Scalar(Scalar::String) => value.is_string(),
        TypeRef::Scalar(Scalar::Boolean) => value.is_boolean(),
        TypeRef::Scalar(Scalar::Double) => value.is_number(),
        TypeRef::Scalar(scalar) => scalar.fits_64_bits() && value.is_i64(),
        TypeRef::Named(id) => enums.get(id).is_some_and(|values| {
            let has_strings = values.iter().all(Value::is_string);
            values.contains(value) || (has_strings && value.is_string())
        }),
        TypeRef::Any => !value.is_object() && !value.is_array(),
        _ => false,
    }
}
