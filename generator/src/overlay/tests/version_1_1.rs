//! What Overlay 1.1 adds to 1.0, and what it forbids.

use super::*;

/// The result of actions as in `after`, in an overlay of version 1.1.
fn after_1_1(api: &str, actions: &[(&str, &str)]) -> Result<Value, String> {
    let mut text = HEAD.replace("1.0.0", "1.1.0");
    for (target, change) in actions {
        text += &format!("- {{target: \"{target}\", description: d, {change}}}\n");
    }
    run(api, &[&text])
}

#[test]
fn updates_scalars() {
    let changed = after_1_1(
        "a: {t: x, n: 1, z: null, list: [a, b]}",
        &[
            ("$.a.t", "update: y"),
            ("$.a['n', 'z']", "update: false"),
            ("$.a.list[?@ == 'b']", "update: null"),
        ],
    );
    assert_eq!(
        changed.unwrap(),
        json!({"a": {"t": "y", "n": false, "z": false, "list": ["a", null]}})
    );
    for update in ["{a: 1}", "[a]"] {
        let wrong = after_1_1("a: x", &[("$.a", &format!("update: {update}"))]);
        assert_eq!(codes(wrong), ["overlay-update-type"], "{update}");
    }
    for update in ["1", "[a]", "null"] {
        let wrong = after_1_1("a: {}", &[("$.a", &format!("update: {update}"))]);
        assert_eq!(codes(wrong), ["overlay-update-type"], "{update}");
    }
    assert_eq!(
        codes(after_1_1("a: x", &[("$.a", "update: x")])),
        ["overlay-no-change"]
    );
}

#[test]
fn concatenates_arrays_and_appends_other_values() {
    let changed = after_1_1(
        "a: [1]\nb: [[0]]\nc: []\nd: []\n",
        &[
            ("$.a", "update: [2, 3]"),
            ("$.b", "update: [[1]]"),
            ("$.c", "update: {x: 1}"),
            ("$.d", "update: x"),
        ],
    );
    assert_eq!(
        changed.unwrap(),
        json!({"a": [1, 2, 3], "b": [[0], [1]], "c": [{"x": 1}], "d": ["x"]})
    );
    let version_1_0 = after("a: [1]", &[("$.a", "update: [2]")]);
    assert_eq!(version_1_0.unwrap(), json!({"a": [1, [2]]}));
}

#[test]
fn refuses_values_of_different_kinds() {
    let api = "a: {}\nb: []\nc: 1\nd: x\n";
    for target in ["$['a', 'b']", "$['b', 'c']", "$['a', 'c']", "$.*"] {
        let mixed = after_1_1(api, &[(target, "update: {x: 1}")]);
        assert_eq!(codes(mixed), ["overlay-target-mixed"], "{target}");
        let copied = after_1_1(api, &[(target, "copy: $.a")]);
        assert_eq!(codes(copied), ["overlay-target-mixed"], "{target}");
    }
    assert_eq!(
        after_1_1(api, &[("$['c', 'd']", "update: 2")]).unwrap(),
        json!({"a": {}, "b": [], "c": 2, "d": 2})
    );
    assert_eq!(
        after_1_1(api, &[("$['a', 'b', 'c']", "remove: true")]).unwrap(),
        json!({"d": "x"}),
        "a removal may select any values"
    );
}

#[test]
fn refuses_to_merge_values_of_different_kinds() {
    let api = "o: {object: {}, array: [], scalar: 1, none: null}";
    for update in [
        "object: 1",
        "object: []",
        "array: {}",
        "array: 1",
        "scalar: []",
        "scalar: {}",
        "none: {}",
    ] {
        let wrong = after_1_1(api, &[("$", &format!("update: {{o: {{{update}}}}}"))]);
        let report = wrong.unwrap_err();
        let name = update.split(':').next().unwrap();
        assert!(report.contains(&format!("(at /o/{name})")), "{report}");
        assert_eq!(codes(Err(report)), ["overlay-merge-type"], "{update}");
    }
    let fits = "update: {o: {object: {a: 1}, array: [1], scalar: x, none: 1}}";
    assert_eq!(
        after_1_1(api, &[("$", fits)]).unwrap()["o"],
        json!({"object": {"a": 1}, "array": [1], "scalar": "x", "none": 1})
    );
}

