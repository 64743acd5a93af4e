//! Why a delivery is refused.
//!
//! An error always means that the delivery is not authentic, or not provably so. An authentic
//! delivery whose body cannot be decoded is not an error: see
//! [`PayloadError`](crate::runtime::PayloadError).

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

/// Why a delivery is refused. It never shows a secret, a signature or a part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// A secret is not the prefix of the API's secrets followed by standard Base64. White space
    /// around it is not ignored: `trim` a secret that is read from a file, which often ends with a
    /// line break.
    BadSecret,
    /// A header is missing or empty.
    #[non_exhaustive]
    MissingHeader {
        /// The name of the header.
        name: &'static str,
    },
    /// A header is repeated, has characters other than visible ASCII, or is an id with a dot.
    #[non_exhaustive]
    BadHeader {
        /// The name of the header.
        name: &'static str,
    },
    /// The timestamp is not a number of seconds.
    BadTimestamp,
    /// The timestamp is older than the tolerance: the delivery was delayed or replayed.
    #[non_exhaustive]
    TooOld {
        /// The age of the timestamp, in whole seconds.
        age: Duration,
    },
    /// The timestamp is further in the future than the tolerance: one of the two clocks is wrong.
    #[non_exhaustive]
    TooNew {
        /// How far in the future the timestamp is, in whole seconds.
        ahead: Duration,
    },
    /// No signature matches any of the secrets.
    NoMatchingSignature,
}

impl VerifyError {
    /// Returns the status for the response: 400 if a header is missing or malformed, so that the
    /// request is not a delivery at all, and otherwise 401.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MissingHeader { .. } | Self::BadHeader { .. } | Self::BadTimestamp => {
                StatusCode::BAD_REQUEST
            }
            Self::BadSecret
            | Self::TooOld { .. }
            | Self::TooNew { .. }
            | Self::NoMatchingSignature => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadSecret => f.write_str(
                "the signing secret must be its prefix followed by Base64, \
                 without white space around it",
            ),
            Self::MissingHeader { name } => {
                write!(f, "the header `{name}` is missing or empty")
            }
            Self::BadHeader { name } => {
                write!(
                    f,
                    "the header `{name}` is repeated or has an invalid character"
                )
            }
            Self::BadTimestamp => f.write_str("the timestamp is not a number of seconds"),
            Self::TooOld { age } => {
                write!(f, "the timestamp is too old ({} seconds)", age.as_secs())
            }
            Self::TooNew { ahead } => {
                write!(
                    f,
                    "the timestamp is too far in the future ({} seconds)",
                    ahead.as_secs()
                )
            }
            Self::NoMatchingSignature => f.write_str("no signature matches"),
        }
    }
}

impl StdError for VerifyError {}
