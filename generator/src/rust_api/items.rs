//! The entries of items: types, their fields and variants, functions, traits and constants.

use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Fields, GenericArgument, Generics, Item, ItemEnum, ItemStruct, ItemTrait,
    PathArguments, ReturnType, Signature, TraitItem, Type, TypeParamBound, parse_quote,
};

use super::Reader;
use super::cfg::Cfg;
use super::entry::Entry;
use super::exports::Public;
use super::scope::{Id, is_public, named};
use super::text::one_line;
use super::types::Writer;

/// Whether there is `#[deprecated]` or `#[non_exhaustive]`.
pub(super) fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

impl Reader<'_> {
    /// Adds the entries of a public item, by its usual path, and those of its other paths.
    pub(super) fn item(&mut self, id: Id, publics: &[Public]) {
        let (Some(item), Some((public, others))) = (self.scopes.item(id), publics.split_first())
        else {
            return;
        };
        for other in others {
            let target = format!(" = {}", public.path);
            self.add(Entry::new("use", &other.path, target), &other.cfg, &[]);
        }
        let attributes = named(item).map_or(&[][..], |named| named.attributes);
        let (path, cfg) = (public.path.as_str(), &public.cfg);
        let mut writer = self.writer(id.0);
        match item {
            Item::Struct(item) => return self.structure(item, public, writer),
            Item::Enum(item) => return self.enumeration(item, public, writer),
            Item::Trait(item) => return self.interface(item, public, writer),
            Item::Union(item) => {
                let generics = declared(&item.generics, &mut writer);
                self.add(Entry::new("union", path, generics), cfg, attributes);
            }
            Item::Type(item) => {
                let generics = declared(&item.generics, &mut writer);
                let ty = type_text(&item.ty, &mut writer);
                let entry = Entry::new("type", path, format!("{generics} = {ty}"));
                self.add(entry, cfg, attributes);
            }
            Item::Fn(item) => {
                let entry = function(path, &item.sig, &mut writer);
                self.add(entry, cfg, attributes);
            }
            Item::Const(item) => {
                let ty = type_text(&item.ty, &mut writer);
                self.add(
                    Entry::new("const", path, format!(": {ty}")),
                    cfg,
                    attributes,
                );
            }
            Item::Static(item) => {
                let ty = type_text(&item.ty, &mut writer);
                self.add(
                    Entry::new("static", path, format!(": {ty}")),
                    cfg,
                    attributes,
                );
            }
            Item::Macro(_) => self.add(Entry::new("macro", path, ""), cfg, attributes),
            _ => {}
        }
        self.finish(writer);
    }

    fn structure(&mut self, item: &ItemStruct, public: &Public, mut writer: Writer<'_>) {
        let generics = declared(&item.generics, &mut writer);
        let has_private = item.fields.iter().any(|field| !is_public(&field.vis));
        let shape = match &item.fields {
            _ if has_private => " { .. }",
            Fields::Named(_) => " {}",
            Fields::Unnamed(_) => "()",
            Fields::Unit => ";",
        };
        let (path, cfg) = (&public.path, &public.cfg);
        let entry = Entry::new("struct", path, format!("{generics}{shape}"));
        self.add(entry, cfg, &item.attrs);
        for (index, field) in item.fields.iter().enumerate() {
            let Some(own) = Cfg::of(&field.attrs) else {
                continue;
            };
            if is_public(&field.vis) && !super::modules::is_hidden(&field.attrs) {
                let name = field.ident.as_ref();
                let name = name.map_or_else(|| index.to_string(), ToString::to_string);
                let ty = type_text(&field.ty, &mut writer);
                let entry = Entry::new("field", format!("{path}::{name}"), format!(": {ty}"));
                self.add(entry, &cfg.and(&own), &field.attrs);
            }
        }
        self.finish(writer);
    }

    fn enumeration(&mut self, item: &ItemEnum, public: &Public, mut writer: Writer<'_>) {
        let generics = declared(&item.generics, &mut writer);
        let (path, cfg) = (&public.path, &public.cfg);
        self.add(Entry::new("enum", path, generics), cfg, &item.attrs);
        for variant in &item.variants {
            let Some(own) = Cfg::of(&variant.attrs) else {
                continue;
            };
            let fields = variant.fields.iter().map(|field| {
                let ty = type_text(&field.ty, &mut writer);
                let name = field.ident.as_ref();
                name.map_or_else(|| ty.clone(), |name| format!("{name}: {ty}"))
            });
            let fields = fields.collect::<Vec<_>>().join(", ");
            let fields = match &variant.fields {
                Fields::Named(_) => format!(" {{ {fields} }}"),
                Fields::Unnamed(_) => format!("({fields})"),
                Fields::Unit => String::new(),
            };
            let entry = Entry::new("variant", format!("{path}::{}", variant.ident), fields);
            self.add(entry, &cfg.and(&own), &variant.attrs);
        }
        self.finish(writer);
    }

    fn interface(&mut self, item: &ItemTrait, public: &Public, mut writer: Writer<'_>) {
        let (path, cfg) = (&public.path, &public.cfg);
        let generics = declared(&item.generics, &mut writer);
        let bounds = bounds(item.supertraits.iter(), &mut writer);
        let bounds = if bounds.is_empty() {
            bounds
        } else {
            format!(": {bounds}")
        };
        self.add(
            Entry::new("trait", path, format!("{generics}{bounds}")),
            cfg,
            &item.attrs,
        );
        for inner in &item.items {
            let (entry, attributes) = match inner {
                TraitItem::Fn(inner) => {
                    let name = format!("{path}::{}", inner.sig.ident);
                    let mut entry = function(&name, &inner.sig, &mut writer);
                    if inner.default.is_some() {
                        entry.declaration.push_str(" { .. }");
                    }
                    (entry, &inner.attrs)
                }
                TraitItem::Type(inner) => {
                    let name = format!("{path}::{}", inner.ident);
                    let bounds = self::bounds(inner.bounds.iter(), &mut writer);
                    (
                        Entry::new("type", name, format!(": {bounds}")),
                        &inner.attrs,
                    )
                }
                TraitItem::Const(inner) => {
                    let name = format!("{path}::{}", inner.ident);
                    let ty = type_text(&inner.ty, &mut writer);
                    let default = if inner.default.is_some() { " = .." } else { "" };
                    (
                        Entry::new("const", name, format!(": {ty}{default}")),
                        &inner.attrs,
                    )
                }
                _ => continue,
            };
            if let Some(own) = Cfg::of(attributes)
                && !super::modules::is_hidden(attributes)
            {
                self.add(entry, &cfg.and(&own), attributes);
            }
        }
        self.finish(writer);
    }
}

