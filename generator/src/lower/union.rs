//! `oneOf` and `anyOf`: one of several types.

use openapiv3::Schema;

use super::Lower;
use super::schema::{Shape, component_id, component_key};
use super::view::{SchemaRef, View, docs};
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
            let message = "an object with members of its own is a union besides";
            let help = "give the members to the parts of the union, in an overlay";
            self.error("union-members", at, message, help);
        }
        if let Some(text) = self.union_of_texts(view, id) {
            return text;
        }
        let discriminator = schema.schema_data.discriminator.as_ref();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, part) in view.one_of.iter().enumerate() {
            let name = self.variant_name(*part, index);
            let hint = Hint::Part {
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
            let message = "a part of a union with a discriminator has no name";
            let help = "refer to a component instead of writing the part here";
            self.error("union-discriminator", at, message, help);
        }
        Shape::Kind(TypeKind::Union {
            variants,
            discriminator: discriminator.map(|found| found.property_name.clone()),
        })
    }

    /// Texts of several kinds are one text: an enum, which admits other values anyway, where there is just one with
    /// listed values, and a plain text where their kinds differ otherwise.
    fn union_of_texts(&mut self, view: &View<'a>, id: &TypeId) -> Option<Shape> {
        let mut schemas = Vec::new();
        for part in &view.one_of {
            schemas.push(match part {
                SchemaRef::Item(schema) => *schema,
                SchemaRef::Reference(reference) => self.component_schema(reference)?.1,
            });
        }
        let is_text = |schema: &&Schema| {
            let view = View::of(schema);
            view.ty == Some("string") && view.format.as_deref() != Some("binary")
        };
        if !schemas.iter().all(is_text) {
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
                let hint = Hint::Part {
                    owner: id.clone(),
                    name: String::new(),
                };
                self.shape(schema, id, &hint)
            }
            _ => Shape::Ref(TypeRef::Scalar(Scalar::String)),
        })
    }

    /// The component's name, else the title, else what the part is.
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

/// The discriminator's values that mean a component: those mapped to it, else its name.
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
