//! Writes several files so that an error leaves none of them half-written.

use std::fs;
use std::io;
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

    /// Writes all files to the folder `staging`, calls `then`, and moves them to their paths. After
    /// an error, the old files are unchanged, and so are those that `then` writes: `others`.
    pub(super) fn commit(
        self,
        staging: &Path,
        others: Vec<PathBuf>,
        then: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let others = others.into_iter().map(|path| (fs::read(&path).ok(), path));
        let others: Vec<_> = others.map(|(content, path)| (path, content)).collect();
        let written = self.stage(staging).and_then(|()| {
            let result = then().and_then(|()| self.move_all(staging));
            if result.is_err() {
                restore(others);
            }
            result
        });
        // Only an error before the staging has left no folder, and that one matters more.
        let _ = fs::remove_dir_all(staging);
        written
    }

    fn stage(&self, staging: &Path) -> Result<(), Failure> {
        fs::create_dir_all(staging).map_err(|error| unwritable(staging, &error))?;
        for (index, (path, text)) in self.0.iter().enumerate() {
            let Some(text) = text else { continue };
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(staged(staging, index), text))
                .map_err(|error| unwritable(path, &error))?;
        }
        Ok(())
    }

    fn move_all(&self, staging: &Path) -> Result<(), Failure> {
        let mut old = Vec::new();
        for (index, (path, text)) in self.0.iter().enumerate() {
            let before = fs::read(path).ok();
            let moved = match text {
                Some(_) => fs::rename(staged(staging, index), path),
                None => fs::remove_file(path),
            };
            if let Err(error) = moved {
                restore(old);
                return Err(unwritable(path, &error));
            }
            old.push((path.clone(), before));
        }
        Ok(())
    }
}

/// Writes the old contents back. The error that is the reason for it is reported in any case.
fn restore(old: Vec<(PathBuf, Option<Vec<u8>>)>) {
    for (path, content) in old {
        let _ = match content {
            Some(content) if fs::read(&path).ok().as_ref() == Some(&content) => Ok(()),
            Some(content) => {
                let folder = path.parent().unwrap_or(Path::new("."));
                fs::create_dir_all(folder).and_then(|()| fs::write(&path, content))
            }
            None => fs::remove_file(path),
        };
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    format!("error: cannot write {}: {error}", shown(path))
}

/// Where a file is until all are complete.
fn staged(staging: &Path, index: usize) -> PathBuf {
    staging.join(index.to_string())
}
