//! Variants and discriminators of unions.

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::values::Change;
use crate::ir::{TypeDef, TypeKind, TypeRef, Variant};

impl Comparison<'_> {
    pub(super) fn union(&mut self, old: &TypeDef, new: &TypeDef, direction: Direction) {
        let (
            TypeKind::Union {
                variants: old_variants,
                discriminator: old_discriminator,
            },
            TypeKind::Union {
                variants: new_variants,
                discriminator: new_discriminator,
            },
        ) = (&old.kind, &new.kind)
        else {
            return;
        };
        let name = self.old.surface.type_name(&old.id);
        let finding = |kind, message: String| {
            Finding::new(kind, Some(direction), &name, message).between(&old.at, &new.at)
        };
        if old_discriminator != new_discriminator {
            let shown = |name: &Option<String>| {
                name.as_ref()
                    .map_or_else(|| "none".to_owned(), |name| format!("`{name}`"))
            };
            let message = format!(
                "the discriminator was {}, and is now {}",
                shown(old_discriminator),
                shown(new_discriminator)
            );
            self.push(finding(Kind::DiscriminatorChanged, message));
        }
        let matches = self.matches(old_variants, new_variants);
        let (old_names, new_names) = (
            self.old.surface.variants(&old.id),
            self.new.surface.variants(&new.id),
        );
        for ((variant, found), rust_name) in old_variants.iter().zip(&matches).zip(&old_names) {
            let rust = format!("models::{name}::{rust_name}");
            let shown = self.old_type(&variant.ty);
            let other = found.and_then(|index| new_variants.get(index));
            let Some(other) = other else {
                let message = format!("the variant {shown} of `{name}` is removed");
                let migration = format!(
                    "delete the arm of `{name}::{rust_name}`; `{name}::Unknown` keeps such a value"
                );
                let removed = finding(Kind::VariantRemoved, message).detail(rust_name);
                self.push(removed.rust(rust).instead(migration));
                continue;
            };
            if let Change::Replaced(_) | Change::Kind(_) = self.change(&variant.ty, &other.ty) {
                let message = format!("the variant {shown} is now {}", self.new_type(&other.ty));
                let migration = format!("use the new content of `{name}::{rust_name}`");
                let changed = finding(Kind::TypeChanged, message).detail(rust_name);
                self.push(changed.rust(&rust).instead(migration));
            }
            if !same_tags(variant, other) {
                let message = format!("the variant {shown} has other discriminator values");
                let changed = finding(Kind::MappingChanged, message).detail(rust_name);
                self.push(changed.rust(&rust));
            }
            let new_name = found.and_then(|index| new_names.get(index));
            if let Some(new_name) = new_name.filter(|new_name| *new_name != rust_name) {
                let message = format!("the variant `{rust_name}` is now `{new_name}`");
                let renamed = finding(Kind::ValueRenamed, message).detail(rust_name);
                let migration =
                    format!("write `{name}::{new_name}` in place of `{name}::{rust_name}`");
                self.push(renamed.rust(&rust).instead(migration));
            }
        }
        for (index, (variant, rust_name)) in new_variants.iter().zip(&new_names).enumerate() {
            if !matches.contains(&Some(index)) {
                let shown = self.new_type(&variant.ty);
                let message = format!("the variant {shown} is added to `{name}`");
                let added = finding(Kind::VariantAdded, message).detail(rust_name);
                self.push(added.rust(format!("models::{name}::{rust_name}")));
            }
        }
    }

    /// For each old variant, the index of the new one: with the same type, else with the same name
    /// in the document.
    fn matches(&self, old: &[Variant], new: &[Variant]) -> Vec<Option<usize>> {
        let by_type: Vec<Option<usize>> = old
            .iter()
            .map(|variant| {
                new.iter()
                    .position(|other| self.is_same_type(&variant.ty, &other.ty))
            })
            .collect();
        let is_named = |ty: &TypeRef| matches!(ty, TypeRef::Named(_) | TypeRef::Recursive(_));
        old.iter()
            .zip(&by_type)
            .map(|(variant, found)| {
                found.or_else(|| {
                    let index = new.iter().position(|other| {
                        other.name == variant.name && is_named(&other.ty) == is_named(&variant.ty)
                    })?;
                    (!by_type.contains(&Some(index))).then_some(index)
                })
            })
            .collect()
    }
}

/// Whether two variants have the same discriminator values, in any order.
fn same_tags(old: &Variant, new: &Variant) -> bool {
    let contains =
        |one: &Variant, other: &Variant| one.tags.iter().all(|tag| other.tags.contains(tag));
    contains(old, new) && contains(new, old)
}
