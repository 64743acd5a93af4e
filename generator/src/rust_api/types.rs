//! Writes the paths in types and signatures in full, so that two ways to write the same type are
//! the same text.

use std::collections::BTreeSet;

use syn::visit_mut::{self, VisitMut};
use syn::{FnArg, Generics, Pat, Path, PathArguments, PathSegment, Type, TypePath};

use super::exports::Exports;
use super::scope::{Scopes, Space, Target, named};

/// The names that Rust's prelude has, by their paths. They are written without path.
const PRELUDE: &[(&str, &str)] = &[
    ("std::string::String", "String"),
    ("std::option::Option", "Option"),
    ("std::vec::Vec", "Vec"),
    ("std::result::Result", "Result"),
    ("std::boxed::Box", "Box"),
    ("std::convert::From", "From"),
    ("std::convert::Into", "Into"),
    ("std::convert::TryFrom", "TryFrom"),
    ("std::convert::TryInto", "TryInto"),
    ("std::convert::AsRef", "AsRef"),
    ("std::convert::AsMut", "AsMut"),
    ("std::clone::Clone", "Clone"),
    ("std::marker::Copy", "Copy"),
    ("std::marker::Send", "Send"),
    ("std::marker::Sync", "Sync"),
    ("std::marker::Sized", "Sized"),
    ("std::marker::Unpin", "Unpin"),
    ("std::cmp::PartialEq", "PartialEq"),
    ("std::cmp::Eq", "Eq"),
    ("std::cmp::PartialOrd", "PartialOrd"),
    ("std::cmp::Ord", "Ord"),
    ("std::default::Default", "Default"),
    ("std::iter::Iterator", "Iterator"),
    ("std::iter::IntoIterator", "IntoIterator"),
    ("std::iter::DoubleEndedIterator", "DoubleEndedIterator"),
    ("std::iter::ExactSizeIterator", "ExactSizeIterator"),
    ("std::iter::Extend", "Extend"),
    ("std::iter::FromIterator", "FromIterator"),
    ("std::future::Future", "Future"),
    ("std::future::IntoFuture", "IntoFuture"),
    ("std::ops::Drop", "Drop"),
    ("std::ops::Fn", "Fn"),
    ("std::ops::FnMut", "FnMut"),
    ("std::ops::FnOnce", "FnOnce"),
    ("std::borrow::ToOwned", "ToOwned"),
    ("std::string::ToString", "ToString"),
];

/// What derives without a path name, if that is not in the prelude of types.
const DERIVES: &[(&str, &str)] = &[("Debug", "std::fmt::Debug"), ("Hash", "std::hash::Hash")];

/// Writes paths in full.
pub(super) struct Writer<'s> {
    pub(super) scopes: &'s Scopes<'s>,
    pub(super) exports: &'s Exports,
    pub(super) module: usize,
    /// The names of the type parameters in scope.
    pub(super) parameters: BTreeSet<String>,
    /// The type that `Self` is, written in full.
    pub(super) own: Option<Type>,
    /// Whether an item of the crate without a public path is mentioned.
    pub(super) mentions_private: bool,
    /// The other crates that are mentioned.
    pub(super) crates: BTreeSet<String>,
    /// Why a part could not be written.
    pub(super) error: Option<String>,
}

impl<'s> Writer<'s> {
    pub(super) fn new(scopes: &'s Scopes<'s>, exports: &'s Exports, module: usize) -> Self {
        Self {
            scopes,
            exports,
            module,
            parameters: BTreeSet::new(),
            own: None,
            mentions_private: false,
            crates: BTreeSet::new(),
            error: None,
        }
    }

    /// Takes the type parameters into scope.
    pub(super) fn declare(&mut self, generics: &Generics) {
        let names = generics.type_params().map(|one| one.ident.to_string());
        self.parameters.extend(names);
        let names = generics.const_params().map(|one| one.ident.to_string());
        self.parameters.extend(names);
    }

    /// The path that a derive names, as the trait's.
    pub(super) fn derived(&self, path: &Path) -> Path {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
        let known = self.scopes.resolve(
            self.module,
            &names,
            path.leading_colon.is_some(),
            Space::Type,
        );
        let standard = DERIVES
            .iter()
            .find(|(name, _)| known.is_none() && path.is_ident(name));
        standard
            .and_then(|(_, path)| syn::parse_str(path).ok())
            .unwrap_or_else(|| path.clone())
    }

