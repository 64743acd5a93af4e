//! `lint`.

use std::fs;

use sdk_generator::lint::documentation;
use serde_json::{Value, json};

use crate::support::{
    Directory, SMALL, assert_contains, assert_exit_code, repository, run, stderr, stdout,
};

/// A document with a note, a warning and an error.
const DEFECTS: &str = "\
openapi: 3.1.0
info: {title: Defects, version: '1'}
paths:
  /a/{id}:
    get:
      operationId: a
      responses: {'200': {description: OK}}
components:
  schemas:
    A: {type: array}
";

fn lint(document: &str, options: &[&str]) -> (Directory, std::process::Output) {
    let directory = Directory::new(&[("api.yaml", document)]);
    let spec = directory.path("api.yaml");
    let output = run(&[&["lint", "--spec", &spec], options].concat());
    (directory, output)
}

fn json_of(output: &std::process::Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap()
}

#[test]
fn the_docs_have_the_table_of_the_rules() {
    let path = repository().join("xtask/docs/lint.md");
    let docs = fs::read_to_string(&path).unwrap();
    let (text, _) = docs
        .split_once("| code | severity |")
        .unwrap_or((&docs, ""));
    let expected = format!("{text}{}", documentation());
    if std::env::var_os("SDK_UPDATE_EXPECTED").is_some() {
        fs::write(&path, expected).unwrap();
    } else {
        assert_eq!(docs, expected, "set SDK_UPDATE_EXPECTED=1 to update it");
    }
}

#[test]
fn prints_findings_with_position_pointer_help_and_counts() {
    let (_directory, output) = lint(DEFECTS, &[]);
    assert_exit_code(&output, 1);
    assert_contains(
        &stdout(&output),
        &[
            "error[path-parameters-defined]: `GET /a/{id}` does not declare `id`\n --> ",
            "api.yaml:5:5\n  = at /paths/~1a~1{id}/get\n  = help: declare each parameter",
            "warning[array-items]: the array has no `items`\n --> ",
            "api.yaml:10:5\n  = at /components/schemas/A\n  = help: add `items`\n",
            "    1  array-items              warning\n",
            "    1  unreachable-schema       note\n",
            "3 findings in ",
        ],
    );
}

#[test]
fn the_exit_code_does_not_count_notes() {
    let (_directory, output) = lint(SMALL, &[]);
    let findings = json_of(&lint(SMALL, &["--format", "json"]).1)["findings"].clone();
    let severe = findings
        .as_array()
        .unwrap()
        .iter()
        .any(|one| one["severity"] != "note");
    assert_exit_code(&output, i32::from(severe));
    let (_directory, output) = lint(
        "openapi: 3.1.0\ninfo: {title: N, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: string}}}\n",
        &[],
    );
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["note[unreachable-schema]"]);
}

#[test]
fn refuses_a_document_that_is_not_openapi() {
    for text in ["swagger: '2.0'\n", "a: [\n"] {
        let (_directory, output) = lint(text, &["--format", "json"]);
        assert_exit_code(&output, 2);
        assert_eq!(stdout(&output), "");
        assert_contains(&stderr(&output), &["api.yaml:", "the input is invalid"]);
    }
    let output = run(&["lint", "--spec", "does-not-exist.yaml"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["cannot read does-not-exist.yaml"]);
}

#[test]
fn prints_json() {
    let (_directory, output) = lint(DEFECTS, &["--format", "json"]);
    assert_exit_code(&output, 1);
    let report = json_of(&output);
    assert_eq!(
        report["counts"],
        json!({"unreachable-schema": 1, "path-parameters-defined": 1, "array-items": 1})
    );
    let first = &report["findings"][0];
    assert_eq!(first["code"], "path-parameters-defined");
    assert_eq!(first["severity"], "error");
    assert_eq!((&first["line"], &first["column"]), (&json!(5), &json!(5)));
    assert_eq!(first["pointer"], "/paths/~1a~1{id}/get");
    assert!(report.get("overlays").is_none());
}

#[test]
fn prints_sarif() {
    let (_directory, output) = lint(DEFECTS, &["--format", "sarif"]);
    assert_exit_code(&output, 1);
    let log = json_of(&output);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let rule = rules.iter().find(|rule| rule["id"] == result["ruleId"]);
        let level = &rule.unwrap()["defaultConfiguration"]["level"];
        assert_eq!(*level, result["level"]);
    }
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, json!({"startLine": 5, "startColumn": 5}));
}

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: O, version: '1'}
actions:
- {target: $.info, description: d, update: {x-a: 1}}
- {target: $.components.schemas.A, description: d, update: {type: array}}
- {target: $.paths.gone.more, description: d, remove: true}
";

#[test]
fn lists_what_each_action_does() {
    let directory = Directory::new(&[("api.yaml", DEFECTS), ("o.yaml", OVERLAY)]);
    let (spec, overlay) = (directory.path("api.yaml"), directory.path("o.yaml"));
    let arguments = ["lint", "--spec", &spec, "--overlay", &overlay, "--overlays"];
    let output = run(&arguments);
    assert_exit_code(&output, 1);
    assert_contains(
        &stdout(&output),
        &[
            "o.yaml:4:3 update $.info\n  changes 1 location\n    /info\n",
            "o.yaml:5:3 update $.components.schemas.A\n  stale: upstream has made this change",
            "    /components/schemas/A\n",
            "o.yaml:6:3 remove $.paths.gone.more\n  stale: the target selects nothing",
            "3 actions, 2 stale\n",
        ],
    );
    let report = json_of(&run(&[&arguments[..], &["--format", "json"]].concat()));
    let effects = report["overlays"].as_array().unwrap().iter();
    let effects: Vec<_> = effects.map(|one| one["effect"].as_str().unwrap()).collect();
    assert_eq!(effects, ["changed", "already-made", "no-match"]);
    let log = json_of(&run(&[&arguments[..], &["--format", "sarif"]].concat()));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let stale = results
        .iter()
        .filter(|one| one["ruleId"] == "overlay-stale");
    assert_eq!(stale.count(), 2);
}

#[test]
fn refuses_an_invalid_overlay_with_its_line() {
    let text = OVERLAY.replace("$.paths.gone.more", "paths");
    let directory = Directory::new(&[("api.yaml", DEFECTS), ("o.yaml", &text)]);
    let (spec, overlay) = (directory.path("api.yaml"), directory.path("o.yaml"));
    let output = run(&["lint", "--spec", &spec, "--overlay", &overlay, "--overlays"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["error[overlay-target]", "o.yaml:6:"]);
}

#[test]
fn no_action_of_this_project_is_stale() {
    let output = run(&["lint", "--overlays", "--format", "json"]);
    let report = json_of(&output);
    let actions = report["overlays"].as_array().unwrap();
    assert!(!actions.is_empty());
    assert!(actions.iter().all(|action| action["stale"] == false));
    let errors = report["findings"].as_array().unwrap().iter();
    let errors = errors.filter(|one| one["severity"] == "error");
    // Corrected by an overlay, which the lint does not apply.
    let errors: Vec<_> = errors.map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(errors, ["status-without-content"]);
}
