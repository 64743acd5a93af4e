//! Step 9, text to [`FileSet`]: formats what the templates rendered, adds the `@generated` header,
//! and writes the files.
//!
//! [`rust()`] parses a file with syn, groups and sorts its imports, marks where blank lines belong,
//! and prints it with prettyplease. Every other kind of text is kept as rendered and only gets the
//! header ([`with_header`]). The finished files are collected in a [`FileSet`], which is compared
//! with a directory ([`compare`]) or written to it ([`write()`]). Neither touches a file that does not
//! have the [`MARKER`] in its first line.
//!
//! prettyplease is the only formatter that emitted code has to satisfy: the emitted `mod` lines are
//! `#[rustfmt::skip]`.
//!
//! A syntax tree keeps no comments other than doc comments. Where a template needs one, it writes
//! `#[comment = " text"]` before an item, a field or a method.

mod diff;
mod files;
mod header;
mod imports;
mod rust;
mod spacing;
mod tree;
mod write;

use std::fmt;
use std::io;

pub use files::FileSet;
pub use header::{MARKER, header, origin, with_header};
pub use rust::rust;
pub use tree::{Change, Difference, compare};
pub use write::{Summary, write};

/// Why files could not be emitted.
#[derive(Debug)]
pub enum EmitError {
    /// A template wrote something that is not Rust: a mistake in the generator, not in the document.
    Syntax {
        /// The emitted file.
        path: String,
        /// The template that wrote it.
        template: String,
        /// The line of the text, counted from one.
        line: usize,
        /// What the parser says.
        message: String,
        /// The lines around.
        excerpt: String,
    },
    /// A template wrote syntax that can't be laid out: a mistake in the generator.
    Unprintable {
        /// The emitted file.
        path: String,
        /// The template that wrote it.
        template: String,
        /// The piece in question.
        tokens: String,
    },
    /// No comment syntax is known for this kind of file: a mistake in the generator.
    UnknownKind {
        /// The emitted file.
        path: String,
    },
    /// Two files of one name, or a name that is not a relative path with `/`: a mistake in the generator.
    Path {
        /// The name.
        path: String,
        /// What is wrong with it.
        message: &'static str,
    },
    /// Files of these names are there, were not emitted, and would be lost.
    Unmarked {
        /// All of them.
        paths: Vec<String>,
    },
    /// A file or directory could not be read or written.
    Io {
        /// Which one.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax {
                path,
                template,
                line,
                message,
                excerpt,
            } => write!(
                f,
                "internal error: template `{template}` wrote text for `{path}` that is not Rust: {message} at line {line}\n{excerpt}"
            ),
            Self::Unprintable {
                path,
                template,
                tokens,
            } => write!(
                f,
                "internal error: template `{template}` wrote syntax for `{path}` that can't be laid out: {tokens}"
            ),
            Self::UnknownKind { path } => {
                write!(f, "internal error: no comment syntax is known for `{path}`")
            }
            Self::Path { path, message } => {
                write!(f, "internal error: emitted file `{path}` {message}")
            }
            Self::Unmarked { paths } => {
                write!(
                    f,
                    "these files have no {MARKER} line, so they are not overwritten; move or delete them:"
                )?;
                paths.iter().try_for_each(|path| write!(f, "\n  {path}"))
            }
            Self::Io { path, source } => write!(f, "{path}: {source}"),
        }
    }
}

impl std::error::Error for EmitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
