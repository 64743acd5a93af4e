//! The emitted files, in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::EmitError;
use crate::text::DEVICES;

/// Texts by relative path, with `/` on every system, in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    texts: BTreeMap<String, String>,
    /// The paths in lower case.
    folded: BTreeSet<String>,
}

impl FileSet {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A set of these files, by path, for tests.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut set = Self::new();
        for (path, text) in files {
            set.insert(*path, *text)
                .unwrap_or_else(|error| panic!("{error}"));
        }
        set
    }

    /// Adds a finished file.
    ///
    /// # Errors
    ///
    /// [`EmitError::Path`] if the set already has the path, ignoring case, or if the path leaves
    /// the directory or is not valid on every system.
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<(), EmitError> {
        let path = path.into();
        let problem = problem(&path).or_else(|| {
            let is_new = self.folded.insert(path.to_ascii_lowercase());
            (!is_new).then_some("is emitted twice, if case is ignored")
        });
        match problem {
            Some(message) => Err(EmitError::Path { path, message }),
            None => {
                self.texts.insert(path, text.into());
                Ok(())
            }
        }
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The maximum length of the name of a file on common file systems, in bytes.
const LONGEST_NAME: usize = 255;

fn problem(path: &str) -> Option<&'static str> {
    for name in path.split('/') {
        if matches!(name, "" | "." | "..") {
            return Some("is not a relative path");
        }
        if name.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
            || name.ends_with(['.', ' '])
        {
            return Some("has a character that not every file system allows");
        }
        if name.len() > LONGEST_NAME {
            return Some("is longer than file systems allow");
        }
        let stem = name.split('.').next().unwrap_or(name);
        if DEVICES
            .iter()
            .any(|device| stem.eq_ignore_ascii_case(device))
        {
            return Some("is the name of a device on Windows");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_in_the_order_of_their_paths() {
        let mut files = FileSet::new();
        for path in ["src/b.rs", "src/a.rs", "Cargo.toml"] {
            files.insert(path, path).unwrap();
        }
        let paths: Vec<_> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["Cargo.toml", "src/a.rs", "src/b.rs"]);
        assert_eq!((files.len(), files.get("src/a.rs")), (3, Some("src/a.rs")));
    }

    #[test]
    fn invalid_paths_are_rejected() {
        let mut files = FileSet::new();
        files.insert("src/a.rs", "").unwrap();
        for path in [
            "",
            "/a",
            "a//b",
            "../a",
            "a/./b",
            "a\\b",
            "c:a",
            "a.",
            "src/A.rs",
            "src/a.rs",
            "src/aux.rs",
            "a\nb",
            &"a".repeat(LONGEST_NAME + 1),
        ] {
            assert!(files.insert(path, "").is_err(), "{path:?}");
        }
        assert_eq!(files.len(), 1);
    }
}
