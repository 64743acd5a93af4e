//! Maps JSON pointers to lines and columns.
//!
//! The values that the steps pass on have no positions, so that they cost nothing in a run without
//! diagnostics. To report a diagnostic, the text is parsed again by a parser that keeps positions:
//! [`Positions::of`] builds a tree of values (`tree`), and [`Positions::find`] follows a pointer
//! through it, including aliases and merge keys. A location that an overlay has added is not in the
//! text; its nearest ancestor is found instead.

mod json;
mod keys;
mod offsets;
mod tree;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::pointer::Pointer;
use crate::source_file::Source;

use keys::read_key;
use offsets::{Extent, Offsets};
use tree::{Content, Entry, Tree};

/// A part of one line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The offset of the first byte in the whole text.
    pub start_byte: usize,
    /// The offset after the last byte.
    pub end_byte: usize,
}

/// The position of a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The key of a property, or the first line of an array item.
    pub(crate) span: Span,
    /// Whether it is the location itself; otherwise it is the nearest ancestor.
    pub(crate) exact: bool,
}

/// The maximum number of nested merge keys that are followed, since they can form a cycle.
const MERGES: usize = 16;

/// The positions of the values of one text.
#[derive(Debug)]
pub(crate) struct Positions {
    offsets: Offsets,
    tree: Tree,
}

impl Positions {
    /// Parses a text. After a syntax error, the part before it has positions.
    pub(crate) fn of(source: &Arc<Source>) -> Self {
        let offsets = Offsets::of(source);
        let tree = Tree::of(&offsets);
        Self { offsets, tree }
    }

    /// The text.
    pub(crate) fn source(&self) -> &Arc<Source> {
        self.offsets.source()
    }

    /// The span of a location, or of its nearest ancestor in the text.
    pub(crate) fn find(&self, pointer: &Pointer) -> Option<Found> {
        let root = self.tree.root()?;
        let mut extent = root.extent;
        let mut exact = true;
        let mut value = Some(root.id);
        for token in pointer.tokens() {
            let Some((next, id)) = value.and_then(|id| self.step(id, &token)) else {
                exact = false;
                break;
            };
            extent = next;
            value = id;
        }
        let span = self.offsets.span(extent);
        Some(Found { span, exact })
    }

    /// Resolves one token: the extent to show, and the node to continue from.
    fn step(&self, id: usize, token: &str) -> Option<(Extent, Option<usize>)> {
        match &self.tree.resolved(id)?.content {
            Content::Sequence(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                let index: usize = token.parse().ok().filter(|_| canonical)?;
                let item = self.tree.node(*items.get(index)?)?;
                Some((item.extent, Some(item.id)))
            }
            Content::Mapping(_) => {
                let entry = self.entry(id, token, MERGES)?;
                Some((entry.extent, entry.value))
            }
            Content::Scalar | Content::Alias(_) => None,
        }
    }

    /// The entry with a key: spelled the same, or a number or boolean with another spelling, or
    /// from a merge key.
    fn entry(&self, id: usize, key: &str, merges: usize) -> Option<&Entry> {
        let Content::Mapping(entries) = &self.tree.resolved(id)?.content else {
            return None;
        };
        let written = entries.get(key);
        let read_as = || {
            let mut texts = entries
                .other_forms()
                .map(|entry| (entry, entry.text().and_then(read_key)));
            texts.find_map(|(entry, text)| (text.as_deref() == Some(key)).then_some(entry))
        };
        let merged = || {
            let source = entries.get("<<")?.value?;
            let rest = merges.checked_sub(1)?;
            match &self.tree.resolved(source)?.content {
                Content::Sequence(items) => {
                    items.iter().find_map(|item| self.entry(*item, key, rest))
                }
                _ => self.entry(source, key, rest),
            }
        };
        written.or_else(read_as).or_else(merged)
    }
}
