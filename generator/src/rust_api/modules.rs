//! The modules of a crate: its files, with macros expanded.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, ImplItem, Item, ItemImpl, Visibility};

use super::cfg::Cfg;
use super::macros::MacroRules;

/// Macros of the standard library that define no public items.
const STANDARD: &[&str] = &["thread_local"];

/// The most expansions of macros within each other.
const MOST_EXPANSIONS: usize = 64;

/// A module.
pub(super) struct Module {
    /// The path, without `crate`.
    pub(super) path: Vec<String>,
    pub(super) parent: Option<usize>,
    pub(super) is_public: bool,
    pub(super) attributes: Vec<Attribute>,
    /// The conditions of the module and of those around it.
    pub(super) cfg: Cfg,
    /// All items but modules and macros.
    pub(super) items: Vec<Item>,
    pub(super) children: BTreeMap<String, usize>,
    /// The file that it is in.
    file: String,
}

/// All modules, the root first.
pub(super) struct Modules {
    pub(super) all: Vec<Module>,
    pub(super) macros: Macros,
}

/// All `macro_rules!` by name, each with its file.
#[derive(Debug, Default)]
pub(super) struct Macros(BTreeMap<String, Vec<(String, MacroRules)>>);

/// Whether an item is not part of the documented API.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else {
            return false;
        };
        let words = list.tokens.to_string();
        list.path.is_ident("doc") && words.split(',').any(|word| word.trim() == "hidden")
    })
}

impl Modules {
    /// Reads the files of a crate, by their paths in it.
    ///
    /// # Errors
    ///
    /// A file that is missing or not valid Rust, and a macro that cannot be expanded.
    pub(super) fn read(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut parsed = BTreeMap::new();
        let mut macros = Macros::default();
        let sources = files
            .iter()
            .filter(|(path, _)| path.starts_with("src/") && path.ends_with(".rs"));
        for (path, text) in sources {
            let file = syn::parse_file(text).map_err(|error| {
                let line = error.span().start().line;
                format!("{path}:{line} is not valid Rust: {error}")
            })?;
            macros.collect(path, &file.items);
            parsed.insert(path.clone(), file);
        }
        let mut reader = Reader {
            parsed,
            modules: Self {
                all: Vec::new(),
                macros,
            },
        };
        let root = reader.file("src/lib.rs")?;
        let module = Module {
            path: Vec::new(),
            parent: None,
            is_public: true,
            attributes: Vec::new(),
            cfg: Cfg::default(),
            items: Vec::new(),
            children: BTreeMap::new(),
            file: "src/lib.rs".to_owned(),
        };
        reader.module(module, root, "src/")?;
        Ok(reader.modules)
    }
}

struct Reader {
    parsed: BTreeMap<String, syn::File>,
    modules: Modules,
}

impl Reader {
    fn file(&mut self, path: &str) -> Result<Vec<Item>, String> {
        let file = self.parsed.remove(path);
        file.map(|file| file.items)
            .ok_or_else(|| format!("the crate has no file {path}"))
    }

    /// Adds a module and those in it. `folder` has the files of the latter.
    fn module(&mut self, module: Module, items: Vec<Item>, folder: &str) -> Result<usize, String> {
        let index = self.modules.all.len();
        let items = self.modules.macros.expanded(&module.file, items, 0)?;
        let (path, file, cfg) = (module.path.clone(), module.file.clone(), module.cfg.clone());
        self.modules.all.push(module);
        let mut children = BTreeMap::new();
        let mut rest = Vec::new();
        for item in items {
            let Item::Mod(inner) = item else {
                rest.push(item);
                continue;
            };
            let Some(own) = Cfg::of(&inner.attrs) else {
                continue;
            };
            let name = inner.ident.to_string();
            let plain = name.strip_prefix("r#").unwrap_or(&name).to_owned();
            let below = format!("{folder}{plain}/");
            let (items, file, folder) = match inner.content {
                Some((_, items)) => (items, file.clone(), below),
                None => {
                    let beside = format!("{folder}{plain}.rs");
                    let file = if self.parsed.contains_key(&beside) {
                        beside
                    } else {
                        format!("{below}mod.rs")
                    };
                    (self.file(&file)?, file, below)
                }
            };
            let child = Module {
                path: path.iter().cloned().chain([name.clone()]).collect(),
                parent: Some(index),
                is_public: matches!(inner.vis, Visibility::Public(_)),
                attributes: inner.attrs,
                cfg: cfg.and(&own),
                items: Vec::new(),
                children: BTreeMap::new(),
                file,
            };
            children.insert(name, self.module(child, items, &folder)?);
        }
        if let Some(module) = self.modules.all.get_mut(index) {
            module.items = rest;
            module.children = children;
        }
        Ok(index)
    }
}

