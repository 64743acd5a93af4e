//! Why a delivery could not be verified or decoded.
//!
//! The first errors are about the secret, the headers and the signature: the delivery is not
//! authentic. The last two occur after the signature was verified, and contain the [`Delivery`].

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::runtime::events::delivery::Delivery;
use crate::runtime::transport::BoxError;

/// Why a delivery could not be verified or decoded. It never shows a secret or the correct
/// signature.
#[derive(Debug)]
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
    /// The signature is valid, but the body is not JSON or repeats a property of the envelope.
    #[non_exhaustive]
    NotJson {
        /// The verified delivery.
        delivery: Box<Delivery>,
        /// What is wrong with the body.
        source: BoxError,
    },
    /// The signature is valid and the type is known, but the payload does not match its schema.
    #[non_exhaustive]
    UnexpectedPayload {
        /// The verified delivery.
        delivery: Box<Delivery>,
        /// The path in the payload, such as `dataTypes[2].status`, if known.
        path: Option<String>,
        /// What is wrong with the value at the path.
        source: BoxError,
    },
}

impl VerifyError {
    /// Returns the delivery if its signature is valid. It is authentic then, so store it rather
    /// than refuse it.
    pub fn delivery(&self) -> Option<&Delivery> {
        match self {
            Self::NotJson { delivery, .. } | Self::UnexpectedPayload { delivery, .. } => {
                Some(delivery)
            }
            _ => None,
        }
    }

    /// Returns whether the signature is valid, so that the delivery is authentic.
    pub fn is_verified(&self) -> bool {
        self.delivery().is_some()
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
            Self::NotJson { source, .. } => write!(f, "the body is not JSON: {source}"),
            Self::UnexpectedPayload {
                delivery,
                path,
                source,
            } => {
                let name = delivery.event_type();
                write!(f, "the payload of `{name}` does not match its schema")?;
                if let Some(path) = path {
                    write!(f, " at `{path}`")?;
                }
                write!(f, ": {source}")
            }
        }
    }
}

impl StdError for VerifyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::NotJson { source, .. } | Self::UnexpectedPayload { source, .. } => {
                Some(&**source)
            }
            _ => None,
        }
    }
}
