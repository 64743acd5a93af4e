//! Types of values: what a change of a type means.

use super::comparison::Comparison;
use super::finding::{Direction, Finding, Level};
use super::kinds::Kind;
use crate::ir::{Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// The relation of a new type to an old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// The same type.
    Same,
    /// What the kind says.
    Kind(Kind),
    /// Another named type, with the effect on the wire of values that are sent and received.
    Replaced([Level; 2]),
}

/// A value with a type: a parameter, body, response, header, property or payload.
pub(super) struct ValuePlace<'p> {
    pub(super) subject: &'p str,
    /// What it is, for the message: `the property`.
    pub(super) noun: &'p str,
    pub(super) direction: Direction,
    pub(super) at: (&'p Pointer, &'p Pointer),
    pub(super) rust: String,
    /// What to write instead, if the types in Rust are not the best explanation.
    pub(super) migration: Option<String>,
}

impl Comparison<'_> {
    /// Reports a change of the type of a value, and whether there is one.
    pub(super) fn value(
        &mut self,
        place: &ValuePlace<'_>,
        (old, new): (&TypeRef, &TypeRef),
    ) -> bool {
        let change = self.change(old, new);
        let kind = match change {
            Change::Same => return false,
            Change::Kind(kind) => kind,
            Change::Replaced(_) => Kind::TypeReplaced,
        };
        let (old, new) = (self.old_type(old), self.new_type(new));
        let message = format!("{} was {old}, and is now {new}", place.noun);
        let migration = place.migration.clone();
        let migration = migration
            .unwrap_or_else(|| format!("use a value of the new type ({new}) in place of {old}"));
        let mut finding = Finding::new(kind, Some(place.direction), place.subject, message)
            .between(place.at.0, place.at.1)
            .rust(&place.rust)
            .instead(migration);
        if let Change::Replaced([sent, received]) = change {
            finding = finding.wire(match place.direction {
                Direction::Sent => sent,
                Direction::Received => received,
                Direction::Both => sent.max(received),
            });
        }
        self.push(finding);
        true
    }

    /// The relation of a new type to an old one.
    pub(super) fn change(&mut self, old: &TypeRef, new: &TypeRef) -> Change {
        use TypeRef::{Any, List, Map, Named, Null, Recursive, Scalar as Plain};
        match (old, new) {
            (Named(old) | Recursive(old), Named(new) | Recursive(new)) => {
                self.named_change(old, new)
            }
            (Null(old), Null(new)) | (List(old), List(new)) => self.change(old, new),
            (Map(old), Map(new)) => match (&**old, &**new) {
                (Any, Any) => Change::Same,
                (Any, _) => Change::Kind(Kind::MapIntroduced),
                (old, new) => self.change(old, new),
            },
            (old, Null(new)) => match self.change(old, new) {
                Change::Same => Change::Kind(Kind::BecameNullable),
                _ => Change::Kind(Kind::TypeChanged),
            },
            (Null(old), new) => match self.change(old, new) {
                Change::Same => Change::Kind(Kind::BecameNotNullable),
                _ => Change::Kind(Kind::TypeChanged),
            },
            (Any, Any) => Change::Same,
            (Any, _) => Change::Kind(Kind::TypeNarrowed),
            (_, Any) => Change::Kind(Kind::TypeWidened),
            (Plain(old), Plain(new)) => scalar_change(*old, *new),
            (Plain(scalar), Named(id)) if self.is_enum_of(id, *scalar, false) => {
                Change::Kind(Kind::BecameEnum)
            }
            (Named(id), Plain(scalar)) if self.is_enum_of(id, *scalar, true) => {
                Change::Kind(Kind::EnumRemoved)
            }
            (old, Named(union)) if self.has_variant(union, old, false) => {
                Change::Kind(Kind::TypeWidened)
            }
            (Named(union), new) if self.has_variant(union, new, true) => {
                Change::Kind(Kind::TypeNarrowed)
            }
            (Plain(_) | List(_) | Map(_) | Named(_) | Recursive(_), _) => {
                Change::Kind(Kind::TypeChanged)
            }
        }
    }

    /// The types are the same if they are paired, or if neither is in the other document: then the
    /// type has another name.
    fn named_change(&mut self, old: &TypeId, new: &TypeId) -> Change {
        if self.pairs.get(old) == Some(new) {
            return Change::Same;
        }
        if self.probed.is_empty() && !self.pairs.contains_key(old) && !self.paired.contains(new) {
            self.pair(old, new);
            return Change::Same;
        }
        Change::Replaced(self.wire_effect(old, new))
    }

    /// The effect of reading and writing values of one type as another one.
    fn wire_effect(&mut self, old: &TypeId, new: &TypeId) -> [Level; 2] {
        let pair = (old.clone(), new.clone());
        if self.probed.contains(&pair) {
            return [Level::Additive; 2];
        }
        self.probed.push(pair);
        let mut effect = |direction| {
            let outer = std::mem::take(&mut self.found);
            self.compare_types(old, new, direction);
            let inner = std::mem::replace(&mut self.found, outer);
            let worst = inner.iter().filter(|one| !one.hint).map(|one| one.wire);
            worst.max().unwrap_or(Level::Additive).max(Level::Additive)
        };
        let levels = [effect(Direction::Sent), effect(Direction::Received)];
        self.probed.pop();
        levels
    }

    /// Whether a type is an enum whose values are all of a scalar type.
    fn is_enum_of(&self, id: &TypeId, scalar: Scalar, old: bool) -> bool {
        let view = if old { &self.old } else { &self.new };
        let Some(TypeKind::Enum { values }) = view.def(id).map(|def| &def.kind) else {
            return false;
        };
        values.iter().all(|value| match scalar {
            Scalar::String | Scalar::Uuid | Scalar::DateTime => value.wire.is_string(),
            Scalar::Boolean => value.wire.is_boolean(),
            Scalar::Binary | Scalar::File => false,
            _ => value.wire.is_number(),
        })
    }

    /// Whether a type is a union with a variant of this type, which is one of the other document.
    fn has_variant(&mut self, union: &TypeId, ty: &TypeRef, old: bool) -> bool {
        let view = if old { &self.old } else { &self.new };
        let Some(TypeKind::Union { variants, .. }) = view.def(union).map(|def| &def.kind) else {
            return false;
        };
        variants.iter().any(|variant| {
            let pair = if old {
                (&variant.ty, ty)
            } else {
                (ty, &variant.ty)
            };
            self.is_same_type(pair.0, pair.1)
        })
    }

    /// Whether two types are the same, by the pairs that are known.
    pub(super) fn is_same_type(&self, old: &TypeRef, new: &TypeRef) -> bool {
        use TypeRef::{Any, List, Map, Named, Null, Recursive, Scalar as Plain};
        match (old, new) {
            (Named(old) | Recursive(old), Named(new) | Recursive(new)) => {
                self.pairs.get(old) == Some(new)
            }
            (Null(old), Null(new)) | (List(old), List(new)) | (Map(old), Map(new)) => {
                self.is_same_type(old, new)
            }
            (Plain(old), Plain(new)) => old == new,
            (Any, Any) => true,
            _ => false,
        }
    }
}

