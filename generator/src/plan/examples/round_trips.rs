//! Round trips of the document's examples, as tests of the emitted crate.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Example, Format, Scalar, Success, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::fit::variant_of;
use crate::plan::literals;
use crate::plan::models::properties::has_property;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, Taken, ident, plain};
use crate::plan::scalars;
use crate::pointer::Pointer;
use crate::sdk::RoundTrip;

impl Planner<'_> {
    /// A test for each example of a request, a response, an event, a callback or an object type.
    pub(crate) fn round_trips(&mut self) -> Vec<RoundTrip> {
        let mut found: Vec<(Pointer, TypeRef, Vec<Example>)> = Vec::new();
        for operation in self.api.operations() {
            if let Some(body) = &operation.body {
                found.push((body.at.clone(), body.ty.clone(), body.examples.clone()));
            }
            // The example of a stream is its text or a value of its type.
            let is_stream = |one: &Success| one.format.is_some_and(Format::is_stream);
            for one in operation.success.iter().filter(|one| !is_stream(one)) {
                found.extend(
                    one.ty
                        .clone()
                        .map(|ty| (one.at.clone(), ty, one.examples.clone())),
                );
            }
            for one in &operation.failures {
                found.extend(
                    one.ty
                        .clone()
                        .map(|ty| (one.at.clone(), ty, one.examples.clone())),
                );
            }
        }
        for event in &self.api.events {
            found.push((
                event.at.clone(),
                event.payload.clone(),
                event.examples.clone(),
            ));
        }
        for callback in &self.api.callbacks {
            found.push((
                callback.at.clone(),
                callback.payload.clone(),
                callback.examples.clone(),
            ));
        }
        for def in self.api.types.values() {
            let is_object = matches!(def.kind, TypeKind::Struct { .. });
            if is_object {
                found.push((
                    def.at.clone(),
                    TypeRef::Named(def.id.clone()),
                    def.examples.clone(),
                ));
            }
        }
        let mut taken = Taken::default();
        let mut known: BTreeSet<(&Pointer, usize)> = BTreeSet::new();
        let mut tests = Vec::new();
        for (at, ty, examples) in &found {
            for (index, example) in examples.iter().enumerate() {
                // Operations share responses.
                if !self.is_json(ty) || !known.insert((at, index)) {
                    continue;
                }
                tests.push(self.round_trip(at, ty, example, &mut taken));
            }
        }
        tests
    }

    fn round_trip(
        &self,
        at: &Pointer,
        ty: &TypeRef,
        example: &Example,
        taken: &mut Taken,
    ) -> RoundTrip {
        let mut scope = Scope::qualified();
        let held = TypeWriter {
            names: &self.names,
            scope: &mut scope,
        }
        .ty(ty);
        let subject = match ty {
            TypeRef::Named(id) => self.names.get(id).to_owned(),
            _ => at.last().unwrap_or_default(),
        };
        let name = MethodName::new(&format!("{subject} {}", example.name)).to_string();
        RoundTrip {
            name: ident(&taken.claim(plain(&name))).into(),
            ty: held.into(),
            json: literals::raw_string(&pretty(&self.as_encoded(&example.value, ty))).into(),
            origin: self.docs.code(&at.to_string()),
        }
    }
}

impl Planner<'_> {
    /// Whether a value is JSON: neither a scalar, which may be any text, nor a type with files.
    fn is_json(&self, ty: &TypeRef) -> bool {
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
    fn as_encoded(&self, value: &Value, ty: &TypeRef) -> Value {
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
}

pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
