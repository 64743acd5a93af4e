//! Types to files of models: what each is made of, and which file it stands in.

pub(crate) mod files;
pub(crate) mod properties;
pub(crate) mod required;
pub(crate) mod structs;
pub(crate) mod types;

use crate::ir::{TypeDef, TypeId, TypeKind, TypeRef, Variant};
use crate::plan::Planner;
use crate::plan::docs::Place;
use crate::plan::models::types::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ModuleName, Taken, VariantName};
use crate::sdk::{Enum, EnumVariant, Model, ModelFile, TypeNamed, Union, UnionPaths, UnionVariant};

impl Planner<'_> {
    /// A file for each named type.
    pub(crate) fn model_files(&mut self) -> Vec<ModelFile> {
        let model_files = self.model_files.clone();
        let mut files: Vec<ModelFile> = model_files
            .iter()
            .map(|(id, members, module)| self.model_file(id, members, module))
            .collect();
        files.sort_by(|a, b| a.file.cmp(&b.file));
        files
    }

    /// What every type is called.
    pub(crate) fn type_names(&self) -> Vec<TypeNamed> {
        let named = |id: &TypeId| TypeNamed {
            pointer: id.to_string(),
            name: self.names.get(id).to_owned(),
        };
        self.api.types.keys().map(named).collect()
    }

    fn model_file(&mut self, id: &TypeId, members: &[TypeId], module: &ModuleName) -> ModelFile {
        let exports: Vec<String> = members
            .iter()
            .map(|id| self.names.get(id).to_owned())
            .collect();
        let mut scope = Scope::new("super", exports.iter().cloned());
        let models = members
            .iter()
            .filter_map(|id| self.model(id, &mut scope))
            .collect();
        let mut exports = exports;
        exports.sort();
        ModelFile {
            module: module.to_string(),
            file: module.file().to_owned(),
            origin: id.to_string(),
            exports,
            uses: scope.uses(),
            models,
            page: members
                .iter()
                .filter_map(|id| self.model_page(id))
                .collect(),
        }
    }

    fn model(&mut self, id: &TypeId, scope: &mut Scope) -> Option<Model> {
        let def = self.api.types.get(id)?;
        Some(match &def.kind {
            TypeKind::Struct {
                fields, additional, ..
            } => Model::Struct(self.structure(def, fields, additional.as_ref(), scope)),
            TypeKind::Enum { values } => Model::Enum(self.enumeration(def, values, scope)),
            TypeKind::Union {
                variants,
                discriminator,
            } => Model::Union(self.union(def, variants, discriminator.as_deref(), scope)),
            // The passes leave none.
            TypeKind::Alias(_) => return None,
        })
    }

    fn enumeration(
        &mut self,
        def: &TypeDef,
        values: &[crate::ir::EnumValue],
        scope: &mut Scope,
    ) -> Enum {
        let variants = variant_names(values)
            .into_iter()
            .zip(values)
            .map(|(name, value)| EnumVariant {
                name,
                literal: crate::plan::literal(&value.wire),
                docs: vec![format!("`{}`", self.docs.code(&value.wire))],
            })
            .collect();
        self.capabilities.insert("open_enum");
        Enum {
            name: self.names.get(&def.id).to_owned(),
            docs: self.docs.of_type(def, Place::Item),
            deprecated: self.deprecation_of_type(def),
            variants,
            unknown_type: scope.import("crate::runtime::UnknownValue"),
            string: scope.prelude("std::string::String"),
            from: scope.prelude("std::convert::From"),
            open_enum: scope.import("crate::runtime::open_enum"),
        }
    }

    fn union(
        &mut self,
        def: &TypeDef,
        variants: &[Variant],
        discriminator: Option<&str>,
        scope: &mut Scope,
    ) -> Union {
        let mut taken = Taken::reserved(&["Unknown"]);
        let planned: Vec<UnionVariant> = variants
            .iter()
            .map(|variant| UnionVariant {
                name: taken.claim(VariantName::new(&variant.name).as_str()),
                ty: TypeWriter {
                    names: &self.names,
                    scope,
                }
                .ty(&variant.ty),
                tags: variant
                    .tags
                    .iter()
                    .map(|tag| crate::plan::literal(tag))
                    .collect::<Vec<_>>()
                    .join(" | "),
                required: self.told_by(&variant.ty),
                docs: vec![format!("`{}`", self.docs.code(&variant.name))],
            })
            .collect();
        let mut missing = Vec::new();
        if self.checked.contains(&def.id) {
            let checked = variants.iter().zip(&planned);
            let checked = checked.filter(|(variant, _)| self.is_checked(&variant.ty));
            missing.extend(checked.map(|(_, planned)| planned.name.clone()));
        }
        let (required_trait, missing_type) = self.required_paths(&missing, scope);
        let reads = if discriminator.is_some() {
            "union_part"
        } else {
            "fitting_part"
        };
        self.capabilities.insert(reads);
        Union {
            name: self.names.get(&def.id).to_owned(),
            docs: self.docs.of_type(def, Place::Item),
            deprecated: self.deprecation_of_type(def),
            variants: planned,
            discriminator: discriminator.map(crate::plan::literal),
            missing,
            required_trait,
            missing_type,
            paths: UnionPaths {
                value: scope.import("serde_json::Value"),
                part: scope.import(&format!("crate::runtime::{reads}")),
                serialize: scope.import("serde::Serialize"),
                deserialize: scope.import("serde::Deserialize"),
                deserializer: scope.import("serde::Deserializer"),
                result: scope.prelude("std::result::Result"),
                ok: scope.prelude("std::result::Result::Ok"),
                some: scope.prelude("std::option::Option::Some"),
            },
        }
    }

    /// The members that an object of a type must have. A struct that is built reads without them, so that a union
    /// can't tell its parts apart by whether they can be read.
    fn told_by(&self, ty: &TypeRef) -> String {
        let mut found = None;
        ty.each_named(&mut |id| found = Some(id));
        let is_direct = !matches!(ty, TypeRef::List(_) | TypeRef::Map(_));
        let Some(id) = found.filter(|_| is_direct) else {
            return String::new();
        };
        let Some(TypeKind::Struct { fields, .. }) = self.api.types.get(id).map(|def| &def.kind)
        else {
            return String::new();
        };
        let required = fields.iter().filter(|field| field.presence.is_required());
        required
            .map(|field| crate::plan::literal(&field.wire))
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(crate) fn deprecation_of_type(&self, def: &TypeDef) -> Option<String> {
        def.deprecated
            .then(|| crate::plan::literal("deprecated in the API's document"))
    }
}

/// The variants of an enum, in the order of its values.
pub(crate) fn variant_names(values: &[crate::ir::EnumValue]) -> Vec<String> {
    let mut taken = Taken::reserved(&["UnknownValue"]);
    values
        .iter()
        .map(|value| taken.claim(VariantName::new(&value.wire).as_str()))
        .collect()
}
