//! The report about the scenarios, the details of those that do not pass, and the deliberate
//! differences.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::suite::Scenario;
use crate::report::{Outcome, Report};
use crate::support::folder;

/// The deliberate differences: a scenario and the reason in each line.
const DIFFERENCES: &str = "conformance/http_specs/differences.txt";
/// How much of a problem the report has.
const WIDTH: usize = 60;

/// What becomes of each scenario, by the name of the description and its index.
pub(crate) type Outcomes = BTreeMap<(String, usize), Outcome>;

/// A case for each scenario and description, in the group of the description. Those of our own,
/// which are the first, are left out.
///
/// # Panics
///
/// If a scenario that differs on purpose passes.
pub(crate) fn report(scenarios: &[Scenario], own: usize, outcomes: &Outcomes) -> Report {
    let text = fs::read_to_string(folder(DIFFERENCES)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let differences: BTreeMap<&str, &str> =
        lines.map(|line| line.split_once(": ").unwrap()).collect();
    let mut report = Report::default();
    for ((description, index), outcome) in outcomes.iter().filter(|((_, index), _)| *index >= own) {
        let name = &scenarios[*index].name;
        let difference = differences.get(name.as_str());
        let outcome = match outcome {
            Outcome::Passed => {
                assert!(
                    difference.is_none(),
                    "{name} differs on purpose, but passes"
                );
                Outcome::Passed
            }
            Outcome::Failed(problem) => Outcome::Failed(match difference {
                Some(reason) => format!("deliberate: {reason}"),
                None => kind(problem),
            }),
            Outcome::Refused(error) => Outcome::Refused(kind(error)),
        };
        report.add(description, name, outcome);
    }
    report
}

/// What a problem has in common with others: what is before its values.
fn kind(problem: &str) -> String {
    let words = problem.split(['"', '[', '{', ':', '/', '\n']).next();
    let words = words.unwrap_or_default().chars().take(WIDTH);
    words.collect::<String>().trim().to_owned()
}

/// The scenarios that do not pass, with the whole problems, and the number of those that pass with
/// every description of their API.
pub(crate) fn details(scenarios: &[Scenario], own: usize, outcomes: &Outcomes) -> String {
    let mut text = String::new();
    let mut passes = BTreeMap::new();
    for ((description, index), outcome) in outcomes.iter().filter(|((_, index), _)| *index >= own) {
        let name = &scenarios[*index].name;
        *passes.entry(index).or_insert(true) &= *outcome == Outcome::Passed;
        match outcome {
            Outcome::Passed => {}
            Outcome::Failed(problem) => writeln!(text, "{description} {name}: {problem}").unwrap(),
            Outcome::Refused(error) => {
                writeln!(text, "{description} {name}: refused: {error}").unwrap();
            }
        }
    }
    let passed = passes.values().filter(|passes| **passes).count();
    text + &format!("{passed} of {} scenarios pass\n", passes.len())
}
