//! `budget`.

use std::fs;

use crate::support::{
    Directory, assert_contains, assert_exit_code, repository, run, stderr, stdout,
};

/// The budgets of the project, after a change, and the outcome of `budget` with them.
fn run_with(change: impl FnOnce(&str) -> String) -> std::process::Output {
    let text = fs::read_to_string(repository().join("xtask/budgets.toml")).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    let directory = Directory::new(&[("budgets.toml", &changed)]);
    run(&["budget", "--budgets", &directory.path("budgets.toml")])
}

/// The budgets with another last limit of a measure, whose value is as small.
fn with_limit(text: &str, measure: &str, limit: u64) -> String {
    let start = text.find(&format!("\"{measure}\" = [")).unwrap();
    let (before, rest) = text.split_at(start);
    let end = rest.find("\n]").unwrap();
    let (limits, after) = rest.split_at(end);
    let more = format!(
        "\n    {{ version = \"999.0.0\", measured = 0, limit = {limit}, reason = \"a test\" }},"
    );
    format!("{before}{limits}{more}{after}")
}

/// The gate as a test: the project is within its budgets.
#[test]
fn the_project_is_within_its_budgets() {
    let output = run(&["budget"]);
    assert_exit_code(&output, 0);
    let counted = "note: skipped, because instructions are only counted with `--instructions`";
    assert_contains(&stdout(&output), &["cargo xtask: crates ", counted]);
    assert_eq!(stderr(&output), "");
}

#[test]
fn each_budget_that_does_not_fit_is_reported_with_what_to_do() {
    let output = run_with(|text| {
        let text = with_limit(text, "cargo xtask: crates", 2);
        let text = with_limit(&text, "codat-platform: crates with no features", 1000);
        text.replace("\"codat-platform: items of the runtime\"", "\"items\"")
    });
    assert_exit_code(&output, 1);
    assert_contains(
        &stderr(&output),
        &[
            "error: cargo xtask: crates: ",
            " exceeds the budget of 2, which version 999.0.0 has set",
            "was: 0 (a test)",
            "help: `cargo tree --package xtask --edges normal,build",
            "append to `cargo xtask: crates` in ",
            "error: codat-platform: items of the runtime has no budget",
            "`items` is not the name of a measure",
        ],
    );
    let note = " is much less than the budget of 1,000; lower it in ";
    assert_contains(&stdout(&output), &[note]);
}

#[test]
fn an_invalid_file_is_refused() {
    let output = run_with(|text| format!("since = 1\n{text}"));
    assert_exit_code(&output, 2);
    assert_contains(
        &stderr(&output),
        &["budgets.toml: ", "unknown field `since`"],
    );
}
