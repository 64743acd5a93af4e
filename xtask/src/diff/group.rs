//! Groups the findings of a report for people.

use sdk_generator::diff::{Class, Finding, Level, Report};

/// Findings under one heading.
pub(super) struct Group<'r> {
    pub(super) title: &'static str,
    /// What the heading means.
    pub(super) note: &'static str,
    /// The findings by subject.
    pub(super) subjects: Vec<(&'r str, Vec<&'r Finding>)>,
}

impl<'r> Group<'r> {
    fn of(
        title: &'static str,
        note: &'static str,
        report: &'r Report,
        belongs: impl Fn(&Finding) -> bool,
    ) -> Self {
        let mut subjects: Vec<(&str, Vec<&Finding>)> = Vec::new();
        for finding in report.findings.iter().filter(|finding| belongs(finding)) {
            match subjects
                .iter_mut()
                .find(|(subject, _)| *subject == finding.subject)
            {
                Some((_, findings)) => findings.push(finding),
                None => subjects.push((&finding.subject, vec![finding])),
            }
        }
        Self {
            title,
            note,
            subjects,
        }
    }

    /// Whether a finding says what to write instead.
    pub(super) fn has_migrations(&self) -> bool {
        let mut findings = self.subjects.iter().flat_map(|(_, findings)| findings);
        findings.any(|finding| finding.migration.is_some())
    }

    pub(super) fn count(&self) -> usize {
        self.subjects
            .iter()
            .map(|(_, findings)| findings.len())
            .sum()
    }
}

/// The groups that have findings, the worst one first.
pub(super) fn groups(report: &Report) -> Vec<Group<'_>> {
    let source = |one: &Finding| !one.hint && one.class == Class::BreakingSource;
    let mut groups = vec![
        Group::of(
            "Breaking in source and on the wire",
            "Programs have to change, and those that are already built may fail.",
            report,
            |one| source(one) && one.wire == Level::Breaking,
        ),
        Group::of(
            "Breaking in source",
            "Programs have to change when they use the new SDK. Those that are already built still work.",
            report,
            |one| source(one) && one.wire != Level::Breaking,
        ),
        Group::of(
            "Breaking on the wire",
            "Programs that are already built may fail with the new server. Their source still compiles.",
            report,
            |one| !one.hint && one.class == Class::BreakingWire,
        ),
        Group::of(
            "Rust names and field types",
            "They do not count for the class: extensions, tags, titles or the order of the document steer them, and an overlay can keep the old ones.",
            report,
            |one| one.hint,
        ),
        Group::of("Additive", "", report, |one| {
            !one.hint && one.class == Class::Additive
        }),
        Group::of("Docs only", "", report, |one| {
            !one.hint && one.class == Class::DocsOnly
        }),
    ];
    groups.retain(|group| !group.subjects.is_empty());
    groups
}

/// Whether a group is only counted, unless every finding is to be listed.
pub(super) fn is_docs(group: &Group<'_>) -> bool {
    let mut findings = group.subjects.iter().flat_map(|(_, findings)| findings);
    findings.all(|finding| finding.class == Class::DocsOnly)
}

/// The number of findings by kind: `operation-docs-changed: 12`.
pub(super) fn counts(group: &Group<'_>) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let findings = group.subjects.iter().flat_map(|(_, findings)| findings);
    for finding in findings {
        let id = finding.kind.id();
        match counts.iter_mut().find(|(known, _)| *known == id) {
            Some((_, count)) => *count += 1,
            None => counts.push((id, 1)),
        }
    }
    counts
}
