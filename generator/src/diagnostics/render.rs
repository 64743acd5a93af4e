//! The report for people: each diagnostic in the style of rustc, and a line of counts at the end.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Code, Diagnostics, Located, Severity};
use crate::work;

/// How a report is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only: for files, tests and pipes.
    Plain,
    /// With the escape sequences of a terminal.
    Colored,
}

/// The maximum number of underlined characters; a flow sequence on one line can be long.
const UNDERLINED: usize = 80;
/// How many findings of the same kind a brief report shows.
const SHOWN_ALIKE: usize = 2;
/// The maximum length of an excerpt. Longer lines, such as those of minified JSON, are not shown.
const SHOWN_LINE: usize = 2_000;

impl Diagnostics {
    /// All diagnostics without duplicates: errors, then warnings, then notes, then the number of
    /// each. Empty if there are none.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.render_from(Severity::Note, usize::MAX, style)
    }

    /// The same without notes, and with a count in place of findings that are repeated more than
    /// twice.
    #[must_use]
    pub fn render_briefly(&self, style: Style) -> String {
        self.render_from(Severity::Warning, SHOWN_ALIKE, style)
    }

    fn render_from(&self, least: Severity, most_alike: usize, style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colored => Renderer::styled(),
        };
        let located = self.located_from(least);
        if located.is_empty() {
            return String::new();
        }
        let mut alike: BTreeMap<(Code, String), usize> = BTreeMap::new();
        for one in &located {
            *alike.entry(kind(one)).or_default() += 1;
        }
        let mut out = String::new();
        let mut shown: BTreeMap<(Code, String), usize> = BTreeMap::new();
        for one in &located {
            let kind = kind(one);
            let total = alike.get(&kind).copied().unwrap_or_default();
            let count = shown.entry(kind).or_default();
            *count += 1;
            // A count of one more would be as long as what it stands for.
            let is_counted = total > most_alike.saturating_add(1);
            if is_counted && *count > most_alike {
                continue;
            }
            let more = (is_counted && *count == most_alike).then(|| total - most_alike);
            out.push_str(renderer.render(&[group(one, more)]).trim_end());
            out.push_str("\n\n");
        }
        out.push_str(&summary(&located));
        out.push('\n');
        out
    }
}

/// What repeated findings have in common: the code, and the message without names and numbers.
fn kind(located: &Located<'_>) -> (Code, String) {
    let diagnostic = located.diagnostic;
    let unquoted = diagnostic.message.split('`').step_by(2);
    let shape: String = unquoted
        .flat_map(str::chars)
        .filter(|c| !c.is_ascii_digit())
        .collect();
    (diagnostic.code, shape)
}

/// A diagnostic, and the number of others of the same kind that are not shown.
fn group<'d>(located: &Located<'d>, more: Option<usize>) -> Group<'d> {
    let diagnostic = located.diagnostic;
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let location = Level::NOTE.no_name().message(location(located));
    let group = match excerpt(located) {
        Some(snippet) => title.element(snippet),
        None => title.element(origin(located)),
    };
    let group = group.element(location);
    let group = match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    };
    match more {
        Some(more) => {
            let message = format!("and {more} more of this kind, which are not shown");
            group.element(Level::NOTE.message(message))
        }
        None => group,
    }
}

/// The line of the diagnostic, with the location underlined.
fn excerpt<'d>(located: &Located<'d>) -> Option<Snippet<'d, annotate_snippets::Annotation<'d>>> {
    let source = &located.diagnostic.source;
    let span = located.span?;
    let (line_start, line) = line_around(&source.text, span.start_byte)?;
    let start = span.start_byte.checked_sub(line_start)?;
    let marked = line.get(start..span.end_byte.checked_sub(line_start)?.min(line.len()))?;
    let shown: usize = marked.chars().take(UNDERLINED).map(char::len_utf8).sum();
    let annotation = AnnotationKind::Primary.span(start..start + shown);
    let snippet = Snippet::source(line)
        .line_start(span.line)
        .path(source.path.as_str());
    Some(snippet.annotation(annotation))
}

/// The line around a byte and its start, unless it is too long to be shown. Only as much of the
/// text is read as is shown.
fn line_around(text: &str, byte: usize) -> Option<(usize, &str)> {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let (before, after) = (text.as_bytes().get(..byte)?, text.as_bytes().get(byte..)?);
    let is_break = |byte: &u8| {
        work::count();
        *byte == b'\n'
    };
    let mut backwards = before.iter().rev().take(SHOWN_LINE + 1);
    let start = match backwards.position(is_break) {
        Some(distance) => byte - distance,
        None if before.len() <= SHOWN_LINE => mark,
        None => return None,
    };
    let mut forwards = after.iter().take(SHOWN_LINE + 1);
    let end = match forwards.position(is_break) {
        Some(distance) => byte + distance,
        None if after.len() <= SHOWN_LINE => text.len(),
        None => return None,
    };
    // There is no line after the last line break.
    let line = text.get(start..end).filter(|_| start < text.len())?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    (line.len() <= SHOWN_LINE).then_some((start, line))
}

/// The file, and the line if it is known.
fn origin<'d>(located: &Located<'d>) -> Origin<'d> {
    let origin = Origin::path(located.diagnostic.source.path.as_str());
    match located.span {
        Some(span) => origin.line(span.line).char_column(span.column),
        None => origin,
    }
}

fn location(located: &Located<'_>) -> String {
    let pointer = located.diagnostic.pointer.to_string();
    let named = if pointer.is_empty() {
        "the root"
    } else {
        &pointer
    };
    match located.span {
        Some(_) if !located.exact => {
            format!("at {named}, which is not in this file; its nearest ancestor is shown")
        }
        _ => format!("at {named}"),
    }
}

/// `2 errors, 1 warning`, and the number of notes if there are any.
fn summary(located: &[Located<'_>]) -> String {
    let count = |severity, one: &str| {
        let number = located
            .iter()
            .filter(|one| one.diagnostic.severity() == severity)
            .count();
        let plural = if number == 1 { "" } else { "s" };
        (number, format!("{number} {one}{plural}"))
    };
    let (_, errors) = count(Severity::Error, "error");
    let (_, warnings) = count(Severity::Warning, "warning");
    match count(Severity::Note, "note") {
        (0, _) => format!("{errors}, {warnings}"),
        (_, notes) => format!("{errors}, {warnings}, {notes}"),
    }
}