#[test]
fn copies_one_location() {
    let api = "\
a: {x: {deep: [1]}, y: 2}
b: {x: {kept: true}}
l: [0]
s: old
";
    let changed = after_1_1(
        api,
        &[
            ("$.b", "copy: $.a"),
            ("$.l", "copy: $.a.x.deep"),
            ("$.l", "copy: $.a.y"),
            ("$.s", "copy: $.b.y"),
        ],
    );
    assert_eq!(
        changed.unwrap(),
        json!({
            "a": {"x": {"deep": [1]}, "y": 2},
            "b": {"x": {"kept": true, "deep": [1]}, "y": 2},
            "l": [0, 1, 2],
            "s": 2,
        })
    );
    let into_itself = after_1_1("a: {b: {}, c: 1}", &[("$.a.b", "copy: $.a")]);
    assert_eq!(
        into_itself.unwrap(),
        json!({"a": {"b": {"b": {}, "c": 1}, "c": 1}})
    );
    let several = after_1_1("a: {x: 1}\nb: {}\nc: {}\n", &[("$['b', 'c']", "copy: $.a")]);
    assert_eq!(
        several.unwrap(),
        json!({"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}})
    );
}

#[test]
fn moves_a_location_by_a_copy_and_a_removal() {
    let moved = after_1_1(
        "paths: {/old: {get: {}}, /new: {}}",
        &[
            ("$.paths['/new']", "copy: \"$.paths['/old']\""),
            ("$.paths['/old']", "remove: true"),
        ],
    );
    assert_eq!(moved.unwrap(), json!({"paths": {"/new": {"get": {}}}}));
}

#[test]
fn refuses_copies_that_do_not_fit() {
    for (target, source, code) in [
        ("$.o", "$.gone", "overlay-copy-source"),
        ("$.o", "$.*", "overlay-copy-source"),
        ("$.o", "$.l", "overlay-update-type"),
        ("$.s", "$.l", "overlay-update-type"),
        ("$.o", "o", "overlay-target"),
        ("$.o", "", "overlay-target"),
        ("$.gone", "$.o", "overlay-no-match"),
        ("$.o", "$.o", "overlay-no-change"),
    ] {
        let copied = after_1_1(
            "o: {}\nl: []\ns: x\n",
            &[(target, &format!("copy: '{source}'"))],
        );
        assert_eq!(codes(copied), [code], "{target} {source}");
    }
    let wrong = after_1_1("o: {}", &[("$.o", "copy: 1")]);
    assert_eq!(codes(wrong), ["overlay-property-type"]);
}

#[test]
fn requires_exactly_one_of_three_changes() {
    for change in [
        "update: {a: 1}, copy: $.p",
        "copy: $.p, remove: true",
        "update: {a: 1}, copy: $.p, remove: true",
        "remove: false",
    ] {
        let wrong = after_1_1("o: {}\np: {b: 1}\n", &[("$.o", change)]);
        assert_eq!(codes(wrong), ["overlay-modifier"], "{change}");
    }
    let report = after_1_1("o: {}", &[("$.o", "update: {}, copy: $.o")]).unwrap_err();
    assert!(report.contains("has both `update` and `copy`"), "{report}");
    let good = after_1_1("o: {}\np: {b: 1}\n", &[("$.o", "copy: $.p, remove: false")]);
    assert_eq!(good.unwrap()["o"], json!({"b": 1}));
}

#[test]
fn describes_the_overlay() {
    let text = "\
overlay: 1.1.0
info: {title: T, version: '1', description: 'Why.'}
actions: [{target: $, description: d, update: {a: 1}}]
";
    assert_eq!(run("b: 1", &[text]).unwrap(), json!({"b": 1, "a": 1}));
    let number = text.replace("'Why.'", "1");
    assert_eq!(codes(run("b: 1", &[&number])), ["overlay-property-type"]);
    let old = text.replace("1.1.0", "1.0.0");
    let report = run("b: 1", &[&old]).unwrap_err();
    assert!(report.contains("write `overlay: 1.1.0`"), "{report}");
    assert_eq!(codes(Err(report)), ["overlay-property-unknown"]);
    let at_root = "overlay: 1.0.0\ndescription: x\ninfo: {title: T, version: '1'}\nactions: [{target: $, description: d, update: {a: 1}}]\n";
    let report = run("b: 1", &[at_root]).unwrap_err();
    assert!(report.contains("use `overlay`, `info`"), "{report}");
}