    /// Writes the first `limit` names of a path in full. Returns by how many the path has grown.
    fn write(&mut self, path: &mut Path, limit: usize) -> isize {
        let names = path.segments.iter().take(limit);
        let names: Vec<String> = names.map(|one| one.ident.to_string()).collect();
        let is_local = names
            .first()
            .is_none_or(|first| first == "Self" || self.parameters.contains(first));
        if is_local && path.leading_colon.is_none() {
            return 0;
        }
        let is_absolute = path.leading_colon.is_some();
        let Some((target, count)) =
            self.scopes
                .resolve(self.module, &names, is_absolute, Space::Type)
        else {
            return 0;
        };
        let full = match target {
            Target::Module(_) => return 0,
            Target::Item(id) => match self.exports.item(id) {
                Some(public) => public.path.clone(),
                None => {
                    self.mentions_private = true;
                    let module = self.scopes.modules.all.get(id.0);
                    let around = module.map_or_else(String::new, |module| {
                        module.path.iter().map(|name| format!("{name}::")).collect()
                    });
                    let name = self.scopes.item(id).and_then(named);
                    format!(
                        "crate::{around}{}",
                        name.map_or_else(String::new, |one| one.name)
                    )
                }
            },
            Target::External(names) => self.external(names),
        };
        let Ok(full) = syn::parse_str::<Path>(&full) else {
            return 0;
        };
        let mut segments: Vec<PathSegment> = full.segments.into_iter().collect();
        let written = segments.len();
        let arguments = count
            .checked_sub(1)
            .and_then(|last| path.segments.get(last))
            .map_or(PathArguments::None, |one| one.arguments.clone());
        if let Some(last) = segments.last_mut() {
            last.arguments = arguments;
        }
        segments.extend(path.segments.iter().skip(count).cloned());
        path.leading_colon = None;
        path.segments = segments.into_iter().collect();
        isize::try_from(written).unwrap_or_default() - isize::try_from(count).unwrap_or_default()
    }

    /// The path in another crate, with the usual spelling.
    fn external(&mut self, mut names: Vec<String>) -> String {
        if let Some(first) = names.first_mut() {
            if first == "core" || first == "alloc" {
                "std".clone_into(first);
            }
            if first != "std" {
                self.crates.insert(first.clone());
            }
        }
        let path = names.join("::");
        // serde exports its traits twice.
        let path = match path.as_str() {
            "serde::ser::Serialize" => "serde::Serialize".to_owned(),
            "serde::de::Deserialize" => "serde::Deserialize".to_owned(),
            _ => path,
        };
        let short = PRELUDE.iter().find(|(full, _)| *full == path);
        short.map_or(path, |(_, name)| (*name).to_owned())
    }
}

impl VisitMut for Writer<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Macro(call) = ty {
            let file = self.scopes.modules.all.get(self.module);
            let file = file.map_or("", |module| module.file());
            let expanded = self.scopes.modules.macros.expand(file, &call.mac);
            match expanded.map(syn::parse2::<Type>) {
                Ok(Ok(expanded)) => *ty = expanded,
                Ok(Err(error)) => {
                    self.error = Some(format!("{file}: the expansion of a macro: {error}"));
                }
                Err(problem) => self.error = Some(problem),
            }
        }
        let is_own = |path: &TypePath| path.qself.is_none() && path.path.is_ident("Self");
        if let (Type::Path(path), Some(own)) = (&*ty, &self.own)
            && is_own(path)
        {
            *ty = own.clone();
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_type_path_mut(&mut self, ty: &mut TypePath) {
        if let Some(own) = &mut ty.qself {
            self.visit_type_mut(&mut own.ty);
            let grown = self.write(&mut ty.path, own.position);
            own.position = own.position.saturating_add_signed(grown);
        } else {
            self.write(&mut ty.path, usize::MAX);
        }
        for segment in &mut ty.path.segments {
            self.visit_path_arguments_mut(&mut segment.arguments);
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        self.write(path, usize::MAX);
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_fn_arg_mut(&mut self, argument: &mut FnArg) {
        match argument {
            FnArg::Receiver(receiver) => {
                receiver.attrs.clear();
                receiver.mutability = None;
            }
            FnArg::Typed(typed) => {
                typed.attrs.clear();
                if let Pat::Ident(name) = &mut *typed.pat {
                    name.mutability = None;
                } else {
                    *typed.pat = syn::parse_quote!(_);
                }
            }
        }
        visit_mut::visit_fn_arg_mut(self, argument);
    }
}
