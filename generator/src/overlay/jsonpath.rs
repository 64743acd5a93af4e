//! JSONPath expressions (RFC 9535).
//!
//! An expression is parsed into a [`Query`] (`parse`, and `filter` for what is behind `?`), which
//! selects the locations in a value (`select`). The parser rejects what is not well-typed, as the
//! RFC requires, so that selecting cannot fail.

mod filter;
mod parse;
mod select;

use regex::Regex;
use serde_json::Value;

pub(super) use parse::{SyntaxError, parse};

/// A path to a selected location.
pub(super) type Location = Vec<Step>;

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Item(usize),
    Property(String),
}

/// A sequence of segments, each of which is applied to what the previous one has selected.
#[derive(Debug)]
pub(super) struct Query {
    /// Whether the query starts at the root (`$`) or at the value that a filter tests (`@`).
    is_absolute: bool,
    segments: Vec<Segment>,
}

impl Query {
    /// Whether the query selects at most one value, whatever it is applied to.
    fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            let is_single = |selector| matches!(selector, &Selector::Name(_) | &Selector::Index(_));
            !segment.is_recursive && matches!(&*segment.selectors, [one] if is_single(one))
        })
    }
}

/// `.name`, `[selectors]`, or both behind `..`.
#[derive(Debug)]
struct Segment {
    /// Whether the selectors are applied to all values in a value, and not only to itself.
    is_recursive: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug)]
enum Selector {
    Name(String),
    Wildcard,
    /// Negative from the end.
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Condition),
}

/// What a filter requires of a value.
#[derive(Debug)]
enum Condition {
    Any(Vec<Condition>),
    All(Vec<Condition>),
    Not(Box<Condition>),
    Comparison(Operand, Operator, Operand),
    /// The query selects something.
    Exists(Query),
    /// The functions `match`, for which the pattern has to match the whole text, and `search`.
    Matches {
        text: Operand,
        pattern: Pattern,
        is_whole: bool,
    },
}

/// A regular expression of the function `match` or `search`.
#[derive(Debug)]
enum Pattern {
    /// Of a literal. `None` if it is not a regular expression, which matches nothing.
    Fixed(Option<Regex>),
    /// Of another value.
    Of(Operand),
}

/// A value, or nothing.
#[derive(Debug)]
enum Operand {
    Literal(Value),
    /// The value that a singular query selects.
    Single(Query),
    /// The function `length`.
    Length(Box<Operand>),
    /// The function `count`.
    Count(Query),
    /// The function `value`: nothing, unless the query selects exactly one value.
    OnlyValue(Query),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
