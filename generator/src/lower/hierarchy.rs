//! Subtypes by `allOf`: a base with a discriminator is one of the components that include it.
//!
//! Used as the type of a value, such a base is a union of its subtypes and of itself, as which every
//! other value is read. Included by a subtype, it is only a set of properties.

use openapiv3::{Discriminator, Schema};

use super::Lower;
use super::all_of::Part;
use super::schema::{Shape, component_id};
use super::union::TaggedArm;
use super::view::{SchemaRef, View};
use crate::ir::{Hint, TypeId, TypeKind, TypeRef, Variant};

impl<'a> Lower<'a> {
    /// The union of a base and its subtypes. `None` if the component is no such base.
    pub(super) fn hierarchy(&mut self, key: &str, id: &TypeId) -> Option<Shape> {
        if !self.is_base(key) {
            return None;
        }
        let discriminators = self.discriminators(key);
        let members = self.members(key, &discriminators);
        let arms: Vec<TaggedArm<'a>> = members
            .iter()
            .filter_map(|member| self.member_arm(member))
            .collect();
        let (discriminator, tags) = self.tags(&arms, &discriminators, &id.0);
        let default = self.default_arm(&arms, &discriminators, &id.0);
        let mut variants = Vec::new();
        for ((index, member), mut tags) in members.iter().enumerate().zip(tags) {
            let name = component_id(member).0.last().unwrap_or_default();
            let ty = self.member_type(member, key, &discriminators);
            // Values with other tags are read as the base, too. Only a mapping says that it has one.
            if member == key && !self.is_mapped(key, &discriminators) {
                tags.clear();
            }
            variants.push(Variant {
                name,
                tags,
                is_default: default == Some(index),
                ty,
            });
        }
        Some(Shape::Kind(TypeKind::Union {
            variants,
            discriminator,
        }))
    }

    /// Whether a component has a discriminator and subtypes, and is not a union already.
    pub(super) fn is_base(&self, key: &str) -> bool {
        let Some(schema) = self.schema_of(key) else {
            return false;
        };
        let has_children = self.subtypes.children(key).iter().any(|child| child != key);
        let own = own_discriminators(schema);
        let has_others = || {
            let mut targets = own.iter().flat_map(|found| found.mapping.values());
            targets.any(|target| {
                let found = self.mapped_component(target);
                found.is_some_and(|(found, _)| found != key)
            })
        };
        (has_children || has_others())
            && (!own.is_empty() || !self.discriminators(key).is_empty())
            && View::of(schema).unions.is_empty()
    }

    /// Whether a reference leads to a base with subtypes.
    pub(super) fn is_hierarchy(&self, reference: &str) -> bool {
        let found = self.component_schema(reference);
        found.is_some_and(|(key, _)| self.is_base(&key))
    }

    /// Whether a schema is a base with subtypes, apart from annotations.
    pub(super) fn is_hierarchy_part(&self, part: &Part<'a>) -> bool {
        let reference = self.reference(part.schema);
        reference.is_some_and(|reference| self.is_hierarchy(reference))
    }

    /// Whether one of the branches of a component's `allOf` is a base.
    pub(super) fn is_subtype(&self, branches: &[Part<'a>]) -> bool {
        branches.iter().any(|part| match part.schema {
            SchemaRef::Reference(reference) => self.is_hierarchy(reference),
            SchemaRef::Item(_) => false,
        })
    }

    /// Whether a branch refers to a component that lists its own subtypes in `oneOf` or `anyOf`.
    pub(super) fn lists_subtypes(&self, branch: SchemaRef<'a>) -> bool {
        let SchemaRef::Reference(reference) = branch else {
            return false;
        };
        let Some((key, schema)) = self.component_schema(reference) else {
            return false;
        };
        let unions = View::of(schema).unions;
        let mut arms = unions.iter().flat_map(|union| &union.schemas);
        arms.any(|arm| {
            let target = self
                .reference(*arm)
                .and_then(|one| self.component_schema(one));
            target.is_some_and(|(arm, _)| self.subtypes.is_below(&arm, &key))
        })
    }

    /// Sets the discriminator properties of a struct that is a subtype, if the base says which
    /// value they have.
    pub(super) fn set_implied_tags(&mut self, key: &str, kind: &mut TypeKind) {
        let TypeKind::Struct { fields, .. } = kind else {
            return;
        };
        let ancestors = self.subtypes.ancestors(key);
        let mut inherited: Vec<&'a Discriminator> = Vec::new();
        for ancestor in &ancestors {
            inherited.extend(
                self.schema_of(ancestor)
                    .map(own_discriminators)
                    .unwrap_or_default(),
            );
        }
        for field in fields.iter_mut().filter(|field| field.constant.is_none()) {
            let same = inherited.iter().copied();
            let same = same.filter(|found| found.property_name == field.wire);
            let same: Vec<&'a Discriminator> = same.collect();
            if same.is_empty() {
                continue;
            }
            let Some(arm) = self.member_arm(key) else {
                continue;
            };
            let (_, tags) = self.tags(&[arm], &same, &component_id(key).0);
            if let Some([tag]) = tags.first().map(Vec::as_slice) {
                field.constant = Some(tag.clone());
            }
        }
    }

    fn schema_of(&self, key: &str) -> Option<&'a Schema> {
        match SchemaRef::from(self.components.schemas.get(key)?) {
            SchemaRef::Item(schema) => Some(schema),
            SchemaRef::Reference(_) => None,
        }
    }

