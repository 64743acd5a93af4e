//! Items that seem to have another name: one is removed, and another one with the same parts is
//! added.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::entry::Entry;

/// An item that seems to be renamed, as an entry of `renamed` in `names.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Suggestion {
    /// `types`, `methods` or `resources`.
    pub kind: &'static str,
    /// `OldCompany`, or `companies.find`.
    pub old: String,
    /// `Company`, or `list`.
    pub new: String,
}

/// The items that seem to be renamed. Each has exactly one counterpart.
pub(super) fn suggestions(old: &BTreeSet<Entry>, new: &BTreeSet<Entry>) -> Vec<Suggestion> {
    let (gone, come) = (by_shape(old, new), by_shape(new, old));
    let mut found = Vec::new();
    for (shape, before) in gone {
        let after = come.get(&shape).map_or(&[][..], Vec::as_slice);
        if let ([before], [after]) = (before.as_slice(), after) {
            found.extend(suggestion(&shape.0, before, after));
        }
    }
    found.sort();
    found
}

/// The kind of an item, and everything about it but its name.
type Shape = (String, Vec<String>);

/// The paths of the items that the other API lacks.
fn by_shape<'e>(
    entries: &'e BTreeSet<Entry>,
    others: &BTreeSet<Entry>,
) -> BTreeMap<Shape, Vec<&'e str>> {
    let known: BTreeSet<&str> = others.iter().map(|entry| entry.path.as_str()).collect();
    let mut shapes: BTreeMap<Shape, Vec<&str>> = BTreeMap::new();
    for entry in entries
        .iter()
        .filter(|entry| !known.contains(entry.path.as_str()))
    {
        if let Some(shape) = shape(entry, entries) {
            shapes.entry(shape).or_default().push(&entry.path);
        }
    }
    shapes
}

/// The shape of a model, of a method of a resource or of a resource.
fn shape(entry: &Entry, entries: &BTreeSet<Entry>) -> Option<Shape> {
    let parts: Vec<&str> = entry.path.split("::").collect();
    let kind = match (parts.as_slice(), entry.kind.as_str()) {
        (["crate", "models", name], "struct" | "enum") if !name.ends_with("Required") => "types",
        (["crate", "resources", module, handle, _], "fn") if is_handle(module, handle, entries) => {
            "methods"
        }
        (["crate", "resources", _], "mod") => "resources",
        _ => return None,
    };
    let name = parts.last()?;
    let lines = match kind {
        "methods" => {
            // The call is named after the method.
            let arguments = entry.declaration.split(") -> ").next().unwrap_or_default();
            let parent = entry.parent()?;
            vec![format!("{parent}{arguments}")]
        }
        "resources" => {
            let methods = entries.iter().filter(|one| {
                let path = one.path.strip_prefix(&format!("{}::", entry.path));
                one.kind == "fn" && path.is_some_and(|path| path.matches("::").count() == 1)
            });
            let names = methods.filter_map(|one| one.path.rsplit("::").next());
            names.map(str::to_owned).collect()
        }
        _ => {
            let prefix = format!("{}::", entry.path);
            let members = entries.iter().filter(|one| one.path.starts_with(&prefix));
            members
                .map(|one| {
                    let line = format!("{} {}{}", one.kind, &one.path, one.declaration);
                    line.replace(&entry.path, "").replace(*name, "")
                })
                .collect()
        }
    };
    (!lines.is_empty()).then(|| (kind.to_owned(), lines))
}

/// Whether a type is the handle of its module: the client returns it.
fn is_handle(module: &str, handle: &str, entries: &BTreeSet<Entry>) -> bool {
    let result = format!(" -> crate::resources::{module}::{handle}");
    entries.iter().any(|entry| {
        entry.path.starts_with("crate::Client::") && entry.declaration.ends_with(&result)
    })
}

fn suggestion(kind: &str, old: &str, new: &str) -> Option<Suggestion> {
    let last = |path: &str| path.rsplit("::").next().map(str::to_owned);
    let (old_name, new_name) = (last(old)?, last(new)?);
    let plain = |name: &str| name.trim_start_matches("r#").to_owned();
    Some(match kind {
        "types" => Suggestion {
            kind: "types",
            old: old_name,
            new: new_name,
        },
        "methods" => Suggestion {
            kind: "methods",
            old: format!("{}.{}", old.split("::").nth(2)?, plain(&old_name)),
            new: plain(&new_name),
        },
        _ => Suggestion {
            kind: "resources",
            old: plain(&old_name),
            new: plain(&new_name),
        },
    })
}
