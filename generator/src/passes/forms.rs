//! Gives the bodies of forms types that a form can send.
//!
//! In a multipart body, a property with bytes is a file. The same schema may also be sent as JSON,
//! which has no files, so the body then gets a type of its own. A body whose schema says nothing
//! about its parts is built by the caller, part by part.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Reporter};
use crate::ir::{
    Api, Body, Field, Format, Hint, Presence, PropertyEncoding, Scalar, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::media::{MediaKind, is_binary_type};

/// A type with the rules of a body that has it.
type Key = (TypeId, Vec<PropertyEncoding>);

pub(super) fn run(api: &mut Api, reporter: &mut Reporter<'_>) {
    let mut forms: Vec<(usize, String, Body)> = Vec::new();
    for (index, operation) in api.operations().enumerate() {
        let body = operation.body.clone();
        let body = body.filter(|body| matches!(body.format, Format::Form | Format::Multipart));
        forms.extend(body.map(|body| (index, operation.id.clone(), body)));
    }
    for (_, _, body) in &mut forms {
        if let TypeRef::Null(inner) = &body.ty {
            body.ty = (**inner).clone();
        }
        match body.format {
            Format::Form => urlencoded(api, body, reporter),
            _ => multipart(api, body, reporter),
        }
    }
    separate_types(api, &mut forms);
    let mut forms = forms.into_iter().peekable();
    for (index, operation) in api.operations_mut().enumerate() {
        if let Some((_, _, body)) = forms.next_if(|(of, _, _)| *of == index) {
            operation.body = Some(body);
        }
    }
}

/// A form that is not an object is sent as the text that the caller provides.
fn urlencoded(api: &Api, body: &mut Body, reporter: &mut Reporter<'_>) {
    let is_object = match &body.ty {
        TypeRef::Map(_) | TypeRef::Any => true,
        TypeRef::Named(id) => !is_enum(api, id),
        _ => false,
    };
    if !is_object {
        let message = "a form that is not an object is sent as the text that the caller provides";
        reporter.report(Code::FormShape, &body.at, message);
        (body.ty, body.format) = (TypeRef::Scalar(Scalar::String), Format::Text);
    }
}

/// A multipart body without known parts is built by the caller: any type.
fn multipart(api: &Api, body: &mut Body, reporter: &mut Reporter<'_>) {
    let has_parts = match &body.ty {
        TypeRef::Map(value) => !is_bytes(value),
        TypeRef::Named(id) => match api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { additional, .. }) => !additional.as_ref().is_some_and(is_bytes),
            Some(TypeKind::Union { variants, .. }) => {
                !variants.iter().any(|variant| has_bytes(api, &variant.ty))
            }
            _ => false,
        },
        _ => false,
    };
    if let TypeRef::List(part) = &body.ty
        && MediaKind::of(&body.media_type) == MediaKind::Multipart
    {
        let message = "the position of a part says what it is, so the caller builds the multipart body with `Multipart::unnamed`";
        reporter.report(Code::PartPositions, &body.at, message);
        part_types(api, part, &mut body.part_types);
        body.ty = TypeRef::Any;
    } else if !has_parts {
        let message = "the schema does not describe each part, so the caller builds the multipart body with `Multipart`";
        reporter.report(Code::FormShape, &body.at, message);
        body.ty = TypeRef::Any;
    }
}

/// Collects the objects that a part can be.
fn part_types(api: &Api, part: &TypeRef, types: &mut Vec<TypeRef>) {
    let TypeRef::Named(id) = without_null(part) else {
        return;
    };
    match api.types.get(id).map(|def| &def.kind) {
        Some(TypeKind::Union { variants, .. }) => {
            for variant in variants {
                part_types(api, &variant.ty, types);
            }
        }
        Some(TypeKind::Struct { .. }) => types.push(TypeRef::Named(id.clone())),
        _ => {}
    }
}

