//! The differences of two public APIs, and what each means for users.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::RustApi;
use super::entry::Entry;
use super::renames::Renames;
use super::signature;
use super::suggestions::{Suggestion, suggestions};
use super::version::Verdict;

/// What a change means for the source code of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing.
    None,
    /// There is more than before.
    Additive,
    /// It may not compile, or mean something else.
    Breaking,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// What it means.
    pub effect: Effect,
    /// The path of the item; of an implementation, its head.
    pub item: String,
    /// The difference, as one sentence in Markdown without a period.
    pub message: String,
    /// The entry of the old API.
    pub old: Option<String>,
    /// The entry of the new API.
    pub new: Option<String>,
}

/// All differences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The worst effect of a change.
    pub effect: Effect,
    /// The version of the old API.
    pub old_version: String,
    /// The version of the new API.
    pub new_version: String,
    /// Whether the new version fits the changes.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The differences, breaking ones first, then by item.
    pub changes: Vec<Change>,
    /// Items that seem to be renamed, and have no alias.
    pub renamed: Vec<Suggestion>,
}

/// Compares two APIs.
#[must_use]
pub fn compare(old: &RustApi, new: &RustApi) -> Comparison {
    let renames = Renames::between(&old.entries, &new.entries);
    let before: BTreeSet<Entry> = old
        .entries
        .iter()
        .map(|entry| renames.applied(entry))
        .collect();
    let mut changes = Differences::new(&before, &new.entries).changes();
    changes.sort_by(|a, b| {
        let key = |change: &Change| (change.item.clone(), change.message.clone());
        b.effect.cmp(&a.effect).then_with(|| key(a).cmp(&key(b)))
    });
    let effects = changes.iter().map(|change| change.effect);
    let effect = effects.max().unwrap_or(Effect::None);
    Comparison {
        effect,
        old_version: old.version().to_owned(),
        new_version: new.version().to_owned(),
        verdict: Verdict::of(old.version(), new.version(), effect),
        changes,
        renamed: suggestions(&before, &new.entries),
    }
}

/// The namespace of a kind, and the path: what identifies an item.
type Key<'e> = (&'static str, &'e str);

fn key(entry: &Entry) -> Key<'_> {
    let space = match entry.kind.as_str() {
        "struct" | "enum" | "union" | "trait" | "type" | "mod" | "use" => "type",
        "fn" | "const" | "static" => "value",
        "field" => "field",
        "variant" => "variant",
        "macro" => "macro",
        "impl" => "impl",
        "feature" => "feature",
        "default" => "default",
        "dependency" => "dependency",
        _ => "package",
    };
    (space, &entry.path)
}

type Items<'e> = BTreeMap<Key<'e>, Vec<&'e Entry>>;

fn items(entries: &BTreeSet<Entry>) -> Items<'_> {
    let mut items = Items::new();
    for entry in entries {
        items.entry(key(entry)).or_default().push(entry);
    }
    items
}

struct Differences<'e> {
    old: Items<'e>,
    new: Items<'e>,
}

impl<'e> Differences<'e> {
    fn new(old: &'e BTreeSet<Entry>, new: &'e BTreeSet<Entry>) -> Self {
        Self {
            old: items(old),
            new: items(new),
        }
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let (gone, come) = (only_in(&self.old, &self.new), only_in(&self.new, &self.old));
        for (key, entries) in &self.old {
            let others = self.new.get(key).map_or(&[][..], Vec::as_slice);
            // Those of one path that are the same are not compared with each other.
            let mut rest = entries.iter().filter(|entry| !others.contains(entry));
            let mut others = others.iter().filter(|other| !entries.contains(other));
            loop {
                match (rest.next(), others.next()) {
                    (Some(old), Some(new)) => changes.extend(changed(old, new)),
                    (Some(old), None) => {
                        let is_part = is_part(old, &gone);
                        changes.extend(removed(old).filter(|_| !is_part));
                    }
                    (None, Some(new)) => changes.extend(self.added(new)),
                    (None, None) => break,
                }
            }
        }
        for (key, entries) in &self.new {
            if !self.old.contains_key(key) {
                let new = entries.iter().filter(|entry| !is_part(entry, &come));
                changes.extend(new.filter_map(|entry| self.added(entry)));
            }
        }
        changes
    }

    fn added(&self, entry: &Entry) -> Option<Change> {
        let parent = entry
            .parent()
            .and_then(|parent| self.old.get(&("type", parent)));
        let parent = parent.and_then(|entries| entries.first());
        let around = parent.map_or("", |parent| parent.kind.as_str());
        let is_open = parent.is_some_and(|parent| {
            parent.is_non_exhaustive || parent.declaration.ends_with(" { .. }")
        });
        let effect = match entry.kind.as_str() {
            "package" | "dependency" => return None,
            "variant" | "field" if !is_open => Effect::Breaking,
            // Other crates can implement the trait, unless it needs a private one.
            "fn" | "const" | "type"
                if around == "trait"
                    && !entry.declaration.ends_with(" { .. }")
                    && !entry.declaration.ends_with(" = ..")
                    && !parent.is_some_and(|parent| self.is_sealed(parent)) =>
            {
                Effect::Breaking
            }
            _ => Effect::Additive,
        };
        let alias = entry.declaration.strip_prefix(" = ");
        let message = match (effect, alias) {
            (Effect::Breaking, _) if around == "trait" => {
                "is added, and implementations of the trait lack it".to_owned()
            }
            (Effect::Breaking, _) => {
                let article = if around == "enum" { "an" } else { "a" };
                format!("is added to {article} {around} that is not `#[non_exhaustive]`")
            }
            (_, Some(target)) if entry.is_deprecated => {
                format!("is a deprecated alias of `{target}`")
            }
            _ => "is added".to_owned(),
        };
        Some(Change {
            effect,
            item: entry.path.clone(),
            message: sentence(entry, &message),
            old: None,
            new: Some(entry.to_string()),
        })
    }

