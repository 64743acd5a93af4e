//! YAML by `serde_yaml`. No other module uses that crate.
//!
//! Scalars have the types that `serde_yaml` gives them: `021001088` and `2022-01-01` are strings,
//! `1e3` is a number. The crate builds its whole list of events before the first value is read, so
//! a text with excessive nesting has to be refused before.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::Value;
use serde_yaml::{Deserializer, Error};

use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::Pointer;
use crate::source_file::Source;
use crate::text::end_position;

use super::value::{Node, Reading, expansion, foreign_tag};
use super::{Refusal, tags};

/// The maximum number of open brackets. The time that the parser takes grows with the square of it,
/// and it reads at most 128 levels anyway. The limit is generous because brackets in strings are
/// counted too.
const OPEN_BRACKETS: usize = 1_000;

/// Reads a YAML text.
pub(super) fn read(source: &Arc<Source>) -> Result<Value, Refusal> {
    let body = source.body();
    if let Some((line, column)) = too_deep(body) {
        let message = format!("more than {OPEN_BRACKETS} brackets are open");
        let diagnostic = Diagnostic::new(Code::SourceSyntax, source, &Pointer::root(), message);
        return Err(Box::new(diagnostic.at(line, column).help(LEVELS)));
    }
    let reading = Reading::new(body, true);
    let mut documents = Deserializer::from_str(body);
    let value = match documents.next() {
        Some(first) => Node(&reading).deserialize(first),
        None => Ok(Value::Null),
    };
    let value = value.map_err(|error| refusal(source, &reading, &error))?;
    if documents.next().is_some() {
        return Err(second_document(source));
    }
    match tags::foreign(body) {
        None => Ok(value),
        Some((tag, line, column)) => {
            let diagnostic = foreign_tag(&tag).diagnostic(source, &Pointer::root());
            Err(Box::new(diagnostic.at(line, column)))
        }
    }
}

fn refusal(source: &Arc<Source>, reading: &Reading, error: &Error) -> Refusal {
    let pointer = reading.pointer();
    let at = error.location().map(|at| (at.line(), at.column()));
    let repeats = || error.to_string().contains("repetition limit");
    if let Some(problem) = reading.problem().or_else(|| repeats().then(expansion)) {
        let mut diagnostic = problem.diagnostic(source, &pointer);
        // For a merge key the parser only knows where the object starts; the pointer is more
        // precise.
        diagnostic.position = at.filter(|_| diagnostic.code != Code::SourceMerge);
        return Box::new(diagnostic);
    }
    let (message, at) = explain(source, &error.to_string(), at);
    let (line, column) = within(source.body(), at.unwrap_or((1, 1)));
    let help = help(&message);
    // The pointer of a location 128 levels down is less useful than its line.
    let pointer = if help == LEVELS {
        Pointer::root()
    } else {
        pointer
    };
    let message = format!("invalid YAML: {message}");
    let diagnostic = Diagnostic::new(Code::SourceSyntax, source, &pointer, message);
    Box::new(diagnostic.at(line, column).help(help))
}

/// Splits the parser's message into text and position. For an invalid character, the position is a
/// byte offset.
fn explain(
    source: &Source,
    message: &str,
    at: Option<(usize, usize)>,
) -> (String, Option<(usize, usize)>) {
    if let Some((what, offset)) = message.split_once(" at position ") {
        let digits = offset.split(|c: char| !c.is_ascii_digit()).next();
        let offset = digits.and_then(|digits| digits.parse().ok());
        let before = offset.and_then(|offset: usize| source.body().get(..offset));
        return (what.to_owned(), before.map(end_position).or(at));
    }
    let Some((line, column)) = at else {
        return (message.to_owned(), None);
    };
    let here = format!(" at line {line} column {column}");
    (message.replacen(&here, "", 1), at)
}

/// The position itself, or the end of the last line if the parser points behind the text.
fn within(text: &str, at: (usize, usize)) -> (usize, usize) {
    at.min(end_position(text.trim_end()))
}

const LEVELS: &str = "reduce the nesting to at most 128 levels";

fn help(message: &str) -> &'static str {
    let has = |part| message.contains(part);
    if has("recursion limit") {
        LEVELS
    } else if has("unknown anchor") {
        "define the anchor `&name` before the alias `*name`; quote a string that starts with `*`"
    } else if has("cannot start any token") {
        "indent with spaces, not with tabs; quote a string that starts with `@`, `%` or a backtick"
    } else if has("mapping values are not allowed") {
        "quote a string that contains `: `, or check the indentation"
    } else if has("quoted scalar") {
        "close the quotes"
    } else if has("flow mapping") || has("flow sequence") {
        "close the bracket, or add a comma between the values"
    } else if has("control characters") {
        "delete the character, or escape it in double quotes"
    } else if has("incompatible YAML") {
        "delete the line that starts with `%YAML`"
    } else {
        "check the indentation, quotes and brackets here and in the lines before"
    }
}

/// The position at which too many brackets are open.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > OPEN_BRACKETS {
            return text.get(..at).map(end_position);
        }
    }
    None
}

fn second_document(source: &Arc<Source>) -> Refusal {
    let message = "the file contains several YAML documents";
    let help = "keep one, and delete the line `---` or `...` between them";
    let diagnostic = Diagnostic::new(Code::SourceDocuments, source, &Pointer::root(), message);
    Box::new(diagnostic.at(second_start(source.body()), 1).help(help))
}

/// The line that starts the second document. A marker in the first column counts everywhere, even
/// in a block scalar.
fn second_start(text: &str) -> usize {
    let (mut begun, mut ended) = (false, false);
    for (line, number) in text.lines().zip(1..) {
        let after = |marker| {
            line.strip_prefix(marker)
                .and_then(|rest| rest.chars().next())
        };
        let is = |marker| line.starts_with(marker) && after(marker).is_none_or(char::is_whitespace);
        let content = !matches!(line.trim_start().chars().next(), None | Some('#' | '%'));
        if is("...") {
            ended = begun;
        } else if begun && (is("---") || (ended && content)) {
            return number;
        } else if content {
            begun = true;
        }
    }
    1
}
