//! The parts of an API that are in `Cargo.toml`: the version, the features, and the versions of the
//! crates whose items the API has.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::Entry;

/// `Cargo.toml`.
pub(super) struct Manifest(Value);

impl Manifest {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Invalid TOML.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        toml_edit::de::from_str(text)
            .map(Self)
            .map_err(|error| format!("Cargo.toml is not valid TOML: {error}"))
    }

    /// The names of other crates in code.
    pub(super) fn crates(&self) -> BTreeSet<String> {
        let standard = ["std", "core", "alloc"].map(str::to_owned);
        let own = self.dependencies().map(|(name, _)| in_code(name));
        own.chain(standard).collect()
    }

    /// The entries of the package and its features.
    pub(super) fn package(&self) -> Vec<Entry> {
        let package = self.0.get("package");
        let keys = ["name", "version", "rust-version"].into_iter();
        let mut entries: Vec<Entry> = keys
            .filter_map(|key| {
                let value = package?.get(key)?.as_str()?;
                Some(Entry::new("package", key, format!(" = {value}")))
            })
            .collect();
        let features = self.0.get("features").and_then(Value::as_object);
        for (name, contents) in features.into_iter().flatten() {
            if name == "default" {
                let names = contents.as_array().into_iter().flatten();
                let names = names.filter_map(Value::as_str);
                entries.extend(names.map(|name| Entry::new("default", name, "")));
            } else {
                entries.push(Entry::new("feature", name, ""));
            }
        }
        entries
    }

    /// The entries of the crates that the API mentions.
    pub(super) fn mentioned(&self, crates: &BTreeSet<String>) -> Vec<Entry> {
        let used = self
            .dependencies()
            .filter(|(name, _)| crates.contains(&in_code(name)));
        let mut entries: Vec<Entry> = used
            .map(|(name, value)| {
                let version = value.as_str().or_else(|| value.get("version")?.as_str());
                let version = compatible(version.unwrap_or("*"));
                Entry::new("dependency", name, format!(" = {version}"))
            })
            .collect();
        entries.sort();
        entries.dedup();
        entries
    }

    /// The dependencies of all targets.
    fn dependencies(&self) -> impl Iterator<Item = (&String, &Value)> {
        let targets = self.0.get("target").and_then(Value::as_object);
        let targets = targets.into_iter().flatten();
        let targets = targets.filter_map(|(_, target)| target.get("dependencies"));
        let own = self.0.get("dependencies").into_iter();
        own.chain(targets).filter_map(Value::as_object).flatten()
    }
}

/// The name of a package in code.
fn in_code(name: &str) -> String {
    name.replace('-', "_")
}

/// The part of a version that all compatible ones share: `1`, `0.23`.
fn compatible(version: &str) -> String {
    let numbers = version.trim_start_matches(['=', '^', '~', '>', ' ']);
    let mut kept = Vec::new();
    for number in numbers.split('.') {
        kept.push(number);
        if number != "0" {
            break;
        }
    }
    kept.join(".")
}
