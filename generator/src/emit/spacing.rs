//! Adds blank lines to the syntax tree.
//!
//! prettyplease prints a syntax tree, which has no blank lines, but it prints `#[comment = ".."]`
//! as a `//` comment. So this pass puts a sentinel comment before every item that should follow a
//! blank line, and after printing replaces the sentinel's lines by blank ones. The attribute is not
//! documented; a test below fails when its behaviour changes.

use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Field, Fields, File, ForeignItem, ImplItem, Item, ItemEnum, ItemForeignMod,
    ItemImpl, ItemMod, ItemTrait, TraitItem, UseTree, Visibility, parse_quote,
};

/// A comment that no template writes.
const SENTINEL: &str = "\u{1}blank line\u{1}";

/// Puts a sentinel before every item that should follow a blank line.
pub(super) fn mark(file: &mut File) {
    let mut spacing = Spacing {
        sentinel: parse_quote!(#[comment = #SENTINEL]),
    };
    spacing.items(&mut file.items, !file.attrs.is_empty());
    // Between inner doc comments and inner attributes.
    if let Some(at) = file.attrs.iter().position(|attribute| !is_doc(attribute))
        && at > 0
    {
        file.attrs.insert(at, parse_quote!(#![comment = #SENTINEL]));
    }
    spacing.visit_file_mut(file);
}

/// Replaces the sentinels in the printed text by blank lines.
pub(super) fn unmark(text: &str) -> String {
    let sentinel = format!("//{SENTINEL}");
    let mut spaced = String::with_capacity(text.len());
    for line in text.lines() {
        if line.trim_start() != sentinel {
            spaced.push_str(line);
        }
        spaced.push('\n');
    }
    spaced
}

/// Whether an attribute is a doc comment.
pub(super) fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

struct Spacing {
    /// The attribute that becomes a blank line. It is cloned, because parsing it is slow.
    sentinel: Attribute,
}

impl VisitMut for Spacing {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        let inner_docs = module
            .attrs
            .iter()
            .any(|attribute| matches!(attribute.style, syn::AttrStyle::Inner(_)));
        if let Some((_, items)) = &mut module.content {
            self.items(items, inner_docs);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        self.space(&mut item.items, impl_item_attrs, |previous, next| {
            matches!((previous, next), (ImplItem::Const(_), ImplItem::Const(_)))
                || matches!((previous, next), (ImplItem::Type(_), ImplItem::Type(_)))
        });
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut ItemTrait) {
        self.space(&mut item.items, trait_item_attrs, |previous, next| {
            matches!((previous, next), (TraitItem::Const(_), TraitItem::Const(_)))
                || matches!((previous, next), (TraitItem::Type(_), TraitItem::Type(_)))
        });
        visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_item_foreign_mod_mut(&mut self, item: &mut ItemForeignMod) {
        self.space(&mut item.items, foreign_item_attrs, |_, _| true);
        visit_mut::visit_item_foreign_mod_mut(self, item);
    }

    fn visit_item_enum_mut(&mut self, item: &mut ItemEnum) {
        let attributes = item.variants.iter_mut().map(|variant| &mut variant.attrs);
        self.documented(attributes);
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_fields_mut(&mut self, fields: &mut Fields) {
        if let Fields::Named(named) = fields {
            let fields = named.named.iter_mut();
            self.documented(fields.map(|field: &mut Field| &mut field.attrs));
        }
        visit_mut::visit_fields_mut(self, fields);
    }
}

impl Spacing {
    /// Puts a blank line before each item but the first. No blank line separates two items that are
    /// `grouped`, unless the second has doc comments.
    fn space<T>(
        &self,
        items: &mut [T],
        attrs: fn(&mut T) -> Option<&mut Vec<Attribute>>,
        grouped: fn(&T, &T) -> bool,
    ) {
        let mut rest = items;
        while let [first, following @ ..] = rest {
            if let Some(next) = following.first_mut() {
                let is_grouped = grouped(first, next);
                if let Some(attributes) = attrs(next)
                    && (!is_grouped || attributes.iter().any(is_doc))
                {
                    self.put_sentinel(attributes);
                }
            }
            rest = following;
        }
    }

    fn items(&self, items: &mut [Item], also_first: bool) {
        if also_first && let Some(attributes) = items.first_mut().and_then(item_attrs) {
            self.put_sentinel(attributes);
        }
        self.space(items, item_attrs, |previous, next| match (previous, next) {
            (Item::Use(a), Item::Use(b)) => {
                same(&a.vis, &b.vis) && Origin::of(&a.tree) == Origin::of(&b.tree)
            }
            (Item::Mod(a), Item::Mod(b)) => {
                a.content.is_none() && b.content.is_none() && same(&a.vis, &b.vis)
            }
            // Invocations have no name, definitions have one.
            (Item::Macro(a), Item::Macro(b)) => a.ident.is_none() && b.ident.is_none(),
            (Item::ExternCrate(_), Item::ExternCrate(_)) | (Item::Static(_), Item::Static(_)) => {
                true
            }
            _ => false,
        });
    }

    /// Puts a blank line before each documented field or variant but the first.
    fn documented<'a>(&self, attributes: impl Iterator<Item = &'a mut Vec<Attribute>>) {
        for attributes in attributes.skip(1) {
            if attributes.iter().any(is_doc) {
                self.put_sentinel(attributes);
            }
        }
    }

    fn put_sentinel(&self, attributes: &mut Vec<Attribute>) {
        attributes.insert(0, self.sentinel.clone());
    }
}

/// Where an import comes from, in the order of the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Standard,
    External,
    Own,
}

impl Origin {
    pub(super) fn of(tree: &UseTree) -> Self {
        let first = match tree {
            UseTree::Path(path) => path.ident.to_string(),
            UseTree::Name(name) => name.ident.to_string(),
            UseTree::Rename(rename) => rename.ident.to_string(),
            UseTree::Glob(_) | UseTree::Group(_) => String::new(),
        };
        match first.as_str() {
            "std" | "core" | "alloc" => Self::Standard,
            "crate" | "self" | "super" => Self::Own,
            _ => Self::External,
        }
    }
}

/// The visibility of an item, as a number for sorting: private, restricted, public.
pub(super) fn visibility_rank(visibility: &Visibility) -> u8 {
    match visibility {
        Visibility::Inherited => 0,
        Visibility::Restricted(_) => 1,
        Visibility::Public(_) => 2,
    }
}

fn same(a: &Visibility, b: &Visibility) -> bool {
    visibility_rank(a) == visibility_rank(b)
}

fn item_attrs(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::ExternCrate(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::ForeignMod(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Macro(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Static(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Trait(item) => Some(&mut item.attrs),
        Item::TraitAlias(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Union(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        _ => None,
    }
}

fn impl_item_attrs(item: &mut ImplItem) -> Option<&mut Vec<Attribute>> {
    match item {
        ImplItem::Const(item) => Some(&mut item.attrs),
        ImplItem::Fn(item) => Some(&mut item.attrs),
        ImplItem::Type(item) => Some(&mut item.attrs),
        ImplItem::Macro(item) => Some(&mut item.attrs),
        _ => None,
    }
}

fn trait_item_attrs(item: &mut TraitItem) -> Option<&mut Vec<Attribute>> {
    match item {
        TraitItem::Const(item) => Some(&mut item.attrs),
        TraitItem::Fn(item) => Some(&mut item.attrs),
        TraitItem::Type(item) => Some(&mut item.attrs),
        TraitItem::Macro(item) => Some(&mut item.attrs),
        _ => None,
    }
}

fn foreign_item_attrs(item: &mut ForeignItem) -> Option<&mut Vec<Attribute>> {
    match item {
        ForeignItem::Fn(item) => Some(&mut item.attrs),
        ForeignItem::Static(item) => Some(&mut item.attrs),
        ForeignItem::Type(item) => Some(&mut item.attrs),
        ForeignItem::Macro(item) => Some(&mut item.attrs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: &str) -> String {
        let mut file = syn::parse_file(text).unwrap();
        mark(&mut file);
        unmark(&prettyplease::unparse(&file))
    }

    /// prettyplease does not document this.
    #[test]
    fn prettyplease_prints_comment_attributes_as_comments() {
        let file = syn::parse_file("#[comment = \" text\"]\nfn a() {}\n").unwrap();
        assert_eq!(prettyplease::unparse(&file), "// text\nfn a() {}\n");
    }

    #[test]
    fn blank_lines_between_items_and_documented_fields() {
        let text = spaced(
            "//! File.
            use std::fmt; use std::io; use crate::a; pub use crate::b;
            mod a; mod b; pub mod c; /// D. 
            pub mod d;
            /// S.
            #[derive(Debug)] pub struct S { /// A.
            pub a: u8, /// B.
            pub b: u8, c: u8 }
            enum E { /// A.
            A, B, /// C.
            C { x: u8, /// Y.
            y: u8 } }
            impl S { const A: u8 = 1; const B: u8 = 2; /// F.
            fn f() {} fn g() {} }
            trait T { fn f(); fn g(); }
            macro_rules! m { () => {} }
            m!(); m!();
            static X: u8 = 1; static Y: u8 = 2;",
        );
        let expected = "\
//! File.

use std::fmt;
use std::io;

use crate::a;

pub use crate::b;

mod a;
mod b;

pub mod c;

/// D.
pub mod d;

/// S.
#[derive(Debug)]
pub struct S {
    /// A.
    pub a: u8,

    /// B.
    pub b: u8,
    c: u8,
}

enum E {
    /// A.
    A,
    B,

    /// C.
    C {
        x: u8,

        /// Y.
        y: u8,
    },
}

impl S {
    const A: u8 = 1;
    const B: u8 = 2;

    /// F.
    fn f() {}

    fn g() {}
}

trait T {
    fn f();

    fn g();
}

macro_rules! m {
    () => {};
}

m!();
m!();

static X: u8 = 1;
static Y: u8 = 2;
";
        assert_eq!(text, expected);
    }

    #[test]
    fn blank_lines_in_inline_modules() {
        let text = spaced("fn a() {} mod m { //! Doc.\n fn a() {} fn b() {} }");
        let expected = "\
fn a() {}

mod m {
    //! Doc.

    fn a() {}

    fn b() {}
}
";
        assert_eq!(text, expected);
    }
}
