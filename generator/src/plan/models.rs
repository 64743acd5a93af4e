//! Types to files of models: what each is made of, and which file it stands in.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::Planner;
use super::docs::Place;
use super::naming::{ModuleName, Taken, VariantName, plain};
use super::scope::Scope;
use super::types::TypeWriter;
use crate::ir::{Hint, TypeDef, TypeId, TypeKind, TypeRef, Variant};
use crate::sdk::{
    Enum, EnumVariant, Model, ModelFile, TypeNamed, Union, UnionPaths, UnionVariant,
};

/// Where each type stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Homes {
    /// The module of a type that has a file of its own.
    modules: BTreeMap<TypeId, ModuleName>,
    /// The types of a file, its own first.
    files: IndexMap<TypeId, Vec<TypeId>>,
}

impl Homes {
    /// A file for each type that the document names, with the types that only it uses behind it.
    pub(super) fn of(
        types: &IndexMap<TypeId, TypeDef>,
        name: impl Fn(&TypeId) -> String,
    ) -> Self {
        let mut homes = Self::default();
        let mut taken = Taken::default();
        for id in types.keys() {
            homes.files.entry(home(id, types)).or_default().push(id.clone());
        }
        for (id, members) in &mut homes.files {
            members.sort_by_key(|member| member != id);
            let module = ModuleName::new(&name(id));
            let free = taken.claim(plain(module.as_str()));
            homes.modules.insert(id.clone(), ModuleName::new(&free));
        }
        homes
    }

    /// The file that a type stands in, without its ending.
    pub(super) fn file(&self, id: &TypeId) -> &str {
        let owner = self.files.iter().find(|(_, members)| members.contains(id));
        owner.and_then(|(owner, _)| self.modules.get(owner)).map_or("", ModuleName::file)
    }
}

/// The type whose file a type stands in.
fn home(id: &TypeId, types: &IndexMap<TypeId, TypeDef>) -> TypeId {
    let mut here = id.clone();
    // Owners are places further out: the way ends.
    while let Some(def) = types.get(&here) {
        match &def.hint {
            Hint::Member { owner, .. } | Hint::Part { owner, .. }
                if types.contains_key(owner) =>
            {
                here = owner.clone();
            }
            _ => break,
        }
    }
    here
}

impl Planner<'_> {
    /// A file for each named type.
    pub(super) fn model_files(&mut self) -> Vec<ModelFile> {
        let homes = self.homes.clone();
        let mut files: Vec<ModelFile> = homes
            .files
            .iter()
            .filter_map(|(id, members)| {
                let module = homes.modules.get(id)?;
                Some(self.model_file(id, members, module))
            })
            .collect();
        files.sort_by(|a, b| a.file.cmp(&b.file));
        files
    }

    /// What every type is called.
    pub(super) fn type_names(&self) -> Vec<TypeNamed> {
        let named = |id: &TypeId| TypeNamed {
            pointer: id.to_string(),
            name: self.names.get(id).to_owned(),
        };
        self.api.types.keys().map(named).collect()
    }

    fn model_file(
        &mut self,
        id: &TypeId,
        members: &[TypeId],
        module: &ModuleName,
    ) -> ModelFile {
        let exports: Vec<String> =
            members.iter().map(|id| self.names.get(id).to_owned()).collect();
        let mut scope = Scope::new("super", exports.iter().cloned());
        let models =
            members.iter().filter_map(|id| self.model(id, &mut scope)).collect();
        let mut exports = exports;
        exports.sort();
        ModelFile {
            module: module.to_string(),
            file: module.file().to_owned(),
            origin: id.to_string(),
            exports,
            uses: scope.uses(),
            models,
            page: members.iter().filter_map(|id| self.model_page(id)).collect(),
        }
    }

    fn model(&mut self, id: &TypeId, scope: &mut Scope) -> Option<Model> {
        let def = self.api.types.get(id)?;
        Some(match &def.kind {
            TypeKind::Struct {
                fields, additional, ..
            } => Model::Struct(self.structure(def, fields, additional.as_ref(), scope)),
            TypeKind::Enum { values } => {
                Model::Enum(self.enumeration(def, values, scope))
            }
            TypeKind::Union {
                variants,
                discriminator,
            } => {
                Model::Union(self.union(def, variants, discriminator.as_deref(), scope))
            }
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
                literal: super::literal(&value.wire),
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
                    .map(|tag| super::literal(tag))
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
        let reads = if discriminator.is_some() { "union_part" } else { "fitting_part" };
        self.capabilities.insert(reads);
        Union {
            name: self.names.get(&def.id).to_owned(),
            docs: self.docs.of_type(def, Place::Item),
            deprecated: self.deprecation_of_type(def),
            variants: planned,
            discriminator: discriminator.map(super::literal),
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
        let Some(id) = found.filter(|_| is_direct) else { return String::new() };
        let Some(TypeKind::Struct { fields, .. }) =
            self.api.types.get(id).map(|def| &def.kind)
        else {
            return String::new();
        };
        let required = fields.iter().filter(|field| field.presence.is_required());
        required.map(|field| super::literal(&field.wire)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn deprecation_of_type(&self, def: &TypeDef) -> Option<String> {
        def.deprecated.then(|| super::literal("the API's document deprecates this"))
    }
}

/// The variants of an enum, in the order of its values.
pub(super) fn variant_names(values: &[crate::ir::EnumValue]) -> Vec<String> {
    let mut taken = Taken::reserved(&["UnknownValue"]);
    values
        .iter()
        .map(|value| taken.claim(VariantName::new(&value.wire).as_str()))
        .collect()
}
