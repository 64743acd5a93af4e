//! Asks git for uncommitted changes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::input::shown;

/// The result of [`uncommitted`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// There are no changes.
    Clean,
    /// The changes, as `git status --short` prints them.
    Changed(Vec<String>),
    /// Git cannot tell: the reason.
    Unknown(String),
}

/// The uncommitted changes in these folders.
pub(super) fn uncommitted(project: &Path, folders: &[&Path]) -> Tree {
    let existing: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    let output = Command::new("git")
        .current_dir(project)
        .args(["status", "--short", "--untracked-files=all", "--"])
        .args(existing)
        .output();
    match output {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8_lossy(&output.stdout);
            let lines: Vec<_> = text.lines().map(str::to_owned).collect();
            if lines.is_empty() {
                Tree::Clean
            } else {
                Tree::Changed(lines)
            }
        }
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            Tree::Unknown(text.lines().next().unwrap_or_default().to_owned())
        }
        Err(error) => Tree::Unknown(format!("git cannot be run: {error}")),
    }
}

/// Refuses uncommitted changes. Prints a note if git cannot tell.
pub(super) fn check_clean(project: &Path, folders: &[&Path]) -> Result<(), Failure> {
    match uncommitted(project, folders) {
        Tree::Clean => Ok(()),
        Tree::Changed(changes) => {
            let shown: Vec<_> = folders.iter().map(|folder| shown(folder)).collect();
            Err(format!(
                "error: {} have uncommitted changes, which `sync` would mix with its own:\n  {}\n\
                 commit or stash them, or allow them with `--allow-dirty`",
                shown.join(" and "),
                changes.join("\n  ")
            ))
        }
        Tree::Unknown(reason) => {
            eprintln!("note: uncommitted changes are not detected: {reason}");
            Ok(())
        }
    }
}
