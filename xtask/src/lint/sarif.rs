//! The report as SARIF 2.1.0, which code hosts show beside the lines of a file.

use sdk_generator::lint::Rule;
use serde_json::{Value, json};

use super::{Report, level};

/// The rule of stale actions, which are not findings about the document.
const STALE: &str = "overlay-stale";

/// A log with one run: the rules, the findings, and the stale actions of overlays.
pub(super) fn render(report: &Report) -> Value {
    let rules = Rule::ALL.iter().map(|rule| {
        json!({
            "id": rule.name(),
            "shortDescription": {"text": rule.explanation()},
            "help": {"text": rule.fix()},
            "defaultConfiguration": {"level": level(rule.severity())},
        })
    });
    let stale = json!({
        "id": STALE,
        "shortDescription": {"text": "An action of an overlay changes nothing, or cannot be applied."},
        "help": {"text": "correct or delete the action"},
        "defaultConfiguration": {"level": "error"},
    });
    let findings = report.findings.iter().map(|finding| {
        let position = finding.span.map_or((1, 1), |span| (span.line, span.column));
        result(
            (finding.rule.name(), level(finding.rule.severity())),
            &finding.message,
            (&finding.source.path, position),
            &finding.pointer.to_string(),
        )
    });
    let actions = report.actions.iter().filter(|action| action.is_stale());
    let actions = actions.map(|action| {
        let applied = &action.applied;
        result(
            (STALE, "error"),
            &format!("`{}` {}", applied.target, action.sentence()),
            (&applied.overlay.path, (action.line, action.column)),
            &applied.pointer.to_string(),
        )
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "xtask lint",
                "rules": rules.chain([stale]).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.chain(actions).collect::<Vec<_>>(),
        }],
    })
}

fn result(
    (rule, level): (&str, &str),
    message: &str,
    (file, (line, column)): (&str, (usize, usize)),
    pointer: &str,
) -> Value {
    json!({
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": file},
                "region": {"startLine": line, "startColumn": column},
            },
            "logicalLocations": [{"fullyQualifiedName": pointer}],
        }],
    })
}
