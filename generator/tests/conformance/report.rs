//! The results of a suite: cases by group, as a table for the terminal.
//!
//! A suite adds the outcome of each case, in any order. `page` prints the same numbers as a section
//! of the docs and compares them with the committed one.

use std::collections::BTreeMap;

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    /// The result differs from the one that the suite expects. The reason has few words and no
    /// values, so that cases with the same reason are listed together.
    Failed(String),
    /// The generator refuses the input with an error, so there is no result. The reason names the
    /// diagnostic.
    Refused(String),
}

/// The results of a suite by group, such as a file of the suite.
#[derive(Debug, Default)]
pub(crate) struct Report {
    groups: BTreeMap<String, Group>,
}

/// The results of the cases of a group.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) refused: usize,
    /// The cases that did not pass, by outcome.
    pub(crate) reasons: BTreeMap<Reason, Cases>,
}

/// Why cases did not pass.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reason {
    /// `failed` or `refused`
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// Cases with the same reason.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Cases {
    pub(crate) count: usize,
    /// Their names, each once.
    pub(crate) names: Vec<String>,
}

impl Report {
    /// Adds a case. Several cases may have the same name.
    pub(crate) fn add(&mut self, group: &str, case: &str, outcome: Outcome) {
        let group = self.groups.entry(group.to_owned()).or_default();
        let reason = match outcome {
            Outcome::Passed => {
                group.passed += 1;
                return;
            }
            Outcome::Failed(text) => {
                group.failed += 1;
                let kind = "failed";
                Reason { kind, text }
            }
            Outcome::Refused(text) => {
                group.refused += 1;
                let kind = "refused";
                Reason { kind, text }
            }
        };
        let cases = group.reasons.entry(reason).or_default();
        cases.count += 1;
        if !cases.names.iter().any(|name| name == case) {
            cases.names.push(case.to_owned());
        }
    }

    /// The groups, sorted by name.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (&str, &Group)> {
        self.groups
            .iter()
            .map(|(name, group)| (name.as_str(), group))
    }

    /// The numbers of all groups together, without reasons.
    pub(crate) fn total(&self) -> Group {
        let mut total = Group::default();
        for group in self.groups.values() {
            total.passed += group.passed;
            total.failed += group.failed;
            total.refused += group.refused;
        }
        total
    }

    /// A line for each group, and the total.
    pub(crate) fn table(&self) -> String {
        let names = self.groups.keys().map(String::len);
        let width = names.max().unwrap_or_default().max("total".len());
        let mut text = format!(
            "{:<width$} {:>6} {:>7} {:>7} {:>8}\n",
            "group", "cases", "passed", "failed", "refused"
        );
        let total = self.total();
        for (name, group) in self.groups().chain([("total", &total)]) {
            text += &format!(
                "{name:<width$} {:>6} {:>7} {:>7} {:>8}\n",
                group.cases(),
                group.passed,
                group.failed,
                group.refused
            );
        }
        text
    }
}

impl Group {
    pub(crate) fn cases(&self) -> usize {
        self.passed + self.failed + self.refused
    }
}
