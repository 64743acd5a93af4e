//! Discriminators: the property that tells the variants of a union apart, and the values that each
//! variant has in it.
//!
//! A declared discriminator has the values of its `mapping`, else the constants of the variants,
//! else their names. Without one, a required property in which every variant has values of its own
//! is as good.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::Discriminator;
use serde_json::Value;

use crate::diagnostics::Code;
use crate::extensions::DEFAULT_MAPPING;
use crate::lower::Lower;
use crate::lower::all_of::Constraints;
use crate::lower::schema::component_id;
use crate::lower::view::{SchemaRef, text};
use crate::pointer::Pointer;

/// A variant, for its discriminator.
pub(in crate::lower) struct TaggedArm<'a> {
    /// What the variant must match.
    pub(in crate::lower) constraints: Constraints<'a>,
    /// The keys of the components that it consists of, the outermost one first.
    pub(in crate::lower) components: Vec<String>,
}

impl<'a> Lower<'a> {
    /// The discriminator of variants, and the values of each variant.
    pub(in crate::lower) fn tags(
        &mut self,
        arms: &[TaggedArm<'a>],
        discriminators: &[&'a Discriminator],
        at: &Pointer,
    ) -> (Option<String>, Vec<Vec<Value>>) {
        let none = || vec![Vec::new(); arms.len()];
        if let Some(first) = discriminators.first() {
            let property = first.property_name.as_str();
            let same = discriminators.iter();
            let same = same.filter(|found| found.property_name == property);
            let mappings: Vec<_> = same.map(|found| &found.mapping).collect();
            if let Some(tags) = self.declared_tags(arms, property, &mappings, at) {
                return (Some(property.to_owned()), tags);
            }
        }
        match self.constant_tags(arms) {
            Some((property, tags)) => (Some(property), tags),
            None => (None, none()),
        }
    }

    /// The variant that the `defaultMapping` of the first discriminator names.
    pub(in crate::lower) fn default_arm(
        &mut self,
        arms: &[TaggedArm<'a>],
        discriminators: &[&'a Discriminator],
        at: &Pointer,
    ) -> Option<usize> {
        let target = text(&discriminators.first()?.extensions, DEFAULT_MAPPING)?;
        let mut all = arms.iter();
        let found = all.position(|arm| arm.components.iter().any(|key| is_target(key, &target)));
        if found.is_none() {
            let message = format!(
                "the default mapping `{target}` is not a variant, so objects with other values are kept as they are"
            );
            self.reporter.report(Code::UnionDiscriminator, at, message);
        }
        found
    }

    /// The values of a declared discriminator. `None` if no variant has the property, no mapping
    /// names its values, and the variants are not all components, whose names are the values.
    fn declared_tags(
        &mut self,
        arms: &[TaggedArm<'a>],
        property: &str,
        mappings: &[&'a IndexMap<String, String>],
        at: &Pointer,
    ) -> Option<Vec<Vec<Value>>> {
        let mapped = |arm: &TaggedArm<'a>| -> Vec<Value> {
            let keys = arm.components.iter().rev();
            let mut names = keys.map(|key| mapped(key, mappings));
            let names = names.find(|names| !names.is_empty()).unwrap_or_default();
            names.into_iter().map(Value::String).collect()
        };
        let mut all: Vec<Vec<Value>> = arms.iter().map(mapped).collect();
        let mapped: Vec<Value> = all.iter().flatten().cloned().collect();
        let has_property = |arm: &TaggedArm<'a>| arm.constraints.properties.contains_key(property);
        let is_named = |arm: &TaggedArm<'a>| !arm.components.is_empty();
        let says_nothing = !arms.iter().any(has_property) && all.iter().all(Vec::is_empty);
        if says_nothing && !arms.iter().all(is_named) {
            let message = format!(
                "no variant has the discriminator `{property}`, so their properties tell them apart"
            );
            self.reporter.report(Code::UnionDiscriminator, at, message);
            return None;
        }
        let values: Vec<Vec<Value>> = arms
            .iter()
            .map(|arm| self.values_in(&arm.constraints, property))
            .collect();
        for index in 0..arms.len() {
            let (Some(arm), Some(own)) = (arms.get(index), values.get(index)) else {
                continue;
            };
            let others = values
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            let is_own = |value: &&Value| {
                let mut others = others.clone();
                let is_shared = others.any(|(_, values)| values.contains(value));
                !is_shared && !all.iter().flatten().any(|tag| tag == *value)
            };
            let own_only: Vec<Value> = own.iter().filter(is_own).cloned().collect();
            let has_tags = all.get(index).is_some_and(|tags| !tags.is_empty());
            let new = match (has_tags, own_only.as_slice()) {
                (true, [_]) if own.len() == 1 => own_only,
                (true, _) => Vec::new(),
                (false, [_, ..]) if own_only.len() == own.len() => own_only,
                (false, _) => match name_tag(arm, own) {
                    Some(tag) => vec![tag],
                    // Several variants have these values. Which one it is depends on the others.
                    None => own.clone(),
                },
            };
            let is_shared = |tag: &Value| own.contains(tag) && !mapped.contains(tag);
            let is_new =
                |tag: &Value| is_shared(tag) || !all.iter().flatten().any(|known| known == tag);
            let new: Vec<Value> = new.into_iter().filter(is_new).collect();
            if let Some(tags) = all.get_mut(index) {
                tags.extend(new);
            }
        }
        let untagged = arms
            .iter()
            .zip(&all)
            .filter(|(arm, tags)| tags.is_empty() && arm.constraints.is_object());
        if untagged.count() > 0 {
            let message = format!(
                "a variant has no value for the discriminator `{property}`, so its properties identify it"
            );
            self.reporter.report(Code::UnionDiscriminator, at, message);
        }
        are_of_one_type(&all).then_some(all)
    }

    /// A required property in which every object has values of its own, those with the fewest
    /// values first.
    fn constant_tags(&mut self, arms: &[TaggedArm<'a>]) -> Option<(String, Vec<Vec<Value>>)> {
        let objects = arms.iter().filter(|arm| arm.constraints.is_object());
        let objects: Vec<&TaggedArm<'a>> = objects.collect();
        let first = objects.first().filter(|_| objects.len() > 1)?;
        let mut best: Option<(usize, String, Vec<Vec<Value>>)> = None;
        let names: Vec<&str> = first.constraints.required.iter().copied().collect();
        for name in names {
            let mut tags = Vec::new();
            for arm in arms {
                let is_required = arm.constraints.required.contains(name);
                let own = self.values_in(&arm.constraints, name);
                tags.push(if is_required { own } else { Vec::new() });
            }
            let objects = tags.iter().zip(arms);
            let mut objects = objects.filter(|(_, arm)| arm.constraints.is_object());
            let has_all = objects.all(|(tags, _)| !tags.is_empty());
            let mut seen: Vec<&Value> = Vec::new();
            let is_disjoint = tags.iter().flatten().all(|tag| {
                let is_new = !seen.contains(&tag);
                seen.push(tag);
                is_new
            });
            let count = seen.len();
            let is_better = best.as_ref().is_none_or(|(known, ..)| count < *known);
            if has_all && is_disjoint && is_better && are_of_one_type(&tags) {
                best = Some((count, name.to_owned(), tags));
            }
        }
        best.map(|(_, name, tags)| (name, tags))
    }

    /// The values that a property may have, if they are listed.
    fn values_in(&mut self, constraints: &Constraints<'a>, property: &str) -> Vec<Value> {
        let parts = constraints.properties.get(property).cloned();
        parts
            .and_then(|parts| self.values_of(&parts))
            .unwrap_or_default()
    }

    /// The reference that a schema is, apart from annotations.
    pub(in crate::lower) fn reference(&self, schema: SchemaRef<'a>) -> Option<&'a str> {
        match schema {
            SchemaRef::Reference(reference) => Some(reference),
            SchemaRef::Item(_) => self.annotated(schema, &mut crate::ir::Docs::default())?.0,
        }
    }
}

/// The name of a component as the value of a discriminator. If the discriminator is an enum, it
/// is the value that differs from the name at most in case and separators, if there is one.
fn name_tag(arm: &TaggedArm<'_>, values: &[Value]) -> Option<Value> {
    let name = component_id(arm.components.last()?).0.last()?;
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let mut texts = values.iter().filter_map(Value::as_str);
    let is_listed = texts.clone().any(|text| text == name);
    let similar = texts.find(|text| plain(text) == plain(&name));
    match similar {
        Some(similar) if !is_listed => Some(similar.into()),
        None if !values.is_empty() => None,
        _ => Some(name.into()),
    }
}

/// The values that are mapped to a component, by its name or a reference.
fn mapped(key: &str, mappings: &[&IndexMap<String, String>]) -> Vec<String> {
    let entries = mappings.iter().flat_map(|mapping| mapping.iter());
    let mut names: Vec<String> = Vec::new();
    for (tag, _) in entries.filter(|(_, target)| is_target(key, target)) {
        if !names.contains(tag) {
            names.push(tag.clone());
        }
    }
    names
}

/// Whether the target of a mapping is a component: its name or a reference to it.
fn is_target(key: &str, target: &str) -> bool {
    let id = component_id(key).0;
    let fragment = target.strip_prefix('#').unwrap_or(target);
    Some(target) == id.last().as_deref()
        || Pointer::parse_fragment(fragment).is_ok_and(|at| at == id)
}

/// Whether all values are strings, or all integers, or all booleans.
fn are_of_one_type(tags: &[Vec<Value>]) -> bool {
    let kinds = tags.iter().flatten().map(|tag| match tag {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        _ => "other",
    });
    let kinds: BTreeSet<&str> = kinds.collect();
    kinds.len() == 1 && !kinds.contains("other")
}
