//! Parses the conditions of filters.

use regex::Regex;
use serde_json::{Number, Value};

use super::parse::{Parser, SyntaxError};
use super::{Condition, Operand, Operator, Pattern, Query};

/// An expression in a condition, whose use is not known yet.
enum Expression {
    Operand(Operand),
    /// A query that may select several values.
    Query(Query),
    /// A call of `match` or `search`.
    Condition(Condition),
}

/// The operators of comparisons. An operator is before those that it starts with.
const OPERATORS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

/// The constants of JSON.
const CONSTANTS: [(&str, Value); 3] = [
    ("true", Value::Bool(true)),
    ("false", Value::Bool(false)),
    ("null", Value::Null),
];

impl Parser<'_> {
    /// A condition: `a || b && !c`.
    pub(super) fn condition(&mut self) -> Result<Condition, SyntaxError> {
        let conditions = self.separated("||", Self::conjunction)?;
        Ok(Condition::Any(conditions))
    }

    fn conjunction(&mut self) -> Result<Condition, SyntaxError> {
        let conditions = self.separated("&&", Self::basic_condition)?;
        Ok(Condition::All(conditions))
    }

    fn separated(
        &mut self,
        separator: &str,
        parse: fn(&mut Self) -> Result<Condition, SyntaxError>,
    ) -> Result<Vec<Condition>, SyntaxError> {
        let mut conditions = vec![parse(self)?];
        loop {
            let before = self.rest;
            self.space();
            if !self.eat(separator) {
                self.rest = before;
                return Ok(conditions);
            }
            self.space();
            conditions.push(parse(self)?);
        }
    }

    fn basic_condition(&mut self) -> Result<Condition, SyntaxError> {
        if self.eat("!") {
            self.space();
            let inner = match self.peek() {
                Some('(') => self.parenthesized()?,
                _ => {
                    let expression = self.expression()?;
                    self.test(expression)?
                }
            };
            return Ok(Condition::Not(Box::new(inner)));
        }
        if self.peek() == Some('(') {
            return self.parenthesized();
        }
        let left = self.expression()?;
        let before = self.rest;
        self.space();
        let operator = OPERATORS.iter().find(|(text, _)| self.eat(text));
        let Some((_, operator)) = operator else {
            self.rest = before;
            return self.test(left);
        };
        let left = self.operand(left)?;
        self.space();
        let right = self.expression()?;
        let right = self.operand(right)?;
        Ok(Condition::Comparison(left, *operator, right))
    }

    fn parenthesized(&mut self) -> Result<Condition, SyntaxError> {
        self.expect("(")?;
        self.space();
        let inner = self.nested(Self::condition)?;
        self.space();
        self.expect(")")?;
        Ok(inner)
    }

    /// An expression that is a condition by itself.
    fn test(&self, expression: Expression) -> Result<Condition, SyntaxError> {
        match expression {
            Expression::Query(query) | Expression::Operand(Operand::Single(query)) => {
                Ok(Condition::Exists(query))
            }
            Expression::Condition(condition) => Ok(condition),
            Expression::Operand(_) => Err(self.error("a value is no condition; compare it")),
        }
    }

    /// An expression that is compared, or an argument that is a value.
    fn operand(&self, expression: Expression) -> Result<Operand, SyntaxError> {
        match expression {
            Expression::Operand(operand) => Ok(operand),
            Expression::Query(_) => {
                Err(self.error("a query that may select several values is not a value"))
            }
            Expression::Condition(_) => Err(self.error("a condition is not a value")),
        }
    }

    fn expression(&mut self) -> Result<Expression, SyntaxError> {
        match self.peek() {
            Some('$' | '@') => {
                let is_absolute = self.eat("$");
                let _ = is_absolute || self.eat("@");
                let segments = self.nested(Self::segments)?;
                let query = Query {
                    is_absolute,
                    segments,
                };
                Ok(match query.is_singular() {
                    true => Expression::Operand(Operand::Single(query)),
                    false => Expression::Query(query),
                })
            }
            Some('\'' | '"') => {
                let text = self.string()?;
                Ok(Expression::Operand(Operand::Literal(text.into())))
            }
            Some('-' | '0'..='9') => {
                let number = Value::Number(self.number()?);
                Ok(Expression::Operand(Operand::Literal(number)))
            }
            _ => self.constant_or_call(),
        }
    }

    fn constant_or_call(&mut self) -> Result<Expression, SyntaxError> {
        let start = self.rest;
        let name = self.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if self.eat("(") {
            return self.nested(|parser| parser.call(name));
        }
        let constant = CONSTANTS.into_iter().find(|(text, _)| *text == name);
        match constant {
            Some((_, value)) => Ok(Expression::Operand(Operand::Literal(value))),
            None => {
                self.rest = start;
                Err(self.error("a query, a value, a function or `(` is missing"))
            }
        }
    }

    /// A call of a function behind its opening parenthesis.
    fn call(&mut self, name: &str) -> Result<Expression, SyntaxError> {
        let mut arguments = Vec::new();
        self.space();
        while !self.eat(")") {
            if !arguments.is_empty() {
                self.expect(",")?;
                self.space();
            }
            arguments.push(self.expression()?);
            self.space();
        }
        let mut arguments = arguments.into_iter();
        let call = match (name, arguments.next(), arguments.next(), arguments.next()) {
            ("length", Some(value), None, None) => {
                let value = self.operand(value)?;
                Expression::Operand(Operand::Length(Box::new(value)))
            }
            ("count", Some(query), None, None) => {
                Expression::Operand(Operand::Count(self.query(query)?))
            }
            ("value", Some(query), None, None) => {
                Expression::Operand(Operand::OnlyValue(self.query(query)?))
            }
            ("match" | "search", Some(text), Some(pattern), None) => {
                let is_whole = name == "match";
                let text = self.operand(text)?;
                let pattern = Pattern::of(self.operand(pattern)?, is_whole);
                Expression::Condition(Condition::Matches {
                    text,
                    pattern,
                    is_whole,
                })
            }
            ("length" | "count" | "value", ..) => {
                return Err(self.error(format!("the function `{name}` has one argument")));
            }
            ("match" | "search", ..) => {
                return Err(self.error(format!("the function `{name}` has two arguments")));
            }
            _ => return Err(self.error(format!("there is no function `{name}`"))),
        };
        Ok(call)
    }

    /// An argument that must be a query.
    fn query(&self, expression: Expression) -> Result<Query, SyntaxError> {
        match expression {
            Expression::Query(query) | Expression::Operand(Operand::Single(query)) => Ok(query),
            _ => Err(self.error("the argument must be a query")),
        }
    }

    /// A number of JSON, without leading zeros.
    fn number(&mut self) -> Result<Number, SyntaxError> {
        let start = self.rest;
        self.take(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        let length = start.len() - self.rest.len();
        let number = start.get(..length).and_then(|text| text.parse().ok());
        number.ok_or_else(|| {
            self.rest = start;
            self.error("the number is invalid")
        })
    }
}

impl Pattern {
    fn of(operand: Operand, is_whole: bool) -> Self {
        match operand {
            Operand::Literal(Value::String(text)) => Self::Fixed(regex(&text, is_whole)),
            Operand::Literal(_) => Self::Fixed(None),
            other => Self::Of(other),
        }
    }
}

/// The regular expression of a text (RFC 9485), in which `.` matches no line break.
pub(super) fn regex(text: &str, is_whole: bool) -> Option<Regex> {
    let whole = match is_whole {
        true => format!("(?R)^({text})$"),
        false => format!("(?R)({text})"),
    };
    Regex::new(&whole).ok()
}
