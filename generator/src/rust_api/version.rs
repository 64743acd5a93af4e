//! Whether a version says what a change means, by the rules of Cargo.

use serde::Serialize;

use super::compare::Effect;
use crate::version::Version;

/// Whether the version of the new API fits the changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// It does.
    Fits,
    /// It promises more than is kept. The lowest version that fits is `needed`.
    TooLow {
        /// `0.2.0`
        needed: String,
    },
    /// It is lower than that of the old API.
    Lower,
    /// One of the versions is not three numbers.
    Invalid {
        /// That version.
        version: String,
    },
}

impl Verdict {
    /// Compares two versions. One that has not been increased yet fits all changes but breaking
    /// ones, because it has to be increased for the release in any case.
    pub(super) fn of(old: &str, new: &str, effect: Effect) -> Self {
        let invalid = |version: &str| Self::Invalid {
            version: version.to_owned(),
        };
        let Some(before) = Version::read(old) else {
            return invalid(old);
        };
        let Some(after) = Version::read(new) else {
            return invalid(new);
        };
        let needed = match effect {
            Effect::Breaking => before.next_incompatible(),
            Effect::Additive if after != before => before.next_compatible(),
            Effect::Additive | Effect::None => before,
        };
        if after < before {
            Self::Lower
        } else if after < needed {
            Self::TooLow {
                needed: needed.to_string(),
            }
        } else {
            Self::Fits
        }
    }
}
