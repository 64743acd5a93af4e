//! Formats what `sync` prints: what differs, what it did, and what is left to do.

use std::fmt::Write as _;
use std::path::Path;

use sdk_generator::source::Source;
use serde_json::Value;

use super::changes::Changes;
use super::draft;
use super::facts::{Change, Difference};
use super::overlays::StaleAction;
use crate::input::shown;
use crate::report::counted;
use crate::yaml;

/// The longest value that is shown.
const SHOWN: usize = 60;

/// The facts that differ, in the order of our document.
pub(super) fn facts(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "the documents have the same facts; there is nothing to do\n".to_owned();
    }
    let mut text = counted(changes.len(), "different fact") + ":\n";
    for change in changes {
        let verb = match change.difference {
            Difference::Added => "added",
            Difference::Removed => "removed",
            Difference::Changed => "changed",
            Difference::Reordered => "reordered",
        };
        let values = match (&change.old, &change.new) {
            (Some(old), Some(new)) => format!(": {} -> {}", short(old), short(new)),
            (Some(one), None) | (None, Some(one)) => format!(": {}", short(one)),
            (None, None) => String::new(),
        };
        let _ = writeln!(text, "  {verb:<9} {}{values}", change.pointer);
    }
    text
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The overlay actions that were removed.
pub(super) fn overlays(stale: &[StaleAction]) -> String {
    let made: Vec<_> = stale.iter().filter(|action| action.is_made).collect();
    if made.is_empty() {
        return String::new();
    }
    let mut text =
        "overlay actions removed, because the new document has their changes:\n".to_owned();
    for action in made {
        let _ = writeln!(text, "  {}:{} {}", action.path, action.line, action.target);
    }
    text
}

/// The overlay actions that a person must decide about.
pub(super) fn gone(stale: &[StaleAction]) -> String {
    let gone: Vec<_> = stale.iter().filter(|action| !action.is_made).collect();
    if gone.is_empty() {
        return String::new();
    }
    let mut text = "correct or delete these overlay actions, whose targets select nothing, then run `cargo xtask generate`:\n".to_owned();
    for action in gone {
        let _ = writeln!(text, "  {}:{} {}", action.path, action.line, action.target);
    }
    text
}

/// The version and the number of entries of the changelog.
pub(super) fn release((old, new): &(String, String), changes: &Changes) -> String {
    let entries = changes
        .sections()
        .iter()
        .map(|(_, entries)| entries.len())
        .sum();
    let entries = match entries {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    if old == new {
        format!("version {new} (unchanged), {entries} in the changelog\n")
    } else {
        format!("version {old} -> {new}, {entries} in the changelog\n")
    }
}

pub(super) fn files(paths: &[&Path]) -> String {
    let mut text = "files:\n".to_owned();
    for path in paths {
        let _ = writeln!(text, "  {}", shown(path));
    }
    text
}

/// The prose beside changed facts.
pub(super) fn review(old: &Source, new: &Source, changes: &[Change]) -> String {
    let mut parents: Vec<String> = Vec::new();
    for change in changes.iter().filter(|change| change.has_prose) {
        let parent = change
            .pointer
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent);
        if !parents.iter().any(|known| known == parent) {
            parents.push(parent.to_owned());
        }
    }
    if parents.is_empty() {
        return String::new();
    }
    let mut text = "check that the prose still fits:\n".to_owned();
    for parent in parents {
        let line = yaml::line(new, &tokens(&parent));
        let _ = writeln!(text, "  {}:{line} {parent}", old.path);
    }
    text
}

/// The prose that a person must write.
pub(super) fn unwritten(source: &Source, document: &Value) -> String {
    let pointers = draft::unwritten(document);
    if pointers.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "write this prose, marked `{}`, or delete it, then run `cargo xtask generate`:\n",
        sdk_generator::UNWRITTEN
    );
    for pointer in pointers {
        let line = yaml::line(source, &tokens(&pointer));
        let _ = writeln!(text, "  {}:{line} {pointer}", source.path);
    }
    text
}

/// The settings that no option has set.
pub(super) fn settings(path: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("update {} in {path}\n", names.join(" and "))
}

fn tokens(pointer: &str) -> Vec<String> {
    let tokens = pointer.split('/').skip(1);
    tokens
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}