/// Turns properties with bytes into files. A type that is also used otherwise, or with other rules,
/// is copied before.
fn separate_types(api: &mut Api, forms: &mut [(usize, String, Body)]) {
    let mut uses: BTreeMap<TypeId, usize> = BTreeMap::new();
    for ty in api.type_refs() {
        ty.each_named(&mut |id| *uses.entry(id.clone()).or_default() += 1);
    }
    let mut keys: BTreeMap<TypeId, Vec<Key>> = BTreeMap::new();
    for (_, _, body) in forms.iter() {
        let Some((id, encodings)) = key(body) else {
            continue;
        };
        let keys = keys.entry(id.clone()).or_default();
        if !keys.iter().any(|(_, known)| *known == encodings) {
            keys.push((id, encodings));
        }
    }
    let mut copies: Vec<(Key, TypeId)> = Vec::new();
    for (_, operation, body) in forms.iter_mut() {
        let Some(key) = key(body) else { continue };
        let id = match copies.iter().find(|(known, _)| *known == key) {
            Some((_, id)) => id.clone(),
            None => {
                let of_forms = keys.get(&key.0).map_or(0, Vec::len);
                let is_first = keys
                    .get(&key.0)
                    .is_some_and(|all| all.first() == Some(&key));
                let is_only_here = of_forms == 1
                    && uses.get(&key.0).copied().unwrap_or_default() == bodies(&key, api);
                let has_files = files(api, &key).next().is_some();
                let keeps = if has_files { is_only_here } else { is_first };
                let id = if keeps {
                    key.0.clone()
                } else {
                    copy(api, &key.0, operation, body)
                };
                mark_files(api, &id, &key.1);
                copies.push((key, id.clone()));
                id
            }
        };
        body.ty = TypeRef::Named(id);
    }
}

/// The type and rules of a multipart body with a type of its own.
fn key(body: &Body) -> Option<Key> {
    match (&body.ty, body.format) {
        (TypeRef::Named(id), Format::Multipart) => Some((id.clone(), body.encodings.clone())),
        _ => None,
    }
}

/// The number of multipart bodies with this type.
fn bodies(key: &Key, api: &Api) -> usize {
    let bodies = api
        .operations()
        .filter_map(|operation| operation.body.as_ref());
    bodies
        .filter(|body| {
            let ty = match &body.ty {
                TypeRef::Null(inner) => inner,
                ty => ty,
            };
            body.format == Format::Multipart && *ty == TypeRef::Named(key.0.clone())
        })
        .count()
}

/// Adds a copy of a type for the body of an operation.
fn copy(api: &mut Api, id: &TypeId, operation: &str, body: &Body) -> TypeId {
    let at = body
        .at
        .child("content")
        .child(&body.media_type)
        .child("schema");
    let mut new = TypeId(at);
    while api.types.contains_key(&new) {
        new = TypeId(new.0.child("form"));
    }
    if let Some(def) = api.types.get(id) {
        let def = TypeDef {
            id: new.clone(),
            hint: Hint::Operation {
                id: operation.to_owned(),
                role: "request".to_owned(),
            },
            also_called: Vec::new(),
            given_name: None,
            at: new.0.clone(),
            ..def.clone()
        };
        api.types.insert(new.clone(), def);
    }
    new
}

/// The properties of a type that are files under these rules.
fn files<'a>(api: &'a Api, (id, encodings): &'a Key) -> impl Iterator<Item = &'a Field> {
    let fields = match api.types.get(id).map(|def| &def.kind) {
        Some(TypeKind::Struct { fields, .. }) => fields.as_slice(),
        _ => &[],
    };
    fields.iter().filter(|field| is_file(field, encodings))
}

fn mark_files(api: &mut Api, id: &TypeId, encodings: &[PropertyEncoding]) {
    let Some(TypeKind::Struct { fields, .. }) = api.types.get_mut(id).map(|def| &mut def.kind)
    else {
        return;
    };
    for field in fields {
        if is_file(field, encodings) {
            field.ty = match without_null(&field.ty) {
                TypeRef::List(_) => TypeRef::List(Box::new(TypeRef::Scalar(Scalar::File))),
                _ => TypeRef::Scalar(Scalar::File),
            };
            // A form has no null.
            field.presence = Presence::of(field.presence == Presence::Required, false);
            field.example = None;
        }
    }
}

/// Whether a property is a file: bytes, or something without a type in a format of bytes.
fn is_file(field: &Field, encodings: &[PropertyEncoding]) -> bool {
    let encoding = encodings.iter().find(|one| one.wire == field.wire);
    let media_type = encoding.and_then(|one| one.content_type.as_deref());
    let item = match without_null(&field.ty) {
        TypeRef::List(item) => without_null(item),
        ty => ty,
    };
    match item {
        TypeRef::Scalar(Scalar::Binary | Scalar::File) => true,
        TypeRef::Scalar(Scalar::String) | TypeRef::Any => media_type.is_some_and(is_binary_type),
        _ => false,
    }
}

fn has_bytes(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(id) => match api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { fields, .. }) => fields.iter().any(|field| is_bytes(&field.ty)),
            _ => false,
        },
        ty => is_bytes(ty),
    }
}

fn is_bytes(ty: &TypeRef) -> bool {
    ty.scalar() == Some(Scalar::Binary)
}

fn is_enum(api: &Api, id: &TypeId) -> bool {
    let def = api.types.get(id);
    def.is_some_and(|def| matches!(def.kind, TypeKind::Enum { .. }))
}

fn without_null(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Null(inner) => without_null(inner),
        ty => ty,
    }
}
