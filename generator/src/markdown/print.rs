//! Prints blocks as CommonMark: [`block`] lays out lines, [`inline`] prints the words on them,
//! [`escape`] adds backslashes.

mod block;
mod escape;
mod inline;

pub(super) use block::lines;
pub(super) use inline::round_trips;

/// The block that inlines are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Paragraph,
    /// Printed on one line, where no other block can begin.
    Heading,
    /// A table cell, which a `|` ends.
    Cell,
}
