//! The suite of the Overlay Specification, 1.0 and 1.1.
//!
//! It has two parts. A compliant set is a folder with a document, an overlay, and the document after
//! the overlay was applied (`output.yaml`). The files in `tests/<version>/pass` and `fail` are
//! overlays that are valid or not, according to the JSON Schema of the specification.
//!
//! All of them are read by the rules of the specification ([`Rules::Specification`]): the rules that
//! this project has for its own overlays would refuse most of them.

use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::diagnostics::{Diagnostics, Severity, Style};
use sdk_generator::overlay::{self, Rules};
use sdk_generator::source::{self, Document};
use serde_json::Value;

use crate::page;
use crate::report::{Outcome, Report};
use crate::suites::Suite;

const SUITE: Suite = Suite {
    title: "OpenAPI Overlay",
    about: "\
The compliant sets and the tests of the Overlay Specification, 1.0 and 1.1. A compliant set passes
if the document with the overlay equals the expected document as a JSON value. A file in
`tests/<version>/pass` passes if the overlay is valid, one in `fail` if it is refused. All of them
are read by the rules of the specification; [overlays.md](overlays.md) explains how they differ from
the rules for the overlays of this project.",
    folder: "overlay-suite",
    variable: "OVERLAY_SUITE",
};

/// The group of the compliant sets.
const COMPLIANT_SETS: &str = "compliant sets";

#[test]
fn overlays_are_applied_and_refused_as_the_suite_says() {
    let Some(files) = SUITE.files() else {
        return;
    };
    let mut report = Report::default();
    let mut details = String::new();
    let mut add = |group: &str, case: &str, result: Result<(), Problem>| {
        let outcome = match result {
            Ok(()) => Outcome::Passed,
            Err(problem) => {
                details += &format!("{group}: {case}\n{}\n", problem.detail);
                problem.outcome
            }
        };
        report.add(group, case, outcome);
    };
    for folder in compliant_sets(&files.path) {
        add(COMPLIANT_SETS, &name(&folder), compliant_set(&folder));
    }
    for version in entries(&files.path.join("tests")) {
        for (folder, check) in [
            ("pass", valid as fn(&Path) -> Result<(), Problem>),
            ("fail", invalid),
        ] {
            let group = format!("tests/{}/{folder}", name(&version));
            for file in entries(&version.join(folder)) {
                add(&group, &name(&file), check(&file));
            }
        }
    }
    assert!(report.total().cases() > 0, "the suite has no cases");
    println!("{details}{}\n{}", SUITE.title, report.table());
    page::check(&SUITE, &files, &report);
}

/// Why a case does not pass.
struct Problem {
    outcome: Outcome,
    detail: String,
}

fn failed(reason: &str, detail: String) -> Problem {
    let outcome = Outcome::Failed(reason.to_owned());
    Problem { outcome, detail }
}

/// A case with an overlay that must be valid, but has errors.
fn refused(diagnostics: &Diagnostics) -> Problem {
    let errors = diagnostics.iter();
    let errors = errors.filter(|one| one.severity() == Severity::Error);
    let mut codes: Vec<_> = errors.map(|one| format!("`{}`", one.code)).collect();
    codes.dedup();
    Problem {
        outcome: Outcome::Refused(codes.join(", ")),
        detail: diagnostics.render(Style::Plain),
    }
}

fn compliant_set(folder: &Path) -> Result<(), Problem> {
    let mut diagnostics = Diagnostics::new();
    let mut read = |path: &Path| read(path, &mut diagnostics);
    let input = entries(folder)
        .into_iter()
        .find(|file| !["overlay.yaml", "output.yaml"].contains(&name(file).as_str()));
    let input = input.unwrap_or_else(|| panic!("{} has no document", folder.display()));
    let documents = (
        read(&input),
        read(&folder.join("overlay.yaml")),
        read(&folder.join("output.yaml")),
    );
    let (Some(document), Some(overlay), Some(expected)) = documents else {
        return Err(refused(&diagnostics));
    };
    let applied = overlay::apply(document, &[overlay], Rules::Specification, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(refused(&diagnostics));
    }
    let found = applied.document.value;
    if found == expected.value {
        return Ok(());
    }
    let text = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    let (expected, found) = (text(&expected.value), text(&found));
    let diff = similar::TextDiff::from_lines(&expected, &found);
    let diff = diff.unified_diff().header("expected", "found").to_string();
    Err(failed("another document", diff))
}

fn valid(file: &Path) -> Result<(), Problem> {
    let diagnostics = validated(file);
    if diagnostics.has_errors() {
        return Err(refused(&diagnostics));
    }
    Ok(())
}

fn invalid(file: &Path) -> Result<(), Problem> {
    if validated(file).has_errors() {
        return Ok(());
    }
    Err(failed("the overlay is not refused", String::new()))
}

fn validated(file: &Path) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if let Some(overlay) = read(file, &mut diagnostics) {
        overlay::validate(&overlay, Rules::Specification, &mut diagnostics);
    }
    diagnostics
}

fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
    let text = fs::read_to_string(path);
    let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    source::read(crate::support::source(&name(path), &text), diagnostics).ok()
}

/// The folders with an overlay.
fn compliant_sets(suite: &Path) -> Vec<PathBuf> {
    let mut folders = entries(suite);
    folders.extend(entries(&suite.join("compliant-sets")));
    folders.retain(|folder| folder.join("overlay.yaml").is_file());
    folders
}

/// What is in a folder, sorted. A folder that does not exist has nothing.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = found.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
