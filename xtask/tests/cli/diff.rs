//! `diff`: formats, exit codes and bad input. The findings are tested in the generator.

use serde_json::Value;

use crate::support::{
    BROKEN, Directory, SMALL, assert_contains, assert_exit_code, run, stderr, stdout,
};

/// A directory with `old.yaml` and `new.yaml`.
fn pair(old: &str, new: &str) -> Directory {
    Directory::new(&[("old.yaml", old), ("new.yaml", new)])
}

fn diff(directory: &Directory, options: &[&str]) -> std::process::Output {
    let (old, new) = (directory.path("old.yaml"), directory.path("new.yaml"));
    run(&[&["diff", &old, &new], options].concat())
}

fn without_operation() -> String {
    SMALL.replace("operationId: ", "operationId: other-")
}

#[test]
fn reports_a_breaking_change_in_every_format_with_exit_code_1() {
    let directory = pair(SMALL, &without_operation());
    let text = diff(&directory, &[]);
    assert_exit_code(&text, 1);
    assert_contains(
        &stdout(&text),
        &[
            "class: breaking, on the wire: additive",
            "version: major (minor before 1.0)",
            "[operation-id-changed]",
            "-> call `client.",
        ],
    );
    let markdown = diff(&directory, &["--format", "markdown"]);
    assert_exit_code(&markdown, 1);
    assert_contains(
        &stdout(&markdown),
        &[
            "## Breaking in source",
            "(operation-id-changed)",
            "- Migration: call",
        ],
    );
    let json = diff(&directory, &["--format", "json"]);
    assert_exit_code(&json, 1);
    let report: Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(report["class"], "breaking");
    assert_eq!(report["wire"], "additive");
    assert_eq!(report["bump"], "major");
    let finding = &report["findings"][0];
    assert_eq!(finding["kind"], "operation-id-changed");
    assert_eq!(finding["class"], "breaking-source");
    for key in ["fingerprint", "old", "new", "rust", "migration", "subject"] {
        assert!(finding[key].is_string(), "{key}");
    }
}

#[test]
fn counts_changes_of_docs_and_lists_them_with_verbose() {
    let directory = pair(
        SMALL,
        &SMALL.replace("openapi: 3.1.0", "x-a: 1\nopenapi: 3.1.0"),
    );
    let brief = diff(&directory, &[]);
    assert_exit_code(&brief, 0);
    assert_contains(
        &stdout(&brief),
        &["class: docs-only", "version: patch", "document-changed: 1"],
    );
    let verbose = diff(&directory, &["--verbose"]);
    assert_contains(
        &stdout(&verbose),
        &["document: only the order", "[document-changed]"],
    );
}

#[test]
fn says_that_the_documents_are_the_same() {
    let directory = pair(SMALL, SMALL);
    let same_content = diff(&directory, &["--format", "json"]);
    assert_exit_code(&same_content, 0);
    let report: Value = serde_json::from_str(&stdout(&same_content)).unwrap();
    for key in ["class", "wire", "bump"] {
        assert_eq!(report[key], "none");
    }
    assert_contains(
        &stderr(&same_content),
        &["both files have the same content"],
    );
    let old = directory.path("old.yaml");
    let same_file = run(&["diff", &old, &old]);
    assert_exit_code(&same_file, 0);
    assert_contains(&stderr(&same_file), &["both arguments are the same file"]);
    assert_contains(
        &stdout(&same_file),
        &["class: none, the documents are the same"],
    );
    directory.write("new.yaml", &format!("# A comment.\n{SMALL}"));
    let same_value = diff(&directory, &[]);
    assert_exit_code(&same_value, 0);
    assert_contains(
        &stderr(&same_value),
        &["the same apart from layout and comments"],
    );
}

#[test]
fn refuses_documents_that_cannot_be_read() {
    let directory = pair("openapi: [", SMALL);
    let invalid = diff(&directory, &[]);
    assert_exit_code(&invalid, 2);
    assert_contains(&stderr(&invalid), &["old.yaml", "cannot compare"]);
    let old = directory.path("old.yaml");
    let missing = run(&["diff", &directory.path("none.yaml"), &old]);
    assert_exit_code(&missing, 2);
    assert_contains(
        &stderr(&missing),
        &["cannot read", "none.yaml", "cannot compare", "old.yaml"],
    );
}

#[test]
fn compares_what_is_left_of_a_document_with_errors() {
    let directory = pair(BROKEN, BROKEN);
    let output = diff(&directory, &[]);
    assert_contains(&stderr(&output), &["the parts at fault are not compared"]);
    assert_exit_code(&output, 0);
}

#[test]
fn refuses_documents_of_different_apis() {
    let other = SMALL
        .replace("title: Small", "title: Other")
        .replace("/pets", "/cars");
    let directory = pair(SMALL, &other);
    let output = diff(&directory, &[]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["`Small`", "`Other`", "different APIs"]);
}

#[test]
fn accepts_an_api_with_another_title() {
    let directory = pair(SMALL, &SMALL.replace("title: Small", "title: Other"));
    let output = diff(&directory, &[]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &["class: docs-only", "api-docs-changed: 1"],
    );
}

#[test]
fn applies_an_overlay_to_both_documents() {
    let directory = pair(SMALL, &without_operation());
    directory.write(
        "overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n- target: $.paths.*.*\n  description: One name.\n  update: {operationId: same}\n",
    );
    let output = diff(&directory, &["--overlay", &directory.path("overlay.yaml")]);
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["class: none"]);
}
