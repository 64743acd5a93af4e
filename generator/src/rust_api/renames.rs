//! Names that the new API keeps as aliases of others.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;

/// Paths of the old API, and what the new one calls them.
pub(super) struct Renames(BTreeMap<String, String>);

impl Renames {
    /// The items of the old API that are aliases in the new one.
    pub(super) fn between(old: &BTreeSet<Entry>, new: &BTreeSet<Entry>) -> Self {
        let is_alias = |entry: &Entry| matches!(entry.kind.as_str(), "type" | "use");
        let items: BTreeSet<&str> = old
            .iter()
            .filter(|entry| !is_alias(entry) && entry.kind != "impl")
            .map(|entry| entry.path.as_str())
            .collect();
        let aliases: BTreeMap<&str, &str> = new
            .iter()
            .filter(|entry| is_alias(entry))
            .filter_map(|entry| Some((entry.path.as_str(), target(entry)?)))
            .collect();
        let renamed = aliases.keys().filter(|path| items.contains(*path));
        let renamed = renamed.map(|path| {
            let mut target = *path;
            // Ends, because no alias leads to itself.
            while let Some(next) = aliases.get(target) {
                target = next;
            }
            ((*path).to_owned(), target.to_owned())
        });
        Self(renamed.collect())
    }

    /// The entry with the new names.
    pub(super) fn applied(&self, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        if !self.0.is_empty() {
            entry.path = self.text(&entry.path);
            entry.declaration = self.text(&entry.declaration);
        }
        entry
    }

    /// The text with the new names in the paths of the crate.
    fn text(&self, text: &str) -> String {
        let mut written = String::new();
        let mut rest = text;
        while let Some((before, path)) = rest
            .find("crate::")
            .and_then(|at| rest.split_at_checked(at))
        {
            let end = path.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '#')));
            let (path, after) = path.split_at(end.unwrap_or(path.len()));
            // A colon after a path belongs to what follows: `crate::A: Clone`.
            let (path, colon) = match path.strip_suffix(':') {
                Some(path) if !path.ends_with(':') => (path, ":"),
                _ => (path, ""),
            };
            written.push_str(before);
            written.push_str(&self.path(path));
            written.push_str(colon);
            rest = after;
        }
        written + rest
    }

    fn path(&self, path: &str) -> String {
        let mut path = path.to_owned();
        // Ends, because each round uses another alias or none.
        for _ in 0..=self.0.len() {
            let prefix = self.0.iter().rfind(|(old, _)| {
                path.strip_prefix(old.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            });
            match prefix {
                Some((old, new)) => path.replace_range(..old.len(), new),
                None => break,
            }
        }
        path
    }
}

/// The path that an alias is another name of.
fn target(entry: &Entry) -> Option<&str> {
    let target = entry.declaration.strip_prefix(" = ")?;
    let mut characters = target.chars();
    let is_path = characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '#'));
    (is_path && target.starts_with("crate::") && target != entry.path).then_some(target)
}
