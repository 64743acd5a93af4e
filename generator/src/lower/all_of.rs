//! `allOf`: merges several objects into one, or annotates a single schema.

use openapiv3::AdditionalProperties;

use super::Lower;
use super::schema::{Shape, component_id};
use super::view::{SchemaRef, View, location};
use crate::diagnostics::Code;
use crate::ir::{Field, Hint, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// The merged branches.
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

    /// Adds the properties of a branch, through references and nested `allOf`.
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
                let here = location(schema);
                if view.one_of.len() > 1 || !is_object(&view) {
                    let message = "a branch of `allOf` must be an object with properties";
                    self.reporter.report(Code::AllofBranch, &here, message);
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
                    let message = "`allOf` includes the object itself";
                    self.reporter.report(Code::AllofCircular, at, message);
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

    /// Adds the properties of the schema itself.
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
                            "branches of `allOf` define the property `{}` with different types; the other is at {}",
                            field.wire, known.at
                        );
                        self.reporter
                            .report(Code::AllofConflict, &field.at, message);
                    }
                },
            }
        }
    }
}

fn is_object(view: &View<'_>) -> bool {
    matches!(view.ty, None | Some("object")) && view.values.is_empty() && view.items.is_none()
}

/// Merges two descriptions of a property: the later one takes precedence, and the types must be
/// equal.
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
