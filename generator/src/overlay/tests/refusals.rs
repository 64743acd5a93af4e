//! Overlays that are invalid or stale, and the diagnostics.

use super::*;

#[test]
fn refuses_other_versions() {
    for version in ["1.0.0", "1.0.1", "1.0.17", "1.1.0", "1.1.3"] {
        let text =
            HEAD.replace("1.0.0", version) + "- {target: $, description: d, update: {a: 1}}\n";
        assert_eq!(
            run("b: 1", &[&text]).unwrap(),
            json!({"b": 1, "a": 1}),
            "{version}"
        );
    }
    for version in [
        "1.2.0", "1.0", "1.0.x", "1.0.", "1.1", "1.1.", "2.0.0", "'1.0'", "[]",
    ] {
        let text = HEAD.replace("1.0.0", version) + "- {unknown: 1}\n";
        assert_eq!(
            codes(run("b: 1", &[&text])),
            ["overlay-version"],
            "{version}"
        );
    }
    assert_eq!(
        run("b: 1", &["# x\noverlay: 1.2.0\n"]).unwrap_err(),
        "\
error[overlay-version]: Overlay 1.2.0 is not supported
 --> o.yaml:2:1
  |
2 | overlay: 1.2.0
  | ^^^^^^^
  |
  = at /overlay
  = help: write `overlay: 1.1.0`, and use only features of that version

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_missing_properties() {
    let whole = ["overlay-property-missing"; 2];
    assert_eq!(codes(run("a: 1", &["overlay: 1.0.0\n"])), whole);
    assert_eq!(
        codes(run(
            "a: 1",
            &["overlay: 1.0.0\ninfo: {}\nactions: [{target: $.a, description: d, remove: true}]\n"]
        )),
        whole
    );
    assert_eq!(
        codes(run(
            "a: 1",
            &["overlay: 1.0.0\ninfo: {title: ' ', version: v}\nactions: []\n"]
        )),
        whole
    );
    assert_eq!(
        codes(run(
            "a: 1",
            &[&format!("{HEAD}- {{remove: true, description: ''}}\n")]
        )),
        whole
    );
    assert_eq!(
        codes(run("a: 1", &["a: 1\n"])),
        ["overlay-property-missing"]
    );
    assert_eq!(
        run("a: 1", &[&format!("{HEAD}- target: $.a\n  remove: true\n")]).unwrap_err(),
        "\
error[overlay-property-missing]: the action has no `description`
 --> o.yaml:4:3
  |
4 | - target: $.a
  |   ^^^^^^^^^^^
  |
  = at /actions/0
  = help: say what is wrong in the document, why, and since when

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_unknown_properties() {
    let text = "overlay: 1.0.0\nextend: x\ninfo: {title: t, version: v, summary: s}\nactions:\n\
                - target: $.a\n  description: d\n  remove: true\n  copy: $.b\n";
    let report = run("a: 1", &[text]).unwrap_err();
    assert_eq!(codes(Err(report.clone())), ["overlay-property-unknown"; 3]);
    let last = report.split("\n\n").nth(2).unwrap();
    assert_eq!(
        last,
        "\
error[overlay-property-unknown]: the action has an unknown property `copy`
 --> o.yaml:8:3
  |
8 |   copy: $.b
  |   ^^^^
  |
  = at /actions/0/copy
  = help: write `overlay: 1.1.0`, since `copy` is not part of 1.0"
    );
}

#[test]
fn refuses_values_of_the_wrong_type() {
    let kinds = ["overlay-property-type"; 4];
    let text = "overlay: 1.0.0\nextends: 1\ninfo: {title: [], version: 1.0}\nactions: {}\n";
    assert_eq!(codes(run("a: 1", &[text])), kinds);
    let actions = format!(
        "\
{HEAD}- 1
- {{target: 1, description: d, remove: true}}
- {{target: $, description: d, remove: 'true'}}
"
    );
    assert_eq!(codes(run("a: 1", &[&actions])), kinds[..3]);
    let text = "\
overlay: 1.0.0
info:
  title: t
  version: 1.0
actions: [{target: $.a, description: d, remove: true}]
";
    assert_eq!(
        run("a: 1", &[text]).unwrap_err(),
        "\
error[overlay-property-type]: `version` must be a string, not a number
 --> o.yaml:4:3
  |
4 |   version: 1.0
  |   ^^^^^^^
  |
  = at /info/version
  = help: quote it

1 error, 0 warnings
"
    );
}

#[test]
fn requires_exactly_one_change_in_an_action() {
    let both = after(
        "a: 1",
        &[
            ("$", "update: {b: 1}, remove: true"),
            ("$.a", "remove: false"),
            ("$.a", "x-y: 1"),
        ],
    );
    assert_eq!(codes(both), ["overlay-modifier"; 3]);
    assert_eq!(run("a: 1", &[&format!("{HEAD}- target: $.a\n  description: d\n")]).unwrap_err(), "\
error[overlay-modifier]: the action has no `update` or `remove: true`
 --> o.yaml:4:3
  |
4 | - target: $.a
  |   ^^^^^^^^^^^
  |
  = at /actions/0
  = help: use exactly one of them; to replace a value, remove it and update its parent in a second action

1 error, 0 warnings
");
}

#[test]
fn refuses_targets_that_are_not_json_paths() {
    for target in [
        "paths",
        "",
        "$.paths./a",
        "$.paths['/a'",
        "$.a[?@.b == ]",
        "$.a[",
        "$.x-y",
    ] {
        let code = codes(after("a: 1", &[(target, "remove: true")]));
        let expected = if target.is_empty() {
            "overlay-property-missing"
        } else {
            "overlay-target"
        };
        assert_eq!(code, [expected], "{target}");
    }
    assert_eq!(
        after("A: {é_1: [x]}", &[("$.A.é_1[0]", "remove: true")]).unwrap(),
        json!({"A": {"é_1": []}})
    );
    let text = format!("{HEAD}- description: d\n  target: $.paths./a.get\n  remove: true\n");
    assert_eq!(run("a: 1", &[&text]).unwrap_err(), "\
error[overlay-target]: the target `$.paths./a.get` is not a valid JSONPath: in dot member name, must start with a letter or '_' (character 9)
 --> o.yaml:5:3
  |
5 |   target: $.paths./a.get
  |   ^^^^^^
  |
  = at /actions/0/target
  = help: write a JSONPath of RFC 9535; names with characters other than letters, digits and `_` are written as `['...']`

1 error, 0 warnings
");
}

#[test]
fn reports_the_stale_actions_of_all_overlays_in_one_run() {
    let text = format!(
        "\
{HEAD}- target: $.nothing
  description: d
  remove: true
- target: $.info
  description: d
  update: {{title: T}}
- target: $.tags
  description: d
  update: a
- target: $.info
  description: d
  update: {{}}
"
    );
    let good = format!("{HEAD}- {{target: $.info, description: d, update: {{x: 1}}}}\n");
    let report = run("info: {title: T}\ntags: [a]\n", &[&good, &text]).unwrap_err();
    assert_eq!(
        report,
        "\
error[overlay-no-match]: the target `$.nothing` selects nothing in api.yaml
 --> o.yaml:4:3
  |
4 | - target: $.nothing
  |   ^^^^^^^^^^^^^^^^^
  |
  = at /actions/0
  = help: fix the target, or delete the action

error[overlay-no-change]: the update of `$.info` changes nothing in api.yaml
 --> o.yaml:7:3
  |
7 | - target: $.info
  |   ^^^^^^^^^^^^^^
  |
  = at /actions/1
  = help: upstream has made the same change: delete the action

error[overlay-no-change]: the update of `$.tags` changes nothing in api.yaml
  --> o.yaml:10:3
   |
10 | - target: $.tags
   |   ^^^^^^^^^^^^^^
   |
   = at /actions/2
   = help: upstream has made the same change: delete the action

error[overlay-no-change]: the update of `$.info` changes nothing in api.yaml
  --> o.yaml:13:3
   |
13 | - target: $.info
   |   ^^^^^^^^^^^^^^
   |
   = at /actions/3
   = help: upstream has made the same change: delete the action

4 errors, 0 warnings
"
    );
}

#[test]
fn refuses_updates_that_do_not_fit_their_target() {
    let text = format!(
        "\
{HEAD}- target: $.info.title
  description: d
  update: x
- target: $.info
  description: d
  update: [x]
- target: $
  description: d
  remove: true
"
    );
    assert_eq!(
        run("info: {title: T}\n", &[&text]).unwrap_err(),
        "\
error[overlay-target-primitive]: the target of an update must be an object or an array, not a string (at /info/title)
 --> o.yaml:4:3
  |
4 | - target: $.info.title
  |   ^^^^^^^^^^^^^^^^^^^^
  |
  = at /actions/0
  = help: select the object that contains it, and update that, or write `overlay: 1.1.0`

error[overlay-update-type]: an object cannot be updated with an array (at /info)
 --> o.yaml:7:3
  |
7 | - target: $.info
  |   ^^^^^^^^^^^^^^
  |
  = at /actions/1
  = help: use a value of the same kind; to replace a value by one of another kind, remove it and update its parent in a second action

error[overlay-remove-root]: the document itself cannot be removed
  --> o.yaml:10:3
   |
10 | - target: $
   |   ^^^^^^^^^
   |
   = at /actions/2
   = help: select the part to remove

3 errors, 0 warnings
"
    );
}
