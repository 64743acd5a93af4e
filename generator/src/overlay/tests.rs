mod examples;
mod refusals;
mod specification;
mod version_1_1;

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostics::testing::report;
use crate::source::{self, Source};

const HEAD: &str = "overlay: 1.0.0\ninfo: {title: Test, version: '1'}\nactions:\n";

fn document(path: &str, text: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let source = Arc::new(Source {
        path: path.into(),
        text: text.into(),
    });
    source::read(source, &mut diagnostics).unwrap_or_else(|_| panic!("{}", report(&diagnostics)))
}

fn run(api: &str, overlays: &[&str]) -> Result<Value, String> {
    run_with(Rules::Strict, api, overlays)
}

fn run_with(rules: Rules, api: &str, overlays: &[&str]) -> Result<Value, String> {
    let mut diagnostics = Diagnostics::new();
    let overlays: Vec<_> = overlays
        .iter()
        .map(|text| document("o.yaml", text))
        .collect();
    let api = document("api.yaml", api);
    let applied = apply(api, &overlays, rules, &mut diagnostics);
    match diagnostics.has_errors() {
        false => Ok(applied.document.value),
        true => Err(report(&diagnostics)),
    }
}

/// The result of actions given as pairs of a target and the rest of the action, in flow style.
fn after(api: &str, actions: &[(&str, &str)]) -> Result<Value, String> {
    let mut text = HEAD.to_owned();
    for (target, change) in actions {
        text += &format!("- {{target: \"{target}\", description: d, {change}}}\n");
    }
    run(api, &[&text])
}

fn codes(outcome: Result<Value, String>) -> Vec<String> {
    let report = outcome.expect_err("no error");
    let code = |line: &str| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_owned());
    report.lines().filter_map(code).collect()
}

#[test]
fn runs_actions_and_overlays_in_order() {
    let first = format!(
        "\
{HEAD}- {{target: $, description: d, update: {{a: {{x: 1}}}}}}
- {{target: $.a, description: d, remove: true}}
"
    );
    let second = format!("{HEAD}- {{target: $, description: d, update: {{a: {{y: 2}}}}}}\n");
    assert_eq!(
        run("a: {x: 0}", &[&first, &second]).unwrap(),
        json!({"a": {"y": 2}})
    );
    assert_eq!(
        codes(run("a: {x: 0}", &[&second, &second])),
        ["overlay-no-change"]
    );
}

#[test]
fn merges_recursively() {
    let changed = after(
        "o: {list: [1, 2], same: {a: 1}, text: x, other: [1], z: 1}",
        &[(
            "$.o",
            "update: {list: [2, 3], same: {b: {c: 1}}, text: {d: 1}, other: 1, new: null}",
        )],
    );
    assert_eq!(
        changed.unwrap()["o"].to_string(),
        r#"{"list":[1,2,2,3],"same":{"a":1,"b":{"c":1}},"text":{"d":1},"other":1,"z":1,"new":null}"#
    );
}

#[test]
fn leaves_arrays_with_all_items_unchanged() {
    // An array is extended as soon as one item is new; one that has all of them is unchanged.
    let changed = after(
        "a: {r: [x]}\nb: {r: [x, y]}\n",
        &[("$[*]", "update: {r: [x, y]}")],
    );
    assert_eq!(
        changed.unwrap(),
        json!({"a": {"r": ["x", "x", "y"]}, "b": {"r": ["x", "y"]}})
    );
    let one_of_two = after("a: [{n: 1}]\nb: []\n", &[("$[*]", "update: {n: 1}")]);
    assert_eq!(
        one_of_two.unwrap(),
        json!({"a": [{"n": 1}], "b": [{"n": 1}]})
    );
    let list_in_list = after("a: [1]", &[("$.a", "update: [1]")]);
    assert_eq!(
        list_in_list.unwrap(),
        json!({"a": [1, [1]]}),
        "an array may be an item of an array"
    );
}

