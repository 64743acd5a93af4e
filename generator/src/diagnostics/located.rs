//! Diagnostics with their positions, in the order in which they are shown.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::positions::{Found, Positions, Span};
use super::{Diagnostic, Diagnostics, Severity};
use crate::source_file::Source;

/// A diagnostic and its position in the text.
#[derive(Debug, Clone, Copy)]
pub struct Located<'d> {
    /// The diagnostic.
    pub diagnostic: &'d Diagnostic,
    /// Its position. `None` if the text has no position for it, such as an empty text.
    pub span: Option<Span>,
    /// Whether the span is the location itself, not its nearest ancestor in the text.
    pub exact: bool,
}

impl Diagnostics {
    /// The diagnostics without duplicates: errors, then warnings, then notes, each by file, line
    /// and code. Parses every source that has diagnostics.
    #[must_use]
    pub fn located(&self) -> Vec<Located<'_>> {
        self.located_from(Severity::Note)
    }

    /// The same without those that are less severe. Parses only the sources of the others.
    pub(super) fn located_from(&self, least: Severity) -> Vec<Located<'_>> {
        let mut parsed = Parsed::default();
        let mut all: Vec<_> = self
            .iter()
            .filter(|diagnostic| diagnostic.severity() >= least)
            .map(|diagnostic| locate(diagnostic, &mut parsed))
            .collect();
        all.sort_by(|a, b| key(a).cmp(&key(b)));
        all.dedup_by(|a, b| key(a) == key(b));
        all
    }

    /// The number of diagnostics of one severity without duplicates.
    #[must_use]
    pub fn count_distinct(&self, severity: Severity) -> usize {
        let all = self.iter().filter(|one| one.severity() == severity);
        let keys: BTreeSet<_> = all
            .map(|one| {
                (
                    (one.source.path.as_str(), one.code.name(), &one.pointer),
                    (one.position, &one.message, &one.help),
                )
            })
            .collect();
        keys.len()
    }
}

/// Everything that is shown of a diagnostic; the first parts determine the order.
fn key<'d>(located: &Located<'d>) -> impl Ord + use<'d> {
    let diagnostic = located.diagnostic;
    let span = located.span.map(|span| (span.line, span.column));
    let (line, column) = span.unwrap_or_default();
    (
        Reverse(diagnostic.severity()),
        (
            diagnostic.source.path.as_str(),
            line,
            diagnostic.code.name(),
            column,
        ),
        (&diagnostic.pointer, &diagnostic.message, &diagnostic.help),
    )
}

fn locate<'d>(diagnostic: &'d Diagnostic, parsed: &mut Parsed) -> Located<'d> {
    let (span, exact) = match diagnostic.position {
        Some((line, column)) => (Some(word(&diagnostic.source, line, column)), true),
        None => match parsed.find(diagnostic) {
            Some(found) => (Some(found.span), found.exact),
            None => (None, false),
        },
    };
    Located {
        diagnostic,
        span,
        exact,
    }
}

/// The positions of each source, parsed once.
#[derive(Default)]
struct Parsed(Vec<Positions>);

impl Parsed {
    fn find(&mut self, diagnostic: &Diagnostic) -> Option<Found> {
        let source = &diagnostic.source;
        let is_known = |positions: &Positions| {
            Arc::ptr_eq(positions.source(), source) || positions.source() == source
        };
        if !self.0.iter().any(is_known) {
            self.0.push(Positions::of(source));
        }
        let positions = self.0.iter().find(|positions| is_known(positions))?;
        positions.find(&diagnostic.pointer)
    }
}

/// The span of the word that starts at a line and column.
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
