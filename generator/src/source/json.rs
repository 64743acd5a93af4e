//! JSON by `serde_json`.

use std::sync::Arc;

use serde::de::DeserializeSeed;
use serde_json::{Deserializer, Error, Value};

use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::Pointer;
use crate::source_file::Source;
use crate::text::end_position;

use super::Refusal;
use super::value::{Node, Reading};

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
    let diagnostic = match reading.problem() {
        Some(problem) => {
            // The parser is behind the refused value; behind a key, it is at its closing quote.
            let start = string_start(line, error.column()).unwrap_or(error.column());
            problem
                .diagnostic(source, &reading.pointer())
                .at(error.line(), column(line, start))
        }
        None => {
            let suffix = format!(" at line {} column {}", error.line(), error.column());
            let message = error.to_string().replace(&suffix, "");
            let help = help(&message);
            // The pointer of a location 128 levels down is less useful than its line.
            let deep = help == LEVELS;
            let pointer = if deep {
                Pointer::root()
            } else {
                reading.pointer()
            };
            let (number, column) = match error.column() {
                // An invalid line break is reported at the start of the next line.
                0 => end_of_line(source, error.line().saturating_sub(1)),
                bytes => (error.line(), column(line, bytes)),
            };
            let message = format!("invalid JSON: {message}");
            Diagnostic::new(Code::SourceSyntax, source, &pointer, message)
                .at(number, column)
                .help(help)
        }
    };
    Box::new(diagnostic)
}

const LEVELS: &str = "reduce the nesting to at most 128 levels";

fn help(message: &str) -> &'static str {
    let starts = |with| message.starts_with(with);
    if starts("recursion limit") {
        LEVELS
    } else if starts("number out of range") {
        "use a number that fits a 64-bit float"
    } else if starts("trailing comma") {
        "delete the comma before the bracket"
    } else if starts("trailing characters") {
        "delete what follows the document"
    } else if starts("EOF") {
        "the file ends too early: close the quotes and brackets"
    } else if starts("control character") {
        "write it as an escape, a line break as `\\n`"
    } else {
        "a file is read as JSON if its name ends in `.json` or it starts with `{` or `[`"
    }
}

/// Converts a column of the parser, in bytes, to characters. Both start at 1.
fn column(line: &str, bytes: usize) -> usize {
    let before = line.char_indices().take_while(|(at, _)| *at < bytes);
    before.count().max(1)
}

fn end_of_line(source: &Source, number: usize) -> (usize, usize) {
    let (_, column) = end_position(source.line(number).unwrap_or_default());
    (number.max(1), column)
}

/// The byte at which the string with the closing quote at byte `end` starts. Both start at 1.
fn string_start(line: &str, end: usize) -> Option<usize> {
    let inner = line.get(..end.checked_sub(1)?)?;
    let quotes = inner.rmatch_indices('"').map(|(at, _)| at);
    let escaped = |at: usize| {
        let before = inner.get(..at).unwrap_or_default();
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    quotes.into_iter().find(|at| !escaped(*at)).map(|at| at + 1)
}
