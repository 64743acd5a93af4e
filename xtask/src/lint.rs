//! `lint`: prints the defects of a document, and what the overlays do to it.

mod json;
mod sarif;
mod text;

use std::collections::BTreeMap;

use sdk_generator::diagnostics::{Diagnostics, Severity};
use sdk_generator::lint::{Finding, Rule, position};
use sdk_generator::overlay::{AppliedAction, Effect};

use crate::cli::{LintFormat, LintOptions};
use crate::{Failure, Outcome, input, report};

/// What a run found.
struct Report {
    document: String,
    findings: Vec<Finding>,
    /// What each action does, if overlays are asked for.
    actions: Vec<Action>,
}

/// An action of an overlay, with its position.
struct Action {
    applied: AppliedAction,
    line: usize,
    column: usize,
}

impl Report {
    /// The number of findings of each rule.
    fn counts(&self) -> BTreeMap<Rule, usize> {
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            *counts.entry(finding.rule).or_default() += 1;
        }
        counts
    }

    /// Whether something is to be corrected: an error, a warning or a stale action.
    fn has_defects(&self) -> bool {
        let severe = |one: &Finding| one.rule.severity() > Severity::Note;
        self.findings.iter().any(severe) || self.actions.iter().any(Action::is_stale)
    }
}

impl Action {
    fn is_stale(&self) -> bool {
        !matches!(self.applied.effect, Effect::Changed(_) | Effect::Nothing)
    }

    /// The effect in one word.
    fn effect(&self) -> &'static str {
        match self.applied.effect {
            Effect::Changed(_) => "changed",
            Effect::AlreadyMade(_) => "already-made",
            Effect::NoMatch => "no-match",
            Effect::Refused(_) => "refused",
            Effect::Nothing => "nothing",
        }
    }

    /// The effect in a sentence.
    fn sentence(&self) -> String {
        match &self.applied.effect {
            Effect::Changed(changed) => {
                format!("changes {}", report::counted(changed.len(), "location"))
            }
            Effect::AlreadyMade(_) => {
                "stale: upstream has made this change; delete the action".to_owned()
            }
            Effect::NoMatch => "stale: the target selects nothing, and upstream has not made this \
                                change; correct the target, or delete the action"
                .to_owned(),
            Effect::Refused(_) => "cannot be applied; `generate` says why".to_owned(),
            Effect::Nothing => "has no change to apply".to_owned(),
        }
    }

    /// The locations of the document that it changes, or that already are as it would leave them.
    fn locations(&self) -> Vec<String> {
        match &self.applied.effect {
            Effect::Changed(locations) | Effect::AlreadyMade(locations) => {
                locations.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        }
    }
}

pub(crate) fn run(options: &LintOptions, verbose: bool) -> Result<Outcome, Failure> {
    let input = input::single(&options.input)?;
    let mut diagnostics = Diagnostics::new();
    let findings = sdk_generator::lint::lint(&input, &mut diagnostics);
    let actions = if options.overlays {
        sdk_generator::lint::overlays(&input, &mut diagnostics)
    } else {
        Ok(Vec::new())
    };
    let (Ok(findings), Ok(actions)) = (findings, actions) else {
        report::diagnostics(&diagnostics, verbose);
        return Err("the input is invalid".to_owned());
    };
    let with_position = |applied: AppliedAction| {
        let (line, column) = position(&applied.overlay, &applied.pointer).unwrap_or((1, 1));
        Action {
            applied,
            line,
            column,
        }
    };
    let report = Report {
        document: input.spec.path.clone(),
        findings,
        actions: actions.into_iter().map(with_position).collect(),
    };
    match options.format {
        LintFormat::Text => print!("{}", text::render(&report, options.overlays)),
        LintFormat::Json => println!("{:#}", json::render(&report, options.overlays)),
        LintFormat::Sarif => println!("{:#}", sarif::render(&report)),
    }
    Ok(if report.has_defects() {
        Outcome::Differences
    } else {
        Outcome::Success
    })
}

/// The severity in a word. SARIF has the same levels.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
