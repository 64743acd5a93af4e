//! Unions: `oneOf` and `anyOf`.

use openapiv3::Schema;

use super::Lower;
use super::schema::{Shape, component_id, component_key};
use super::view::{SchemaRef, View, docs};
use crate::diagnostics::Code;
use crate::ir::{Hint, Scalar, TypeId, TypeKind, TypeRef, Variant};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    pub(super) fn union(
        &mut self,
        view: &View<'a>,
        schema: &'a Schema,
        id: &TypeId,
        at: &Pointer,
    ) -> Shape {
        if !view.properties.is_empty() {
            let message = "a union with its own properties is not supported";
            self.reporter.report(Code::UnionProperties, at, message);
        }
        // Other values than strings are valid for an open one.
        let strings = (!view.is_open).then(|| self.union_of_strings(view, id));
        if let Some(shape) = strings.flatten() {
            return shape;
        }
        let discriminator = schema.schema_data.discriminator.as_ref();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, part) in view.one_of.iter().enumerate() {
            let name = self.variant_name(*part, index);
            let hint = Hint::Variant {
                owner: id.clone(),
                name: name.clone(),
            };
            let ty = self.item_type(*part, &hint);
            let tags = match (part, discriminator) {
                (SchemaRef::Reference(reference), Some(discriminator)) => {
                    tags(reference, &discriminator.mapping)
                }
                _ => Vec::new(),
            };
            if !variants.iter().any(|known| known.ty == ty) {
                variants.push(Variant { name, tags, ty });
            }
        }
        if discriminator.is_some() && variants.iter().any(|variant| variant.tags.is_empty()) {
            let message =
                "a variant of a union with a discriminator has no name that could be its value";
            self.reporter.report(Code::UnionDiscriminator, at, message);
        }
        Shape::Kind(TypeKind::Union {
            variants,
            discriminator: discriminator.map(|found| found.property_name.clone()),
        })
    }

    /// A union of strings is one string: an enum, which accepts other values anyway, if exactly one
    /// variant is an enum, otherwise a plain string.
    fn union_of_strings(&mut self, view: &View<'a>, id: &TypeId) -> Option<Shape> {
        let mut schemas = Vec::new();
        for part in &view.one_of {
            schemas.push(match part {
                SchemaRef::Item(schema) => *schema,
                SchemaRef::Reference(reference) => self.component_schema(reference)?.1,
            });
        }
        if !schemas.iter().all(|schema| is_string(schema)) {
            return None;
        }
        let has_values = |schema: &&Schema| !View::of(schema).values.is_empty();
        let mut listed = view
            .one_of
            .iter()
            .zip(&schemas)
            .filter(|(_, schema)| has_values(schema));
        Some(match (listed.next(), listed.next()) {
            (Some((SchemaRef::Reference(reference), _)), None) => {
                Shape::Ref(self.component(reference))
            }
            (Some((SchemaRef::Item(schema), _)), None) => {
                let hint = Hint::Variant {
                    owner: id.clone(),
                    name: String::new(),
                };
                self.shape(schema, id, &hint)
            }
            _ => Shape::Ref(TypeRef::Scalar(Scalar::String)),
        })
    }

    /// Whether every variant is a string.
    pub(super) fn is_union_of_strings(&self, view: &View<'a>) -> bool {
        let schema = |part: &SchemaRef<'a>| match *part {
            SchemaRef::Item(schema) => Some(schema),
            SchemaRef::Reference(reference) => Some(self.component_schema(reference)?.1),
        };
        let mut schemas = view.one_of.iter().map(schema);
        !view.one_of.is_empty() && schemas.all(|schema| schema.is_some_and(is_string))
    }

    /// The name of the component, else the title, else the type.
    fn variant_name(&self, part: SchemaRef<'a>, index: usize) -> String {
        match part {
            SchemaRef::Reference(reference) => component_key(reference)
                .and_then(|key| component_id(&key).0.last())
                .unwrap_or_else(|| format!("part-{index}")),
            SchemaRef::Item(schema) => {
                let ty = View::of(schema).ty.map(str::to_owned);
                docs(schema)
                    .title
                    .or(ty)
                    .unwrap_or_else(|| format!("part-{index}"))
            }
        }
    }
}

fn is_string(schema: &Schema) -> bool {
    let view = View::of(schema);
    view.ty == Some("string") && view.format.as_deref() != Some("binary")
}

/// The discriminator values of a component: those mapped to it, else its name.
fn tags(reference: &str, mapping: &indexmap::IndexMap<String, String>) -> Vec<String> {
    let Some(key) = component_key(reference) else {
        return Vec::new();
    };
    let name = component_id(&key).0.last().unwrap_or_default();
    let means = |target: &str| {
        let fragment = target.strip_prefix('#').unwrap_or(target);
        target == name
            || Pointer::parse_fragment(fragment).is_ok_and(|at| at == component_id(&key).0)
    };
    let mapped: Vec<String> = mapping
        .iter()
        .filter(|(_, target)| means(target))
        .map(|(tag, _)| tag.clone())
        .collect();
    if mapped.is_empty() {
        vec![name]
    } else {
        mapped
    }
}