/// The entry of a function with this path.
pub(super) fn function(path: &str, signature: &Signature, writer: &mut Writer<'_>) -> Entry {
    let mut signature = signature.clone();
    let outer = writer.parameters.clone();
    writer.declare(&signature.generics);
    writer.visit_signature_mut(&mut signature);
    writer.parameters = outer;
    // The same to callers.
    if let Some(output) = awaited(&signature.output) {
        signature.output = parse_quote!(-> #output);
        signature.asyncness = Some(parse_quote!(async));
    }
    if is_unit(&signature.output) {
        signature.output = ReturnType::Default;
    }
    let name = format!("fn {}", signature.ident);
    let text = one_line(parse_quote!(#signature {}));
    let text = text.trim_end_matches("{}").trim_end();
    let (qualifiers, rest) = text.split_once(name.as_str()).unwrap_or(("", text));
    let mut entry = Entry::new("fn", path, rest.trim_end_matches(','));
    entry.qualifiers = qualifiers.to_owned();
    entry
}

/// Whether a function returns `()`.
fn is_unit(output: &ReturnType) -> bool {
    let ReturnType::Type(_, ty) = output else {
        return true;
    };
    matches!(&**ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The `T` of `-> impl Future<Output = T>`.
fn awaited(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    let Type::ImplTrait(future) = &**ty else {
        return None;
    };
    let mut bounds = future.bounds.iter();
    let (Some(TypeParamBound::Trait(bound)), None) = (bounds.next(), bounds.next()) else {
        return None;
    };
    let last = bound.path.segments.last();
    let arguments = &last.filter(|name| name.ident == "Future")?.arguments;
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::AssocType(output) if output.ident == "Output" => Some(output.ty.clone()),
        _ => None,
    }
}

/// A type as text.
pub(super) fn type_text(ty: &Type, writer: &mut Writer<'_>) -> String {
    let mut ty = ty.clone();
    writer.visit_type_mut(&mut ty);
    let text = one_line(parse_quote!(type T = #ty;));
    let text = text.trim_start_matches("type T =").trim_end_matches(';');
    text.trim().to_owned()
}

/// The parameters of a type and their conditions as text, which are then in scope.
fn declared(generics: &Generics, writer: &mut Writer<'_>) -> String {
    let mut generics = generics.clone();
    writer.declare(&generics);
    writer.visit_generics_mut(&mut generics);
    let condition = &generics.where_clause;
    let text = one_line(parse_quote!(fn f #generics () #condition {}));
    let text = text.trim_start_matches("fn f").trim_end_matches("{}");
    text.replacen("()", "", 1)
        .trim_end()
        .trim_end_matches(',')
        .to_owned()
}

/// Bounds as text: `Clone + 'static`.
fn bounds<'b>(bounds: impl Iterator<Item = &'b TypeParamBound>, writer: &mut Writer<'_>) -> String {
    let mut item: ItemTrait = parse_quote!(
        trait T {}
    );
    item.supertraits = bounds.cloned().collect();
    for bound in &mut item.supertraits {
        writer.visit_type_param_bound_mut(bound);
    }
    let text = one_line(Item::Trait(item));
    let text = text.trim_start_matches("trait T").trim_start_matches(':');
    text.trim_end_matches("{}").trim().to_owned()
}
