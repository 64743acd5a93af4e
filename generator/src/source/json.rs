//! JSON by `serde_json`.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::{Deserializer, Error, Value};

use crate::diagnostics::Diagnostic;
use crate::pointer::Pointer;

use super::value::{Node, Reading};
use super::{Refusal, Source};

/// Reads a JSON text.
pub(super) fn read(source: &Arc<Source>) -> Result<Value, Refusal> {
    let body = source.body();
    let reading = Reading::new(body, false);
    let mut parser = Deserializer::from_str(body);
    let value = Node(&reading).deserialize(&mut parser);
    value
        .and_then(|value| parser.end().map(|()| value))
        .map_err(|error| refusal(source, &reading, &error))
}

fn refusal(source: &Arc<Source>, reading: &Reading, error: &Error) -> Refusal {
    let line = source.line(error.line()).unwrap_or_default();
    let finding = match reading.problem() {
        Some(problem) => {
            // The parser stands behind what was refused; of a key that is its closing quote.
            let start = string_start(line, error.column()).unwrap_or(error.column());
            Diagnostic::error(problem.code, source, &reading.pointer(), problem.message)
                .at(error.line(), column(line, start))
                .help(problem.help)
        }
        None => {
            let suffix = format!(" at line {} column {}", error.line(), error.column());
            let message = error.to_string().replace(&suffix, "");
            let help = help(&message);
            // A place 128 levels down has a pointer that tells less than its line.
            let deep = help == LEVELS;
            let pointer = if deep {
                Pointer::root()
            } else {
                reading.pointer()
            };
            let (number, column) = match error.column() {
                // A line break is refused where it has already begun the next line.
                0 => end_of_line(source, error.line().saturating_sub(1)),
                bytes => (error.line(), column(line, bytes)),
            };
            Diagnostic::error(
                "source-syntax",
                source,
                &pointer,
                format!("not JSON: {message}"),
            )
            .at(number, column)
            .help(help)
        }
    };
    Box::new(finding)
}

const LEVELS: &str = "a document has at most 128 levels";

fn help(message: &str) -> &'static str {
    let starts = |with| message.starts_with(with);
    if starts("recursion limit") {
        LEVELS
    } else if starts("number out of range") {
        "give a number that fits a 64-bit float"
    } else if starts("trailing comma") {
        "delete the comma before the bracket"
    } else if starts("trailing characters") {
        "delete what follows the document"
    } else if starts("EOF") {
        "the file ends too early: close the quotes and brackets"
    } else if starts("control character") {
        "write it as an escape, a line break as `\\n`"
    } else {
        "a file that is named .json, or starts with `{` or `[`, is read as JSON"
    }
}

/// Makes characters of the parser's bytes, both counted from one.
fn column(line: &str, bytes: usize) -> usize {
    let before = line.char_indices().take_while(|(at, _)| *at < bytes);
    before.count().max(1)
}

fn end_of_line(source: &Source, number: usize) -> (usize, usize) {
    let line = source.line(number).unwrap_or_default();
    (number.max(1), line.chars().count() + 1)
}

/// Where the string starts whose closing quote is byte `end`, both counted from one.
fn string_start(line: &str, end: usize) -> Option<usize> {
    let inner = line.get(..end.checked_sub(1)?)?;
    let quotes = inner.rmatch_indices('"').map(|(at, _)| at);
    let escaped = |at: usize| {
        let before = inner.get(..at).unwrap_or_default();
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    quotes.into_iter().find(|at| !escaped(*at)).map(|at| at + 1)
}
