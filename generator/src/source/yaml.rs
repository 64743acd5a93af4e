//! YAML by `serde_yaml`: the only place that knows which crate it is.
//!
//! What a text means is what `serde_yaml` reads: `021001088` and `2022-01-01` are texts, `1e3` is a number. The crate
//! builds its whole list of events before the first value is read, so that a text that would keep it busy for ever
//! has to be refused before.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::Value;
use serde_yaml::{Deserializer, Error};

use crate::diagnostics::Diagnostic;
use crate::pointer::Pointer;

use super::value::{Node, Reading, expansion, foreign_tag, key_text};
use super::{Refusal, Source, tags};

/// Brackets that may be open at once. The parser's work grows with the square of it, and nothing deeper than 128
/// levels is read anyway; this one is generous since it counts brackets inside of texts, too.
const OPEN_BRACKETS: usize = 1_000;

/// Reads a YAML text.
pub(super) fn read(source: &Arc<Source>) -> Result<Value, Refusal> {
    let body = source.body();
    if let Some((line, column)) = too_deep(body) {
        let message = format!("more than {OPEN_BRACKETS} brackets are open");
        let finding = Diagnostic::error("source-syntax", source, &Pointer::root(), message);
        return Err(Box::new(finding.at(line, column).help(LEVELS)));
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
            let problem = foreign_tag(&tag);
            let finding =
                Diagnostic::error(problem.code, source, &Pointer::root(), problem.message);
            Err(Box::new(finding.at(line, column).help(problem.help)))
        }
    }
}

/// The text that a key without quotes becomes: `0x1F` is `31`; `None` when it can't be a key.
pub(crate) fn plain_key(text: &str) -> Option<String> {
    key_text(Deserializer::from_str(text)).ok()
}

fn refusal(source: &Arc<Source>, reading: &Reading, error: &Error) -> Refusal {
    let pointer = reading.pointer();
    let at = error.location().map(|at| (at.line(), at.column()));
    let repeats = || error.to_string().contains("repetition limit");
    if let Some(problem) = reading.problem().or_else(|| repeats().then(expansion)) {
        let mut finding = Diagnostic::error(problem.code, source, &pointer, problem.message);
        // The pointer says it better where an object as a whole was read: the parser knows but its beginning.
        finding.position = at.filter(|_| problem.code != "source-merge");
        return Box::new(finding.help(problem.help));
    }
    let (message, at) = explain(source, &error.to_string(), at);
    let (line, column) = within(source.body(), at.unwrap_or((1, 1)));
    let help = help(&message);
    // A place 128 levels down has a pointer that tells less than its line.
    let pointer = if help == LEVELS {
        Pointer::root()
    } else {
        pointer
    };
    let finding = Diagnostic::error(
        "source-syntax",
        source,
        &pointer,
        format!("not YAML: {message}"),
    );
    Box::new(finding.at(line, column).help(help))
}

/// Takes the position out of the parser's message; for a character that YAML has not, it is an offset in bytes.
fn explain(
    source: &Source,
    message: &str,
    at: Option<(usize, usize)>,
) -> (String, Option<(usize, usize)>) {
    if let Some((what, offset)) = message.split_once(" at position ") {
        let digits = offset.split(|c: char| !c.is_ascii_digit()).next();
        let offset = digits.and_then(|digits| digits.parse().ok());
        let before = offset.and_then(|offset: usize| source.body().get(..offset));
        return (what.to_owned(), before.map(end_of).or(at));
    }
    let Some((line, column)) = at else {
        return (message.to_owned(), None);
    };
    let here = format!(" at line {line} column {column}");
    (message.replacen(&here, "", 1), at)
}

/// The place itself, or the end of the last line where the parser points behind the text.
fn within(text: &str, at: (usize, usize)) -> (usize, usize) {
    at.min(end_of(text.trim_end()))
}

const LEVELS: &str = "a document has at most 128 levels";

fn help(message: &str) -> &'static str {
    let has = |part| message.contains(part);
    if has("recursion limit") {
        LEVELS
    } else if has("unknown anchor") {
        "an alias `*name` needs an anchor `&name` before it; put a text that starts with `*` in quotes"
    } else if has("cannot start any token") {
        "indent by spaces, not by tabs; put a text that starts with `@`, `%` or a backquote in quotes"
    } else if has("mapping values are not allowed") {
        "put a text that holds `: ` in quotes, or look at the indentation"
    } else if has("quoted scalar") {
        "close the quotes"
    } else if has("flow mapping") || has("flow sequence") {
        "close the bracket, or put a comma between the values"
    } else if has("control characters") {
        "delete the character, or write it as an escape in double quotes"
    } else if has("incompatible YAML") {
        "delete the line that starts with `%YAML`"
    } else {
        "look at the indentation, the quotes and the brackets here and in the lines before"
    }
}

/// Where the text opens too many brackets, if it does.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > OPEN_BRACKETS {
            return text.get(..at).map(end_of);
        }
    }
    None
}

/// Line and column, counted from one, of what follows this text.
fn end_of(text: &str) -> (usize, usize) {
    let line = text.matches('\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

fn second_document(source: &Arc<Source>) -> Refusal {
    let message = "the file holds several YAML documents";
    let help = "keep one, and delete the line `---` or `...` between them";
    let finding = Diagnostic::error("source-documents", source, &Pointer::root(), message);
    Box::new(finding.at(second_start(source.body()), 1).help(help))
}

/// The line that starts the second document. A marker in the first column is one wherever it stands, also in a
/// text of several lines.
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
