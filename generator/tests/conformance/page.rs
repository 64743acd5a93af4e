//! The docs about conformance, `docs/conformance.md`: a section for each suite with the numbers of
//! its report.
//!
//! The committed numbers are the floor: a test fails if fewer cases of a group pass, and also if
//! the section differs in any other way. With the environment variable that updates expected files,
//! the section is written. Results of other folders than the documented one are not compared.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::sync::{Mutex, PoisonError};

use crate::report::Report;
use crate::suites::{Files, Suite};
use crate::support::{UPDATE, folder};

/// The tests of the suites run in parallel and write to the same file.
static PAGE: Mutex<()> = Mutex::new(());

const HEAD: &str = "\
# Conformance

The results of public test suites that nobody in this project wrote. The suites are not part of the
repository; tests run those that are beside it. This file is written by a command, and the tests
fail if it does not match:

```text
SDK_UPDATE_EXPECTED=1 cargo test -p sdk-generator --test conformance
```

A case is *refused* if the generator reports an error, so that there is no SDK to test. It counts
as not passed.
";

/// What is between the numbers and the reasons.
const NOT_PASSED: &str = "\nThe cases that do not pass:\n\n";

/// Compares the results with the section of the suite, or writes it.
///
/// # Panics
///
/// If the results of the documented folder differ from the section.
pub(crate) fn check(suite: &Suite, files: &Files, report: &Report) {
    if !files.is_documented {
        println!("not compared with docs/conformance.md: not the documented folder");
        return;
    }
    let _guard = PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = folder("../docs/conformance.md");
    let page = fs::read_to_string(&path).unwrap_or_default();
    let section = section(suite, report);
    let mut sections = sections(&page);
    let committed = sections.insert(suite.title.to_owned(), section.clone());
    if env::var_os(UPDATE).is_some() {
        fs::write(&path, joined(&sections)).unwrap();
        return;
    }
    let committed = committed.unwrap_or_default();
    let fallen = fallen(&committed, report);
    assert!(fallen.is_empty(), "fewer cases pass\n{fallen}");
    assert!(
        committed == section && page == joined(&sections),
        "docs/conformance.md is not up to date; set {UPDATE}=1 to write it\n{section}"
    );
}

/// The section of a suite, with its heading.
fn section(suite: &Suite, report: &Report) -> String {
    let mut text = format!("## {}\n\n{}\n\n", suite.title, suite.about.trim());
    text += "| group | cases | passed | failed | refused |\n|---|--:|--:|--:|--:|\n";
    let total = report.total();
    let names = report.groups().map(|(name, group)| (code(name), group));
    for (name, group) in names.chain([("total".to_owned(), &total)]) {
        writeln!(
            text,
            "| {name} | {} | {} | {} | {} |",
            group.cases(),
            group.passed,
            group.failed,
            group.refused
        )
        .unwrap();
    }
    let mut reasons = String::new();
    for (name, group) in report.groups() {
        for (reason, cases) in &group.reasons {
            let names: Vec<_> = cases.names.iter().map(|name| code(name)).collect();
            writeln!(
                reasons,
                "| {} | {} | {} | {} | {} |",
                code(name),
                reason.kind,
                cases.count,
                cell(&reason.text),
                names.join(", ")
            )
            .unwrap();
        }
    }
    if !reasons.is_empty() {
        text += NOT_PASSED;
        text += "| group | outcome | cases | reason | names |\n|---|---|--:|---|---|\n";
        text += &reasons;
    }
    text
}

fn code(name: &str) -> String {
    format!("`{}`", cell(name))
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The sections of the docs by title.
fn sections(page: &str) -> BTreeMap<String, String> {
    let parts = page.split("\n## ").skip(1);
    let parts = parts.map(|part| {
        let title = part.lines().next().unwrap_or_default();
        (title.to_owned(), format!("## {}\n", part.trim_end()))
    });
    parts.collect()
}

fn joined(sections: &BTreeMap<String, String>) -> String {
    let parts = sections.values().map(|section| format!("\n{section}"));
    HEAD.to_owned() + &parts.collect::<String>()
}

/// The groups with fewer cases that pass than in the committed section, one in a line.
fn fallen(committed: &str, report: &Report) -> String {
    let passed: BTreeMap<String, usize> = report
        .groups()
        .map(|(name, group)| (code(name), group.passed))
        .collect();
    let mut text = String::new();
    let table = committed.split(NOT_PASSED).next().unwrap_or_default();
    for row in table.lines() {
        let cells: Vec<_> = row.split(" | ").collect();
        let [name, _, least, ..] = cells.as_slice() else {
            continue;
        };
        let name = name.trim_start_matches("| ");
        let (Ok(least), true) = (least.parse::<usize>(), name != "total") else {
            continue;
        };
        let found = passed.get(name).copied().unwrap_or_default();
        if found < least {
            writeln!(text, "{name}: {found} pass, not {least}").unwrap();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Outcome;

    const SUITE: Suite = Suite {
        title: "Suite",
        about: "A case is a case.",
        folder: "suite",
        variable: "SUITE",
    };

    fn report(outcomes: &[(&str, Outcome)]) -> Report {
        let mut report = Report::default();
        for (index, (group, outcome)) in outcomes.iter().enumerate() {
            report.add(group, &format!("case {index}"), outcome.clone());
        }
        report
    }

    #[test]
    fn a_section_has_the_numbers_and_the_reasons() {
        let refused = || Outcome::Refused("`ref-external`".to_owned());
        let report = report(&[
            ("b", Outcome::Passed),
            ("a|b", refused()),
            ("a|b", refused()),
            ("b", Outcome::Failed("another value".to_owned())),
        ]);
        assert_eq!(
            section(&SUITE, &report),
            "\
## Suite

A case is a case.

| group | cases | passed | failed | refused |
|---|--:|--:|--:|--:|
| `a\\|b` | 2 | 0 | 0 | 2 |
| `b` | 2 | 1 | 1 | 0 |
| total | 4 | 1 | 1 | 2 |

The cases that do not pass:

| group | outcome | cases | reason | names |
|---|---|--:|---|---|
| `a\\|b` | refused | 2 | `ref-external` | `case 1`, `case 2` |
| `b` | failed | 1 | another value | `case 3` |
"
        );
    }

    #[test]
    fn a_group_with_fewer_passed_cases_has_fallen() {
        let two = report(&[("a", Outcome::Passed), ("a", Outcome::Passed)]);
        let committed = section(&SUITE, &two);
        assert_eq!(fallen(&committed, &two), "");
        let one = report(&[
            ("a", Outcome::Passed),
            ("a", Outcome::Failed(String::new())),
        ]);
        assert_eq!(fallen(&committed, &one), "`a`: 1 pass, not 2\n");
        assert_eq!(
            fallen(&committed, &report(&[])),
            "`a`: 0 pass, not 2\n",
            "a group that is gone"
        );
        let more = report(&[
            ("a", Outcome::Passed),
            ("a", Outcome::Passed),
            ("a", Outcome::Passed),
        ]);
        assert_eq!(fallen(&committed, &more), "");
    }

    #[test]
    fn sections_are_read_as_they_are_written() {
        let report = report(&[("a", Outcome::Passed)]);
        let sections: BTreeMap<_, _> = [
            ("Suite".to_owned(), section(&SUITE, &report)),
            ("Other".to_owned(), "## Other\n\nText.\n".to_owned()),
        ]
        .into();
        let page = joined(&sections);
        assert_eq!(super::sections(&page), sections);
        assert!(page.find("## Other") < page.find("## Suite"));
    }
}
