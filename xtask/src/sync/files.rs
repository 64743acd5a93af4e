//! Writes several files so that an error leaves none of them half-written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::input::shown;

/// Files to write, and files to delete (`None`).
#[derive(Debug, Default)]
pub(super) struct Plan(Vec<(PathBuf, Option<String>)>);

impl Plan {
    /// Adds a file, unless it has this text already.
    pub(super) fn write(&mut self, path: &Path, text: String) {
        if fs::read_to_string(path).ok().as_ref() != Some(&text) {
            self.0.push((path.to_owned(), Some(text)));
        }
    }

    pub(super) fn delete(&mut self, path: &Path) {
        self.0.push((path.to_owned(), None));
    }

    /// The paths of the files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|(path, _)| path.as_path())
    }

    /// Writes all files beside their final paths, calls `then`, and moves them there. After an
    /// error, the old files are unchanged.
    pub(super) fn commit(self, then: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
        let staged = self.stage();
        let result = staged.and_then(|()| then());
        for (path, text) in &self.0 {
            let temporary = beside(path);
            let moved = match (&result, text) {
                (Err(_), _) => {
                    // The error that is returned matters more.
                    let _ = fs::remove_file(&temporary);
                    continue;
                }
                (Ok(()), Some(_)) => fs::rename(&temporary, path),
                (Ok(()), None) => fs::remove_file(path),
            };
            moved.map_err(|error| format!("error: cannot write {}: {error}", shown(path)))?;
        }
        result
    }

    fn stage(&self) -> Result<(), Failure> {
        for (path, text) in &self.0 {
            let Some(text) = text else { continue };
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(beside(path), text))
                .map_err(|error| format!("error: cannot write {}: {error}", shown(path)))?;
        }
        Ok(())
    }
}

/// The path of a file until it is complete.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}
