//! The versions of the Overlay Specification.

/// A version, without its patch number, which does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

impl Version {
    /// The version of a string such as `1.1.0`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (version, patch) = if let Some(patch) = text.strip_prefix("1.0.") {
            (Self::V1_0, patch)
        } else {
            (Self::V1_1, text.strip_prefix("1.1.")?)
        };
        let is_number = !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(version)
    }

    /// The properties of the root object.
    pub(super) fn root_properties(self) -> &'static [&'static str] {
        &["overlay", "info", "extends", "actions"]
    }

    /// The properties of an info object.
    pub(super) fn info_properties(self) -> &'static [&'static str] {
        match self {
            Self::V1_0 => &["title", "version"],
            Self::V1_1 => &["title", "version", "description"],
        }
    }

    /// The properties of an action object.
    pub(super) fn action_properties(self) -> &'static [&'static str] {
        match self {
            Self::V1_0 => &["target", "description", "update", "remove"],
            Self::V1_1 => &["target", "description", "update", "copy", "remove"],
        }
    }

    /// The properties that say what an action does, for messages.
    pub(super) fn changes(self) -> &'static str {
        match self {
            Self::V1_0 => "`update` or `remove: true`",
            Self::V1_1 => "`update`, `copy` or `remove: true`",
        }
    }
}
