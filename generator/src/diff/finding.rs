//! A difference between two documents, and the result of a comparison.

use std::fmt;

use serde::{Serialize, Serializer};

use super::kinds::Kind;
use crate::pointer::Pointer;
use crate::text::short_hash;

/// The effect of a change, from the least to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// No change.
    None,
    /// Only docs change.
    DocsOnly,
    /// There is more than before, and what works still works.
    Additive,
    /// What works now may fail.
    Breaking,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::DocsOnly => "docs-only",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// The class of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Source that uses the old SDK may not compile with the new one, whatever happens on the wire.
    BreakingSource,
    /// A program built with the old SDK may fail with the new server, but its source need not change.
    BreakingWire,
    /// There is more than before.
    Additive,
    /// Only docs change.
    DocsOnly,
}

/// The direction of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// In requests.
    Sent,
    /// In responses and events.
    Received,
    /// In both.
    Both,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "sent and received",
        })
    }
}

/// The part of semantic versioning to increase. Before 1.0, a major bump is one of the second
/// number, and the others are of the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// No release is needed.
    None,
    /// Only docs change.
    Patch,
    /// There is more than before.
    Minor,
    /// Programs may have to change.
    Major,
}

impl From<Level> for Bump {
    fn from(level: Level) -> Self {
        match level {
            Level::None => Self::None,
            Level::DocsOnly => Self::Patch,
            Level::Additive => Self::Minor,
            Level::Breaking => Self::Major,
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The kind.
    #[serde(serialize_with = "id_of")]
    pub kind: Kind,
    /// Eight hexadecimal digits that identify the finding. They depend on the kind and the subject
    /// only, so they are the same if the documents are reordered.
    pub fingerprint: String,
    /// The class.
    pub class: Class,
    /// The effect on the source of a program.
    pub source: Level,
    /// The effect on a program built with the old SDK.
    pub wire: Level,
    /// Whether the value is sent, received or both; `None` for what is not a value.
    pub direction: Option<Direction>,
    /// Whether only names or extensions of the document cause it. It does not count for the class
    /// of the comparison, because the old name can be kept.
    pub hint: bool,
    /// What has changed, by wire names: `GET /companies query page`, `Company.name`.
    pub subject: String,
    /// How it has changed, as one sentence in Markdown without a period.
    pub message: String,
    /// The location in the old document.
    pub old: Option<String>,
    /// The location in the new document.
    pub new: Option<String>,
    /// The path of the Rust item, in the old SDK if it is there.
    pub rust: Option<String>,
    /// What to write instead, for a breaking change.
    pub migration: Option<String>,
}

fn id_of<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.id())
}

impl Finding {
    /// A finding about a subject. A direction is that of a value.
    pub(super) fn new(
        kind: Kind,
        direction: Option<Direction>,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let (source, wire) = kind.levels(direction);
        let mut finding = Self {
            kind,
            fingerprint: String::new(),
            class: Class::DocsOnly,
            source,
            wire,
            direction,
            hint: kind.rule().is_hint,
            subject: subject.into(),
            message: message.into(),
            old: None,
            new: None,
            rust: None,
            migration: None,
        };
        finding.set_detail("");
        finding.set_levels(source, wire);
        finding
    }

    /// Sets what distinguishes findings of one kind about one subject, such as an enum value.
    fn set_detail(&mut self, detail: &str) {
        let identity = format!("{}\n{}\n{detail}", self.kind.id(), self.subject);
        self.fingerprint = short_hash(&identity);
    }

    fn set_levels(&mut self, source: Level, wire: Level) {
        (self.source, self.wire) = (source, wire);
        self.class = match (source, wire) {
            (Level::Breaking, _) => Class::BreakingSource,
            (_, Level::Breaking) => Class::BreakingWire,
            (Level::Additive, _) | (_, Level::Additive) => Class::Additive,
            _ => Class::DocsOnly,
        };
    }

    pub(super) fn detail(mut self, detail: &str) -> Self {
        self.set_detail(detail);
        self
    }

    pub(super) fn source(mut self, level: Level) -> Self {
        self.set_levels(level, self.wire);
        self
    }

    pub(super) fn wire(mut self, level: Level) -> Self {
        self.set_levels(self.source, level);
        self
    }

    /// Makes the finding about a value that is neither sent nor received: it breaks nothing.
    pub(super) fn soften(&mut self) {
        let (source, wire) = (self.source, self.wire);
        self.set_levels(source.min(Level::Additive), wire.min(Level::Additive));
        self.migration = None;
    }

    pub(super) fn old(mut self, at: &Pointer) -> Self {
        self.old = Some(at.to_string());
        self
    }

    pub(super) fn new_at(mut self, at: &Pointer) -> Self {
        self.new = Some(at.to_string());
        self
    }

    pub(super) fn between(self, old: &Pointer, new: &Pointer) -> Self {
        self.old(old).new_at(new)
    }

    pub(super) fn rust(mut self, path: impl Into<String>) -> Self {
        self.rust = Some(path.into()).filter(|path| !path.is_empty());
        self
    }

    /// What to write instead.
    pub(super) fn instead(mut self, migration: impl Into<String>) -> Self {
        self.migration = Some(migration.into());
        self
    }

    /// The worse of both effects.
    #[must_use]
    pub fn level(&self) -> Level {
        self.source.max(self.wire)
    }

    /// Whether a program may have to change.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.level() == Level::Breaking
    }
}

/// The name and version of a compared document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The title of the API.
    pub title: String,
    /// The version of the API.
    pub version: String,
}

/// The result of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The worst effect of any finding, hints aside.
    pub class: Level,
    /// The worst effect on a program built with the old SDK.
    pub wire: Level,
    /// The bump for the class.
    pub bump: Bump,
    /// The bump for the crate as it is generated: that of the class, or more if hints break source.
    pub crate_bump: Bump,
    /// The old document.
    pub old: Compared,
    /// The new document.
    pub new: Compared,
    /// The findings: breaking ones first, then by kind and subject.
    pub findings: Vec<Finding>,
}

impl Report {
    pub(super) fn of(mut findings: Vec<Finding>, old: Compared, new: Compared) -> Self {
        let key = |one: &Finding| (one.hint, one.class, one.kind, one.subject.clone());
        findings.sort_by(|a, b| {
            key(a)
                .cmp(&key(b))
                .then_with(|| a.fingerprint.cmp(&b.fingerprint))
        });
        findings.dedup_by(|a, b| a.fingerprint == b.fingerprint && a.kind == b.kind);
        let worst = |levels: &mut dyn Iterator<Item = Level>| levels.max().unwrap_or(Level::None);
        let decisive = || findings.iter().filter(|one| !one.hint);
        let class = worst(&mut decisive().map(Finding::level));
        Self {
            class,
            wire: worst(&mut decisive().map(|one| one.wire)),
            bump: class.into(),
            crate_bump: worst(&mut findings.iter().map(Finding::level)).into(),
            old,
            new,
            findings,
        }
    }
}
