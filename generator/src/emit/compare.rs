//! Compares a [`FileSet`] with a directory.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::{FileSet, diff, header};

/// A file that differs from the emitted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file, relative to the directory, with `/`.
    pub path: String,
    /// How it differs.
    pub change: Change,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It does not exist, but is emitted.
    Missing,
    /// It has other content.
    Changed,
    /// It has the marker, but is not emitted.
    Surplus,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            Change::Missing => "missing",
            Change::Changed => "changed",
            Change::Surplus => "surplus",
        };
        write!(f, "{change}: {}", self.path)
    }
}

impl Difference {
    /// The difference for a terminal. Of a changed file it shows a shortened unified difference,
    /// from the file in the directory to the emitted one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn describe(&self, files: &FileSet, dir: &Path) -> io::Result<String> {
        if self.change != Change::Changed {
            return Ok(self.to_string());
        }
        let found = read(&dir.join(&self.path))?.unwrap_or_default();
        let text = files.get(&self.path).unwrap_or_default();
        let diff = diff::unified(&String::from_utf8_lossy(&found), text);
        Ok(format!("{self}\n{}", diff.trim_end()))
    }
}

/// The differences between the files and the directory, in the order of the paths.
///
/// Line breaks of `\r\n` and `\n` are equal, since git may convert them when it checks out a file.
///
/// # Errors
///
/// If a file or directory cannot be read. A directory that does not exist is empty.
pub fn compare(files: &FileSet, dir: &Path) -> io::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    for (path, text) in files.iter() {
        let change = match read(&dir.join(path))? {
            None => Change::Missing,
            Some(found) if is_equal(&found, text) => continue,
            Some(_) => Change::Changed,
        };
        differences.push(Difference {
            path: path.to_owned(),
            change,
        });
    }
    for path in surplus(files, dir)? {
        differences.push(Difference {
            path,
            change: Change::Surplus,
        });
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// The files below the directory that have the marker and are not in the set.
fn surplus(files: &FileSet, dir: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    scan(dir, "", &mut |relative, path| {
        if files.get(relative).is_none() && starts_marked(path)? {
            found.push(relative.to_owned());
        }
        Ok(())
    })?;
    found.sort();
    Ok(found)
}

/// Whether a file is equal to the emitted one, apart from line breaks.
fn is_equal(found: &[u8], text: &str) -> bool {
    if found == text.as_bytes() {
        return true;
    }
    let mut lines = found.split(|&byte| byte == b'\n').peekable();
    let mut wanted = text.as_bytes().split(|&byte| byte == b'\n');
    while let Some(line) = lines.next() {
        // The last piece has no line break, so its `\r` is content.
        let line = match line.strip_suffix(b"\r") {
            Some(stripped) if lines.peek().is_some() => stripped,
            _ => line,
        };
        if wanted.next() != Some(line) {
            return false;
        }
    }
    wanted.next().is_none()
}

/// The content of a file, `None` if it does not exist.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Visits all files below a directory, except build results, hidden folders, links, and
/// `Cargo.lock`, in which the marker means cargo.
fn scan(
    dir: &Path,
    prefix: &str,
    visit: &mut impl FnMut(&str, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        // A name that is not UTF-8 was not emitted.
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let relative = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_file() && name != "Cargo.lock" {
            visit(&relative, &entry.path())?;
        } else if kind.is_dir() && !name.starts_with('.') && name != "target" {
            scan(&entry.path(), &format!("{relative}/"), visit)?;
        }
    }
    Ok(())
}

/// Whether the first line of a file has the marker.
pub(super) fn starts_marked(path: &Path) -> io::Result<bool> {
    /// More than most headers have; only the pointer has no maximum length.
    const HEAD: u64 = 4096;
    let mut head = Vec::new();
    fs::File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(header::is_marked(&head))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str = "// @generated by a test\n";

    fn put(dir: &Path, path: &str, text: &str) {
        let full = dir.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    #[test]
    fn all_kinds_of_differences_are_in_order() {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "z/old.rs", MARKED);
        put(dir.path(), "b.rs", "one\ntwo\n");
        put(dir.path(), "same.rs", "same\n");
        put(
            dir.path(),
            "ours.rs",
            "// mine\n// @generated is only in the second line\n",
        );
        put(dir.path(), "target/debug/x.rs", MARKED);
        put(dir.path(), ".git/x.rs", MARKED);
        put(
            dir.path(),
            "fuzz/Cargo.lock",
            "# This file is @generated by Cargo.\n",
        );
        let files = FileSet::of(&[
            ("same.rs", "same\n"),
            ("b.rs", "one\n2\n"),
            ("a/new.rs", "x"),
        ]);
        let said: Vec<_> = compare(&files, dir.path())
            .unwrap()
            .iter()
            .map(|difference| difference.describe(&files, dir.path()).unwrap())
            .collect();
        assert_eq!(
            said,
            [
                "missing: a/new.rs",
                "changed: b.rs\n@@ -1,2 +1,2 @@\n one\n-two\n+2",
                "surplus: z/old.rs"
            ]
        );
    }

    #[test]
    fn a_missing_directory_is_empty() {
        let dir = tempfile::tempdir().unwrap();
        let differences =
            compare(&FileSet::of(&[("a/b.rs", "x")]), &dir.path().join("no")).unwrap();
        assert_eq!(differences.len(), 1);
        assert_eq!(differences[0].change, Change::Missing);
    }

    #[test]
    fn line_breaks_of_a_checkout_are_equal() {
        assert!(is_equal(b"a\r\nb\r\n", "a\nb\n"));
        assert!(is_equal(b"a\r\nb", "a\nb"));
        assert!(is_equal(b"", ""));
        for (found, text) in [
            ("a\r\nb\r", "a\nb"),
            ("a\nb", "a\nb\n"),
            ("a\nb\n", "a\nb"),
            ("a\rb\n", "a\nb\n"),
            ("a\r\r\n", "a\n"),
            ("", "a"),
        ] {
            assert!(!is_equal(found.as_bytes(), text), "{found:?} {text:?}");
        }
    }

    #[test]
    fn a_binary_file_is_changed() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.rs"), b"\xff\n").unwrap();
        let differences = compare(&FileSet::of(&[("a.rs", "x\n")]), dir.path()).unwrap();
        assert_eq!(differences[0].change, Change::Changed);
    }
}
