//! Step 9, text to [`FileSet`]: lays out what the templates wrote, marks it as emitted, and brings it to disk.
//!
//! [`rust()`] parses a file's text with syn, sorts its imports, spaces it and lets prettyplease lay it out; text of
//! any other kind keeps its form ([`with_header`]). The finished files are collected in a [`FileSet`], which is
//! either compared with a directory ([`compare`]) or written to it ([`write()`]); both touch nothing that does not carry
//! the [`MARKER`] in its first line.
//!
//! # What templates must avoid
//!
//! The output shall pass `cargo fmt --check` with the `rustfmt.toml` of this repository, which goes as near to
//! prettyplease as rustfmt's stable settings allow. A test runs rustfmt over samples of what templates
//! write. The two still differ in these places:
//!
//! - Statements. A receiver that is longer than four characters and whose call has to be broken (`missing.require(..)`;
//!   name it `list`). A `let` or an assignment whose right side fits on one line, but not behind the `=`: first bind
//!   a part of it. An operator other than `&&` and `||` where the line has to be broken.
//! - Arguments. A call or a `match` that takes more than a line as the only argument of another call: bind it, or
//!   end the function with it.
//! - Match arms whose body is a struct literal of more than eighteen columns of fields: call a function.
//! - Struct literals and patterns with a path longer than about fourteen characters and few short fields.
//! - `if let` chains. Struct variants of an enum without documented fields. A constant slice with one long entry.
//! - Macros: `macro_rules!` (it belongs in the runtime), and macro calls with more than plain arguments, since their
//!   tokens are copied (`assert_eq!(a(& b), c)`). A `derive` that does not fit on one line: write two.
//! - Imports with braces in braces.
//! - A type that does not fit on a line of its own.
//!
//! Long signatures, method chains, attributes, slices, string literals and imports need no care. A file which
//! can't keep to this is left out of the check by `#[rustfmt::skip]` on its `mod` line.
//!
//! Comments other than doc comments do not survive the syntax tree; where one is needed, a template writes
//! `#[comment = " text"]` before an item, a field or a method.

mod agree;
mod diff;
mod files;
mod header;
mod rust;
mod spacing;
mod tree;
mod uses;
mod write;

use std::fmt;
use std::io;

pub use agree::MAX_WIDTH;
pub use files::FileSet;
pub use header::{MARKER, header, origin, with_header};
pub use rust::rust;
pub use tree::{Change, Difference, compare};
pub use uses::sort_uses;
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

/// Characters that reorder the text around them: rustc refuses them in comments, and they can hide anything.
pub(crate) fn is_bidirectional_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
