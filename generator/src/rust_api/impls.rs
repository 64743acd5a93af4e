//! The entries of `impl` blocks and derives.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, GenericParam, Generics, ImplItem, Item, ItemImpl, Path, PathArguments, Token, Type,
    parse_quote,
};

use super::Reader;
use super::cfg::Cfg;
use super::entry::Entry;
use super::items::{function, type_text};
use super::modules::is_hidden;
use super::scope::{Id, Space, Target, is_public};
use super::text::one_line;
use super::types::Writer;

impl Reader<'_> {
    /// Adds the entries of the `impl` blocks and derives of a module.
    pub(super) fn implementations(&mut self, module: usize) {
        let Some(found) = self.scopes.modules.all.get(module) else {
            return;
        };
        for item in &found.items {
            match item {
                Item::Impl(item) => self.implementation(module, item),
                Item::Struct(item) => {
                    self.derives(module, &item.attrs, &item.ident, &item.generics)
                }
                Item::Enum(item) => self.derives(module, &item.attrs, &item.ident, &item.generics),
                _ => {}
            }
        }
    }

    /// Adds an implementation for each trait that a type derives.
    fn derives(
        &mut self,
        module: usize,
        attributes: &[Attribute],
        name: &syn::Ident,
        generics: &Generics,
    ) {
        let Some(cfg) = Cfg::of(attributes) else {
            return;
        };
        let condition = cfg.to_string().parse::<TokenStream>().unwrap_or_default();
        let condition = (!cfg.is_always()).then(|| quote!(#[cfg(#condition)]));
        let lists = attributes
            .iter()
            .filter(|one| one.path().is_ident("derive"));
        let lists = lists.filter_map(|one| {
            one.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .ok()
        });
        for path in lists.flatten().collect::<Vec<_>>() {
            let path = self.writer(module).derived(&path);
            let mut generics = generics.clone();
            for parameter in generics.type_params_mut() {
                parameter.default = None;
                parameter.bounds.push(parse_quote!(#path));
            }
            let (_, arguments, _) = generics.split_for_impl();
            let arguments = quote!(#arguments);
            let (head, _, conditions) = generics.split_for_impl();
            let is_deserialize = path
                .segments
                .last()
                .is_some_and(|one| one.ident == "Deserialize");
            let item: ItemImpl = if is_deserialize && generics.params.is_empty() {
                parse_quote!(#condition impl<'de> #path<'de> for #name {})
            } else {
                parse_quote!(#condition impl #head #path for #name #arguments #conditions {})
            };
            self.implementation(module, &item);
        }
    }

    fn implementation(&mut self, module: usize, item: &ItemImpl) {
        let Some(own) = Cfg::of(&item.attrs) else {
            return;
        };
        if is_hidden(&item.attrs) {
            return;
        }
        let around = self
            .scopes
            .modules
            .all
            .get(module)
            .map(|module| &module.cfg);
        let mut cfg = around.map_or_else(|| own.clone(), |around| own.and(around));
        let mut writer = self.writer(module);
        writer.declare(&item.generics);
        let target = self.implementor(module, &item.self_ty, &writer);
        let public = match target {
            Some(id) => match self.exports.item(id) {
                Some(public) => Some(public.clone()),
                // Nobody else can use the type.
                None => return,
            },
            None => None,
        };
        if let Some(public) = &public {
            cfg = cfg.and(&public.cfg);
        }
        let mut own = (*item.self_ty).clone();
        writer.visit_type_mut(&mut own);
        if item.trait_.is_some() {
            writer.own = Some(own);
            self.trait_implementation(item, &cfg, writer);
        } else if let Some(public) = public {
            writer.own = Some(own);
            self.inherent(item, &public.path, &cfg, writer);
        }
    }

    /// The item that the implementation is for, below references.
    fn implementor(&self, module: usize, ty: &Type, writer: &Writer<'_>) -> Option<Id> {
        let path = match ty {
            Type::Reference(inner) => return self.implementor(module, &inner.elem, writer),
            Type::Path(path) => &path.path,
            _ => return None,
        };
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
        if names
            .first()
            .is_some_and(|first| writer.parameters.contains(first))
        {
            return None;
        }
        let is_absolute = path.leading_colon.is_some();
        match self
            .scopes
            .resolve(module, &names, is_absolute, Space::Type)?
            .0
        {
            Target::Item(id) => Some(id),
            Target::Module(_) | Target::External(_) => None,
        }
    }

    /// Adds one entry with the associated types.
    fn trait_implementation(&mut self, item: &ItemImpl, cfg: &Cfg, mut writer: Writer<'_>) {
        let mut head = item.clone();
        head.attrs.clear();
        head.items
            .retain(|inner| matches!(inner, ImplItem::Type(_)));
        for inner in &mut head.items {
            if let ImplItem::Type(inner) = inner {
                inner.attrs.clear();
            }
        }
        // `Self` is the usual way to write the own type.
        let own = writer.own.take();
        head.self_ty = Box::new(own.clone().unwrap_or_else(|| (*head.self_ty).clone()));
        writer.own = own;
        writer.visit_generics_mut(&mut head.generics);
        if let Some((path, _)) = &mut head.trait_ {
            writer.visit_path_mut(path);
        }
        for inner in &mut head.items {
            writer.visit_impl_item_mut(inner);
        }
        if writer.mentions_private {
            return;
        }
        let text = one_line(Item::Impl(head));
        let text = text
            .trim_start_matches("impl")
            .trim_end_matches("{}")
            .trim();
        let text = text.trim_end_matches(',');
        let (head, types) = text.split_at(text.find(" { ").unwrap_or(text.len()));
        self.add(Entry::new("impl", head, types), cfg, &item.attrs);
        self.finish(writer);
    }

    /// Adds an entry for each function and constant.
    fn inherent(&mut self, item: &ItemImpl, path: &str, cfg: &Cfg, mut writer: Writer<'_>) {
        let block = self.block(item, &mut writer);
        for inner in &item.items {
            let (mut entry, attributes) = match inner {
                ImplItem::Fn(inner) if is_public(&inner.vis) => {
                    let name = format!("{path}::{}", inner.sig.ident);
                    (function(&name, &inner.sig, &mut writer), &inner.attrs)
                }
                ImplItem::Const(inner) if is_public(&inner.vis) => {
                    let name = format!("{path}::{}", inner.ident);
                    let ty = type_text(&inner.ty, &mut writer);
                    (Entry::new("const", name, format!(": {ty}")), &inner.attrs)
                }
                _ => continue,
            };
            let Some(own) = Cfg::of(attributes).filter(|_| !is_hidden(attributes)) else {
                continue;
            };
            entry.declaration.push_str(&block);
            self.add(entry, &cfg.and(&own), attributes);
        }
        self.finish(writer);
    }

    /// The head of a block that is not for all values of a type: ` in impl crate::Page<String>`.
    fn block(&self, item: &ItemImpl, writer: &mut Writer<'_>) -> String {
        let Type::Path(path) = &*item.self_ty else {
            return String::new();
        };
        let arguments = path.path.segments.last().map(|one| &one.arguments);
        if matches!(arguments, None | Some(PathArguments::None)) {
            return String::new();
        }
        let mut head = item.clone();
        head.attrs.clear();
        head.items.clear();
        writer.visit_generics_mut(&mut head.generics);
        if let Some(own) = &writer.own {
            head.self_ty = Box::new(own.clone());
        }
        // Names of lifetimes and parameters without conditions say nothing.
        let is_plain = head
            .generics
            .params
            .iter()
            .all(|parameter| match parameter {
                GenericParam::Type(parameter) => parameter.bounds.is_empty(),
                GenericParam::Lifetime(_) | GenericParam::Const(_) => true,
            });
        let count = match arguments {
            Some(PathArguments::AngleBracketed(list)) => list.args.len(),
            _ => 0,
        };
        if is_plain && head.generics.where_clause.is_none() && count == head.generics.params.len() {
            return String::new();
        }
        let text = one_line(Item::Impl(head));
        let text = text.trim_end_matches("{}").trim_end();
        format!(" in {}", text.trim_end_matches(','))
    }
}
