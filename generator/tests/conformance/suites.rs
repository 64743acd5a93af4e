//! The folders of the suites, which are not part of this repository.

use std::env;
use std::path::{Path, PathBuf};

use crate::support::folder;

/// A suite, as tests find it and as the docs present it.
pub(crate) struct Suite {
    /// The heading of its section in the docs.
    pub(crate) title: &'static str,
    /// The paragraphs below the heading: what a case is, and when it passes.
    pub(crate) about: &'static str,
    /// The name of the folder beside the repository.
    pub(crate) folder: &'static str,
    /// The environment variable that selects another folder.
    pub(crate) variable: &'static str,
}

/// A folder with the files of a suite.
pub(crate) struct Files {
    pub(crate) path: PathBuf,
    /// Whether it is the folder whose results are in the docs.
    pub(crate) is_documented: bool,
}

impl Suite {
    /// The folder to run. Prints a message and returns `None` if there is none.
    ///
    /// A relative path in the environment variable is relative to the current folder, or to the
    /// root of the repository.
    pub(crate) fn files(&self) -> Option<Files> {
        let shared = env::var_os("SDK_SHARED").map(PathBuf::from);
        let shared = shared.unwrap_or_else(|| folder("../../../shared"));
        let documented = shared.join(self.folder);
        if let Some(given) = env::var_os(self.variable) {
            let path = existing(Path::new(&given));
            let is_documented = path.canonicalize().ok() == documented.canonicalize().ok();
            return Some(Files {
                path,
                is_documented,
            });
        }
        if documented.is_dir() {
            return Some(Files {
                path: documented,
                is_documented: true,
            });
        }
        eprintln!(
            "SKIPPED: {} does not exist; {} selects another folder",
            documented.display(),
            self.variable
        );
        None
    }
}

/// The folder that a path names.
fn existing(path: &Path) -> PathBuf {
    let in_repository = folder("../..").join(path);
    let found = [path.to_owned(), in_repository]
        .into_iter()
        .find(|path| path.is_dir());
    found.unwrap_or_else(|| panic!("{} is not a folder", path.display()))
}
