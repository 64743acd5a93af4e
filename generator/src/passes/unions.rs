//! Variants of unions: which properties of their objects are constants, and that their objects keep
//! unknown properties, so that a value that is decoded and encoded again has lost nothing.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::Reporter;
use crate::ir::{
    Access, Api, Docs, Field, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Variant,
};

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    for def in api.types.values_mut() {
        if let TypeKind::Union { variants, .. } = &mut def.kind {
            merge(variants);
        }
    }
    let mut tags = Tags::default();
    let mut objects = Vec::new();
    for def in api.types.values() {
        if let TypeKind::Union {
            variants,
            discriminator,
        } = &def.kind
        {
            for variant in variants {
                if let TypeRef::Named(id) = &variant.ty {
                    objects.push(id.clone());
                    if let Some(property) = discriminator {
                        tags.add(id, property, &variant.tags);
                    }
                }
            }
        }
    }
    for ((id, property), tag) in tags.0 {
        if let (Some(def), Some(tag)) = (api.types.get_mut(&id), tag) {
            set_tag(def, &property, tag);
        }
    }
    for id in objects {
        if let Some(TypeKind::Struct { additional, .. }) =
            api.types.get_mut(&id).map(|def| &mut def.kind)
        {
            additional.get_or_insert(TypeRef::Any);
        }
    }
    let enums: Vec<TypeId> = enums(api).collect();
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

/// Makes one variant of those with the same type, and drops those that are any value.
fn merge(variants: &mut Vec<Variant>) {
    let mut merged: Vec<Variant> = Vec::new();
    for variant in std::mem::take(variants) {
        match merged.iter_mut().find(|known| known.ty == variant.ty) {
            Some(known) => known.tags.extend(variant.tags),
            None if variant.ty == TypeRef::Any => {}
            None => merged.push(variant),
        }
    }
    *variants = merged;
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

/// Makes a property of an object a constant. An object without the property gets it.
fn set_tag(def: &mut TypeDef, property: &str, tag: Value) {
    let at = def.at.clone();
    let TypeKind::Struct { fields, .. } = &mut def.kind else {
        return;
    };
    if let Some(field) = fields.iter_mut().find(|field| field.wire == property) {
        field.constant.get_or_insert(tag);
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

fn enums(api: &Api) -> impl Iterator<Item = TypeId> + '_ {
    let enums = api.types.values();
    let enums = enums.filter(|def| matches!(def.kind, TypeKind::Enum { .. }));
    enums.map(|def| def.id.clone())
}

/// Whether a type has a value, so that a constructor can set it.
fn can_be(ty: &TypeRef, value: &Value, enums: &[TypeId]) -> bool {
    match ty {
        TypeRef::Scalar(Scalar::String) => value.is_string(),
        TypeRef::Scalar(Scalar::Boolean) => value.is_boolean(),
        TypeRef::Scalar(Scalar::Int32) => {
            value.as_i64().is_some_and(|it| i32::try_from(it).is_ok())
        }
        TypeRef::Scalar(Scalar::Int64) => value.is_i64(),
        TypeRef::Scalar(Scalar::Double) => value.is_number(),
        TypeRef::Named(id) => value.is_string() && enums.contains(id),
        TypeRef::Any => !value.is_object() && !value.is_array() && !value.is_null(),
        _ => false,
    }
}
