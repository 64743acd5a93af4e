//! Reads JSON as the events of a parser with positions.
//!
//! JSON is almost YAML, but the YAML parser keeps every token of an object that is on one line, and
//! minified JSON is a single object. This scanner keeps nothing. Another parser has accepted the
//! text or reported its syntax error, so it does not check the grammar.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, ScalarStyle, Span};

/// Passes the events of the first value of a text to `take`, up to something that is no JSON token.
pub(super) fn events(text: &str, take: &mut dyn FnMut(Event<'static>, Span)) {
    let mut scanner = Scanner {
        rest: text,
        index: 0,
        line: 1,
        column: 0,
    };
    // The closing brackets that are still missing, innermost last.
    let mut open = Vec::new();
    while let Some((token, span)) = scanner.next() {
        let event = match token {
            Token::Open('{') => {
                open.push('}');
                Event::MappingStart(0, None)
            }
            Token::Open(_) => {
                open.push(']');
                Event::SequenceStart(0, None)
            }
            Token::Close(bracket) if open.last() != Some(&bracket) => return,
            Token::Close(bracket) => {
                open.pop();
                if bracket == '}' {
                    Event::MappingEnd
                } else {
                    Event::SequenceEnd
                }
            }
            Token::Scalar(style) => Event::Scalar(Cow::Borrowed(""), style, 0, None),
        };
        take(event, span);
        if open.is_empty() {
            return;
        }
    }
}

enum Token {
    Open(char),
    Close(char),
    /// A string, a number or a literal. The tree reads the text of keys from the source.
    Scalar(ScalarStyle),
}

/// A text and the position in it.
struct Scanner<'t> {
    rest: &'t str,
    /// In characters, from 0.
    index: usize,
    /// From 1.
    line: usize,
    /// In characters, from 0.
    column: usize,
}

impl Scanner<'_> {
    /// The next token and its span. Commas and colons are skipped.
    fn next(&mut self) -> Option<(Token, Span)> {
        let is_between = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | ',' | ':');
        let end = self.rest.find(|c| !is_between(c))?;
        self.skip(end);
        let start = self.marker();
        let first = self.rest.chars().next()?;
        let (token, length) = match first {
            '{' | '[' => (Token::Open(first), 1),
            '}' | ']' => (Token::Close(first), 1),
            '"' => (
                Token::Scalar(ScalarStyle::DoubleQuoted),
                string_length(self.rest)?,
            ),
            _ => {
                let is_end = |c: char| is_between(c) || "{}[]\"".contains(c);
                let length = self.rest.find(is_end).unwrap_or(self.rest.len());
                (Token::Scalar(ScalarStyle::Plain), length)
            }
        };
        self.skip(length);
        Some((token, Span::new(start, self.marker())))
    }

    fn marker(&self) -> Marker {
        Marker::new(self.index, self.line, self.column)
    }

    /// Moves over some bytes.
    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        let count = skipped.chars().count();
        self.index += count;
        match skipped.rfind('\n') {
            Some(last) => {
                self.line += skipped.matches('\n').count();
                self.column = skipped.get(last + 1..).unwrap_or_default().chars().count();
            }
            None => self.column += count,
        }
        self.rest = rest;
    }
}

/// The length of the string at the start of a text, in bytes, with its quotes.
fn string_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each event with its line, its column and its length.
    fn read(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        events(text, &mut |event, span| {
            let name = match event {
                Event::MappingStart(..) => "{",
                Event::MappingEnd => "}",
                Event::SequenceStart(..) => "[",
                Event::SequenceEnd => "]",
                _ => "scalar",
            };
            let (start, length) = (span.start, span.len());
            all.push(format!("{name} {}:{} {length}", start.line(), start.col()));
        });
        all
    }

    #[test]
    fn reads_the_events_of_the_first_value() {
        let text = "{\"a\\\"}\": [1, true],\r\n\t\"ü\":\"é\"} {}";
        let expected = [
            "{ 1:0 1",
            "scalar 1:1 6",
            "[ 1:9 1",
            "scalar 1:10 1",
            "scalar 1:13 4",
            "] 1:17 1",
            "scalar 2:1 3",
            "scalar 2:5 3",
            "} 2:8 1",
        ];
        assert_eq!(read(text), expected);
        assert_eq!(read(" 12 3"), ["scalar 1:1 2"]);
    }

    #[test]
    fn stops_at_an_unfinished_string_and_at_a_wrong_bracket() {
        assert_eq!(read("{\"a"), ["{ 1:0 1"]);
        assert_eq!(read("[}"), ["[ 1:0 1"]);
        assert_eq!(read(""), [""; 0]);
    }
}
