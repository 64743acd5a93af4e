//! The options that select the input: `--spec`, `--overlay`, `--no-overlays`, `--tag`.

use std::fs;

use crate::support::{Directory, SMALL, assert_contains, assert_exit_code, run, stderr, stdout};

#[test]
fn missing_and_non_utf8_files_are_errors() {
    let directory = Directory::new(&[]);
    fs::write(directory.path("latin1.yaml"), b"openapi: \xfc\n").unwrap();
    for name in ["missing.yaml", "latin1.yaml"] {
        let (path, out) = (directory.path(name), directory.path("out"));
        let output = run(&["generate", "--spec", &path, "--out", &out]);
        assert_exit_code(&output, 2);
        assert_contains(&stderr(&output), &[&format!("error: cannot read {path}: ")]);
        assert!(!directory.exists("out"));
    }
}

#[test]
fn reports_every_file_that_cannot_be_read() {
    let directory = Directory::new(&[]);
    let (spec, overlay) = (directory.path("a.yaml"), directory.path("b.yaml"));
    let output = run(&["check", "--spec", &spec, "--overlay", &overlay]);
    assert_exit_code(&output, 2);
    let read = |path: &str| format!("error: cannot read {path}: ");
    assert_contains(&stderr(&output), &[&read(&spec), &read(&overlay)]);
}

#[test]
fn files_are_relative_to_the_document() {
    let document = "\
openapi: 3.1.0
info: {title: Files, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'200': {description: Fine., content: {application/json: {schema: {$ref: 'pet.yaml'}}}}}}}
";
    let pet = "type: object\nproperties: {name: {type: string}, nam: {tpye: string}}\n";
    let directory = Directory::new(&[("api.yaml", document), ("pet.yaml", pet)]);
    let (spec, out) = (directory.path("api.yaml"), directory.path("out"));
    let output = run(&["generate", "--spec", &spec, "--no-overlays", "--out", &out]);
    assert_exit_code(&output, 0);
    assert!(directory.exists("out/src/models/pet.rs"));
    // A diagnostic shows the file that it is about.
    let warning = [
        "warning[keyword-unknown]",
        "pet.yaml:2:42",
        "/properties/nam/tpye",
    ];
    assert_contains(&stderr(&output), &warning);
}

/// An overlay that sets the title of the document.
fn title_overlay(title: &str) -> String {
    format!(
        "\
overlay: 1.0.0
info: {{title: O, version: '1'}}
actions:
- target: $.info
  description: Sets the title.
  update: {{title: {title}}}
"
    )
}

#[test]
fn applies_the_given_overlays_in_order() {
    let directory = Directory::new(&[
        ("small.yaml", SMALL),
        ("one.yaml", &title_overlay("One")),
        ("two.yaml", &title_overlay("Two")),
        ("no-effect.yaml", &title_overlay("Small")),
    ]);
    let spec = directory.path("small.yaml");
    let [one, two, no_effect] =
        ["one.yaml", "two.yaml", "no-effect.yaml"].map(|name| directory.path(name));
    let ir = |arguments: &[&str]| run(&[&["ir", "--spec", &spec], arguments].concat());
    let title = |arguments: &[&str]| {
        let output = ir(arguments);
        assert_exit_code(&output, 0);
        let api: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        api["info"]["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(title(&["--no-overlays"]), "Small");
    assert_eq!(title(&["--overlay", &one]), "One");
    assert_eq!(title(&["--overlay", &one, "--overlay", &two]), "Two");
    // The project's own overlays have no target in another document.
    assert_exit_code(&ir(&[]), 2);
    assert_exit_code(&ir(&["--overlay", &no_effect]), 2);
    assert_exit_code(&ir(&["--no-overlays", "--overlay", &one]), 2);
}

#[test]
fn includes_only_operations_with_the_given_tag() {
    let directory = Directory::new(&[]);
    let out = directory.path("out");
    let output = run(&["generate", "--tag", "Webhooks", "--out", &out]);
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["1 resource, 7 operations"]);
}

#[test]
fn an_unknown_tag_is_an_error_that_lists_the_known_tags() {
    let directory = Directory::new(&[]);
    let output = run(&[
        "generate",
        "--tag",
        "Nothing",
        "--out",
        &directory.path("out"),
    ]);
    assert_exit_code(&output, 2);
    let message = stderr(&output);
    assert_contains(
        &message,
        &["no operation has the tag `Nothing`", "Webhooks"],
    );
    assert!(!directory.exists("out"));
}
