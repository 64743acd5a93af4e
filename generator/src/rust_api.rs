//! The public API of an emitted crate, as text that is compared with that of a release.
//!
//! [`RustApi::of_crate`] reads the crate's own source code: its modules with macros expanded, the
//! public paths of items, and an entry for each public item, field, variant, function and
//! implementation, in which types are written in full. So it needs no compiler, and two ways to
//! write the same type are the same. [`compare`] classifies the differences of two APIs, and says
//! whether the version of the new one allows them.
//!
//! ```text
//! modules, macros    source code       -> modules with their items
//! scope, exports     modules           -> what paths mean, and the public paths of items
//! items, impls       items             -> entries
//! compare            entries, entries  -> changes
//! ```
//!
//! What the source code does not say is not seen: whether a type is `Send`, and what a dependency
//! exports.

mod cfg;
mod compare;
mod entry;
mod exports;
mod impls;
mod items;
mod macros;
mod manifest;
mod modules;
mod renames;
mod scope;
mod signature;
mod suggestions;
mod text;
mod types;
mod version;

use std::collections::{BTreeMap, BTreeSet};

use syn::Attribute;

use cfg::Cfg;
use entry::Entry;
use exports::Exports;
use manifest::Manifest;
use modules::Modules;
use scope::Scopes;
use types::Writer;

pub use compare::{Change, Comparison, Effect, compare};
pub use suggestions::Suggestion;
pub use version::Verdict;

/// The public API of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustApi {
    entries: BTreeSet<Entry>,
}

/// The lines at the start of a listing.
const HEAD: &str = "\
# The public API of the last release, with which `cargo xtask api` compares the crate. Written by
# `cargo xtask api --save`.
";

impl RustApi {
    /// Reads the API of a crate from its files: `Cargo.toml` and `src/`, by their paths in the crate.
    ///
    /// # Errors
    ///
    /// A file that is missing or invalid, a macro that cannot be expanded, and a `pub use` of
    /// something that the crate does not have.
    pub fn of_crate(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let manifest = files
            .get("Cargo.toml")
            .ok_or("the crate has no Cargo.toml")?;
        let manifest = Manifest::read(manifest)?;
        let crates = manifest.crates();
        let modules = Modules::read(files)?;
        let scopes = Scopes::new(&modules, &crates);
        let exports = Exports::of(&scopes)?;
        let mut reader = Reader {
            scopes: &scopes,
            exports: &exports,
            entries: manifest.package().into_iter().collect(),
            crates: BTreeSet::new(),
            errors: Vec::new(),
        };
        reader.read();
        if let Some(error) = reader.errors.into_iter().next() {
            return Err(error);
        }
        let mut entries = reader.entries;
        entries.extend(manifest.mentioned(&reader.crates));
        Ok(Self { entries })
    }

    /// Reads a listing.
    ///
    /// # Errors
    ///
    /// The number of a line that is not an entry.
    pub fn read(text: &str) -> Result<Self, usize> {
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.starts_with('#') || line.starts_with("#["));
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let entries = lines.map(|(index, line)| Entry::read(line).ok_or(index + 1));
        Ok(Self {
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    /// The listing: one line for each entry, in a fixed order.
    #[must_use]
    pub fn listing(&self) -> String {
        let mut text = HEAD.to_owned();
        let (package, items): (Vec<_>, Vec<_>) = self
            .entries
            .iter()
            .partition(|entry| entry.parent().is_none() && entry.kind != "impl");
        let (implementations, items): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|entry| entry.kind == "impl");
        let mut package = package;
        package.sort_by_key(|entry| (&entry.kind, &entry.path));
        for group in [package, items, implementations] {
            text.push('\n');
            for entry in group {
                text.push_str(&entry.to_string());
                text.push('\n');
            }
        }
        text
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name of the package.
    #[must_use]
    pub fn name(&self) -> &str {
        self.package("name")
    }

    /// The version of the package.
    #[must_use]
    pub fn version(&self) -> &str {
        self.package("version")
    }

    fn package(&self, key: &str) -> &str {
        let is_key = |entry: &&Entry| entry.kind == "package" && entry.path == key;
        let found = self.entries.iter().find(is_key);
        found.map_or("", |entry| entry.declaration.trim_start_matches(" = "))
    }
}

/// Collects the entries of a crate.
struct Reader<'s> {
    scopes: &'s Scopes<'s>,
    exports: &'s Exports,
    entries: BTreeSet<Entry>,
    /// The other crates that the API mentions.
    crates: BTreeSet<String>,
    errors: Vec<String>,
}

impl<'s> Reader<'s> {
    fn read(&mut self) {
        let exports = self.exports;
        for (module, publics) in &exports.modules {
            let Some((public, others)) = publics.split_first() else {
                continue;
            };
            let attributes = self.scopes.modules.all.get(*module);
            let attributes = attributes.map_or(&[][..], |module| &module.attributes);
            self.add(Entry::new("mod", &public.path, ""), &public.cfg, attributes);
            for other in others {
                let entry = Entry::new("use", &other.path, format!(" = {}", public.path));
                self.add(entry, &other.cfg, &[]);
            }
        }
        for (public, target) in &exports.external {
            let name = target.split("::").next().unwrap_or_default();
            self.crates.insert(name.to_owned());
            let entry = Entry::new("use", &public.path, format!(" = {target}"));
            self.add(entry, &public.cfg, &[]);
        }
        for (id, publics) in &exports.items {
            self.item(*id, publics);
        }
        for module in 0..self.scopes.modules.all.len() {
            self.implementations(module);
        }
    }

    fn writer(&self, module: usize) -> Writer<'s> {
        Writer::new(self.scopes, self.exports, module)
    }

    fn add(&mut self, mut entry: Entry, cfg: &Cfg, attributes: &[Attribute]) {
        entry.cfg = cfg.clone();
        entry.is_deprecated = items::has(attributes, "deprecated");
        entry.is_non_exhaustive = items::has(attributes, "non_exhaustive");
        self.entries.insert(entry);
    }

    /// Takes what a writer has found.
    fn finish(&mut self, writer: Writer<'_>) {
        self.crates.extend(writer.crates);
        self.errors.extend(writer.error);
    }
}

#[cfg(test)]
mod tests;
