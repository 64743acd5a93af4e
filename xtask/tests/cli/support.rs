//! Runs the xtask binary and creates temporary directories with files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

/// A document with one operation.
pub(crate) const SMALL: &str = include_str!("../documents/small.yaml");
/// A document with two errors that the same step reports, a warning and a note.
pub(crate) const BROKEN: &str = include_str!("../documents/broken.yaml");

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// A file or folder of the data that is not part of this repository. `None`, and a message, if it is
/// missing. `SDK_SHARED` names its folder, which is beside the repository by default.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let beside = || repository().join("../shared");
    let folder = std::env::var_os("SDK_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!(
        "skipped: {} is missing; set SDK_SHARED to its folder",
        path.display()
    );
    None
}

/// Runs xtask in the root of the repository, like the cargo alias.
pub(crate) fn run(arguments: &[&str]) -> Output {
    run_in(&repository(), arguments)
}

/// Runs xtask in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
pub(crate) fn assert_exit_code(output: &Output, code: i32) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}\n{}",
        stdout(output),
        stderr(output)
    );
}

#[track_caller]
pub(crate) fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}

/// The path, content and modification time of each file in a directory.
pub(crate) type Snapshot = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

/// A temporary directory.
pub(crate) struct Directory(TempDir);

impl Directory {
    /// Creates a directory with files, given by relative path and content.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let directory = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            directory.write(path, text);
        }
        directory
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> String {
        self.0.path().join(path).to_str().unwrap().to_owned()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Every file in a subdirectory, recursively.
    pub(crate) fn snapshot(&self, subdirectory: &str) -> Snapshot {
        let mut files = Snapshot::new();
        let mut directories = vec![self.0.path().join(subdirectory)];
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(directory).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                } else {
                    let modified = fs::metadata(&path).unwrap().modified().unwrap();
                    files.insert(path.clone(), (fs::read(&path).unwrap(), modified));
                }
            }
        }
        files
    }
}

/// A directory with `small.yaml` and the arguments that generate it into `out` or check it there.
pub(crate) struct SmallSdk {
    pub(crate) directory: Directory,
}

impl SmallSdk {
    pub(crate) fn new() -> Self {
        Self {
            directory: Directory::new(&[("small.yaml", SMALL)]),
        }
    }

    pub(crate) fn run(&self, command: &str, options: &[&str]) -> Output {
        let (spec, out) = (
            self.directory.path("small.yaml"),
            self.directory.path("out"),
        );
        let arguments = [command, "--spec", &spec, "--no-overlays", "--out", &out];
        run(&[&arguments, options].concat())
    }
}
