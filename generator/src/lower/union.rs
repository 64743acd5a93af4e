//! Unions: `oneOf` and `anyOf`, wherever they are.
//!
//! `arms` chooses a branch of each union in every possible way and combines it with what is beside
//! the unions, so that properties beside a union, unions inside of `allOf` and unions inside of
//! unions all end in one list of alternatives. This module makes a variant of each of them, and
//! `tags` finds the property that tells them apart.

mod arms;
mod tags;

pub(super) use tags::TaggedArm;

use serde_json::Value;

use super::Lower;
use super::all_of::{Constraints, Part, Parts, Target};
use super::schema::{Shape, component_id, component_key};
use super::view::{SchemaRef, View, docs};
use crate::diagnostics::Code;
use crate::ir::{Hint, TypeId, TypeKind, TypeRef, Variant};
use arms::Arm;

impl<'a> Lower<'a> {
    /// The shape of a value that matches one of the alternatives of each union.
    pub(super) fn alternatives(&mut self, all: &Constraints<'a>, target: &Target<'_>) -> Shape {
        let Some(mut arms) = self.arms(all, target) else {
            let message = format!(
                "the unions have too many combinations, so {} is a free value",
                target.subject
            );
            self.reporter
                .report(Code::UnionCombinations, &target.id.0, message);
            return Shape::Ref(TypeRef::Any);
        };
        self.merge_strings(&mut arms);
        let tagged: Vec<TaggedArm<'a>> = arms.iter().map(|arm| self.tagged(arm)).collect();
        let mut discriminators = all.discriminators.clone();
        discriminators.extend(arms.iter().flat_map(|arm| &arm.constraints.discriminators));
        let (discriminator, tags) = self.tags(&tagged, &discriminators, &target.id.0);
        let default = self.default_arm(&tagged, &discriminators, &target.id.0);
        let mut variants: Vec<Variant> = Vec::new();
        for ((index, arm), tags) in arms.iter().enumerate().zip(tags) {
            let name = self.arm_name(arm, index);
            let ty = self.arm_type(arm, &name, index, target);
            match variants.iter_mut().find(|known| known.ty == ty) {
                Some(known) => known.add(tags, default == Some(index)),
                None => variants.push(Variant {
                    name,
                    tags,
                    is_default: default == Some(index),
                    ty,
                }),
            }
        }
        // A value that matches none of the variants is kept as it is.
        variants.retain(|variant| variant.ty != TypeRef::Any);
        match variants.as_slice() {
            [] => Shape::Ref(TypeRef::Any),
            [only] if arms.len() == 1 || discriminator.is_none() && !has_free_arm(&arms) => {
                Shape::Ref(only.ty.clone())
            }
            _ => Shape::Kind(TypeKind::Union {
                variants,
                discriminator,
            }),
        }
    }

    /// What tells an alternative from the others.
    fn tagged(&self, arm: &Arm<'a>) -> TaggedArm<'a> {
        let components = arm.chosen.iter().filter_map(|part| {
            let reference = self.reference(part.schema)?;
            Some(self.component_schema(reference)?.0)
        });
        TaggedArm {
            constraints: arm.constraints.clone(),
            components: components.collect(),
        }
    }

    /// Makes one alternative of those that are strings or enums of strings: an enum of all values,
    /// which accepts other strings anyway.
    fn merge_strings(&mut self, arms: &mut Vec<Arm<'a>>) {
        let is_text = |arm: &Arm<'a>| arm.nested.is_none() && arm.constraints.is_plain_string();
        let has_values = |arm: &&Arm<'a>| is_text(arm) && arm.constraints.values.is_some();
        let (Some(first), Some(mut merged)) = (
            arms.iter().position(is_text),
            arms.iter().find(has_values).cloned(),
        ) else {
            return;
        };
        for arm in arms.iter().filter(|arm| is_text(arm)) {
            merged.add_values(arm);
        }
        arms.retain(|arm| !is_text(arm));
        arms.insert(first.min(arms.len()), merged);
    }

    /// The type of an alternative: that of a schema that says all of it, else one of its own.
    fn arm_type(
        &mut self,
        arm: &Arm<'a>,
        name: &str,
        index: usize,
        target: &Target<'_>,
    ) -> TypeRef {
        let hint = |owner: &TypeId| Hint::Variant {
            owner: owner.clone(),
            name: name.to_owned(),
        };
        if let Some(nested) = &arm.nested {
            return self.type_of(nested.schema, &hint(&nested.owner));
        }
        if arm.constraints.is_empty() {
            return TypeRef::Any;
        }
        for part in arm.chosen.iter().rev() {
            let constraints = self.part(part);
            if self.same(&constraints, &arm.constraints) && !self.is_hierarchy_part(part) {
                return self.type_of(part.schema, &hint(&part.owner));
            }
        }
        let id = target.id.0.child("oneOf").child(index.to_string());
        let id = TypeId(id.child("allOf"));
        let hint = hint(target.id);
        let subject = format!("the variant `{name}`");
        let own = Target {
            id: &id,
            hint: &hint,
            subject: &subject,
        };
        let kind = match self.combination(&arm.constraints, &own) {
            Shape::Kind(kind) => kind,
            Shape::Ref(ty) => return ty,
        };
        let parts = Parts {
            all: arm.chosen.clone(),
            owner: target.id.clone(),
        };
        self.define_combined(&id, &hint, kind, &parts);
        TypeRef::Named(id)
    }

    /// The names of the chosen branches.
    fn arm_name(&mut self, arm: &Arm<'a>, index: usize) -> String {
        let parts = arm.nested.iter().chain(&arm.leaves);
        let names: Vec<String> = parts.map(|part| self.variant_name(part, index)).collect();
        names.join(" ")
    }

    /// The name of the component, else the title, else a constant, else the type.
    fn variant_name(&mut self, part: &Part<'a>, index: usize) -> String {
        let schema = match part.schema {
            SchemaRef::Reference(reference) => {
                let key = component_key(reference).and_then(|key| component_id(&key).0.last());
                return key.unwrap_or_else(|| format!("part-{index}"));
            }
            SchemaRef::Item(schema) => schema,
        };
        if let Some(title) = docs(schema).title {
            return title;
        }
        let view = View::of(schema);
        if let ([SchemaRef::Reference(reference)], true) =
            (view.all_of.as_slice(), view.has_only_all_of())
        {
            let key = component_key(reference).and_then(|key| component_id(&key).0.last());
            return key.unwrap_or_else(|| format!("part-{index}"));
        }
        let mut required = view.properties.iter().filter(|(name, _)| {
            let mut all = view.required.iter();
            all.any(|required| required == name)
        });
        let constant = required.find_map(|(_, schema)| match self.only_value(*schema) {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        });
        constant
            .or(view.ty.map(str::to_owned))
            .unwrap_or_else(|| format!("part-{index}"))
    }
}

/// Whether one of the alternatives is any value.
fn has_free_arm(arms: &[Arm<'_>]) -> bool {
    let mut arms = arms.iter();
    arms.any(|arm| arm.nested.is_none() && arm.constraints.is_empty())
}
