//! Imports in the order of the 2024 style, so that rustfmt has nothing to move.

use std::cmp::Ordering;

use syn::punctuated::Punctuated;
use syn::{File, Ident, Item, ItemUse, UseGroup, UseTree};

use super::spacing::{Origin, visibility_rank};

/// Sorts every run of `use` items of a file, and what stands in their braces.
///
/// A run is put in groups, private imports before re-exports and each from the standard library, from other
/// crates, from this one. The spacing pass puts an empty line between groups, so rustfmt sorts each on its own as is done
/// here. Runs of `mod` lines of one visibility are sorted too.
pub fn sort_uses(file: &mut File) {
    sort_items(&mut file.items);
}

fn sort_items(items: &mut [Item]) {
    for item in items.iter_mut() {
        match item {
            Item::Use(item) => sort_tree(&mut item.tree),
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    sort_items(items);
                }
            }
            _ => {}
        }
    }
    for run in items.chunk_by_mut(|a, b| matches!((a, b), (Item::Use(_), Item::Use(_)))) {
        run.sort_by(|a, b| match (a, b) {
            (Item::Use(a), Item::Use(b)) => compare_items(a, b),
            _ => Ordering::Equal,
        });
    }
    for run in items.chunk_by_mut(plain_modules) {
        run.sort_by(|a, b| match (a, b) {
            (Item::Mod(a), Item::Mod(b)) => version_order(&plain(&a.ident), &plain(&b.ident)),
            _ => Ordering::Equal,
        });
    }
}

/// Whether these two stand close in the output, where rustfmt would sort them.
fn plain_modules(a: &Item, b: &Item) -> bool {
    let (Item::Mod(a), Item::Mod(b)) = (a, b) else {
        return false;
    };
    let plain = |module: &syn::ItemMod| module.content.is_none() && module.attrs.is_empty();
    plain(a) && plain(b) && visibility_rank(&a.vis) == visibility_rank(&b.vis)
}

fn compare_items(a: &ItemUse, b: &ItemUse) -> Ordering {
    let group = |item: &ItemUse| (visibility_rank(&item.vis), Origin::of(&item.tree));
    group(a)
        .cmp(&group(b))
        .then_with(|| compare(&a.tree, &b.tree))
}

fn sort_tree(tree: &mut UseTree) {
    match tree {
        UseTree::Path(path) => sort_tree(&mut path.tree),
        UseTree::Group(group) => {
            let mut items: Vec<UseTree> = std::mem::take(&mut group.items).into_iter().collect();
            items.iter_mut().for_each(sort_tree);
            items.sort_by(compare);
            group.items = Punctuated::from_iter(items);
        }
        _ => {}
    }
}

/// One component of an import's path, in the order of the kinds.
enum Segment<'t> {
    SelfPath,
    Super,
    Crate,
    Name(String, Option<String>),
    Glob,
    Group(&'t UseGroup),
}

fn segments(tree: &UseTree) -> Vec<Segment<'_>> {
    let mut all = Vec::new();
    let mut tree = tree;
    loop {
        match tree {
            UseTree::Path(path) => {
                all.push(segment(&path.ident, None));
                tree = &path.tree;
            }
            UseTree::Name(name) => {
                all.push(segment(&name.ident, None));
                return all;
            }
            UseTree::Rename(rename) => {
                all.push(segment(&rename.ident, Some(&rename.rename)));
                return all;
            }
            UseTree::Group(group) => {
                all.push(Segment::Group(group));
                return all;
            }
            UseTree::Glob(_) => {
                all.push(Segment::Glob);
                return all;
            }
        }
    }
}

fn segment(ident: &Ident, alias: Option<&Ident>) -> Segment<'static> {
    match plain(ident).as_str() {
        "self" => Segment::SelfPath,
        "super" => Segment::Super,
        "crate" => Segment::Crate,
        name => Segment::Name(name.to_owned(), alias.map(plain)),
    }
}

fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

fn compare(a: &UseTree, b: &UseTree) -> Ordering {
    let (a, b) = (segments(a), segments(b));
    for (a, b) in a.iter().zip(&b) {
        let order = compare_segments(a, b);
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

fn compare_segments(a: &Segment<'_>, b: &Segment<'_>) -> Ordering {
    let rank = |segment: &Segment<'_>| match segment {
        Segment::SelfPath => 0,
        Segment::Super => 1,
        Segment::Crate => 2,
        Segment::Name(..) => 3,
        Segment::Glob => 4,
        Segment::Group(_) => 5,
    };
    match (a, b) {
        (Segment::Name(a, alias_a), Segment::Name(b, alias_b)) => {
            version_order(a, b).then_with(|| match (alias_a, alias_b) {
                (Some(a), Some(b)) => version_order(a, b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            })
        }
        (Segment::Group(a), Segment::Group(b)) => {
            let mut pairs = a.items.iter().zip(&b.items);
            pairs
                .find_map(|(a, b)| Some(compare(a, b)).filter(|order| *order != Ordering::Equal))
                .unwrap_or_else(|| a.items.len().cmp(&b.items.len()))
        }
        (a, b) => rank(a).cmp(&rank(b)),
    }
}

/// The style guide's version sort: runs of digits by their value, an underscore before any other character.
fn version_order(a: &str, b: &str) -> Ordering {
    let (chunks_a, chunks_b) = (chunks(a), chunks(b));
    let mut zeros = Ordering::Equal;
    for (a, b) in chunks_a.iter().zip(&chunks_b) {
        let order = match (a.parse::<u128>(), b.parse::<u128>()) {
            (Ok(value_a), Ok(value_b)) => {
                // Among equal numbers the one with more leading zeros is first, at the first place that differs.
                zeros = zeros.then(b.len().cmp(&a.len()));
                value_a.cmp(&value_b)
            }
            _ => (*b == "_").cmp(&(*a == "_")).then_with(|| a.cmp(b)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    chunks_a.len().cmp(&chunks_b.len()).then(zeros)
}

/// A name cut into runs of digits, runs of other characters, and underscores one by one.
fn chunks(name: &str) -> Vec<&str> {
    let kind = |character: char| match character {
        '_' => 0,
        '0'..='9' => 1,
        _ => 2,
    };
    let mut chunks = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let end = match kind(first) {
            0 => 1,
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let (chunk, following) = rest.split_at(end);
        chunks.push(chunk);
        rest = following;
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_version() {
        let sorted = [
            "_a", "A2", "Abc", "a1", "u_z", "u8", "u16", "u016", "ua", "v0", "x86_64", "x86_128",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|a, b| version_order(a, b));
        // Equal values: more zeros first.
        assert_eq!(
            names.map(|n| n.replace("u016", "u16")),
            sorted.map(|n| n.replace("u016", "u16"))
        );
        assert_eq!(version_order("u016", "u16"), Ordering::Less);
        assert_eq!(version_order("foo", "foo_"), Ordering::Less);
    }

    #[test]
    fn groups_and_braces() {
        let mut file = syn::parse_file(
            "pub use self::z::Z; use crate::models; use serde::{Serialize, Deserialize};
             use std::fmt::{Display, self}; use std::io; use super::x; use http::*; use http::Method; use http::{b, a};
             fn f() {} mod z; mod a;",
        )
        .unwrap();
        sort_uses(&mut file);
        let expected = "use std::fmt::{self, Display};\n\
            use std::io;\n\
            use http::Method;\n\
            use http::*;\n\
            use http::{a, b};\n\
            use serde::{Deserialize, Serialize};\n\
            use super::x;\n\
            use crate::models;\n\
            pub use self::z::Z;\n\
            fn f() {}\n\
            mod a;\n\
            mod z;\n";
        assert_eq!(prettyplease::unparse(&file), expected);
    }
}
