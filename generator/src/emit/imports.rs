//! Sorts imports and module declarations.
//!
//! A run of `use` items is ordered by visibility (private first), then by origin (standard library,
//! other crates, this crate), then by path. The spacing pass puts a blank line between the groups.
//! Names in braces are sorted too, `self` first. A run of `mod x;` lines is ordered by visibility
//! and name.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{File, Item, UseTree};

use super::spacing::{Origin, visibility_rank};

/// Sorts every run of imports and of module declarations in a file and in its inline modules.
pub(super) fn sort(file: &mut File) {
    sort_items(&mut file.items);
}

fn sort_items(items: &mut [Item]) {
    for item in items.iter_mut() {
        match item {
            Item::Use(item) => sort_braces(&mut item.tree),
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    sort_items(items);
                }
            }
            _ => {}
        }
    }
    for run in items.chunk_by_mut(|a, b| import_key(a).is_some() && import_key(b).is_some()) {
        run.sort_by_cached_key(import_key);
    }
    for run in items.chunk_by_mut(|a, b| module_key(a).is_some() && module_key(b).is_some()) {
        run.sort_by_cached_key(module_key);
    }
}

fn import_key(item: &Item) -> Option<(u8, Origin, String)> {
    let Item::Use(item) = item else { return None };
    Some((
        visibility_rank(&item.vis),
        Origin::of(&item.tree),
        path(&item.tree),
    ))
}

fn module_key(item: &Item) -> Option<(u8, String)> {
    match item {
        Item::Mod(module) if module.content.is_none() => {
            Some((visibility_rank(&module.vis), module.ident.to_string()))
        }
        _ => None,
    }
}

fn sort_braces(tree: &mut UseTree) {
    match tree {
        UseTree::Path(path) => sort_braces(&mut path.tree),
        UseTree::Group(group) => {
            let mut trees: Vec<UseTree> = std::mem::take(&mut group.items).into_iter().collect();
            trees.iter_mut().for_each(sort_braces);
            trees.sort_by_cached_key(|tree| {
                let path = path(tree);
                (path != "self", path)
            });
            group.items = Punctuated::from_iter(trees);
        }
        _ => {}
    }
}

/// The path as it is written, without spaces around `::`.
fn path(tree: &UseTree) -> String {
    tree.to_token_stream().to_string().replace(" :: ", "::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_sorted_by_visibility_origin_and_path() {
        let mut file = syn::parse_file(
            "pub use self::z::Z;
             use crate::models;
             use serde::{Serialize, Deserialize};
             use std::fmt::{Display, self};
             use std::io;
             use http::Method;
             fn f() {}
             pub mod b;
             mod z;
             #[cfg(x)]
             mod a;",
        )
        .unwrap();
        sort(&mut file);
        let expected = "\
use std::fmt::{self, Display};
use std::io;
use http::Method;
use serde::{Deserialize, Serialize};
use crate::models;
pub use self::z::Z;
fn f() {}
#[cfg(x)]
mod a;
mod z;
pub mod b;
";
        assert_eq!(prettyplease::unparse(&file), expected);
    }
}
