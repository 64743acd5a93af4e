//! `allOf`: one object from several, or another word for the one schema that it annotates.

use openapiv3::AdditionalProperties;

use super::Lower;
use super::schema::{Shape, component_id};
use super::view::{SchemaRef, View, place};
use crate::ir::{Field, Hint, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// What the branches add up to.
#[derive(Default)]
struct Merged<'a> {
    fields: Vec<Field>,
    required: Vec<&'a String>,
    additional: Option<TypeRef>,
    bases: Vec<TypeId>,
}

impl<'a> Lower<'a> {
    pub(super) fn all_of(
        &mut self,
        view: &View<'a>,
        id: &TypeId,
        hint: &Hint,
        at: &Pointer,
    ) -> Shape {
        let parts = view.all_of.iter().copied();
        let shaped: Vec<_> = parts.filter(|part| !self.is_annotation(*part)).collect();
        let own = !view.properties.is_empty() || view.additional.is_some();
        if let ([one], false) = (shaped.as_slice(), own)
            && view.required.is_empty()
        {
            return match *one {
                SchemaRef::Reference(reference) => Shape::Ref(self.component(reference)),
                SchemaRef::Item(schema) => self.shape(schema, id, hint),
            };
        }
        let mut merged = Merged::default();
        for part in shaped {
            self.merge(part, id, at, &mut merged);
        }
        self.merge_object(view, id, at, &mut merged);
        self.check_required(&merged.required, &merged.fields, at);
        let Merged {
            mut fields,
            required,
            additional,
            bases,
        } = merged;
        for field in &mut fields {
            if required.iter().any(|name| **name == field.wire) {
                field.presence = crate::ir::Presence::of(true, field.presence.is_nullable());
            }
        }
        Shape::Kind(TypeKind::Struct {
            fields,
            additional,
            bases,
        })
    }

    /// Adds the members of a branch, through references and inner `allOf`.
    fn merge(
        &mut self,
        part: SchemaRef<'a>,
        owner: &TypeId,
        at: &Pointer,
        merged: &mut Merged<'a>,
    ) {
        match part {
            SchemaRef::Item(schema) => {
                let view = View::of(schema);
                let here = place(schema);
                if view.one_of.len() > 1 || !is_object(&view) {
                    let message = "`allOf` joins something that is not an object with members";
                    let help = "only objects can be merged; rewrite the branch in an overlay";
                    self.error("allof-branch", &here, message, help);
                    return;
                }
                for inner in &view.all_of {
                    if !self.is_annotation(*inner) {
                        self.merge(*inner, owner, &here, merged);
                    }
                }
                self.merge_object(&view, owner, &here, merged);
            }
            SchemaRef::Reference(reference) => {
                let Some((key, schema)) = self.component_schema(reference) else {
                    return;
                };
                if self.merging.contains(&key) {
                    let message = "`allOf` merges the object into itself";
                    self.error("allof-circular", at, message, "take the branch out");
                    return;
                }
                let base = component_id(&key);
                self.component(reference);
                self.merging.push(key);
                self.merge(SchemaRef::Item(schema), &base, at, merged);
                self.merging.pop();
                if !merged.bases.contains(&base) {
                    merged.bases.push(base);
                }
            }
        }
    }

    /// Adds the members that a schema has itself.
    fn merge_object(
        &mut self,
        view: &View<'a>,
        owner: &TypeId,
        at: &Pointer,
        merged: &mut Merged<'a>,
    ) {
        merged.required.extend(view.required);
        if let Some(AdditionalProperties::Schema(schema)) = view.additional {
            let part = Hint::Member {
                owner: owner.clone(),
                name: "value".to_owned(),
            };
            merged.additional = Some(self.item_type(schema.as_ref().into(), &part));
        }
        for field in self.fields(view, owner, at) {
            let known = merged
                .fields
                .iter_mut()
                .find(|known| known.wire == field.wire);
            match known {
                None => merged.fields.push(field),
                Some(known) => match refined(known, &field) {
                    Some(refined) => *known = refined,
                    None => {
                        let message = format!(
                            "two branches of `allOf` have different types for the member `{}` (the other is at `{}`)",
                            field.wire, known.at
                        );
                        let help = "say in an overlay which one holds";
                        self.error("allof-conflict", &field.at, message, help);
                    }
                },
            }
        }
    }
}

fn is_object(view: &View<'_>) -> bool {
    matches!(view.ty, None | Some("object")) && view.values.is_empty() && view.items.is_none()
}

/// A member that two branches describe: the later word on docs, the one type that either gives.
fn refined(earlier: &Field, later: &Field) -> Option<Field> {
    let ty = match (&earlier.ty, &later.ty) {
        (TypeRef::Any, ty) | (ty, TypeRef::Any) => ty.clone(),
        (one, same) if one == same => one.clone(),
        _ => return None,
    };
    let mut field = later.clone();
    field.ty = ty;
    let required = earlier.presence.is_required() || later.presence.is_required();
    let nullable = earlier.presence.is_nullable() && later.presence.is_nullable();
    field.presence = crate::ir::Presence::of(required, nullable);
    field.docs.title = field.docs.title.or_else(|| earlier.docs.title.clone());
    field.docs.description = field
        .docs
        .description
        .or_else(|| earlier.docs.description.clone());
    field.default = field.default.or_else(|| earlier.default.clone());
    field.example = field.example.or_else(|| earlier.example.clone());
    field.given_name = field.given_name.or_else(|| earlier.given_name.clone());
    field.secret |= earlier.secret;
    field.deprecation = field.deprecation.or_else(|| earlier.deprecation.clone());
    Some(field)
}
