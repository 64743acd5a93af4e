//! An input file, with the path that messages show.

/// One input file: its path and its whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the caller gave it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// The last component of the path. Emitted headers name it, since it is the same on every
    /// machine.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The text without a byte-order mark.
    #[must_use]
    pub fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// One line of the text, without its line break. Lines are numbered from 1.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&str> {
        self.body().lines().nth(number.checked_sub(1)?)
    }

    /// Whether the text is read as JSON: its name ends in `.json`, or it starts with `{` or `[`.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let named = self.path.to_ascii_lowercase().ends_with(".json");
        named || self.body().trim_start().starts_with(['{', '['])
    }
}