#[test]
fn removes_several_items_and_their_ancestors() {
    let removed = |api, target| after(api, &[(target, "remove: true")]).unwrap();
    assert_eq!(
        removed("l: [a, b, c, d]", "$.l[2, 0]"),
        json!({"l": ["b", "d"]})
    );
    assert_eq!(removed("l: [a, b, c, d]", "$.l[*]"), json!({"l": []}));
    assert_eq!(
        removed("l: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", "$.l[?@ > 1]"),
        json!({"l": [0, 1]})
    );
    assert_eq!(
        removed("a: {x: {x: [{x: 1}, 2]}}\nb: [{x: 1, y: 2}]\n", "$..x"),
        json!({"a": {}, "b": [{"y": 2}]})
    );
    assert_eq!(
        removed("a: 1\nb: 2\nc: 3\nd: 4\n", "$['b', 'b']").to_string(),
        r#"{"a":1,"c":3,"d":4}"#
    );
    assert_eq!(
        removed("o: {deprecated: true, type: string}", "$.o.deprecated"),
        json!({"o": {"type": "string"}})
    );
}

#[test]
fn removes_by_filter_at_any_depth() {
    let api = "\
paths:
  /a: {get: {deprecated: true}, put: {deprecated: false}, post: {}}
  /b: {get: {responses: {'500': {}, '200': {}}}}
";
    let changed = after(
        api,
        &[
            ("$.paths.*[?(@.deprecated == true)]", "remove: true"),
            ("$.paths..responses['500']", "remove: true"),
        ],
    );
    assert_eq!(
        changed.unwrap()["paths"],
        json!({
            "/a": {"put": {"deprecated": false}, "post": {}},
            "/b": {"get": {"responses": {"200": {}}}}
        })
    );
    let members = after(
        "get: {a: {deprecated: true}, b: {}}",
        &[("$.get[?(@.deprecated)]", "update: {x: 1}")],
    );
    assert_eq!(
        members.unwrap()["get"],
        json!({"a": {"deprecated": true, "x": 1}, "b": {}})
    );
}

#[test]
fn skips_locations_that_an_update_has_replaced() {
    let changed = after("a: {b: {b: {c: 1}}}", &[("$..b", "update: {b: 1}")]);
    assert_eq!(
        changed.map_err(|report| report.contains("not a number (at /a/b/b)")),
        Err(true)
    );
    let gone = after("a: {b: {b: [{}]}}", &[("$..[?@.b]", "update: {b: {}}")]);
    assert_eq!(gone.unwrap(), json!({"a": {"b": {"b": {}}}}));
}

#[test]
fn accepts_extends_and_extensions() {
    let text = "\
x-a: 1
overlay: 1.0.0
extends: ./other.yaml
info: {title: T, version: v, x-b: 1}
actions:
- {target: $, description: d, remove: false, update: {a: 1}, x-c: 1}
";
    assert_eq!(run("{}", &[text]).unwrap(), json!({"a": 1}));
}

#[test]
fn changes_only_the_selected_locations_of_real_documents() {
    let Some(folder) = crate::testing::upstream() else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("Codat-Platform.yaml")).unwrap();
    let before = document("api.yaml", &text).value;
    let after = after(
        &text,
        &[
            (
                "$.paths.*[?@.operationId == 'create-webhook-consumer']",
                "update: {x-mark: 1}",
            ),
            ("$.webhooks", "remove: true"),
        ],
    )
    .unwrap();
    let mut back = after.clone();
    let marked = back["paths"]
        .as_object_mut()
        .unwrap()
        .values_mut()
        .flat_map(|path| path.as_object_mut().unwrap().values_mut());
    let removed = marked
        .filter_map(|operation| operation.as_object_mut()?.shift_remove("x-mark"))
        .count();
    assert_eq!(removed, 1);
    assert_eq!(
        back.as_object().unwrap().len() + 1,
        before.as_object().unwrap().len()
    );
    assert_eq!(
        back["paths"].to_string(),
        before["paths"].to_string(),
        "the order of keys stays"
    );
}
