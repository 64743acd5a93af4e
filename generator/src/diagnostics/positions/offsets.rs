//! Converts the characters that a parser counts to spans of bytes.
//!
//! A conversion costs more than the parser's step to the next value, and few values have a
//! diagnostic. So the tree keeps each value as an [`Extent`], and [`Offsets::span`] converts those
//! that are reported.

use std::sync::Arc;

use saphyr_parser::{Marker, Span as Marks};

use crate::source_file::Source;

use super::Span;

/// The number of characters from one known offset to the next.
const STRIDE: usize = 32;

/// Where a value starts and ends, in characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    start: Marker,
    /// `None` for the rest of the line.
    end: Option<Marker>,
}

impl Extent {
    /// What a parser has marked.
    pub(super) fn of(marks: Marks) -> Self {
        Self {
            start: marks.start,
            end: Some(marks.end),
        }
    }

    /// From the start of a sequence or mapping, whose end is not known yet.
    pub(super) fn open(marks: Marks) -> Self {
        Self {
            start: marks.start,
            end: None,
        }
    }

    /// Sets the end, if it is on the first line.
    pub(super) fn close(&mut self, end: Marks) {
        if self.start.line() == end.start.line() {
            self.end = Some(end.end);
        }
    }
}

/// A text with the bytes at which its characters and lines are.
#[derive(Debug)]
pub(super) struct Offsets {
    source: Arc<Source>,
    /// The length of a byte-order mark, which the parser does not see.
    skipped: usize,
    /// The byte at which every [`STRIDE`]th character starts; empty for an ASCII text, where the
    /// two are equal.
    starts: Vec<usize>,
    /// The byte after each line, without its line break.
    line_ends: Vec<usize>,
}

impl Offsets {
    pub(super) fn of(source: &Arc<Source>) -> Self {
        let body = source.body();
        let starts = if body.is_ascii() {
            Vec::new()
        } else {
            let starts = body.char_indices().map(|(at, _)| at);
            starts.step_by(STRIDE).collect()
        };
        Self {
            source: Arc::clone(source),
            skipped: source.text.len() - body.len(),
            starts,
            line_ends: source.text.match_indices('\n').map(|(at, _)| at).collect(),
        }
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    fn byte(&self, character: usize) -> usize {
        let byte = if self.starts.is_empty() {
            Some(character)
        } else {
            let start = self.starts.get(character / STRIDE).copied();
            start.and_then(|start| {
                let rest = self.source.body().get(start..)?;
                let (at, _) = rest.char_indices().nth(character % STRIDE)?;
                Some(start + at)
            })
        };
        let end = self.source.text.len();
        byte.map_or(end, |byte| byte.saturating_add(self.skipped).min(end))
    }

    /// The part of an extent on its first line, without trailing white space, which the parser
    /// includes after a quoted key.
    pub(super) fn span(&self, extent: Extent) -> Span {
        let start_byte = self.byte(extent.start.index());
        // Found in a table: the line may be as long as the text.
        let next = self.line_ends.partition_point(|end| *end < start_byte);
        let line_end = self.line_ends.get(next).copied();
        let line_end = line_end.unwrap_or(self.source.text.len());
        let end = extent.end.map_or(line_end, |end| self.byte(end.index()));
        let end = end.clamp(start_byte, line_end);
        let text = self.source.text.get(start_byte..end).unwrap_or_default();
        Span {
            line: extent.start.line(),
            column: extent.start.col() + 1,
            start_byte,
            end_byte: start_byte + text.trim_end().len(),
        }
    }

    /// The value of the JSON string at this extent.
    pub(super) fn json_string(&self, extent: Extent) -> Option<String> {
        let span = self.span(extent);
        let text = self.source.text.get(span.start_byte..span.end_byte)?;
        serde_json::from_str(text).ok()
    }
}
