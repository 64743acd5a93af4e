//! The formats that the API keeps to, by the settings.
//!
//! A server may send an integer beyond the range of its format, or a UUID that is none. The plain
//! type can read such a value, so a format narrows the type only if `types.exact` in `sdk.toml`
//! lists it. Unsigned 64-bit integers are a type that has negative values as well.

use crate::input::ExactFormat;
use crate::ir::{Api, Scalar, TypeKind, TypeRef, Variant};

/// The API with the plain type in place of each format that is not exact.
pub(crate) fn widened(api: &Api, exact: &[ExactFormat]) -> Api {
    let mut api = api.clone();
    let mut widen = |ty: &mut TypeRef| widen(ty, exact);
    for def in api.types.values_mut() {
        def.kind.each_part_mut(&mut widen);
        if let TypeKind::Union { variants, .. } = &mut def.kind {
            Variant::merge(variants);
        }
    }
    for operation in api.operations_mut() {
        operation.types_mut().for_each(&mut widen);
    }
    for event in &mut api.events {
        widen(&mut event.payload);
    }
    for callback in &mut api.callbacks {
        widen(&mut callback.payload);
    }
    api
}

fn widen(ty: &mut TypeRef, exact: &[ExactFormat]) {
    match ty {
        TypeRef::Scalar(scalar) => *scalar = widest(*scalar, exact),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Null(inner) => widen(inner, exact),
        TypeRef::Named(_) | TypeRef::Recursive(_) | TypeRef::Any => {}
    }
}

fn widest(scalar: Scalar, exact: &[ExactFormat]) -> Scalar {
    let (format, plain) = match scalar {
        Scalar::Int8 => (ExactFormat::Int8, Scalar::Int64),
        Scalar::Int16 => (ExactFormat::Int16, Scalar::Int64),
        Scalar::Int32 => (ExactFormat::Int32, Scalar::Int64),
        Scalar::UInt8 => (ExactFormat::UInt8, Scalar::Int64),
        Scalar::UInt16 => (ExactFormat::UInt16, Scalar::Int64),
        Scalar::UInt32 => (ExactFormat::UInt32, Scalar::Int64),
        Scalar::UInt64 => (ExactFormat::UInt64, Scalar::Integer),
        Scalar::Uuid => (ExactFormat::Uuid, Scalar::String),
        other => return other,
    };
    if exact.contains(&format) {
        scalar
    } else {
        plain
    }
}
