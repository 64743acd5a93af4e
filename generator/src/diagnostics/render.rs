//! The report that people read: each finding as rustc shows one, and a line of counts at the end.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostics, Located, Severity};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only: for files, tests and pipes.
    Plain,
    /// With the escape sequences of a terminal.
    Colored,
}

/// Characters that are underlined at most; a list in one line can be long.
const UNDERLINED: usize = 80;
/// A line that is longer is not shown: minified JSON has one line, and its excerpt tells nothing.
const SHOWN_LINE: usize = 2_000;

impl Diagnostics {
    /// The findings in the order of [`Diagnostics::located`] and their counts; an empty string if there are none.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colored => Renderer::styled(),
        };
        let located = self.located();
        if located.is_empty() {
            return String::new();
        }
        let mut out = String::new();
        for finding in &located {
            out.push_str(renderer.render(&[group(finding)]).trim_end());
            out.push_str("\n\n");
        }
        out.push_str(&summary(&located));
        out.push('\n');
        out
    }
}

fn group<'d>(located: &Located<'d>) -> Group<'d> {
    let finding = located.diagnostic;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.code);
    let place = Level::NOTE.no_name().message(place(located));
    let group = match excerpt(located) {
        Some(snippet) => title.element(snippet),
        None => title.element(origin(located)),
    };
    let group = group.element(place);
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The line of the finding, and what is meant in it.
fn excerpt<'d>(located: &Located<'d>) -> Option<Snippet<'d, annotate_snippets::Annotation<'d>>> {
    let source = &located.diagnostic.source;
    let span = located.span?;
    let before = source.text.get(..span.start_byte)?;
    let mark = source.text.len() - source.body().len();
    let line_start = before.rfind('\n').map_or(mark, |at| at + 1);
    let line = source
        .line(span.line)
        .filter(|line| line.len() <= SHOWN_LINE)?;
    let start = span.start_byte.checked_sub(line_start)?;
    let marked = line.get(start..span.end_byte.checked_sub(line_start)?.min(line.len()))?;
    let shown: usize = marked.chars().take(UNDERLINED).map(char::len_utf8).sum();
    let annotation = AnnotationKind::Primary.span(start..start + shown);
    let snippet = Snippet::source(line)
        .line_start(span.line)
        .path(source.path.as_str());
    Some(snippet.annotation(annotation))
}

/// The file, and the line where it is known.
fn origin<'d>(located: &Located<'d>) -> Origin<'d> {
    let origin = Origin::path(located.diagnostic.source.path.as_str());
    match located.span {
        Some(span) => origin.line(span.line).char_column(span.column),
        None => origin,
    }
}

fn place(located: &Located<'_>) -> String {
    let pointer = located.diagnostic.pointer.to_string();
    let named = if pointer.is_empty() {
        "the root"
    } else {
        &pointer
    };
    match located.span {
        Some(_) if !located.exact => {
            format!("at {named}, which is not in this file; shown is what holds it")
        }
        _ => format!("at {named}"),
    }
}

/// `2 errors, 1 warning`; notes are counted when there are any.
fn summary(located: &[Located<'_>]) -> String {
    let count = |severity, one: &str| {
        let number = located
            .iter()
            .filter(|finding| finding.diagnostic.severity == severity)
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
