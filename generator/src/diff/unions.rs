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
        self.discriminator(
            (old, new),
            (old_discriminator, new_discriminator),
            direction,
        );
        let matches = self.matches(old_variants, new_variants);
        let (old_names, new_names) = (
            self.old.surface.variants(&old.id),
            self.new.surface.variants(&new.id),
        );
        let finding = |kind, message: String, variant: &str| {
            Finding::new(kind, Some(direction), &name, message)
                .detail(variant)
                .between(&old.at, &new.at)
                .rust(format!("models::{name}::{variant}"))
        };
        for ((variant, found), rust_name) in old_variants.iter().zip(&matches).zip(&old_names) {
            let other = found.and_then(|index| new_variants.get(index));
            let Some(other) = other else {
                let shown = self.old_type(&variant.ty);
                let message = format!("the variant {shown} of `{name}` is removed");
                let migration = format!(
                    "delete the arm of `{name}::{rust_name}`; `{name}::Unknown` keeps such a value"
                );
                let removed = finding(Kind::VariantRemoved, message, rust_name);
                self.push(removed.instead(migration));
                continue;
            };
            self.variant((variant, other), rust_name, &finding);
            let new_name = found.and_then(|index| new_names.get(index));
            if let Some(new_name) = new_name.filter(|new_name| *new_name != rust_name) {
                let message = format!("the variant `{rust_name}` is now `{new_name}`");
                let renamed = finding(Kind::ValueRenamed, message, rust_name);
                let migration =
                    format!("write `{name}::{new_name}` in place of `{name}::{rust_name}`");
                self.push(renamed.instead(migration));
            }
        }
        for (index, (variant, rust_name)) in new_variants.iter().zip(&new_names).enumerate() {
            if !matches.contains(&Some(index)) {
                let shown = self.new_type(&variant.ty);
                let message = format!("the variant {shown} is added to `{name}`");
                self.push(finding(Kind::VariantAdded, message, rust_name));
            }
        }
    }

    fn discriminator(
        &mut self,
        (old, new): (&TypeDef, &TypeDef),
        (before, after): (&Option<String>, &Option<String>),
        direction: Direction,
    ) {
        if before == after {
            return;
        }
        let shown = |name: &Option<String>| {
            name.as_ref()
                .map_or_else(|| "none".to_owned(), |name| format!("`{name}`"))
        };
        let message = format!(
            "the discriminator was {}, and is now {}",
            shown(before),
            shown(after)
        );
        let name = self.old.surface.type_name(&old.id);
        let kind = Kind::DiscriminatorChanged;
        let finding = Finding::new(kind, Some(direction), &name, message)
            .between(&old.at, &new.at)
            .rust(format!("models::{name}"));
        self.push(finding);
    }

    /// Reports another type or other discriminator values of a variant.
    fn variant(
        &mut self,
        (old, new): (&Variant, &Variant),
        rust_name: &str,
        finding: &dyn Fn(Kind, String, &str) -> Finding,
    ) {
        let shown = self.old_type(&old.ty);
        if self.change(&old.ty, &new.ty) != Change::Same {
            let message = format!("the variant {shown} is now {}", self.new_type(&new.ty));
            let migration = format!("use the new content of the variant `{rust_name}`");
            let changed = finding(Kind::TypeChanged, message, rust_name);
            self.push(changed.instead(migration));
        }
        if !same_tags(old, new) {
            let message = format!("the variant {shown} has other discriminator values");
            self.push(finding(Kind::MappingChanged, message, rust_name));
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
