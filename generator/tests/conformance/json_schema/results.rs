//! The report about the instances, and the details of those that do not pass.

use std::fmt::Write;

use super::document::{Refusal, Refused};
use super::sdk::{Outcome, Results};
use super::suite::Group;
use crate::report::{self, Report};

/// A case for each valid instance, in the group of its file.
pub(crate) fn report(suite: &[Group], refused: &Refused, results: &Results) -> Report {
    let mut report = Report::default();
    for group in suite {
        let mut add = |outcome| report.add(&group.file, &group.id, outcome);
        if let Some(errors) = refused.get(&group.id) {
            for _ in &group.instances {
                add(report::Outcome::Refused(codes(errors)));
            }
            continue;
        }
        for outcome in &results[&group.id] {
            add(match outcome {
                Outcome::Passed => report::Outcome::Passed,
                Outcome::Failed(failure) => report::Outcome::Failed(failure.reason.to_owned()),
            });
        }
    }
    report
}

/// The distinct codes with their titles.
fn codes(errors: &[Refusal]) -> String {
    let mut texts: Vec<_> = errors
        .iter()
        .map(|error| format!("`{}`: {}", error.code.name(), error.code.title()))
        .collect();
    texts.dedup();
    texts.join("; ")
}

/// The refused groups with the errors, and the instances that do not pass.
pub(crate) fn details(suite: &[Group], refused: &Refused, results: &Results) -> String {
    let mut text = String::new();
    for group in suite {
        text += &match refused.get(&group.id) {
            Some(errors) => refusal(group, errors),
            None => failures(group, &results[&group.id]),
        };
    }
    text
}

fn refusal(group: &Group, errors: &[Refusal]) -> String {
    let mut text = format!("{} refused: {}\n", group.id, group.description);
    for error in errors {
        writeln!(text, "    {}: {}", error.code, error.message).unwrap();
    }
    text
}

fn failures(group: &Group, outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for (instance, outcome) in group.instances.iter().zip(outcomes) {
        let Outcome::Failed(failure) = outcome else {
            continue;
        };
        if text.is_empty() {
            writeln!(
                text,
                "{}: {}\n    schema: {}",
                group.id, group.description, group.schema
            )
            .unwrap();
        }
        let json: String = instance
            .json
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        writeln!(
            text,
            "    {}: {json}\n        {}: {}: {}",
            instance.description, failure.view, failure.reason, failure.detail
        )
        .unwrap();
    }
    text
}