    /// Whether a trait requires one that has no public path.
    fn is_sealed(&self, entry: &Entry) -> bool {
        let words = entry.declaration.split([' ', '<', '>', '+', ',', '(', ')']);
        let mut paths = words.filter(|word| word.starts_with("crate::"));
        paths.any(|path| !self.new.contains_key(&("type", path.trim_end_matches(':'))))
    }
}

/// The paths of types and modules that only one of the APIs has.
fn only_in<'e>(items: &Items<'e>, others: &Items<'_>) -> BTreeSet<&'e str> {
    let keys = items.keys().filter(|key| key.0 == "type");
    let keys = keys.filter(|key| !others.contains_key(*key));
    keys.map(|(_, path)| *path).collect()
}

/// Whether an entry is a part of one of these items, or an implementation that mentions one.
fn is_part(entry: &Entry, items: &BTreeSet<&str>) -> bool {
    if entry.kind == "impl" {
        let paths = entry
            .path
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '#')));
        return paths.into_iter().any(|path| items.contains(path));
    }
    let mut path = entry.path.as_str();
    while let Some((parent, _)) = path.rsplit_once("::") {
        if items.contains(parent) {
            return true;
        }
        path = parent;
    }
    false
}

/// A sentence about an entry.
fn sentence(entry: &Entry, predicate: &str) -> String {
    let kind = match entry.kind.as_str() {
        "impl" => "the implementation",
        "mod" => "the module",
        "default" => "the default feature",
        "use" => "the name",
        "fn" => "the function",
        "const" => "the constant",
        "package" => "the package's",
        "dependency" => "the dependency",
        other => return format!("the {other} `{}` {predicate}", entry.path),
    };
    format!("{kind} `{}` {predicate}", entry.path)
}

fn removed(entry: &Entry) -> Option<Change> {
    // What mentioned the dependency has changed, or nothing did.
    if matches!(entry.kind.as_str(), "package" | "dependency") {
        return None;
    }
    Some(Change {
        effect: Effect::Breaking,
        item: entry.path.clone(),
        message: sentence(entry, "is removed"),
        old: Some(entry.to_string()),
        new: None,
    })
}

/// The changes between two entries of one item.
fn changed(old: &Entry, new: &Entry) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut push = |effect, predicate: &str| {
        changes.push(Change {
            effect,
            item: new.path.clone(),
            message: sentence(new, predicate),
            old: Some(old.to_string()),
            new: Some(new.to_string()),
        });
    };
    let declarations = |entry: &Entry| (entry.kind.clone(), entry.declaration.clone());
    let target = new.declaration.trim_start_matches([' ', '=', ':']);
    match (old.kind.as_str(), new.kind.as_str()) {
        ("package", _) if new.path == "rust-version" && old.declaration != new.declaration => {
            push(Effect::Additive, &format!("is now {target}"));
        }
        ("package", _) => {}
        ("fn", "fn") if old.item() != new.item() => {
            let (effect, predicate) = signature::change(old, new);
            push(effect, &predicate);
        }
        ("field" | "const" | "static", _) if old.declaration != new.declaration => {
            push(Effect::Breaking, &format!("has the type `{target}`"));
        }
        ("dependency", _) if old.declaration != new.declaration => {
            push(Effect::Breaking, &format!("has the version {target}"));
        }
        _ if declarations(old) != declarations(new) => {
            push(Effect::Breaking, &format!("is now `{}`", new.item()));
        }
        _ => {}
    }
    match (old.is_non_exhaustive, new.is_non_exhaustive) {
        (false, true) => push(Effect::Breaking, "is now `#[non_exhaustive]`"),
        (true, false) => push(Effect::Additive, "is no longer `#[non_exhaustive]`"),
        _ => {}
    }
    match (old.is_deprecated, new.is_deprecated) {
        (false, true) => push(Effect::Additive, "is deprecated"),
        (true, false) => push(Effect::Additive, "is no longer deprecated"),
        _ => {}
    }
    if old.cfg != new.cfg {
        if !old.cfg.implies(&new.cfg) {
            push(Effect::Breaking, &format!("exists only with `{}`", new.cfg));
        } else if !new.cfg.implies(&old.cfg) {
            let condition = if new.cfg.is_always() {
                "exists without conditions".to_owned()
            } else {
                format!("exists with `{}`", new.cfg)
            };
            push(Effect::Additive, &condition);
        }
    }
    changes
}
