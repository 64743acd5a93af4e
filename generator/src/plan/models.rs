//! The models: a file for each named type, with its structs, enums and unions.

mod constructors;
pub(crate) mod files;
pub(crate) mod holding;
pub(crate) mod properties;
mod serde_names;
pub(crate) mod structs;
pub(crate) mod type_writer;
pub(crate) mod unions;

use quote::quote;
use serde_json::Value;

use crate::ir::{EnumValue, TypeDef, TypeId, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ModuleName, ident, value_variants};
use crate::plan::package::capability::Capability;
use crate::sdk::{Enum, EnumVariant, Model, ModelFile, Tokens, TypeNamed, ValueEnum};

impl Planner<'_> {
    /// A file for each named type.
    pub(crate) fn model_files(&mut self) -> Vec<ModelFile> {
        let model_files = self.model_files.clone();
        let mut files: Vec<ModelFile> = model_files
            .iter()
            .map(|(id, ids, module)| self.model_file(id, ids, module))
            .collect();
        files.sort_by(|a, b| a.file.cmp(&b.file));
        files
    }

    /// The name of each type, by the pointer of its schema.
    pub(crate) fn type_names(&self) -> Vec<TypeNamed> {
        let named = |id: &TypeId| TypeNamed {
            pointer: id.to_string(),
            name: self.names.get(id).to_owned(),
        };
        self.api.types.keys().map(named).collect()
    }

    fn model_file(&mut self, id: &TypeId, ids: &[TypeId], module: &ModuleName) -> ModelFile {
        let defs = ids.iter().filter_map(|id| self.api.types.get(id));
        let required = defs.filter_map(|def| self.required_struct_name(def));
        let names = ids.iter().map(|id| self.names.get(id).to_owned());
        let mut exports: Vec<String> = names.chain(required).collect();
        exports.sort();
        let mut scope = Scope::new("super", exports.iter().cloned());
        let models = ids
            .iter()
            .filter_map(|id| self.model(id, &mut scope))
            .collect();
        ModelFile {
            module: module.into(),
            file: module.file().to_owned(),
            origin: id.to_string(),
            exports: exports.iter().map(|name| ident(name).into()).collect(),
            uses: scope.uses(),
            models,
            docs: ids.iter().filter_map(|id| self.model_docs(id)).collect(),
        }
    }

    fn model(&mut self, id: &TypeId, scope: &mut Scope) -> Option<Model> {
        let def = self.api.types.get(id)?;
        Some(match &def.kind {
            TypeKind::Struct {
                fields, additional, ..
            } => {
                let found = self.structure(def, fields, additional.as_ref(), scope);
                Model::Struct(Box::new(found))
            }
            TypeKind::Enum { values } if def.kind.strings().is_none() => {
                Model::Values(self.value_enumeration(def, values, scope))
            }
            TypeKind::Enum { values } => Model::Enum(self.enumeration(def, values, scope)),
            TypeKind::Union {
                variants,
                discriminator,
            } => Model::Union(self.union(def, variants, discriminator.as_deref(), scope)),
            // The passes replace aliases.
            TypeKind::Alias(_) => return None,
        })
    }

    fn enumeration(&mut self, def: &TypeDef, values: &[EnumValue], scope: &mut Scope) -> Enum {
        let variants = variant_names(values).into_iter().zip(values);
        let variant = |(name, value): (String, &EnumValue)| EnumVariant {
            name: ident(&name).into(),
            literal: literals::string(&value.text()).into(),
            docs: self.value_docs(value, &value.text()),
        };
        let variants = variants.map(variant).collect();
        self.capabilities.insert(Capability::OpenEnum);
        Enum {
            name: ident(self.names.get(&def.id)).into(),
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            variants,
            unknown_type: scope.import("crate::runtime::UnknownValue").into(),
            open_enum: scope.import("crate::runtime::open_enum").into(),
        }
    }

    /// The value, then its title and description.
    fn value_docs(&self, value: &EnumValue, shown: &str) -> Vec<String> {
        let mut text = format!("`{}`", self.docs.code(shown));
        if let Some(title) = &value.docs.title {
            text.push_str(": ");
            text.push_str(title.trim());
        }
        if let Some(description) = &value.docs.description {
            text.push_str("\n\n");
            text.push_str(description.trim());
        }
        if value.docs.is_empty() {
            vec![text]
        } else {
            self.docs.lines(&text, DocTarget::Item)
        }
    }

    /// An enum of numbers, or of values of several types.
    fn value_enumeration(
        &mut self,
        def: &TypeDef,
        values: &[EnumValue],
        scope: &mut Scope,
    ) -> ValueEnum {
        let variant = |(name, value): (String, &EnumValue)| {
            let json = match &value.wire {
                Value::String(_) => value.wire.to_string(),
                _ => value.text(),
            };
            EnumVariant {
                name: ident(&name).into(),
                docs: self.value_docs(value, &json),
                literal: literals::string(&json).into(),
            }
        };
        let variants = variant_names(values).into_iter().zip(values);
        let variants = variants.map(variant).collect();
        self.capabilities.insert(Capability::OpenValueEnum);
        let has = |test: fn(&Value) -> bool| values.iter().any(|value| test(&value.wire));
        let mut from = Vec::new();
        if has(Value::is_string) {
            from.push(quote!(&str));
        }
        if has(Value::is_number) {
            let is_whole = !has(|wire| wire.is_number() && wire.as_i64().is_none());
            from.push(if is_whole { quote!(i64) } else { quote!(f64) });
        }
        if has(Value::is_boolean) {
            from.push(quote!(bool));
        }
        let macro_path = scope.import("crate::runtime::open_value_enum");
        let name = ident(self.names.get(&def.id));
        ValueEnum {
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            variants,
            value: scope.import("serde_json::Value").into(),
            known_json: scope.import("crate::runtime::known_json").into(),
            unknown_type: scope.import("crate::runtime::UnknownJson").into(),
            implementations: quote!(#macro_path!(#name #(, #from)*);).into(),
            name: name.into(),
        }
    }

    pub(crate) fn deprecation_of_type(&self, def: &TypeDef) -> Option<Tokens> {
        let note = literals::string("deprecated in the API's document");
        def.deprecated.then(|| note.into())
    }

    pub(crate) fn is_enum(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        let def = self.api.types.get(id);
        def.is_some_and(|def| matches!(def.kind, TypeKind::Enum { .. }))
    }
}

/// The variants of an enum, in the order of its values.
pub(crate) fn variant_names(values: &[EnumValue]) -> Vec<String> {
    let words: Vec<_> = values.iter().map(|value| words_of(value, values)).collect();
    // `Err` would hide the associated type of `FromStr`.
    value_variants(words.iter().map(String::as_str), &["UnknownValue", "Err"])
}

/// What the name of a variant is made from. A string and a number with the same text differ.
fn words_of(value: &EnumValue, values: &[EnumValue]) -> String {
    let text = value.text();
    let is_other = |other: &EnumValue| !other.wire.is_string() && other.text() == text;
    if value.wire.is_string() && values.iter().any(is_other) {
        format!("{text} string")
    } else {
        text
    }
}
