//! The dependencies between the top-level modules of the generator point one way, along the
//! pipeline.
//!
//! The table lists which modules each one may use. Unit tests may use everything.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, ItemMod, UseTree};

/// The modules in the order of the pipeline. Each may use the listed ones, which come before it.
const LAYERS: &[(&str, &[&str])] = &[
    ("pointer", &[]),
    ("source_file", &[]),
    ("text", &[]),
    ("uri", &[]),
    ("version", &[]),
    ("work", &[]),
    ("media", &[]),
    ("parallel", &[]),
    ("extensions", &[]),
    ("files", &["extensions", "pointer"]),
    ("embedded", &[]),
    ("sdk", &[]),
    ("rust_api", &["version"]),
    ("emit", &["text"]),
    ("markdown", &["text"]),
    (
        "diagnostics",
        &["files", "pointer", "source_file", "text", "work"],
    ),
    ("source", &["diagnostics", "pointer", "source_file", "text"]),
    (
        "input",
        &[
            "diagnostics",
            "embedded",
            "files",
            "pointer",
            "source",
            "source_file",
            "text",
            "version",
        ],
    ),
    (
        "overlay",
        &["diagnostics", "extensions", "pointer", "source", "text"],
    ),
    ("openapi", &["extensions", "pointer"]),
    ("unwritten", &["diagnostics", "pointer", "source"]),
    (
        "bundle",
        &[
            "diagnostics",
            "extensions",
            "files",
            "openapi",
            "pointer",
            "source",
            "source_file",
            "uri",
        ],
    ),
    (
        "resolve",
        &[
            "diagnostics",
            "extensions",
            "files",
            "openapi",
            "pointer",
            "source",
            "uri",
        ],
    ),
    (
        "dialect",
        &[
            "bundle",
            "diagnostics",
            "extensions",
            "media",
            "openapi",
            "pointer",
            "source",
            "text",
            "work",
        ],
    ),
    (
        "lint",
        &[
            "bundle",
            "diagnostics",
            "dialect",
            "extensions",
            "files",
            "input",
            "openapi",
            "overlay",
            "pointer",
            "resolve",
            "source",
            "source_file",
        ],
    ),
    ("ir", &["pointer"]),
    (
        "skip",
        &[
            "bundle",
            "diagnostics",
            "files",
            "ir",
            "openapi",
            "pointer",
            "source_file",
        ],
    ),
    (
        "lower",
        &[
            "diagnostics",
            "dialect",
            "extensions",
            "files",
            "ir",
            "markdown",
            "media",
            "openapi",
            "pointer",
            "text",
            "work",
        ],
    ),
    (
        "passes",
        &[
            "diagnostics",
            "extensions",
            "ir",
            "media",
            "pointer",
            "text",
            "work",
        ],
    ),
    (
        "plan",
        &[
            "diagnostics",
            "files",
            "input",
            "ir",
            "markdown",
            "media",
            "parallel",
            "pointer",
            "sdk",
            "embedded",
            "source_file",
            "text",
            "version",
        ],
    ),
    ("render", &["embedded", "parallel", "sdk"]),
    ("runtime_copy", &["emit", "embedded"]),
    (
        "diff",
        &["extensions", "ir", "openapi", "pointer", "sdk", "text"],
    ),
];

#[test]
fn modules_use_only_what_their_layer_allows() {
    let mut wrong = Vec::new();
    for (module, used) in uses() {
        let allowed = LAYERS.iter().find(|(layer, _)| *layer == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{module}` is not in LAYERS"));
        for (other, file) in used {
            if other != module && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} uses crate::{other}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn layers_are_listed_in_order() {
    for (index, (module, allowed)) in LAYERS.iter().enumerate() {
        for other in *allowed {
            let before = LAYERS[..index].iter().any(|(layer, _)| layer == other);
            assert!(before, "`{module}` uses `{other}`, which is not before it");
        }
    }
}

/// For each top-level module, the other modules that its files use.
fn uses() -> BTreeMap<String, BTreeSet<(String, PathBuf)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut uses: BTreeMap<String, BTreeSet<(String, PathBuf)>> = BTreeMap::new();
    for path in files {
        let inner = path.strip_prefix(&root).unwrap();
        let module = inner
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy();
        let module = module.trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let mut paths = CratePaths::default();
        paths.visit_file_mut(&mut syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        let used = paths
            .0
            .into_iter()
            .map(|other| (other, inner.to_path_buf()));
        uses.entry(module).or_default().extend(used);
    }
    uses
}

/// The source files, without those that only contain tests.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "tests" || name == "testing" {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The first segments after `crate::`, without those in unit tests.
#[derive(Default)]
struct CratePaths(BTreeSet<String>);

impl VisitMut for CratePaths {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        if !module.attrs.iter().any(is_test) {
            visit_mut::visit_item_mod_mut(self, module);
        }
    }

    fn visit_item_use_mut(&mut self, item: &mut syn::ItemUse) {
        if let UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            self.first_names(&path.tree);
        }
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let mut segments = path.segments.iter();
        if segments.next().is_some_and(|first| first.ident == "crate")
            && let Some(second) = segments.next()
        {
            self.0.insert(second.ident.to_string());
        }
        visit_mut::visit_path_mut(self, path);
    }
}

impl CratePaths {
    fn first_names(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => drop(self.0.insert(path.ident.to_string())),
            UseTree::Name(name) => drop(self.0.insert(name.ident.to_string())),
            UseTree::Rename(rename) => drop(self.0.insert(rename.ident.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.first_names(tree)),
            UseTree::Glob(_) => {}
        }
    }
}

fn is_test(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
}
