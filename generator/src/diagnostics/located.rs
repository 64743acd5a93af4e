//! Findings with their lines, in the order in which they are shown.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::positions::{Place, Positions, Span};
use crate::source::Source;

use super::{Diagnostic, Diagnostics};

/// A finding and where it is in its text.
#[derive(Debug, Clone, Copy)]
pub struct Located<'d> {
    /// The finding.
    pub diagnostic: &'d Diagnostic,
    /// Where it is, unless the text has no place for it at all.
    pub span: Option<Span>,
    /// Whether the span is the place itself, not just the nearest one that holds it.
    pub exact: bool,
}

impl Diagnostics {
    /// The findings, errors first, then by file, line and code; duplicates are removed. Parses every source that has a
    /// finding.
    #[must_use]
    pub fn located(&self) -> Vec<Located<'_>> {
        let mut parsed = Parsed::default();
        let mut all: Vec<_> = self
            .iter()
            .map(|finding| locate(finding, &mut parsed))
            .collect();
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup_by(|a, b| key(a) == key(b));
        all
    }
}

/// All that is shown of a finding, the first parts being the order.
fn key<'d>(located: &Located<'d>) -> impl Ord + use<'d> {
    let finding = located.diagnostic;
    let span = located.span.map(|span| (span.line, span.column));
    let (line, column) = span.unwrap_or_default();
    (
        Reverse(finding.severity),
        (finding.source.path.as_str(), line, finding.code, column),
        (&finding.pointer, &finding.message, &finding.help),
    )
}

fn locate<'d>(finding: &'d Diagnostic, parsed: &mut Parsed) -> Located<'d> {
    let (span, exact) = match finding.position {
        Some((line, column)) => (Some(word(&finding.source, line, column)), true),
        None => match parsed.find(finding) {
            Some(place) => (Some(place.span), place.exact),
            None => (None, false),
        },
    };
    Located {
        diagnostic: finding,
        span,
        exact,
    }
}

/// The positions of the texts so far, so that each is parsed once.
#[derive(Default)]
struct Parsed(Vec<(Arc<Source>, Positions)>);

impl Parsed {
    fn find(&mut self, finding: &Diagnostic) -> Option<Place> {
        let source = &finding.source;
        let known =
            |(other, _): &(Arc<Source>, Positions)| Arc::ptr_eq(other, source) || other == source;
        if !self.0.iter().any(known) {
            self.0.push((Arc::clone(source), Positions::of(source)));
        }
        let (_, positions) = self.0.iter().find(|entry| known(entry))?;
        positions.find(&finding.pointer)
    }
}

/// The word that starts at a line and column.
fn word(source: &Source, line: usize, column: usize) -> Span {
    let (line, column) = (line.max(1), column.max(1));
    let skipped = source.text.len() - source.body().len();
    let lines = source.body().split_inclusive('\n');
    let before: usize = lines.take(line - 1).map(str::len).sum();
    let text = source.line(line).unwrap_or_default();
    let mut starts = text.char_indices().map(|(at, _)| at);
    let start = starts.nth(column - 1).unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let start_byte = (skipped + before + start).min(source.text.len());
    Span {
        line,
        column,
        start_byte,
        end_byte: start_byte + length,
    }
}
