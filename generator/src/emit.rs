//! Step 10, text to [`FileSet`]: formats what the templates rendered, adds the `@generated` header,
//! and writes the files.
//!
//! [`rust()`] parses a file with syn, groups and sorts its imports, marks where blank lines belong,
//! and prints it with prettyplease. Its docs are set aside meanwhile. Every other kind of text is
//! kept as rendered and only gets the header ([`with_header`]). The finished files are collected in
//! a [`FileSet`], which is compared with a directory ([`compare`]) or written to it ([`write()`]).
//! Neither touches a file that does not have the [`MARKER`] in its first line.
//!
//! prettyplease is the only formatter that emitted code has to satisfy: the emitted `mod` lines are
//! `#[rustfmt::skip]`.
//!
//! A syntax tree keeps no comments other than doc comments. Where a template needs one, it writes
//! `#[comment = " text"]` before an item, a field or a method.

mod compare;
mod diff;
mod docs;
mod files;
mod header;
mod imports;
mod rust;
mod spacing;
mod write;

use std::fmt;
use std::io;

pub use compare::{Change, Difference, compare};
pub use files::FileSet;
pub use header::{MARKER, header, origin, with_header};
pub use rust::rust;
pub use write::write;

/// Why files could not be emitted.
#[derive(Debug)]
pub enum EmitError {
    /// A template rendered invalid Rust: a bug in the generator, not in the document.
    Syntax {
        /// The emitted file.
        path: String,
        /// The template that rendered it.
        template: String,
        /// The line of the text, counted from 1.
        line: usize,
        /// The message of the parser.
        message: String,
        /// The lines around the error.
        excerpt: String,
    },
    /// A template rendered syntax that the formatter does not support: a bug in the generator.
    Unprintable {
        /// The emitted file.
        path: String,
        /// The template that rendered it.
        template: String,
        /// The unsupported code.
        tokens: String,
    },
    /// The comment syntax of this kind of file is unknown: a bug in the generator.
    UnknownKind {
        /// The emitted file.
        path: String,
    },
    /// Two files have one path, or a path is not relative with `/`: a bug in the generator.
    Path {
        /// The path.
        path: String,
        /// The reason.
        message: &'static str,
    },
    /// Existing files that were not emitted would be overwritten.
    Unmarked {
        /// Their paths.
        paths: Vec<String>,
    },
    /// A file or directory could not be read or written.
    Io {
        /// The path.
        path: String,
        /// The error of the system.
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
                "internal error: template `{template}` rendered invalid Rust for `{path}`: {message} at line {line}\n{excerpt}"
            ),
            Self::Unprintable {
                path,
                template,
                tokens,
            } => write!(
                f,
                "internal error: template `{template}` rendered unsupported syntax for `{path}`: {tokens}"
            ),
            Self::UnknownKind { path } => {
                write!(
                    f,
                    "internal error: the comment syntax of `{path}` is unknown"
                )
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
