//! The table of results, the deliberate differences, and the floor below which the numbers must not
//! fall.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write;
use std::fs;

use super::Outcomes;
use super::suite::Scenario;
use crate::support::{UPDATE, folder};

/// The floor: per description, the number of scenarios that pass.
const FLOOR: &str = "conformance/http_specs/floor.txt";
/// The comment at the start of the floor.
const FLOOR_HEADER: &str = "\
# The number of scenarios that pass, by description of the suite. It must not fall. To raise it:
# SDK_UPDATE_EXPECTED=1 cargo test -p sdk-generator --test conformance
";
/// The deliberate differences: a scenario and the reason in each line.
const DIFFERENCES: &str = "conformance/http_specs/differences.txt";
/// How much of a reason the table has.
const WIDTH: usize = 100;

/// What became of a scenario with a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    /// The call, the request or the response is wrong.
    Failed(String),
    /// The generator refuses the description.
    Refused(String),
}

/// The results of one description.
#[derive(Default)]
struct Row {
    passed: usize,
    failed: usize,
    refused: usize,
    /// The first reason why a scenario does not pass.
    reason: Option<String>,
}

impl Row {
    fn add(&mut self, outcome: &Outcome) {
        let reason = match outcome {
            Outcome::Passed => {
                self.passed += 1;
                return;
            }
            Outcome::Failed(reason) => {
                self.failed += 1;
                reason
            }
            Outcome::Refused(reason) => {
                self.refused += 1;
                reason
            }
        };
        self.reason.get_or_insert_with(|| reason.clone());
    }

    fn line(&self, name: &str) -> String {
        let reason: String = self
            .reason
            .iter()
            .flat_map(|reason| reason.chars())
            .take(WIDTH)
            .collect();
        let line = format!(
            "{name:<48} {:>7} {:>7} {:>8}  {}",
            self.passed,
            self.failed,
            self.refused,
            reason.replace('\n', " ")
        );
        line.trim_end().to_owned() + "\n"
    }
}

/// The results of all descriptions.
#[derive(Default)]
pub(crate) struct Report {
    rows: BTreeMap<String, Row>,
    details: String,
    /// By scenario: whether it passes with every description that it is run with.
    scenarios: BTreeMap<String, bool>,
}

impl Report {
    /// The results of the suite, without those of our own scenarios, which are the first.
    pub(crate) fn new(scenarios: &[Scenario], own: usize, outcomes: &Outcomes) -> Self {
        let mut report = Self::default();
        for ((description, index), outcome) in outcomes {
            if *index >= own {
                report.add(description, &scenarios[*index].name, outcome);
            }
        }
        report
    }

    fn add(&mut self, description: &str, scenario: &str, outcome: &Outcome) {
        self.rows
            .entry(description.to_owned())
            .or_default()
            .add(outcome);
        let passes = self.scenarios.entry(scenario.to_owned()).or_insert(true);
        *passes &= *outcome == Outcome::Passed;
        match outcome {
            Outcome::Passed => {}
            Outcome::Failed(reason) => {
                writeln!(self.details, "{description} {scenario}: {reason}").unwrap();
            }
            Outcome::Refused(reason) => {
                writeln!(self.details, "{description} {scenario}: refused: {reason}").unwrap();
            }
        }
    }

    /// The scenarios that do not pass, with the reasons.
    pub(crate) fn details(&self) -> &str {
        &self.details
    }

    /// A line for each description, and the number of scenarios that pass.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "{:<48} {:>7} {:>7} {:>8}  first reason\n",
            "description", "passed", "failed", "refused"
        );
        for (name, row) in &self.rows {
            text += &row.line(name);
        }
        let passed = self.scenarios.values().filter(|passes| **passes).count();
        text + &format!("{passed} of {} scenarios pass\n", self.scenarios.len())
    }

    /// The deliberate differences among the scenarios that do not pass.
    pub(crate) fn differences(&self) -> String {
        let text = fs::read_to_string(folder(DIFFERENCES)).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut stale = BTreeSet::new();
        let mut shown = String::new();
        for line in lines {
            let (scenario, _) = line.split_once(": ").unwrap();
            match self.scenarios.get(scenario) {
                Some(true) => {
                    stale.insert(scenario);
                }
                Some(false) => writeln!(shown, "{line}").unwrap(),
                // Of another folder.
                None => {}
            }
        }
        assert!(
            stale.is_empty(),
            "scenarios that differ on purpose pass: {stale:?}"
        );
        shown
    }

    /// Fails if fewer scenarios pass than the committed floor says. With the environment variable
    /// that updates expected files, writes the floor.
    pub(crate) fn check_floor(&self, is_own_suite: bool) {
        let path = folder(FLOOR);
        if is_own_suite && env::var_os(UPDATE).is_some() {
            let rows = self.rows.iter();
            let lines = rows.map(|(name, row)| format!("{name} {}\n", row.passed));
            fs::write(&path, FLOOR_HEADER.to_owned() + &lines.collect::<String>()).unwrap();
            return;
        }
        let floor = fs::read_to_string(&path).unwrap();
        let mut fallen = String::new();
        for line in floor.lines().filter(|line| !line.starts_with('#')) {
            let (name, least) = line.rsplit_once(' ').unwrap();
            let least: usize = least.parse().unwrap();
            match self.rows.get(name) {
                Some(row) if row.passed < least => {
                    writeln!(fallen, "{name}: {} pass, not {least}", row.passed).unwrap();
                }
                Some(_) => {}
                // Another folder may have other descriptions.
                None => assert!(!is_own_suite, "{name} is not in the suite"),
            }
        }
        assert!(fallen.is_empty(), "fewer scenarios pass\n{fallen}");
    }
}
