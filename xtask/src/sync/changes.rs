//! What a new document means for users of the SDK: the bump of its version, and the entries of its
//! changelog.

use super::facts::{Change, Difference};

/// The part of a version to increase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bump {
    None,
    Patch,
    Minor,
    Major,
}

/// The changes for users.
#[derive(Debug)]
pub(super) struct Changes {
    pub(super) bump: Bump,
    /// The section of the changelog and its entry.
    entries: Vec<(&'static str, String)>,
}

impl Changes {
    /// The sections of the changelog with their entries, in the order of Keep a Changelog.
    pub(super) fn sections(&self) -> Vec<(&'static str, Vec<String>)> {
        let of = |name| {
            let entries = self.entries.iter().filter(|(section, _)| *section == name);
            entries.map(|(_, entry)| format!("- {entry}")).collect()
        };
        let sections = ["Added", "Changed", "Removed"].map(|name| (name, of(name)));
        let is_used = |section: &(_, Vec<String>)| !section.1.is_empty();
        sections.into_iter().filter(is_used).collect()
    }
}

/// The changes of the facts. Whatever is removed, changed or newly required may break programs.
pub(super) fn of(facts: &[Change]) -> Changes {
    let mut bump = Bump::None;
    let mut entries = Vec::new();
    for change in facts {
        let is_requirement = change.pointer.contains("/required");
        let (section, effect) = match change.difference {
            Difference::Added if is_requirement => ("Changed", Bump::Major),
            Difference::Added => ("Added", Bump::Minor),
            Difference::Removed => ("Removed", Bump::Major),
            Difference::Changed => ("Changed", Bump::Major),
            Difference::Reordered => ("Changed", Bump::Patch),
        };
        bump = bump.max(effect);
        entries.push((section, format!("`{}`", change.pointer)));
    }
    Changes { bump, entries }
}
