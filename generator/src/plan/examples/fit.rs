//! Whether examples fit their schemas.
//!
//! An example fits if the emitted code can decode it and encodes the same value again, which is
//! what the emitted tests check. So values that an open enum or a union preserves fit, and
//! properties that a type ignores do not. A property that is null, an empty array or an empty
//! object equals an absent one.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::ir::{Field, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Usage, Variant};
use crate::plan::models::holding::{Holding, is_collection};
use crate::plan::models::properties::has_property;
use crate::plan::scalars::{self, Position};
use crate::text::json_type;

/// Why a value does not fit a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The location in the value.
    pub(super) at: Vec<String>,
    pub(super) reason: String,
}

impl Misfit {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            at: Vec::new(),
            reason: reason.into(),
        }
    }

    fn expected(what: &str, value: &Value) -> Self {
        Self::new(format!("it must be {what}, not {}", json_type(value)))
    }

    /// The misfit of a value that is in a property or at an index.
    fn within(mut self, step: impl Into<String>) -> Self {
        self.at.insert(0, step.into());
        self
    }
}

/// Whether the emitted code decodes a value of a type and encodes the same value again.
///
/// # Errors
///
/// The first location in the value that does not fit.
pub(crate) fn fit(
    value: &Value,
    ty: &TypeRef,
    types: &IndexMap<TypeId, TypeDef>,
) -> Result<(), Misfit> {
    Check {
        types,
        ignores_undeclared: false,
    }
    .value(value, ty)
}

/// A check of values.
#[derive(Clone, Copy)]
struct Check<'a> {
    types: &'a IndexMap<TypeId, TypeDef>,
    /// Whether it is enough that the value can be decoded: undeclared properties are then ignored.
    ignores_undeclared: bool,
}

