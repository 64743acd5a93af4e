//! `Display` and `Debug` of errors: one line without secrets.
//!
//! Text from the server is shortened, and characters that could forge a line or hide text are
//! escaped.

use std::fmt::{self, Write};

use http::StatusCode;

use crate::runtime::error::description::Description;
use crate::runtime::error::{Error, Kind};

/// The maximum number of characters that are shown of the server's message.
const MESSAGE: usize = 300;
/// The maximum number of characters that are shown of an id or a path.
const SHORT: usize = 120;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(status) = self.status() {
            write!(f, "{}", Status(status))?;
            let is_complete =
                matches!(self.inner.kind, Kind::Status) && self.inner.description.is_none();
            f.write_str(if is_complete { "" } else { ": " })?;
        }
        self.write_kind(f)?;
        self.write_cause(f)?;
        if let Some(wait) = self.retry_after().filter(|_| self.is_error_response()) {
            write!(f, " (retry after {} s)", wait.as_secs())?;
        }
        if let attempts @ 2.. = self.attempts() {
            write!(f, " (after {attempts} attempts)")?;
        }
        if let Some(id) = shown(self.correlation_id()) {
            write!(f, " (correlation id {})", Line(id, SHORT))?;
        }
        Ok(())
    }
}

impl Error {
    fn write_kind(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_response = self.status().is_some();
        match &self.inner.kind {
            Kind::Configuration(problems) => {
                write!(
                    f,
                    "the client could not be built: {}",
                    Line(&problems.join("; "), usize::MAX)
                )
            }
            Kind::InvalidRequest(problems) => {
                write!(
                    f,
                    "invalid request, nothing was sent: {}",
                    Line(&problems.join("; "), usize::MAX)
                )
            }
            Kind::Unsendable => {
                let cause = self.inner.cause.as_deref().unwrap_or_default();
                write!(f, "the request cannot be sent: {}", Line(cause, MESSAGE))
            }
            Kind::Key => f.write_str("the key provider returned no key"),
            Kind::KeyTimeout { limit } => {
                write!(f, "the key provider returned no key within {limit:?}")
            }
            Kind::Redirect(why) => write!(f, "the redirect was not followed: {why}"),
            Kind::Connect => f.write_str("the connection could not be established"),
            Kind::Body => f.write_str("the body could not be read"),
            Kind::Interrupted if has_response => {
                f.write_str("the connection failed before the body was complete")
            }
            Kind::Interrupted => f.write_str("the connection failed before a response arrived"),
            Kind::Timeout { limit } if has_response => {
                write!(f, "the body was not complete within {limit:?}")
            }
            Kind::Timeout { limit } => write!(f, "no response within {limit:?}"),
            Kind::FailedOperation { value } => write!(f, "the operation ended as `{value}`"),
            Kind::Unfinished { limit } => {
                write!(f, "the operation was not finished within {limit:?}")
            }
            Kind::TooLarge { bound } => {
                write!(f, "the body is larger than {bound} bytes")
            }
            Kind::Status => match &self.inner.description {
                Some(Description { text, limit }) => write!(f, "{}", Line(text, *limit)),
                None => Ok(()),
            },
            Kind::Decode { path: Some(path) } => {
                write!(
                    f,
                    "the body does not match the API's document, at {}",
                    Line(path, SHORT)
                )
            }
            Kind::IncompleteList => f.write_str("the list is incomplete"),
            Kind::Decode { path: None } => {
                f.write_str("the body does not match the API's document")
            }
            Kind::Encoding(encoding) => write!(
                f,
                "the body has the content encoding `{}`, which was not requested",
                Line(encoding, SHORT)
            ),
            Kind::Limited { limit } => write!(
                f,
                "the client's own limits do not allow another request within {limit:?}"
            ),
            Kind::NoTimer => f.write_str(
                "timeouts cannot be measured because the client's clock does not wait; Tokio's \
                 clock needs a runtime with time enabled (`enable_all`)",
            ),
        }
    }

    /// The innermost cause, unless the kind contains it.
    fn write_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.inner.kind, &self.inner.innermost) {
            (Kind::Unsendable | Kind::Status, _) | (_, None) => Ok(()),
            (_, Some(cause)) => write!(f, ": {}", Line(cause, MESSAGE)),
        }
    }

    fn is_error_response(&self) -> bool {
        self.is_client_error() || self.is_server_error()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("error", &format_args!("{self}"));
        if let Some(cause) = &self.inner.cause {
            debug.field("cause", &format_args!("{}", Line(cause, MESSAGE)));
        }
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("{} bytes", body.len()));
        }
        debug.finish_non_exhaustive()
    }
}

/// Text from the server, unless it is blank.
fn shown(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// A status with its reason phrase, if it has one.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.canonical_reason() {
            Some(reason) => write!(f, "{} {reason}", self.0.as_u16()),
            None => write!(f, "{}", self.0.as_u16()),
        }
    }
}

/// Text on one line, shortened to a maximum number of characters.
struct Line<'a>(&'a str, usize);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, character) in self.0.chars().enumerate() {
            if index >= self.1 {
                return f.write_str("...");
            }
            if must_be_escaped(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Control characters, line and paragraph separators, and characters that change the text direction
/// or have no width.
fn must_be_escaped(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