impl Macros {
    fn collect(&mut self, file: &str, items: &[Item]) {
        for item in items {
            match item {
                Item::Macro(item) => {
                    if let Some(name) = &item.ident {
                        let rules = MacroRules::new(item.mac.tokens.clone());
                        let known = self.0.entry(name.to_string()).or_default();
                        known.push((file.to_owned(), rules));
                    }
                }
                Item::Mod(module) => {
                    let items = module.content.iter().flat_map(|(_, items)| items);
                    let items: Vec<Item> = items.cloned().collect();
                    self.collect(file, &items);
                }
                _ => {}
            }
        }
    }

    /// Whether the crate defines the macro.
    fn has(&self, call: &syn::Macro) -> bool {
        let name = call.path.segments.last();
        name.is_some_and(|name| self.0.contains_key(&name.ident.to_string()))
    }

    /// The expansion of an invocation in a file: by the macro of the file with that name, or the
    /// only one of the crate.
    ///
    /// # Errors
    ///
    /// A macro that is not of the crate, and an invocation that no rule matches.
    pub(super) fn expand(&self, file: &str, call: &syn::Macro) -> Result<TokenStream, String> {
        let name = call.path.segments.last();
        let name = name.map_or_else(String::new, |segment| segment.ident.to_string());
        let known = self.0.get(&name).map_or(&[][..], Vec::as_slice);
        let own = known.iter().rfind(|(path, _)| path == file);
        let rules = match (own, known) {
            (Some((_, rules)), _) | (None, [(_, rules)]) => rules,
            (None, []) => return Err(format!("{file}: the crate does not define `{name}!`")),
            (None, _) => return Err(format!("{file}: several macros are named `{name}!`")),
        };
        rules
            .expand(&call.tokens)
            .ok_or_else(|| format!("{file}: an invocation of `{name}!` cannot be expanded"))
    }

    fn expanded(&self, file: &str, items: Vec<Item>, depth: usize) -> Result<Vec<Item>, String> {
        if depth > MOST_EXPANSIONS {
            return Err(format!("{file}: a macro expands to itself"));
        }
        let mut expanded = Vec::new();
        for item in items {
            match item {
                Item::Macro(item) if item.ident.is_none() => {
                    let path = &item.mac.path;
                    if STANDARD.iter().any(|name| path.is_ident(name)) {
                        continue;
                    }
                    let tokens = self.expand(file, &item.mac)?;
                    let inner: syn::File = syn::parse2(tokens)
                        .map_err(|error| format!("{file}: the expansion of a macro: {error}"))?;
                    expanded.extend(self.expanded(file, inner.items, depth + 1)?);
                }
                Item::Impl(item) => {
                    expanded.push(Item::Impl(self.implementation(file, item, depth)?))
                }
                item => expanded.push(item),
            }
        }
        Ok(expanded)
    }

    fn implementation(
        &self,
        file: &str,
        mut item: ItemImpl,
        depth: usize,
    ) -> Result<ItemImpl, String> {
        if depth > MOST_EXPANSIONS {
            return Err(format!("{file}: a macro expands to itself"));
        }
        let mut items = Vec::new();
        for inner in item.items {
            let ImplItem::Macro(call) = &inner else {
                items.push(inner);
                continue;
            };
            // Macros of other crates define methods of their traits, which are no entries.
            if item.trait_.is_some() && !self.has(&call.mac) {
                continue;
            }
            let tokens = self.expand(file, &call.mac)?;
            let block: ItemImpl = syn::parse2(quote!(impl X { #tokens }))
                .map_err(|error| format!("{file}: the expansion of a macro: {error}"))?;
            items.extend(self.implementation(file, block, depth + 1)?.items);
        }
        item.items = items;
        Ok(item)
    }
}

impl Module {
    pub(super) fn file(&self) -> &str {
        &self.file
    }
}
