//! How a struct holds a property, and whether its constructor asks for it.

use crate::ir::{Access, Field, Presence, TypeRef, Usage};

/// How a struct holds a property with values of a type `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    /// `T`
    Plain,
    /// `T`, an array or map that is empty if the property is absent.
    EmptyIfAbsent,
    /// `Option<T>`, absent if it is `None`.
    Optional,
    /// `Option<T>`, null if it is `None`.
    OrNull,
    /// `Nullable<T>`: absent, null or a value.
    Nullable,
}

impl Holding {
    /// How a model of this usage holds the property.
    pub(crate) fn of(field: &Field, usage: Usage) -> Self {
        if !usage.is_sent() {
            return match field.presence {
                presence if is_collection(&field.ty) && presence.is_required() => Self::Plain,
                _ if is_collection(&field.ty) => Self::EmptyIfAbsent,
                Presence::Required => Self::Plain,
                Presence::Nullable => Self::OrNull,
                Presence::Optional | Presence::OptionalNullable => Self::Optional,
            };
        }
        let is_absent_on_one_way = match field.access {
            Access::ReadWrite => false,
            Access::ReadOnly => true,
            Access::WriteOnly => usage.is_received(),
        };
        match (field.access, field.presence) {
            // Only the server sets it, so the caller never needs to send null.
            (Access::ReadOnly, _) => Self::Optional,
            (_, Presence::Required) if is_absent_on_one_way => Self::Optional,
            (_, Presence::Required) => Self::Plain,
            (_, Presence::Nullable) => Self::OrNull,
            (_, Presence::Optional) => Self::Optional,
            (_, Presence::OptionalNullable) => Self::Nullable,
        }
    }

    /// Whether a value can be set to null.
    pub(crate) fn has_null(self) -> bool {
        matches!(self, Self::OrNull | Self::Nullable)
    }
}

/// Whether the constructor of a model takes the property: it is required, not `readOnly` and not a
/// constant.
pub(crate) fn is_asked(field: &Field) -> bool {
    field.presence.is_required() && field.access != Access::ReadOnly && field.constant.is_none()
}

/// Whether the constructor of a model sets the property.
pub(crate) fn is_constant(field: &Field) -> bool {
    field.constant.is_some() && field.access != Access::ReadOnly
}

/// Whether values are arrays or maps.
pub(crate) fn is_collection(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::List(_) | TypeRef::Map(_))
}
