//! Properties of objects.

use super::comparison::{Comparison, accessed, is_inert};
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::names::code;
use super::values::ValuePlace;
use crate::ir::{Access, Field, TypeDef, TypeKind, TypeRef};
use crate::sdk::{self, Model};

/// A property that both documents have.
pub(super) struct Property<'p> {
    pub(super) defs: (&'p TypeDef, &'p TypeDef),
    pub(super) old: &'p Field,
    pub(super) new: &'p Field,
    /// The direction of the property in the old document.
    pub(super) direction: Direction,
    /// The direction of its type.
    pub(super) within: Direction,
    /// `Company.tags`
    pub(super) subject: String,
    /// `models::Company::tags`
    pub(super) rust: String,
}

impl Property<'_> {
    pub(super) fn finding(&self, kind: Kind, message: impl Into<String>) -> Finding {
        Finding::new(kind, Some(self.direction), &self.subject, message)
            .between(&self.old.at, &self.new.at)
            .rust(&self.rust)
    }
}

impl Comparison<'_> {
    pub(super) fn properties(&mut self, old: &TypeDef, new: &TypeDef, direction: Direction) {
        let (
            TypeKind::Struct {
                fields: old_fields,
                additional: old_additional,
                ..
            },
            TypeKind::Struct {
                fields: new_fields,
                additional: new_additional,
                ..
            },
        ) = (&old.kind, &new.kind)
        else {
            return;
        };
        for field in old_fields {
            match new_fields.iter().find(|other| other.wire == field.wire) {
                Some(other) => self.property((old, new), field, other, direction),
                None => self.removed_property(old, field, direction),
            }
        }
        for field in new_fields {
            if !old_fields.iter().any(|other| other.wire == field.wire) {
                self.added_property((old, new), field, direction);
            }
        }
        let additional = (old_additional.as_ref(), new_additional.as_ref());
        self.additional((old, new), additional, direction);
        self.constructor(old, new);
    }

    fn removed_property(&mut self, def: &TypeDef, field: &Field, direction: Direction) {
        let kind = if field.presence.is_required() {
            Kind::PropertyRemovedRequired
        } else {
            Kind::PropertyRemovedOptional
        };
        let name = self.old.surface.type_name(&def.id);
        let rust = self.old.surface.field_path(&def.id, &field.wire);
        let migration = match direction {
            Direction::Received => {
                format!("delete the code that reads `{rust}`, which the API no longer returns")
            }
            Direction::Sent | Direction::Both => {
                format!("delete the code that sets or reads `{rust}`, which the API ignores")
            }
        };
        let is_inert = is_inert(direction, field.access);
        let direction = accessed(direction, field.access);
        let subject = format!("{name}.{}", field.wire);
        let message = format!("the property `{}` of `{name}` is removed", field.wire);
        let mut finding = Finding::new(kind, Some(direction), subject, message)
            .old(&field.at)
            .rust(rust)
            .instead(migration);
        if is_inert {
            finding.soften();
        }
        self.push(finding);
    }

    fn added_property(
        &mut self,
        (old, new): (&TypeDef, &TypeDef),
        field: &Field,
        direction: Direction,
    ) {
        let is_required = field.presence.is_required() && field.constant.is_none();
        let kind = if is_required {
            Kind::PropertyAddedRequired
        } else {
            Kind::PropertyAddedOptional
        };
        // The server sets it, so a request does not have it.
        let direction = match field.access {
            Access::ReadOnly => Direction::Received,
            access => accessed(direction, access),
        };
        let name = self.new.surface.type_name(&new.id);
        let rust = self.new.surface.field_path(&new.id, &field.wire);
        let presence = if is_required { "required" } else { "optional" };
        let message = format!(
            "the {presence} property `{}` is added to `{name}`: {}",
            field.wire,
            self.new_type(&field.ty)
        );
        let subject = format!("{}.{}", self.old.surface.type_name(&old.id), field.wire);
        let migration = self.construction(new);
        let mut finding = Finding::new(kind, Some(direction), subject, message)
            .new_at(&field.at)
            .rust(rust);
        if finding.is_breaking() {
            finding = finding.instead(migration);
        }
        self.push(finding);
    }

    /// How a value of a type is now created.
    pub(super) fn construction(&self, def: &TypeDef) -> String {
        let name = self.new.surface.type_name(&def.id);
        let Some(Model::Struct(model)) = self.new.surface.model(&def.id) else {
            return format!("set the property of `models::{name}`");
        };
        match &model.constructor {
            Some(sdk::Constructor {
                required: Some(required),
                ..
            }) => {
                let fields = required.fields.iter().map(|field| field.name.to_string());
                let fields: Vec<String> = fields.collect();
                format!(
                    "create it with `{name}::new({} {{ {} }})`",
                    required.name,
                    fields.join(", ")
                )
            }
            Some(constructor) => {
                format!(
                    "create it with `{name}::new({})`",
                    code(&constructor.arguments)
                )
            }
            None => format!("set the property of `models::{name}`"),
        }
    }

    fn property(
        &mut self,
        defs: (&TypeDef, &TypeDef),
        old: &Field,
        new: &Field,
        direction: Direction,
    ) {
        let name = self.old.surface.type_name(&defs.0.id);
        let property = Property {
            defs,
            old,
            new,
            direction: accessed(direction, old.access),
            within: direction,
            subject: format!("{name}.{}", old.wire),
            rust: self.old.surface.field_path(&defs.0.id, &old.wire),
        };
        let before = self.found.len();
        self.presence(&property);
        self.nullability(&property);
        let migration = self.field_types(&property);
        let place = ValuePlace {
            subject: &property.subject,
            noun: "the property",
            direction: property.direction,
            at: (&old.at, &new.at),
            rust: property.rust.clone(),
            migration,
        };
        let is_changed = self.value(&place, (&old.ty, &new.ty));
        self.constant(&property);
        self.access(&property);
        let is_explained = self.found.iter().skip(before).any(Finding::is_breaking);
        self.default_of(&property);
        self.property_deprecation(&property);
        if !is_changed {
            self.value_keywords(&place, &old.ty);
        }
        self.field_name(&property, is_explained);
        if is_inert(direction, old.access) && is_inert(direction, new.access) {
            let found = self.found.iter_mut().skip(before);
            found.for_each(Finding::soften);
        }
    }

    /// The change of the Rust type of a field, as a migration.
    pub(super) fn field_types(&self, property: &Property<'_>) -> Option<String> {
        let (old, new) = self.fields(property)?;
        let (before, after) = (code(&old.ty), code(&new.ty));
        (before != after)
            .then(|| format!("`{}` is `{after}` in place of `{before}`", property.rust))
    }

    pub(super) fn fields(&self, property: &Property<'_>) -> Option<(&sdk::Field, &sdk::Field)> {
        let (old, new) = property.defs;
        let wire = &property.old.wire;
        let old = self.old.surface.field(&old.id, wire)?;
        Some((old, self.new.surface.field(&new.id, wire)?))
    }

    fn default_of(&mut self, property: &Property<'_>) {
        let (old, new) = (&property.old.default, &property.new.default);
        if old != new {
            let message = super::parameters::default_message(old.as_ref(), new.as_ref());
            self.push(property.finding(Kind::PropertyDefaultChanged, message));
        }
    }

    fn property_deprecation(&mut self, property: &Property<'_>) {
        let is = |field: &Field| field.deprecation.is_some();
        let (kind, verb) = match (is(property.old), is(property.new)) {
            (false, true) => (Kind::PropertyDeprecated, "deprecated"),
            (true, false) => (Kind::PropertyUndeprecated, "no longer deprecated"),
            _ => return,
        };
        self.push(property.finding(kind, format!("the property is {verb}")));
    }

    /// Reports what only the names of the crate show: another name, and another Rust type that no
    /// breaking change of the property explains.
    fn field_name(&mut self, property: &Property<'_>, is_explained: bool) {
        let Some((old, new)) = self.fields(property) else {
            return;
        };
        let (name, other) = (old.name.to_string(), new.name.to_string());
        let types = (code(&old.ty), code(&new.ty));
        let migration = self.field_types(property);
        if name != other {
            let message = format!("the field `{name}` is now `{other}`");
            let migration = format!("write `{other}` in place of `{name}`");
            let finding = property.finding(Kind::FieldRenamed, message);
            self.push(finding.instead(migration));
        }
        // A renamed type is reported as such.
        let is_held_alike = wrappers(&types.0) == wrappers(&types.1);
        if let Some(migration) = migration.filter(|_| !is_explained && !is_held_alike) {
            let message = format!("the field was `{}`, and is now `{}`", types.0, types.1);
            let finding = property.finding(Kind::FieldTypeChanged, message);
            self.push(finding.instead(migration));
        }
    }

    fn additional(
        &mut self,
        (old, new): (&TypeDef, &TypeDef),
        types: (Option<&TypeRef>, Option<&TypeRef>),
        direction: Direction,
    ) {
        let name = self.old.surface.type_name(&old.id);
        let subject = format!("{name} additional properties");
        let rust = format!("models::{name}::additional_properties");
        let (kind, message) = match types {
            (Some(old_type), Some(new_type)) => {
                let place = ValuePlace {
                    subject: &subject,
                    noun: "the value of other properties",
                    direction,
                    at: (&old.at, &new.at),
                    rust,
                    migration: None,
                };
                self.value(&place, (old_type, new_type));
                return;
            }
            (Some(_), None) => (
                Kind::AdditionalPropertiesRemoved,
                "other properties are no longer kept",
            ),
            (None, Some(_)) => (Kind::AdditionalPropertiesAdded, "other properties are kept"),
            (None, None) => return,
        };
        let mut finding = Finding::new(kind, Some(direction), subject, message)
            .between(&old.at, &new.at)
            .rust(&rust);
        if finding.is_breaking() {
            finding = finding.instead(format!("delete the uses of `{rust}`"));
        }
        self.push(finding);
    }

    /// Reports a constructor that takes the same arguments in another order.
    fn constructor(&mut self, old: &TypeDef, new: &TypeDef) {
        let arguments = |model: Option<&Model>| match model {
            Some(Model::Struct(model)) => {
                model.constructor.as_ref().map(|one| code(&one.arguments))
            }
            _ => None,
        };
        let (Some(before), Some(after)) = (
            arguments(self.old.surface.model(&old.id)),
            arguments(self.new.surface.model(&new.id)),
        ) else {
            return;
        };
        let name = self.old.surface.type_name(&old.id);
        let call = format!("{name}::new({after})");
        let rust = format!("models::{name}::new");
        if super::parameters::is_reordered(&before, &after) {
            let message = format!("`{name}::new` takes its arguments in another order");
            let finding = Finding::new(Kind::ArgumentsReordered, None, &name, message)
                .between(&old.at, &new.at)
                .rust(rust)
                .instead(format!("pass them as in `{call}`"));
            self.push(finding);
        }
    }
}

/// What a Rust type holds values in, without the names of models: `["Option", "Vec"]`.
fn wrappers(ty: &str) -> Vec<&str> {
    let words = ty.split(|character: char| !character.is_alphanumeric());
    let is_wrapper =
        |word: &&str| ["Option", "Nullable", "Vec", "HashMap", "Secret"].contains(word);
    words.filter(is_wrapper).collect()
}
