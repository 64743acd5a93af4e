//! `renamed` in `names.yaml`: the names that types, methods and resources had in a release. The SDK
//! keeps them for one release as deprecated aliases.
//!
//! ```yaml
//! renamed:
//! - since: 0.2.0
//!   types: {OldCompany: Company}
//!   methods: {companies.find: list}
//!   resources: {company: companies}
//! ```

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Reporter};
use crate::pointer::Pointer;
use crate::source_file::Source;
use crate::version::Version;

/// The key in `names.yaml`.
pub(crate) const RENAMED: &str = "renamed";

/// All renamed items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Renames {
    /// `names.yaml`.
    pub(crate) source: Option<Arc<Source>>,
    pub(crate) all: Vec<Rename>,
    /// Whether the SDK can lack items: it has a part of the document or that of another revision.
    /// New names that it lacks are no errors then.
    pub(crate) is_partial: bool,
}

/// A renamed item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rename {
    /// The location in `names.yaml`.
    pub(crate) at: Pointer,
    /// The version that has the new name for the first time.
    pub(crate) since: Version,
    pub(crate) kind: RenameKind,
    pub(crate) old: String,
    pub(crate) new: String,
}

/// What a renamed item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RenameKind {
    /// A type in `models`.
    Type,
    /// A method of the resource with this accessor.
    Method(String),
    /// A resource, by its accessor.
    Resource,
}

/// Reads the value of `renamed`, and reports what is wrong.
pub(super) fn read(value: &Value, at: &Pointer, reporter: &mut Reporter<'_>) -> Vec<Rename> {
    let Some(releases) = value.as_array() else {
        let message = "`renamed` is not an array of objects with `since`";
        reporter.report_with_help(Code::Names, at, message, HELP);
        return Vec::new();
    };
    let mut all = Vec::new();
    for (index, release) in releases.iter().enumerate() {
        let at = at.child(index.to_string());
        match release.as_object() {
            Some(release) => read_release(release, &at, reporter, &mut all),
            None => reporter.report_with_help(
                Code::Names,
                &at,
                "an item of `renamed` is not an object",
                HELP,
            ),
        }
    }
    all
}

const HELP: &str = "write `- since: 0.2.0`, followed by `types: {Old: New}`, `methods: {companies.old: new}` or `resources: {old: new}`";

fn read_release(
    release: &Map<String, Value>,
    at: &Pointer,
    reporter: &mut Reporter<'_>,
    all: &mut Vec<Rename>,
) {
    let since = release.get("since");
    let Some(since) = since.and_then(Value::as_str).and_then(Version::read) else {
        let (at, message) = match since {
            Some(value) => (
                at.child("since"),
                format!("`since: {value}` is not a version of three numbers"),
            ),
            None => (at.clone(), "`since` is missing".to_owned()),
        };
        return reporter.report_with_help(Code::Names, &at, message, HELP);
    };
    for (key, names) in release {
        let at = at.child(key);
        if key == "since" {
            continue;
        }
        if !matches!(key.as_str(), "types" | "methods" | "resources") {
            let message = format!("`{key}` is not a part of `renamed`");
            reporter.report_with_help(Code::Names, &at, message, HELP);
            continue;
        }
        let Some(names) = names.as_object() else {
            let message = format!("`{key}` is not an object of names");
            reporter.report_with_help(Code::Names, &at, message, HELP);
            continue;
        };
        for (old, new) in names {
            let at = at.child(old);
            match rename(key, old, new) {
                Some((kind, old, new)) => all.push(Rename {
                    at,
                    since,
                    kind,
                    old,
                    new,
                }),
                None => {
                    let message = format!("`{old}: {new}` in `{key}` is not a pair of names");
                    reporter.report_with_help(Code::Names, &at, message, HELP);
                }
            }
        }
    }
}

/// The parts of an entry, or `None` if they are not names of that kind.
fn rename(key: &str, old: &str, new: &Value) -> Option<(RenameKind, String, String)> {
    let new = new.as_str()?;
    let is_type = |name: &str| name.starts_with(char::is_uppercase) && is_identifier(name);
    let is_method = |name: &str| !name.starts_with(char::is_uppercase) && is_identifier(name);
    let (kind, old) = match key {
        "types" => (RenameKind::Type, old),
        "methods" => {
            let (resource, method) = old.split_once('.')?;
            is_method(resource).then(|| (RenameKind::Method(resource.to_owned()), method))?
        }
        _ => (RenameKind::Resource, old),
    };
    let is_valid = match kind {
        RenameKind::Type => is_type(old) && is_type(new),
        RenameKind::Method(_) | RenameKind::Resource => is_method(old) && is_method(new),
    };
    (is_valid && old != new).then(|| (kind, old.to_owned(), new.to_owned()))
}

/// Whether a name is an identifier, or one with `r#` in front of it.
fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
        || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok()
}
