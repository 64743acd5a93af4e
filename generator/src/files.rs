//! The files that a document refers to: how they are read, and where the document has them.
//!
//! The generator reads no files. The caller passes [`Files`], which reads one by its path relative
//! to the document. `bundle` adds the files to the document, below an extension of its root, so
//! that later steps see one document. [`split`] tells a location in a file from one in the document
//! itself, for messages, headers and docs.

use std::fmt;
use std::io;

use crate::extensions::FILES;
use crate::pointer::Pointer;

/// Reads the files that a document refers to.
pub trait Files: fmt::Debug + Send + Sync {
    /// Reads a file as text. Its path is relative to the folder of the document, and its separator
    /// is `/`: `schemas/pet.yaml` or `../common.yaml`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is not UTF-8.
    fn read(&self, path: &str) -> io::Result<String>;
}

/// No files: every reference to another file is an error.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> io::Result<String> {
        Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "files are not available here",
        ))
    }
}

/// The location in the document of a location in a file.
pub(crate) fn location(path: &str, inner: &Pointer) -> Pointer {
    Pointer::from_tokens([FILES, path]).join(inner.tokens())
}

/// The path of a file and the location in it. `None` for a location in the document itself.
pub(crate) fn split(pointer: &Pointer) -> Option<(String, Pointer)> {
    let mut tokens = pointer.tokens().into_iter();
    if tokens.next()? != FILES {
        return None;
    }
    let path = tokens.next()?;
    Some((path, Pointer::from_tokens(tokens)))
}

/// A location as a reference to it: `#/components/schemas/A`, or `pet.yaml#/A`.
pub(crate) fn reference_to(pointer: &Pointer) -> String {
    match split(pointer) {
        Some((path, inner)) if inner == Pointer::root() => path,
        Some((path, inner)) => format!("{path}#{inner}"),
        None => format!("#{pointer}"),
    }
}

/// The name of a file without its folder and extension: `pet` for `schemas/pet.yaml`.
pub(crate) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    if stem.is_empty() { name } else { stem }.to_owned()
}

/// A reference within the document, as it was written: `pet.yaml#/A` if it refers to a file.
pub(crate) fn original(text: &str) -> String {
    let pointer = text
        .strip_prefix('#')
        .and_then(|fragment| Pointer::parse_fragment(fragment).ok())
        .filter(|pointer| split(pointer).is_some());
    pointer.map_or_else(|| text.to_owned(), |pointer| reference_to(&pointer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_in_files_are_shown_as_references() {
        let inner = Pointer::parse("/components/schemas/A~1B").unwrap();
        let at = location("../common/pet.yaml", &inner);
        let split = split(&at).unwrap();
        assert_eq!(split, ("../common/pet.yaml".to_owned(), inner.clone()));
        assert_eq!(
            reference_to(&at),
            "../common/pet.yaml#/components/schemas/A~1B"
        );
        assert_eq!(reference_to(&inner), "#/components/schemas/A~1B");
        let whole = location("pet.yaml", &Pointer::root());
        assert_eq!(reference_to(&whole), "pet.yaml");
    }
}
