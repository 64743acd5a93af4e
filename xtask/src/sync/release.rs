//! The settings, the changelog and the lock file of the new version.

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, value};

use super::changes::Bump;
use crate::Failure;

/// The version after the bump. Before 1.0, a breaking change increases the second number and all
/// others the third.
///
/// # Errors
///
/// A version that is not three numbers.
pub(super) fn bumped(version: &str, bump: Bump) -> Result<String, Failure> {
    let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    let Some([major, minor, patch]) = numbers.as_deref() else {
        return Err(format!(
            "error: the version `{version}` is not three numbers, so it cannot be increased"
        ));
    };
    let next = match (bump, *major) {
        (Bump::None, _) => [*major, *minor, *patch],
        (Bump::Major, 1..) => [major + 1, 0, 0],
        (Bump::Major, 0) | (Bump::Minor, 1..) => [*major, minor + 1, 0],
        (Bump::Minor, 0) | (Bump::Patch, _) => [*major, *minor, patch + 1],
    };
    Ok(next.map(|number| number.to_string()).join("."))
}

/// The version to release: the bumped last release, or the current version if that is higher.
pub(super) fn next_version(
    current: &str,
    changelog: Option<&str>,
    bump: Bump,
) -> Result<String, Failure> {
    let released = changelog.and_then(last_release).unwrap_or(current);
    let next = bumped(released, bump)?;
    let numbers = |version: &str| -> Vec<u64> {
        version
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    Ok(if numbers(current) > numbers(&next) {
        current.to_owned()
    } else {
        next
    })
}

/// The version of the first heading with one: `## [1.2.3] - 2025-01-31`.
fn last_release(changelog: &str) -> Option<&str> {
    let headings = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## "));
    let mut versions = headings.filter_map(|heading| {
        let name = heading.trim_start_matches('[').split([']', ' ']).next()?;
        name.starts_with(|c: char| c.is_ascii_digit())
            .then_some(name)
    });
    versions.next()
}

/// What to change in `sdk.toml`.
#[derive(Debug, Default)]
pub(super) struct NewSettings<'s> {
    pub(super) version: Option<&'s str>,
    pub(super) date: Option<&'s str>,
    pub(super) url: Option<&'s str>,
    /// Overlays that are deleted, as the file names them.
    pub(super) deleted_overlays: Vec<String>,
}

/// `sdk.toml` with new values. Its comments and layout are kept.
pub(super) fn settings(text: &str, new: &NewSettings<'_>) -> Result<String, Failure> {
    let mut document = parsed(text, "sdk.toml")?;
    let mut set = |table: &str, key: &str, new: Option<&str>| {
        if let (Some(new), Some(table)) = (new, document.get_mut(table)) {
            set(table, key, new);
        }
    };
    set("crate", "version", new.version);
    set("document", "date", new.date);
    set("document", "url", new.url);
    let overlays = document
        .get_mut("document")
        .and_then(|table| table.get_mut("overlays"));
    if let Some(overlays) = overlays.and_then(Item::as_array_mut) {
        overlays.retain(|overlay| {
            let is_deleted = |path: &String| overlay.as_str() == Some(path.as_str());
            !new.deleted_overlays.iter().any(is_deleted)
        });
    }
    Ok(document.to_string())
}

/// Sets a string and keeps the comments around it.
fn set(table: &mut Item, key: &str, new: &str) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = new.into();
            *old.decor_mut() = decor;
        }
        None => {
            if let Some(table) = table.as_table_like_mut() {
                table.insert(key, value(new));
            }
        }
    }
}

/// A string of `sdk.toml`.
pub(super) fn setting(text: &str, table: &str, key: &str) -> Option<String> {
    let document = text.parse::<DocumentMut>().ok()?;
    Some(document.get(table)?.get(key)?.as_str()?.to_owned())
}

/// The lock files that can have the crate: those of the project, of the crate, and of the
/// workspaces in its folders, such as fuzz targets.
pub(super) fn lock_files(project: &Path, directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    let mut folders: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.sort();
    let all = [project.to_owned(), directory.to_owned()]
        .into_iter()
        .chain(folders);
    let files = all.map(|folder| folder.join("Cargo.lock"));
    files.filter(|file| file.is_file()).collect()
}

/// `Cargo.lock` with the new version of a package of the workspace.
pub(super) fn lock_file(text: &str, name: &str, version: &str) -> Result<String, Failure> {
    let mut document = parsed(text, "Cargo.lock")?;
    let packages = document
        .get_mut("package")
        .and_then(Item::as_array_of_tables_mut);
    for package in packages
        .into_iter()
        .flat_map(|packages| packages.iter_mut())
    {
        let is_named = package.get("name").and_then(Item::as_str) == Some(name);
        if is_named && !package.contains_key("source") {
            package.insert("version", value(version));
        }
    }
    Ok(document.to_string())
}

fn parsed(text: &str, file: &str) -> Result<DocumentMut, Failure> {
    text.parse()
        .map_err(|error| format!("error: {file} is not valid TOML: {error}"))
}

/// The changelog of an SDK: the one in its crate, or that of the project for the SDK in `spec/`.
pub(super) fn changelog_path(project: &Path, folder: &Path, directory: &Path) -> PathBuf {
    let own = directory.join(CHANGELOG);
    if !own.exists() && folder == project.join("spec") {
        project.join(CHANGELOG)
    } else {
        own
    }
}

const CHANGELOG: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## [Unreleased]";

/// The entries of a section of the changelog.
type Section = (&'static str, Vec<String>);

/// The changelog with the entries under `Unreleased`.
pub(super) fn changelog_with(text: Option<&str>, sections: Vec<Section>) -> String {
    let text = text.unwrap_or("# Changelog\n");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let heading = match lines.iter().position(|line| line.trim_end() == UNRELEASED) {
        Some(heading) => heading,
        None => {
            let release = lines.iter().position(|line| line.starts_with("## "));
            let at = release.unwrap_or(lines.len());
            let blank = at.checked_sub(1).and_then(|before| lines.get(before));
            let mut new = vec![UNRELEASED.to_owned(), String::new()];
            if blank.is_some_and(|line| !line.is_empty()) {
                new.insert(0, String::new());
            }
            let heading = at + new.len() - 2;
            lines.splice(at..at, new);
            heading
        }
    };
    for (section, entries) in sections {
        insert(&mut lines, heading, section, &entries);
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// Inserts entries at the start of a section of the release at `heading`.
fn insert(lines: &mut Vec<String>, heading: usize, section: &str, entries: &[String]) {
    let name = format!("### {section}");
    let after = lines.iter().skip(heading + 1);
    let length = after
        .clone()
        .take_while(|line| !line.starts_with("## "))
        .count();
    let existing = after.take(length).position(|line| line.trim_end() == name);
    match existing {
        Some(at) => {
            let at = (heading + at + 3).min(lines.len());
            lines.splice(at..at, entries.iter().cloned());
        }
        None => {
            let mut at = heading + 1 + length;
            while at > heading + 1 && lines.get(at - 1).is_some_and(String::is_empty) {
                at -= 1;
            }
            let new = [String::new(), name, String::new()];
            lines.splice(at..at, new.into_iter().chain(entries.iter().cloned()));
        }
    }
}