/// The relation of two scalars by the JSON values that they have.
fn scalar_change(old: Scalar, new: Scalar) -> Change {
    use Scalar::{DateTime, Decimal, Double, Integer, String, Uuid};
    if old == new {
        return Change::Same;
    }
    Change::Kind(match (old, new) {
        // Both keep the string as it is.
        (String, DateTime) | (DateTime, String) | (Double, Decimal) | (Decimal, Double) => {
            Kind::TypeEquivalent
        }
        (Uuid, String) => Kind::TypeWidened,
        (String, Uuid) => Kind::TypeNarrowed,
        _ => match (bounds(old), bounds(new)) {
            (Some(old), Some(new)) if old.0 >= new.0 && old.1 <= new.1 => Kind::TypeWidened,
            (Some(old), Some(new)) if old.0 <= new.0 && old.1 >= new.1 => Kind::TypeNarrowed,
            (Some(_), Some(_)) => Kind::TypeChanged,
            (Some(_), None) if matches!(new, Integer | Double | Decimal) => Kind::TypeWidened,
            (None, Some(_)) if matches!(old, Integer | Double | Decimal) => Kind::TypeNarrowed,
            _ if old == Integer && matches!(new, Double | Decimal) => Kind::TypeWidened,
            _ if new == Integer && matches!(old, Double | Decimal) => Kind::TypeNarrowed,
            _ => Kind::TypeChanged,
        },
    })
}

/// The least and greatest value of a bounded integer.
fn bounds(scalar: Scalar) -> Option<(i128, i128)> {
    fn of<T: Into<i128>>(least: T, greatest: T) -> Option<(i128, i128)> {
        Some((least.into(), greatest.into()))
    }
    match scalar {
        Scalar::Int8 => of(i8::MIN, i8::MAX),
        Scalar::Int16 => of(i16::MIN, i16::MAX),
        Scalar::Int32 => of(i32::MIN, i32::MAX),
        Scalar::Int64 => of(i64::MIN, i64::MAX),
        Scalar::UInt8 => of(u8::MIN, u8::MAX),
        Scalar::UInt16 => of(u16::MIN, u16::MAX),
        Scalar::UInt32 => of(u32::MIN, u32::MAX),
        Scalar::UInt64 => of(u64::MIN, u64::MAX),
        _ => None,
    }
}
