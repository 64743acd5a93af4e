//! Versions of the emitted crate, and which ones Cargo takes for others.

use std::fmt;

/// The numbers of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version([u64; 3]);

impl Version {
    /// Reads three numbers. What follows them after `-` or `+` is ignored.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let core = text.split(['-', '+']).next()?;
        let numbers: Option<Vec<u64>> = core.split('.').map(|part| part.parse().ok()).collect();
        numbers?.try_into().ok().map(Self)
    }

    /// The lowest version that Cargo does not take for this one.
    pub(crate) fn next_incompatible(self) -> Self {
        Self(match self.0 {
            [0, 0, patch] => [0, 0, patch + 1],
            [0, minor, _] => [0, minor + 1, 0],
            [major, ..] => [major + 1, 0, 0],
        })
    }

    /// The lowest version for something that is added.
    pub(crate) fn next_compatible(self) -> Self {
        Self(match self.0 {
            [0, minor, patch] => [0, minor, patch + 1],
            [major, minor, _] => [major, minor + 1, 0],
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}
