//! Finds the documents of a corpus, and names a crate for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::diagnostics::{Code, Diagnostics};
use sdk_generator::source::{self, Source};

use crate::{Failure, input};

/// What the name of each crate starts with, so that none has the name of a dependency.
const PREFIX: &str = "corpus";
/// The maximum length of a crate's name without the prefix.
const MAXIMUM_NAME: usize = 60;

/// A document and the crate that is generated from it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    /// The path as messages print it.
    pub(crate) shown: String,
    /// The name of its crate and of the crate's folder; no other document has it.
    pub(crate) crate_name: String,
}

/// The documents among the given files and folders.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) documents: Vec<Document>,
    /// Files of folders that are YAML or JSON, but not OpenAPI documents.
    pub(crate) skipped: Vec<String>,
}

/// Finds the given files, and all OpenAPI documents in the given folders and their subfolders.
///
/// # Errors
///
/// A path does not exist, a folder cannot be read, or there is no document.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inner = Vec::new();
            list(path, &mut inner)?;
            for file in inner {
                if is_openapi(&file) {
                    files.push(file);
                } else {
                    skipped.push(input::shown(&file));
                }
            }
        } else if path.exists() {
            files.push(path.clone());
        } else {
            return Err(format!("error: {} does not exist", path.display()));
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    if files.is_empty() {
        return Err("error: there is no OpenAPI document in the given folders".to_owned());
    }
    let names = crate_names(&files);
    let documents = files.into_iter().zip(names).map(|(path, name)| Document {
        shown: input::shown(&path),
        path,
        crate_name: format!("{PREFIX}-{name}"),
    });
    Ok(Found {
        documents: documents.collect(),
        skipped,
    })
}

/// Adds the YAML and JSON files of a folder and its subfolders, sorted.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let error = |error| format!("error: cannot read {}: {error}", input::shown(folder));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        paths.push(entry.map_err(error)?.path());
    }
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            list(&path, files)?;
        } else if matches!(extension, Some("json" | "yaml" | "yml")) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file of a folder is an OpenAPI document. One that cannot be read or parsed may be one.
fn is_openapi(file: &Path) -> bool {
    let Ok(text) = fs::read_to_string(file) else {
        return true;
    };
    let source = Arc::new(Source {
        path: input::shown(file),
        text,
    });
    let mut diagnostics = Diagnostics::new();
    match source::read(source, &mut diagnostics) {
        Ok(document) => ["openapi", "swagger"]
            .iter()
            .any(|key| document.value.get(key).is_some()),
        Err(_) => !diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::SourceRoot),
    }
}

/// A name for each file: its stem, with the extension and the folders that distinguish it.
fn crate_names(files: &[PathBuf]) -> Vec<String> {
    let mut levels = vec![0; files.len()];
    loop {
        let names: Vec<String> = files.iter().zip(&levels).map(spelling).collect();
        let repeated = repeated(&names);
        let mut has_changed = false;
        for ((file, level), name) in files.iter().zip(&mut levels).zip(&names) {
            if repeated.contains(name) && *level < 2 * file.components().count() {
                *level += 1;
                has_changed = true;
            }
        }
        if !has_changed {
            return numbered(names);
        }
    }
}

/// Adds numbers to names that no part of the path distinguishes (`a b.yaml` and `a-b.yaml`).
fn numbered(names: Vec<String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let number = |name: String| {
        if seen.insert(name.clone()) {
            return name;
        }
        let mut others = (2..).map(|number| format!("{name}-{number}"));
        let free = others.find(|other| !taken.contains(other));
        let free = free.unwrap_or(name);
        taken.insert(free.clone());
        free
    };
    names.into_iter().map(number).collect()
}

fn repeated(names: &[String]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let repeated = counts.into_iter().filter(|(_, count)| *count > 1);
    repeated.map(|(name, _)| name.clone()).collect()
}

/// The name of a file: at level 0 its stem, at level 1 with its extension, at levels 2 and 3 the
/// same with the folder, and so on.
fn spelling((file, level): (&PathBuf, &usize)) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut parts: Vec<String> = file
        .ancestors()
        .skip(1)
        .take(level / 2)
        .filter_map(|folder| folder.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    parts.reverse();
    parts.push(stem.into_owned());
    if level % 2 == 1 {
        let extension = file.extension().unwrap_or_default();
        parts.push(extension.to_string_lossy().into_owned());
    }
    slug(&parts.join("-"))
}

/// The text in the characters of a package name.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_matches('-').chars().take(MAXIMUM_NAME).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "document" } else { slug }.to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
mod tests {
    use super::*;

    fn names(files: &[&str]) -> Vec<String> {
        crate_names(&files.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_crate_has_the_stem_of_its_document() {
        assert_eq!(names(&["a/Pet Store_v2.yaml"]), ["pet-store-v2"]);
        assert_eq!(names(&["é.yaml"]), ["document"]);
    }

    #[test]
    fn documents_with_the_same_stem_have_different_crates() {
        assert_eq!(
            names(&["x/a.json", "x/a.yaml", "b.yaml"]),
            ["a-json", "a-yaml", "b"]
        );
        assert_eq!(
            names(&[
                "x/one/openapi.yaml",
                "x/two/openapi.yaml",
                "y/one/openapi.yaml"
            ]),
            ["x-one-openapi", "two-openapi", "y-one-openapi"]
        );
    }

    #[test]
    fn documents_that_no_part_of_the_path_distinguishes_are_numbered() {
        assert_eq!(names(&["a b.yaml", "a-b.yaml"]), ["a-b", "a-b-2"]);
    }

    #[test]
    fn folders_are_searched_and_other_files_in_them_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("inner")).unwrap();
        fs::write(path("inner/a.yaml"), "openapi: 3.1.0").unwrap();
        fs::write(path("broken.json"), "{").unwrap();
        fs::write(path("index.json"), "[]").unwrap();
        fs::write(path("overlay.yaml"), "overlay: 1.0.0").unwrap();
        fs::write(path("notes.txt"), "openapi: 3.1.0").unwrap();
        let found = find(&[folder.path().to_path_buf(), path("inner/a.yaml")]).unwrap();
        let crates: Vec<_> = found.documents.iter().map(|one| &*one.crate_name).collect();
        assert_eq!(crates, ["corpus-broken", "corpus-a"]);
        assert_eq!(found.skipped.len(), 2, "{:?}", found.skipped);
        assert!(find(&[path("missing.yaml")]).is_err());
    }
}
