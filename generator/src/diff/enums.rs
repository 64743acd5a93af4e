//! Values of enums.

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use crate::ir::{EnumValue, TypeDef, TypeKind};

impl Comparison<'_> {
    pub(super) fn enum_values(&mut self, old: &TypeDef, new: &TypeDef, direction: Direction) {
        let (TypeKind::Enum { values: old_values }, TypeKind::Enum { values: new_values }) =
            (&old.kind, &new.kind)
        else {
            return;
        };
        let name = self.old.surface.type_name(&old.id);
        let (old_names, new_names) = (
            self.old.surface.variants(&old.id),
            self.new.surface.variants(&new.id),
        );
        let finding = |kind, value: &EnumValue, message: String| {
            Finding::new(kind, Some(direction), &name, message)
                .detail(&value.wire.to_string())
                .between(&old.at, &new.at)
        };
        let position = |values: &[EnumValue], value: &EnumValue| {
            values.iter().position(|other| other.wire == value.wire)
        };
        let mut found = Vec::new();
        for (value, variant) in old_values.iter().zip(&old_names) {
            let rust = format!("models::{name}::{variant}");
            let text = value.text();
            let Some(index) = position(new_values, value) else {
                let migration = format!(
                    "match on the string: `value.as_str() == {text:?}`, and build one with `{name}::from({text:?})`"
                );
                let migration = if value.wire.is_string() {
                    migration
                } else {
                    format!(
                        "delete the uses of `{rust}`; `{name}` keeps values that it does not know"
                    )
                };
                let message = format!("the value `{text}` of `{name}` is removed");
                let removed = finding(Kind::EnumValueRemoved, value, message);
                found.push(removed.rust(rust).instead(migration));
                continue;
            };
            if let Some(other) = new_names.get(index).filter(|other| *other != variant) {
                let message = format!("the variant `{variant}` of `{text}` is now `{other}`");
                let migration = format!("write `{name}::{other}` in place of `{name}::{variant}`");
                let renamed = finding(Kind::ValueRenamed, value, message);
                found.push(renamed.rust(rust).instead(migration));
            }
        }
        for (value, variant) in new_values.iter().zip(&new_names) {
            if position(old_values, value).is_none() {
                let message = format!("the value `{}` of `{name}` is added", value.text());
                let added = finding(Kind::EnumValueAdded, value, message);
                found.push(added.rust(format!("models::{name}::{variant}")));
            }
        }
        found.into_iter().for_each(|finding| self.push(finding));
    }
}
