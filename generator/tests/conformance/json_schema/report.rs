//! The table of results, and the floor below which the numbers must not fall.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use super::document::Refused;
use super::sdk::{Outcome, Results};
use super::suite::Group;
use crate::support::{UPDATE, folder};

/// The floor: per file of the suite, the number of instances that pass.
const FLOOR: &str = "conformance/json_schema/floor.txt";
/// The comment at the start of the floor.
const FLOOR_HEADER: &str = "\
# The number of valid instances that pass, by file of the suite. It must not fall. To raise it:
# SDK_UPDATE_EXPECTED=1 cargo test -p sdk-generator --test conformance
";

/// The results of one file.
#[derive(Default)]
struct Row {
    groups: usize,
    refused: usize,
    valid: usize,
    passed: usize,
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.groups += other.groups;
        self.refused += other.refused;
        self.valid += other.valid;
        self.passed += other.passed;
    }

    fn line(&self, name: &str) -> String {
        format!(
            "{name:<36} {:>6} {:>8} {:>7} {:>7} {:>7}\n",
            self.groups,
            self.refused,
            self.valid,
            self.passed,
            self.valid - self.passed
        )
    }
}

/// The results by file, and what went wrong.
pub(crate) struct Report {
    rows: BTreeMap<String, Row>,
    details: String,
}

impl Report {
    pub(crate) fn new(suite: &[Group], refused: &Refused, results: &Results) -> Self {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut details = String::new();
        for group in suite {
            let row = rows.entry(group.file.clone()).or_default();
            row.groups += 1;
            row.valid += group.instances.len();
            if let Some(errors) = refused.get(&group.id) {
                row.refused += 1;
                details += &refusal(group, errors);
                continue;
            }
            let outcomes = &results[&group.id];
            let passed = outcomes.iter().filter(|one| **one == Outcome::Passed);
            row.passed += passed.count();
            details += &failures(group, outcomes);
        }
        Self { rows, details }
    }

    /// The refused groups with the errors, and the instances that do not pass.
    pub(crate) fn details(&self) -> &str {
        &self.details
    }

    /// A line for each file, and the totals.
    pub(crate) fn table(&self) -> String {
        let mut total = Row::default();
        let mut text = format!(
            "{:<36} {:>6} {:>8} {:>7} {:>7} {:>7}\n",
            "file", "groups", "refused", "valid", "passed", "failed"
        );
        for (file, row) in &self.rows {
            text += &row.line(file);
            total.add(row);
        }
        text + &total.line("total")
    }

    /// Fails if fewer instances pass than the committed floor says. With the environment variable
    /// that updates expected files, writes the floor.
    pub(crate) fn check_floor(&self, is_own_suite: bool) {
        let path = folder(FLOOR);
        if is_own_suite && env::var_os(UPDATE).is_some() {
            self.write_floor(&path);
            return;
        }
        let floor = fs::read_to_string(&path).unwrap();
        let lines = floor.lines().filter(|line| !line.starts_with('#'));
        let mut fallen = String::new();
        for line in lines {
            let (file, least) = line.rsplit_once(' ').unwrap();
            let least: usize = least.parse().unwrap();
            let Some(row) = self.rows.get(file) else {
                // Another folder may have other files.
                assert!(!is_own_suite, "{file} is not in the suite");
                continue;
            };
            if row.passed < least {
                writeln!(fallen, "{file}: {} pass, not {least}", row.passed).unwrap();
            }
        }
        assert!(fallen.is_empty(), "fewer instances pass\n{fallen}");
    }

    fn write_floor(&self, path: &PathBuf) {
        let mut text = FLOOR_HEADER.to_owned();
        for (file, row) in &self.rows {
            writeln!(text, "{file} {}", row.passed).unwrap();
        }
        fs::write(path, text).unwrap();
    }
}

fn refusal(group: &Group, errors: &[(String, String)]) -> String {
    let mut text = format!("{} refused: {}\n", group.id, group.description);
    for (code, message) in errors {
        writeln!(text, "    {code}: {message}").unwrap();
    }
    text
}

fn failures(group: &Group, outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for (instance, outcome) in group.instances.iter().zip(outcomes) {
        let Outcome::Failed(view, failure) = outcome else {
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
            "    {}: {json}\n        {view}: {failure}",
            instance.description
        )
        .unwrap();
    }
    text
}
