//! The report for people.

use std::fmt::Write as _;

use super::{Report, level};
use crate::report::counted;

/// The findings, the actions of the overlays, and the number of findings of each rule.
pub(super) fn render(report: &Report, with_overlays: bool) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let rule = finding.rule;
        let (line, column) = finding.span.map_or((1, 1), |span| (span.line, span.column));
        let pointer = match finding.pointer.to_string() {
            root if root.is_empty() => "the root".to_owned(),
            pointer => pointer,
        };
        let _ = writeln!(
            text,
            "{}[{rule}]: {}\n --> {}:{line}:{column}\n  = at {pointer}\n  = help: {}\n",
            level(rule.severity()),
            finding.message,
            finding.source.path,
            rule.fix(),
        );
    }
    if with_overlays {
        text += &overlays(report);
    }
    let counts = report.counts();
    let width = counts.keys().map(|rule| rule.name().len()).max();
    let width = width.unwrap_or_default();
    for (rule, count) in &counts {
        let name = rule.name();
        let _ = writeln!(
            text,
            "{count:>5}  {name:<width$}  {}",
            level(rule.severity())
        );
    }
    let total = counted(report.findings.len(), "finding");
    let _ = writeln!(text, "{total} in {}", report.document);
    text
}

fn overlays(report: &Report) -> String {
    let mut text = String::new();
    for action in &report.actions {
        let applied = &action.applied;
        let _ = writeln!(
            text,
            "{}:{}:{} {} {}\n  {}",
            applied.overlay.path,
            action.line,
            action.column,
            applied.kind,
            applied.target,
            action.sentence(),
        );
        for location in action.locations() {
            let location = if location.is_empty() {
                "the root"
            } else {
                &location
            };
            let _ = writeln!(text, "    {location}");
        }
    }
    let stale = report.actions.iter().filter(|action| action.is_stale());
    let (total, stale) = (report.actions.len(), stale.count());
    let _ = writeln!(text, "{}, {stale} stale\n", counted(total, "action"));
    text
}
