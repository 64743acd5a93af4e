//! The report as JSON.

use serde_json::{Map, Value, json};

use super::{Report, level};

/// `document`, `findings`, `counts` by code and, if overlays are asked for, `overlays`.
pub(super) fn render(report: &Report, with_overlays: bool) -> Value {
    let findings = report.findings.iter().map(|finding| {
        json!({
            "code": finding.rule.name(),
            "severity": level(finding.rule.severity()),
            "message": finding.message,
            "help": finding.rule.fix(),
            "file": finding.source.path,
            "line": finding.span.map(|span| span.line),
            "column": finding.span.map(|span| span.column),
            "pointer": finding.pointer.to_string(),
        })
    });
    let counts = report.counts().into_iter();
    let counts = counts.map(|(rule, count)| (rule.name().to_owned(), json!(count)));
    let mut value = json!({
        "document": report.document,
        "findings": findings.collect::<Vec<_>>(),
        "counts": counts.collect::<Map<_, _>>(),
    });
    if let (Some(object), true) = (value.as_object_mut(), with_overlays) {
        object.insert("overlays".to_owned(), overlays(report));
    }
    value
}

fn overlays(report: &Report) -> Value {
    let actions = report.actions.iter().map(|action| {
        json!({
            "file": action.applied.overlay.path,
            "line": action.line,
            "column": action.column,
            "pointer": action.applied.pointer.to_string(),
            "kind": action.applied.kind,
            "target": action.applied.target,
            "effect": action.effect(),
            "stale": action.is_stale(),
            "locations": action.locations(),
        })
    });
    actions.collect()
}
