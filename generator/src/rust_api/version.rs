//! Whether a version says what a change means, by the rules of Cargo.

use serde::Serialize;

use super::compare::Effect;

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
        let Some(before) = numbers(old) else {
            return invalid(old);
        };
        let Some(after) = numbers(new) else {
            return invalid(new);
        };
        let needed = match effect {
            Effect::Breaking => next_incompatible(before),
            Effect::Additive if after != before => next_compatible(before),
            Effect::Additive | Effect::None => before,
        };
        if after < before {
            Self::Lower
        } else if after < needed {
            Self::TooLow {
                needed: needed.map(|number| number.to_string()).join("."),
            }
        } else {
            Self::Fits
        }
    }
}

/// The numbers of a version, without what follows `-` or `+`.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let core = version.split(['-', '+']).next()?;
    let numbers: Option<Vec<u64>> = core.split('.').map(|part| part.parse().ok()).collect();
    numbers?.try_into().ok()
}

/// The lowest version that Cargo does not take for the given one.
fn next_incompatible([major, minor, patch]: [u64; 3]) -> [u64; 3] {
    match (major, minor) {
        (0, 0) => [0, 0, patch + 1],
        (0, minor) => [0, minor + 1, 0],
        (major, _) => [major + 1, 0, 0],
    }
}

/// The lowest version for something that is added.
fn next_compatible([major, minor, patch]: [u64; 3]) -> [u64; 3] {
    match major {
        0 => [0, minor, patch + 1],
        major => [major, minor + 1, 0],
    }
}
