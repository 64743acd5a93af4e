//! Objects to structs. What is built differs from what is read: see `field`.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Access, Field, Presence, Scalar, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::Place;
use crate::plan::models::properties::{Member, members};
use crate::plan::models::types::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Taken, plain};
use crate::sdk;

/// A member with the choices that its setter and its check need.
struct Planned<'a> {
    field: &'a Field,
    name: String,
    null: Option<String>,
    nullable: Option<String>,
    secret: Option<String>,
}

impl Planner<'_> {
    pub(crate) fn structure(
        &mut self,
        def: &TypeDef,
        fields: &[Field],
        additional: Option<&TypeRef>,
        scope: &mut Scope,
    ) -> sdk::Struct {
        let is_built = def.usage.is_sent();
        let (members, mut taken) = members(fields, def.usage);
        let mut emitted = Vec::new();
        let mut setters = Vec::new();
        let mut missing = Vec::new();
        for member in members {
            let planned = self.planned(member, is_built, scope);
            emitted.push(self.field(&planned, is_built, scope));
            if is_built {
                setters.extend(self.setters(&planned, scope));
                missing.extend(self.checks(&planned));
            }
        }
        if let Some(value) = additional {
            let field = self.additional(value, &mut taken, scope);
            if is_built && self.is_checked(value) {
                missing.push(format!("self.{}.missing(list);", field.name));
            }
            emitted.push(field);
        }
        let serialize = scope.import("serde::Serialize");
        let deserialize = scope.import("serde::Deserialize");
        let default = if is_built { ", Default" } else { "" };
        let (required_trait, missing_type) = self.required_paths(&missing, scope);
        sdk::Struct {
            name: self.names.get(&def.id).to_owned(),
            docs: self.docs.of_type(def, Place::Item),
            deprecated: self.deprecation_of_type(def),
            derives: format!("Debug, Clone{default}, PartialEq, {serialize}, {deserialize}"),
            fields: emitted,
            is_built,
            setters,
            missing,
            required_trait,
            missing_type,
            page: self.page_impl(def, scope),
        }
    }

    fn planned<'f>(
        &mut self,
        member: Member<'f>,
        is_built: bool,
        scope: &mut Scope,
    ) -> Planned<'f> {
        let Member { field, name, null } = member;
        let nullable = (is_built && field.presence.is_nullable()).then(|| {
            self.capabilities.insert("nullable");
            scope.import("crate::runtime::Nullable")
        });
        let is_text = field.ty == TypeRef::Scalar(Scalar::String);
        if field.secret && !is_text {
            let message = format!("`{}` must be a string to be a secret", field.wire);
            let diagnostic = Diagnostic::new(Code::SecretType, self.source, &field.at, message);
            self.diagnostics.push(diagnostic);
        }
        let secret = (field.secret && is_text).then(|| {
            self.capabilities.insert("secret");
            scope.import("crate::runtime::Secret")
        });
        Planned {
            field,
            name,
            null,
            nullable,
            secret,
        }
    }

    fn field(&mut self, planned: &Planned<'_>, is_built: bool, scope: &mut Scope) -> sdk::Field {
        let field = planned.field;
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let plain_type = planned
            .secret
            .clone()
            .unwrap_or_else(|| writer.ty(&field.ty));
        let option = writer.scope.prelude("std::option::Option");
        let mut serde = vec![format!("rename = {}", crate::plan::literal(&field.wire))];
        let ty = if let Some(nullable) = &planned.nullable {
            serde.push("default".to_owned());
            serde.push(format!("skip_serializing_if = \"{nullable}::is_absent\""));
            format!("{nullable}<{plain_type}>")
        } else if is_built {
            serde.push(format!("skip_serializing_if = \"{option}::is_none\""));
            format!("{option}<{plain_type}>")
        } else if matches!(field.ty, TypeRef::List(_) | TypeRef::Map(_)) {
            self.capabilities.insert("null");
            let null = writer.scope.import("crate::runtime::null_as_default");
            let required = field.presence.is_required();
            if !required {
                serde.push("default".to_owned());
            }
            serde.push(format!("deserialize_with = \"{null}\""));
            if !required {
                let container = plain_type.split('<').next().unwrap_or_default();
                serde.push(format!("skip_serializing_if = \"{container}::is_empty\""));
            }
            plain_type
        } else {
            match field.presence {
                Presence::Required => plain_type,
                Presence::Nullable => format!("{option}<{plain_type}>"),
                Presence::Optional | Presence::OptionalNullable => {
                    serde.push(format!("skip_serializing_if = \"{option}::is_none\""));
                    format!("{option}<{plain_type}>")
                }
            }
        };
        sdk::Field {
            name: planned.name.clone(),
            ty,
            docs: self.docs.of_field(field, is_built),
            deprecated: self.deprecation_of_field(field),
            serde: packed(serde),
        }
    }

    /// Members of names that the document does not list.
    fn additional(&mut self, value: &TypeRef, taken: &mut Taken, scope: &mut Scope) -> sdk::Field {
        let ty = TypeRef::Map(Box::new(value.clone()));
        let mut serde = vec!["flatten".to_owned()];
        if *value != TypeRef::Any {
            self.capabilities.insert("additional");
            let additional = scope.import("crate::runtime::additional");
            serde.push(format!("deserialize_with = \"{additional}\""));
        }
        sdk::Field {
            name: taken.claim("additional_properties"),
            ty: TypeWriter {
                names: &self.names,
                scope,
            }
            .ty(&ty),
            docs: vec!["Members of other names.".to_owned()],
            deprecated: None,
            serde: packed(serde),
        }
    }

    fn setters(&mut self, planned: &Planned<'_>, scope: &mut Scope) -> Vec<sdk::Setter> {
        let field = planned.field;
        let is_enum = self.is_enum(&field.ty);
        let argument = plain(&planned.name);
        let argument = if argument == planned.name {
            argument
        } else {
            "value"
        };
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let (ty, value) = match &planned.secret {
            Some(secret) => {
                let into = writer.scope.prelude("std::convert::Into");
                (
                    format!("impl {into}<{secret}>"),
                    format!("{argument}.into()"),
                )
            }
            None => {
                let taking = writer.taking(&field.ty, argument, is_enum);
                (taking.ty, taking.value)
            }
        };
        let some = match &planned.nullable {
            Some(nullable) => format!("{nullable}::Value"),
            None => writer.scope.prelude("std::option::Option::Some"),
        };
        let deprecated = self.deprecation_of_field(field);
        let wire = self.docs.code(&field.wire);
        let (bindings, value) = bound(argument, value);
        let mut setters = vec![sdk::Setter {
            name: planned.name.clone(),
            docs: vec![format!("Sets `{wire}`.")],
            deprecated: deprecated.clone(),
            argument: format!(", {argument}: {ty}"),
            bindings,
            value: format!("{some}({value})"),
            field: planned.name.clone(),
        }];
        if let (Some(nullable), Some(name)) = (&planned.nullable, &planned.null) {
            setters.push(sdk::Setter {
                name: name.clone(),
                docs: vec![format!("Sets `{wire}` to null.")],
                deprecated,
                argument: String::new(),
                bindings: Vec::new(),
                value: format!("{nullable}::Null"),
                field: planned.name.clone(),
            });
        }
        setters
    }

    /// A note for `#[deprecated]`. The document's own words on it are docs.
    fn deprecation_of_field(&self, field: &Field) -> Option<String> {
        let deprecation = field.deprecation.as_ref()?;
        Some(crate::plan::literal(&match &deprecation.replacement {
            Some(name) => {
                format!(
                    "the API's document says to use `{}` instead",
                    self.docs.code(name)
                )
            }
            None => "the API's document deprecates this".to_owned(),
        }))
    }

    /// What reports the member, or members in it, when they are missing.
    fn checks(&mut self, planned: &Planned<'_>) -> Vec<String> {
        let field = planned.field;
        let wire = crate::plan::literal(&field.wire);
        let place = format!("self.{}", planned.name);
        let mut checks = Vec::new();
        if field.presence.is_required() && field.access != Access::ReadOnly {
            let is_there = match planned.nullable {
                Some(_) => format!("!{place}.is_absent()"),
                None => format!("{place}.is_some()"),
            };
            checks.push(format!("list.require({wire}, {is_there});"));
        }
        if self.is_checked(&field.ty) {
            if planned.nullable.is_some() {
                self.capabilities.insert("nullable_required");
            }
            checks.push(format!("list.within({wire}, &{place});"));
        }
        checks
    }

    /// The runtime's `Required` and `Missing` as the file writes them, where there is something to check.
    pub(crate) fn required_paths(
        &mut self,
        checks: &[String],
        scope: &mut Scope,
    ) -> (String, String) {
        if checks.is_empty() {
            return (String::new(), String::new());
        }
        self.capabilities.insert("required");
        (
            scope.import("crate::runtime::Required"),
            scope.import("crate::runtime::Missing"),
        )
    }

    /// Whether values of a type have members that may be missing.
    pub(crate) fn is_checked(&self, ty: &TypeRef) -> bool {
        let mut found = false;
        ty.each_named(&mut |id| found |= self.checked.contains(id));
        found
    }

    pub(crate) fn is_enum(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        self.api
            .types
            .get(id)
            .is_some_and(|def| matches!(def.kind, TypeKind::Enum { .. }))
    }
}

/// What a setter binds before it sets, and what it sets: collections step by step, so that no line is broken in a way
/// on which rustfmt and prettyplease differ.
fn bound(argument: &str, value: String) -> (Vec<String>, String) {
    let start = format!("{argument}.into_iter().");
    let step = value
        .strip_prefix(&start)
        .and_then(|rest| rest.strip_suffix(".collect()"));
    let Some(step) = step else {
        return (Vec::new(), value);
    };
    let bindings = vec![
        format!("values = {argument}.into_iter()"),
        format!("values = values.{step}"),
    ];
    (bindings, "values.collect()".to_owned())
}

/// Columns of a member's attribute that rustfmt leaves on one line.
const ATTRIBUTE_WIDTH: usize = 84;

/// The parts of serde's attribute in as few attributes as fit on a line each.
fn packed(parts: Vec<String>) -> Vec<String> {
    let mut attributes: Vec<String> = Vec::new();
    for part in parts {
        match attributes.last_mut() {
            Some(last) if "    #[serde(, )]".len() + last.len() + part.len() < ATTRIBUTE_WIDTH => {
                last.push_str(", ");
                last.push_str(&part);
            }
            _ => attributes.push(part),
        }
    }
    attributes
}
