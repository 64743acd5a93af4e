//! Reads the suite: per keyword a file with an array of groups.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A schema and its instances.
pub(crate) struct Group {
    /// The path of the file below the suite, without extension, and the index in it: `allOf/3`.
    pub(crate) id: String,
    /// The path of the file below the suite.
    pub(crate) file: String,
    pub(crate) description: String,
    pub(crate) schema: Value,
    pub(crate) instances: Vec<Instance>,
}

/// A valid instance.
pub(crate) struct Instance {
    pub(crate) description: String,
    /// As in the file: numbers beyond 64 bits are exact.
    pub(crate) json: String,
}

/// All groups, in the order of the files' names.
pub(crate) fn read(suite: &Path) -> Vec<Group> {
    let mut files = Vec::new();
    list(suite, &mut files);
    files.sort();
    let groups = files.iter().flat_map(|file| {
        let text = fs::read_to_string(file).unwrap();
        let name = file.strip_prefix(suite).unwrap();
        let name = name.to_string_lossy().replace('\\', "/");
        groups(&name, &text)
    });
    let groups: Vec<Group> = groups.collect();
    assert!(!groups.is_empty(), "{} holds no group", suite.display());
    groups
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path());
    for path in entries {
        if path.is_dir() {
            list(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
}

/// A group as it is in a file.
#[derive(Deserialize)]
struct RawGroup<'f> {
    description: String,
    schema: Value,
    #[serde(borrow)]
    tests: Vec<RawTest<'f>>,
}

/// An instance as it is in a file.
#[derive(Deserialize)]
struct RawTest<'f> {
    description: String,
    #[serde(borrow)]
    data: &'f RawValue,
    valid: bool,
}

/// The groups of a file.
fn groups(file: &str, text: &str) -> Vec<Group> {
    let groups: Vec<RawGroup<'_>> =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let group = |(index, group): (usize, RawGroup<'_>)| {
        let valid = group.tests.into_iter().filter(|test| test.valid);
        let instance = |test: RawTest<'_>| Instance {
            description: test.description,
            json: test.data.get().to_owned(),
        };
        Group {
            id: format!("{}/{index}", file.trim_end_matches(".json")),
            file: file.to_owned(),
            description: group.description,
            schema: group.schema,
            instances: valid.map(instance).collect(),
        }
    };
    groups.into_iter().enumerate().map(group).collect()
}
