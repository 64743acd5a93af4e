//! Parses the segments and selectors of an expression.

use super::{Query, Segment, Selector};

/// Integers are those that a double has without loss.
const LARGEST: i64 = (1 << 53) - 1;

/// The maximum depth of filters and parentheses in each other. The parser is recursive.
const DEEPEST: usize = 64;

/// Why a text is not an expression.
#[derive(Debug)]
pub(in super::super) struct SyntaxError {
    /// The character with the error, from 1.
    pub(in super::super) character: usize,
    pub(in super::super) message: String,
}

/// Parses an expression.
///
/// # Errors
///
/// The text is not an expression of RFC 9535, or not well-typed.
pub(in super::super) fn parse(text: &str) -> Result<Query, SyntaxError> {
    let mut parser = Parser {
        text,
        rest: text,
        depth: 0,
    };
    if !parser.eat("$") {
        return Err(parser.error("it does not start with `$`"));
    }
    let segments = parser.segments()?;
    match parser.peek() {
        None => Ok(Query {
            is_absolute: true,
            segments,
        }),
        Some(other) => Err(parser.error(format!("`{other}` does not start a segment"))),
    }
}

/// A text, and what is left of it.
pub(super) struct Parser<'t> {
    text: &'t str,
    pub(super) rest: &'t str,
    depth: usize,
}

impl<'t> Parser<'t> {
    pub(super) fn error(&self, message: impl Into<String>) -> SyntaxError {
        let read = self.text.len() - self.rest.len();
        let read = self.text.get(..read).unwrap_or_default();
        SyntaxError {
            character: read.chars().count() + 1,
            message: message.into(),
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Reads these characters, if they are next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    pub(super) fn expect(&mut self, expected: &str) -> Result<(), SyntaxError> {
        match self.eat(expected) {
            true => Ok(()),
            false => Err(self.error(format!("`{expected}` is missing"))),
        }
    }

    pub(super) fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Reads the characters that are accepted.
    pub(super) fn take(&mut self, is_accepted: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !is_accepted(c));
        let (taken, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Runs a parser one level deeper.
    pub(super) fn nested<R>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<R, SyntaxError>,
    ) -> Result<R, SyntaxError> {
        if self.depth == DEEPEST {
            return Err(self.error("it is nested too deeply"));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    /// The segments that follow. White space may precede each.
    pub(super) fn segments(&mut self) -> Result<Vec<Segment>, SyntaxError> {
        let mut segments = Vec::new();
        loop {
            let before = self.rest;
            self.space();
            if !self.rest.starts_with(['.', '[']) {
                self.rest = before;
                return Ok(segments);
            }
            segments.push(self.segment()?);
        }
    }

    fn segment(&mut self) -> Result<Segment, SyntaxError> {
        let is_recursive = self.eat("..");
        let has_dot = is_recursive || self.eat(".");
        let selectors = match self.peek() {
            Some('[') if is_recursive || !has_dot => self.bracketed()?,
            Some('*') => {
                self.eat("*");
                vec![Selector::Wildcard]
            }
            Some(first) if is_name(first) && !first.is_ascii_digit() => {
                vec![Selector::Name(self.take(is_name).to_owned())]
            }
            _ => {
                return Err(self.error("a name after a dot must start with a letter or `_`"));
            }
        };
        Ok(Segment {
            is_recursive,
            selectors,
        })
    }

    fn bracketed(&mut self) -> Result<Vec<Selector>, SyntaxError> {
        self.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.space();
            selectors.push(self.selector()?);
            self.space();
            if self.eat("]") {
                return Ok(selectors);
            }
            if !self.eat(",") {
                return Err(self.error("`,` or `]` is missing"));
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, SyntaxError> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('*') => {
                self.eat("*");
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.eat("?");
                self.space();
                Ok(Selector::Filter(self.nested(Self::condition)?))
            }
            Some(':' | '-' | '0'..='9') => self.index_or_slice(),
            _ => Err(self.error(
                "a selector is a name in quotes, `*`, an index, a slice or a filter with `?`",
            )),
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, SyntaxError> {
        let start = self.integer()?;
        let before = self.rest;
        self.space();
        if !self.eat(":") {
            self.rest = before;
            return match start {
                Some(index) => Ok(Selector::Index(index)),
                None => Err(self.error("an index is missing")),
            };
        }
        self.space();
        let end = self.integer()?;
        self.space();
        let mut step = None;
        if self.eat(":") {
            self.space();
            step = self.integer()?;
        }
        Ok(Selector::Slice {
            start,
            end,
            step: step.unwrap_or(1),
        })
    }

    /// An integer without leading zeros. `None` if there is none.
    fn integer(&mut self) -> Result<Option<i64>, SyntaxError> {
        let start = self.rest;
        let invalid = |parser: &mut Self, message: &str| {
            parser.rest = start;
            Err(parser.error(message))
        };
        let is_negative = self.eat("-");
        let digits = self.take(|c| c.is_ascii_digit());
        if digits.is_empty() {
            return match is_negative {
                true => invalid(self, "`-` has no digits"),
                false => Ok(None),
            };
        }
        if digits.starts_with('0') && (digits.len() > 1 || is_negative) {
            return invalid(self, "an index has no leading zeros, and is not `-0`");
        }
        match digits.parse::<i64>() {
            Ok(number) if number <= LARGEST => Ok(Some(if is_negative { -number } else { number })),
            _ => invalid(self, "an index has an absolute value below 2^53"),
        }
    }

    /// A string in single or double quotes.
    pub(super) fn string(&mut self) -> Result<String, SyntaxError> {
        let quote = if self.eat("'") { '\'' } else { '"' };
        if quote == '"' {
            self.expect("\"")?;
        }
        let mut value = String::new();
        loop {
            value.push_str(self.take(|c| c != quote && c != '\\' && c >= ' '));
            match self.peek() {
                Some('\\') => value.push(self.escaped(quote)?),
                Some(other) if other == quote => {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                    return Ok(value);
                }
                Some(_) => return Err(self.error("a control character must be escaped")),
                None => return Err(self.error("the closing quote is missing")),
            }
        }
    }

    /// The character of an escape sequence.
    fn escaped(&mut self, quote: char) -> Result<char, SyntaxError> {
        let start = self.rest;
        self.eat("\\");
        let escape = self.peek();
        self.rest = self
            .rest
            .get(escape.map_or(0, char::len_utf8)..)
            .unwrap_or_default();
        let escaped = match escape {
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some(same @ ('/' | '\\')) => Some(same),
            Some(same) if same == quote => Some(same),
            Some('u') => self.code_point(),
            _ => None,
        };
        escaped.ok_or_else(|| {
            self.rest = start;
            self.error("the escape sequence is invalid")
        })
    }

    /// The character behind `\u`: four hexadecimal digits, or two surrogates.
    fn code_point(&mut self) -> Option<char> {
        let first = self.hex_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.eat("\\u") {
            return None;
        }
        let second = self.hex_digits()?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn hex_digits(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.rest = rest;
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }
}

/// Whether a name without quotes may contain a character.
fn is_name(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii()
}
