//! When a property is present, null or constant, and who sets it.

use super::comparison::Comparison;
use super::finding::{Direction, Finding, Level};
use super::kinds::Kind;
use super::names::code;
use super::properties::Property;
use crate::ir::{Access, Field};

impl Comparison<'_> {
    pub(super) fn presence(&mut self, property: &Property<'_>) {
        let required = |field: &Field| field.presence.is_required();
        let (kind, verb) = match (required(property.old), required(property.new)) {
            (false, true) => (Kind::PropertyBecameRequired, "required"),
            (true, false) => (Kind::PropertyBecameOptional, "optional"),
            _ => return,
        };
        let message = format!("the property is now {verb}");
        let migration = self.adaptation(property);
        let finding = property.finding(kind, message).instead(migration);
        self.push(finding);
    }

    pub(super) fn nullability(&mut self, property: &Property<'_>) {
        let (old, new) = (property.old.presence, property.new.presence);
        let is_required = old.is_required() && new.is_required();
        let (kind, message) = match (old.is_nullable(), new.is_nullable(), is_required) {
            (false, true, true) => (
                Kind::NullableAddedRequired,
                "the required property may now be null",
            ),
            (true, false, true) => (
                Kind::NullableRemovedRequired,
                "the required property can no longer be null",
            ),
            (false, true, false) => (
                Kind::NullableAddedOptional,
                "the optional property may now be null",
            ),
            (true, false, false) => (
                Kind::NullableRemovedOptional,
                "the optional property can no longer be null",
            ),
            _ => return,
        };
        let mut finding = property.finding(kind, message);
        if finding.is_breaking() {
            finding = finding.instead(self.adaptation(property));
        }
        self.push(finding);
    }

    /// What to do about a property that is now present, absent or null in other cases.
    fn adaptation(&self, property: &Property<'_>) -> String {
        if let Some(migration) = self.field_types(property) {
            return migration;
        }
        let rust = &property.rust;
        match (property.direction, self.fields(property)) {
            (Direction::Received, Some((field, _))) => format!(
                "`{rust}` stays `{}`; check the code that relies on its presence",
                code(&field.ty)
            ),
            _ => self.construction(property.defs.1),
        }
    }

    pub(super) fn constant(&mut self, property: &Property<'_>) {
        let (kind, message) = match (&property.old.constant, &property.new.constant) {
            (None, Some(new)) => (
                Kind::PropertyConstantAdded,
                format!("the only value of the property is now `{new}`"),
            ),
            (Some(_), None) => (
                Kind::PropertyConstantRemoved,
                "the property can now have more than one value".to_owned(),
            ),
            (Some(old), Some(new)) if old != new => (
                Kind::PropertyConstantChanged,
                format!("the only value of the property was `{old}`, and is now `{new}`"),
            ),
            _ => return,
        };
        let mut finding = property.finding(kind, message);
        if finding.is_breaking() {
            finding = finding.instead(match kind {
                Kind::PropertyConstantChanged => {
                    "build with the new SDK, which sends the new value".to_owned()
                }
                _ => self.construction(property.defs.1),
            });
        }
        self.push(finding);
    }

    pub(super) fn access(&mut self, property: &Property<'_>) {
        let is = |field: &Field, access| field.access == access;
        let (old, new) = (property.old, property.new);
        let mut changed = |access, added: Kind, removed: Kind, words: &str| {
            let (kind, verb) = match (is(old, access), is(new, access)) {
                (false, true) => (added, "now"),
                (true, false) => (removed, "no longer"),
                _ => return,
            };
            let mut finding = property.finding(kind, format!("the property is {verb} {words}"));
            finding = self.access_effects(finding, property);
            if finding.is_breaking() {
                let rust = &property.rust;
                finding = finding.instead(match kind {
                    _ if self.fields(property).is_some() => self.adaptation(property),
                    Kind::PropertyBecameReadOnly => {
                        format!("delete the code that sets `{rust}`, which only the server sets")
                    }
                    Kind::PropertyBecameWriteOnly => {
                        format!(
                            "delete the code that reads `{rust}`, which the API no longer returns"
                        )
                    }
                    _ => self.construction(property.defs.1),
                });
            }
            self.push(finding);
        };
        changed(
            Access::ReadOnly,
            Kind::PropertyBecameReadOnly,
            Kind::PropertyBecameNotReadOnly,
            "set by the server only",
        );
        changed(
            Access::WriteOnly,
            Kind::PropertyBecameWriteOnly,
            Kind::PropertyBecameNotWriteOnly,
            "only sent",
        );
    }

    /// The effects of another access: they depend on what the models have of the property.
    fn access_effects(&self, finding: Finding, property: &Property<'_>) -> Finding {
        let is_asked = |field: &Field| {
            property.within != Direction::Received
                && field.access != Access::ReadOnly
                && field.presence.is_required()
                && field.constant.is_none()
        };
        let (old, new) = property.defs;
        let wire = &property.old.wire;
        let before = self.old.surface.field(&old.id, wire);
        let after = self.new.surface.field(&new.id, wire);
        let is_lost = match (before, after) {
            (Some(before), Some(after)) => code(&before.ty) != code(&after.ty),
            (Some(_), None) => true,
            (None, _) => false,
        };
        match (is_asked(property.old), is_asked(property.new)) {
            // A request without it is refused.
            (false, true) => finding.source(Level::Breaking).wire(Level::Breaking),
            (true, false) => finding.source(Level::Breaking),
            _ if is_lost => finding.source(Level::Breaking),
            _ => finding.source(Level::Additive),
        }
    }
}
