//! Why a delivery is no event.
//!
//! The first errors are about the caller's secret and the sender's headers: whoever sent it, it can't be trusted. The
//! last two come after the signature was found right, and have the [`Delivery`] in them.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::runtime::events::delivery::Delivery;
use crate::runtime::transport::BoxError;

/// Why a delivery is no event. It never shows a secret, or the signature that would have been right.
#[derive(Debug)]
#[non_exhaustive]
pub enum VerifyError {
    /// A secret is not what the API calls one: standard Base64 behind the secrets' prefix, and nothing around it. A file
    /// often has a line break at its end, which is not taken off: `trim` what is read from one.
    BadSecret,
    /// A header is not there, or is empty.
    #[non_exhaustive]
    MissingHeader {
        /// Its name.
        name: &'static str,
    },
    /// A header is there several times, or holds other characters than visible ASCII ones, or is an id with a dot.
    #[non_exhaustive]
    BadHeader {
        /// Its name.
        name: &'static str,
    },
    /// The timestamp is no number of seconds.
    BadTimestamp,
    /// The timestamp is further back than the tolerance: the delivery was held up, or recorded and sent again.
    #[non_exhaustive]
    TooOld {
        /// How far back it is, to the second.
        age: Duration,
    },
    /// The timestamp is further ahead than the tolerance: one of the two clocks is wrong.
    #[non_exhaustive]
    TooNew {
        /// How far ahead it is, to the second.
        ahead: Duration,
    },
    /// None of the signatures is right, with any of the secrets.
    NoMatchingSignature,
    /// The signature is right, and the body is not JSON, or names a member of the envelope twice.
    #[non_exhaustive]
    NotJson {
        /// What came.
        delivery: Box<Delivery>,
        /// What is wrong with it.
        source: BoxError,
    },
    /// The signature is right and the type is known, and the payload does not fit it.
    #[non_exhaustive]
    UnexpectedPayload {
        /// What came.
        delivery: Box<Delivery>,
        /// Where in the payload, such as `dataTypes[2].status`, if that is known.
        path: Option<String>,
        /// What is wrong there.
        source: BoxError,
    },
}

impl VerifyError {
    /// The delivery, if its signature is right. Then it is the API's own: keep it, rather than refuse it.
    pub fn delivery(&self) -> Option<&Delivery> {
        match self {
            Self::NotJson { delivery, .. } | Self::UnexpectedPayload { delivery, .. } => {
                Some(delivery)
            }
            _ => None,
        }
    }

    /// Whether the signature is right, so that the delivery is the API's own.
    pub fn is_verified(&self) -> bool {
        self.delivery().is_some()
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadSecret => f.write_str(
                "the signing secret is not Base64 behind its prefix, \
                 or has a space or line break around it",
            ),
            Self::MissingHeader { name } => {
                write!(f, "the header `{name}` is missing or empty")
            }
            Self::BadHeader { name } => {
                write!(
                    f,
                    "the header `{name}` is repeated, or has a character that it can't have"
                )
            }
            Self::BadTimestamp => f.write_str("the timestamp is no number of seconds"),
            Self::TooOld { age } => {
                write!(f, "the timestamp is {} seconds old, too old", age.as_secs())
            }
            Self::TooNew { ahead } => {
                write!(
                    f,
                    "the timestamp is {} seconds ahead, too new",
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
                write!(f, "the payload of `{name}` is not as expected")?;
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