impl Check<'_> {
    fn value(self, value: &Value, ty: &TypeRef) -> Result<(), Misfit> {
        match (ty, value) {
            (TypeRef::Any | TypeRef::Scalar(Scalar::Binary), _)
            | (TypeRef::Null(_), Value::Null) => Ok(()),
            (TypeRef::Null(inner), value) => self.value(value, inner),
            (TypeRef::Scalar(scalar), value) => {
                let rules = scalars::rules(*scalar);
                if rules.encoded(value).is_some() {
                    return Ok(());
                }
                Err(match value {
                    Value::String(text) if rules.literal(value, Position::Exact).is_some() => {
                        Misfit::new(format!("`{text}` is not {}", rules.expected))
                    }
                    _ => Misfit::expected(rules.expected, value),
                })
            }
            (TypeRef::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.value(value, item)
                        .map_err(|misfit| misfit.within(index.to_string()))?;
                }
                Ok(())
            }
            (TypeRef::List(_), value) => Err(Misfit::expected("an array", value)),
            (TypeRef::Map(of), Value::Object(entries)) => {
                for (name, value) in entries {
                    self.value(value, of)
                        .map_err(|misfit| misfit.within(name))?;
                }
                Ok(())
            }
            (TypeRef::Map(_), value) => Err(Misfit::expected("an object", value)),
            (TypeRef::Named(id) | TypeRef::Recursive(id), value) => match self.types.get(id) {
                Some(def) => self.named(value, def),
                None => Ok(()),
            },
        }
    }

    fn named(self, value: &Value, def: &TypeDef) -> Result<(), Misfit> {
        match (&def.kind, value) {
            (
                TypeKind::Struct {
                    fields, additional, ..
                },
                Value::Object(properties),
            ) => self.object(properties, def.usage, fields, additional.as_ref()),
            (TypeKind::Struct { .. }, value) => Err(Misfit::expected("an object", value)),
            // Enums preserve unknown values: strings, or any JSON if some values are not strings.
            (TypeKind::Enum { .. }, value) => match (def.kind.strings(), value) {
                (None, _) | (Some(_), Value::String(_)) => Ok(()),
                (Some(_), value) => Err(Misfit::expected("a string", value)),
            },
            (
                TypeKind::Union {
                    variants,
                    discriminator,
                },
                value,
            ) => self.union(value, variants, discriminator.as_deref()),
            (TypeKind::Alias(ty), value) => self.value(value, ty),
        }
    }

    fn object(
        self,
        properties: &Map<String, Value>,
        usage: Usage,
        fields: &[Field],
        additional: Option<&TypeRef>,
    ) -> Result<(), Misfit> {
        for field in fields.iter().filter(|field| has_property(field, usage)) {
            let wire = &field.wire;
            match properties.get(wire) {
                None if is_needed(field, usage) => {
                    let reason = format!("the required property `{wire}` is missing");
                    return Err(Misfit::new(reason));
                }
                Some(Value::Null) if accepts_null(field, usage) => {}
                Some(value) => {
                    self.value(value, &field.ty)
                        .map_err(|misfit| misfit.within(wire))?;
                }
                None => {}
            }
        }
        let is_declared = |name: &str| fields.iter().any(|field| field.wire == name);
        let others = properties.iter().filter(|(name, _)| !is_declared(name));
        for (name, value) in others {
            match additional {
                Some(ty) => self
                    .value(value, ty)
                    .map_err(|misfit| misfit.within(name))?,
                None if self.ignores_undeclared || is_absent(value) => {}
                None => {
                    let misfit = Misfit::new(format!("the property `{name}` is not in the schema"));
                    return Err(misfit.within(name));
                }
            }
        }
        Ok(())
    }

    /// A value fits the variant that its tag names, or else any variant. One that cannot be decoded
    /// as any of them is preserved.
    fn union(
        self,
        value: &Value,
        variants: &[Variant],
        discriminator: Option<&str>,
    ) -> Result<(), Misfit> {
        let chosen = variant_of(value, variants, discriminator, self.types);
        match (chosen, discriminator) {
            (Some(variant), _) => self.value(value, &variant.ty),
            (None, Some(_)) => Ok(()),
            (None, None) => {
                let lenient = Self {
                    ignores_undeclared: true,
                    ..self
                };
                let decodes = |variant: &Variant| lenient.value(value, &variant.ty).is_ok();
                match variants.iter().any(decodes) && !self.ignores_undeclared {
                    true => Err(Misfit::new("no variant has all of its properties")),
                    false => Ok(()),
                }
            }
        }
    }
}

/// Whether decoding fails without the property.
pub(super) fn is_needed(field: &Field, usage: Usage) -> bool {
    Holding::of(field, usage) == Holding::Plain
}

/// Whether null decodes as a value, or as an empty array or map.
fn accepts_null(field: &Field, usage: Usage) -> bool {
    match Holding::of(field, usage) {
        Holding::Plain => is_collection(&field.ty) && usage.is_received(),
        Holding::EmptyIfAbsent | Holding::Optional | Holding::OrNull | Holding::Nullable => true,
    }
}

/// Whether a property with this value equals an absent one.
fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(properties) => properties.values().all(is_absent),
        _ => false,
    }
}

/// The variant that the tag of a value names, or else the first without tags that the value fits.
pub(crate) fn variant_of<'v>(
    value: &Value,
    variants: &'v [Variant],
    discriminator: Option<&str>,
    types: &IndexMap<TypeId, TypeDef>,
) -> Option<&'v Variant> {
    let tag = discriminator.and_then(|name| value.get(name));
    let fits = |variant: &&Variant| fit(value, &variant.ty, types).is_ok();
    let named = tag.and_then(|tag| {
        let mut named = variants.iter().filter(|variant| variant.tags.contains(tag));
        named.clone().find(fits).or_else(|| named.next())
    });
    named.or_else(|| {
        let mut others = variants.iter().filter(|variant| variant.tags.is_empty());
        others.find(fits)
    })
}