    /// The discriminators of a component and of those that it includes, its own first.
    fn discriminators(&self, key: &str) -> Vec<&'a Discriminator> {
        let mut found = self
            .schema_of(key)
            .map(own_discriminators)
            .unwrap_or_default();
        for ancestor in self.subtypes.ancestors(key) {
            let inherited = self.schema_of(&ancestor).map(own_discriminators);
            found.extend(inherited.unwrap_or_default());
        }
        found
    }

    /// The components that a base may be, itself last. Subtypes with another discriminator stand
    /// for their own subtypes, unless a mapping names these, too.
    fn members(&self, key: &str, discriminators: &[&'a Discriminator]) -> Vec<String> {
        let Some(property) = discriminators.first().map(|found| &found.property_name) else {
            return Vec::new();
        };
        let mut members: Vec<String> = Vec::new();
        let mut open: Vec<&String> = self.subtypes.children(key).iter().rev().collect();
        while let Some(member) = open.pop() {
            if member == key || members.contains(member) {
                continue;
            }
            members.push(member.clone());
            if !self.has_other_discriminator(member, property) {
                open.extend(self.subtypes.children(member).iter().rev());
            }
        }
        let own = self
            .schema_of(key)
            .map(own_discriminators)
            .unwrap_or_default();
        for target in own.iter().flat_map(|found| found.mapping.values()) {
            if let Some((member, _)) = self.mapped_component(target)
                && member != key
                && !members.contains(&member)
            {
                members.push(member);
            }
        }
        members.push(key.to_owned());
        members
    }

    /// The component that a mapping names, by its name or a reference.
    fn mapped_component(&self, target: &str) -> Option<(String, &'a Schema)> {
        let by_name = format!("#/components/schemas/{target}");
        self.component_schema(&by_name)
            .or_else(|| self.component_schema(target))
    }

    fn has_other_discriminator(&self, key: &str, property: &str) -> bool {
        let own = self
            .schema_of(key)
            .map(own_discriminators)
            .unwrap_or_default();
        own.first()
            .is_some_and(|found| found.property_name != property)
            && self.is_base(key)
    }

    /// Whether a mapping of the first discriminator names the component.
    fn is_mapped(&self, key: &str, discriminators: &[&'a Discriminator]) -> bool {
        let first = discriminators.first().map(|found| &found.property_name);
        let mut targets = discriminators
            .iter()
            .filter(|found| Some(&found.property_name) == first)
            .flat_map(|found| found.mapping.values());
        targets.any(|target| {
            let found = self.mapped_component(target);
            found.is_some_and(|(found, _)| found == key)
        })
    }

    fn member_arm(&mut self, key: &str) -> Option<TaggedArm<'a>> {
        let schema = self.schema_of(key)?;
        let constraints = self.constraints_of(key, schema, &component_id(key).0);
        Some(TaggedArm {
            constraints: (*constraints).clone(),
            components: vec![key.to_owned()],
        })
    }

    /// The type of a member of a hierarchy: the component, or the struct of a base.
    fn member_type(
        &mut self,
        member: &str,
        root: &str,
        discriminators: &[&'a Discriminator],
    ) -> TypeRef {
        let property = discriminators
            .first()
            .map(|found| found.property_name.as_str());
        let has_other =
            property.is_some_and(|property| self.has_other_discriminator(member, property));
        if member == root || (self.is_base(member) && !has_other) {
            return self.base_type(member);
        }
        match self.schema_of(member) {
            Some(schema) => self.component_of(member, schema),
            None => TypeRef::Any,
        }
    }

    /// The type of a base without its subtypes.
    fn base_type(&mut self, key: &str) -> TypeRef {
        let id = component_id(key);
        let base = TypeId(id.0.child("discriminator"));
        if self.types.contains_key(&base) {
            return TypeRef::Named(base);
        }
        let Some(schema) = self.schema_of(key) else {
            return TypeRef::Any;
        };
        let own = Hint::Variant {
            owner: id.clone(),
            name: "base".to_owned(),
        };
        self.define(&base, own, schema, TypeKind::Alias(TypeRef::Any));
        let name = id.0.last().unwrap_or_default();
        let hint = self.component_hint(key, &id, schema);
        let mut kind = match self.shape(schema, &id, &hint) {
            Shape::Kind(kind) => kind,
            Shape::Ref(ty) => TypeKind::Alias(ty),
        };
        self.set_implied_tags(key, &mut kind);
        if let Some(def) = self.types.get_mut(&base) {
            def.kind = kind;
            def.given_name = None;
            if def.docs.is_empty() {
                let text = format!("`{name}` itself, or one of its subtypes that has no variant.");
                def.docs.description = Some(text);
            }
            def.at = id.0;
        }
        TypeRef::Named(base)
    }
}

/// The discriminators among the keywords of a schema and of inline branches of its `allOf`.
fn own_discriminators(schema: &Schema) -> Vec<&Discriminator> {
    let mut found: Vec<&Discriminator> = schema.schema_data.discriminator.iter().collect();
    for branch in View::of(schema).all_of {
        if let SchemaRef::Item(branch) = branch {
            found.extend(own_discriminators(branch));
        }
    }
    found
}
