//! An item of a public API, as one line of text.

use std::fmt;

use super::cfg::Cfg;

/// The kinds of entries, as their lines name them.
const KINDS: &[&str] = &[
    "package",
    "feature",
    "default",
    "dependency",
    "mod",
    "use",
    "struct",
    "enum",
    "union",
    "trait",
    "type",
    "field",
    "variant",
    "fn",
    "const",
    "static",
    "macro",
    "impl",
];

/// The words that can be before `fn`.
const QUALIFIERS: &[&str] = &["const", "async", "unsafe", "extern"];

/// An item.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The path: `crate::Client::new`; of an implementation, all of its head.
    pub(super) path: String,
    /// `fn`
    pub(super) kind: String,
    /// What follows the path: `(&self) -> String`.
    pub(super) declaration: String,
    /// `async `, or nothing.
    pub(super) qualifiers: String,
    pub(super) cfg: Cfg,
    pub(super) is_deprecated: bool,
    pub(super) is_non_exhaustive: bool,
}

impl Entry {
    pub(super) fn new(kind: &str, path: impl Into<String>, declaration: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            path: path.into(),
            declaration: declaration.into(),
            ..Self::default()
        }
    }

    /// The entry without attributes: `fn crate::Client::builder() -> crate::ClientBuilder`.
    pub(super) fn item(&self) -> String {
        let Self {
            kind,
            path,
            declaration,
            qualifiers,
            ..
        } = self;
        let space = if path.starts_with('<') { "" } else { " " };
        format!("{qualifiers}{kind}{space}{path}{declaration}")
    }

    /// The path of the item that this one is a part of.
    pub(super) fn parent(&self) -> Option<&str> {
        let is_path = self.path.starts_with("crate::");
        let (parent, _) = self.path.rsplit_once("::")?;
        is_path.then_some(parent)
    }

    /// Reads a line.
    pub(super) fn read(line: &str) -> Option<Self> {
        let mut entry = Self::default();
        let mut rest = line.trim();
        while let Some(attribute) = rest.strip_prefix("#[") {
            let (attribute, after) = attribute.split_once("] ")?;
            rest = after;
            match attribute {
                "deprecated" => entry.is_deprecated = true,
                "non_exhaustive" => entry.is_non_exhaustive = true,
                other => {
                    let condition = other.strip_prefix("cfg(")?.strip_suffix(')')?;
                    entry.cfg = Cfg::read(condition);
                }
            }
        }
        let is_function = rest
            .split(' ')
            .find(|word| !QUALIFIERS.contains(word) && !word.starts_with('"'))
            == Some("fn");
        if is_function {
            let (qualifiers, after) = rest.split_at_checked(rest.find("fn ")?)?;
            entry.qualifiers = qualifiers.to_owned();
            rest = after;
        }
        let end = rest.find(' ')?;
        let end = rest.find('<').map_or(end, |angle| end.min(angle));
        let (kind, rest) = rest.split_at_checked(end)?;
        let rest = rest.trim_start();
        if !KINDS.contains(&kind) {
            return None;
        }
        entry.kind = kind.to_owned();
        let end = match kind {
            "impl" => rest.find(" { "),
            "package" | "feature" | "default" | "dependency" | "use" => rest.find(' '),
            _ => path_end(rest),
        };
        let (path, declaration) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        entry.path = path.to_owned();
        entry.declaration = declaration.to_owned();
        Some(entry)
    }
}

/// The end of the path at the start of a text, if anything follows it.
fn path_end(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let after = text.get(from..)?;
        let end = after.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'))?;
        if !after.get(end..)?.starts_with("::") {
            return Some(from + end);
        }
        from += end + "::".len();
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.cfg.is_always() {
            write!(f, "#[cfg({})] ", self.cfg)?;
        }
        if self.is_deprecated {
            f.write_str("#[deprecated] ")?;
        }
        if self.is_non_exhaustive {
            f.write_str("#[non_exhaustive] ")?;
        }
        f.write_str(&self.item())
    }
}
