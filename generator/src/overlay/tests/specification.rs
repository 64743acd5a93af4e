//! The rules of the specification, without those of this project, and the effects of actions.

use super::*;
use crate::pointer::Pointer;

const HEADS: [&str; 2] = [
    "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n",
    "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n",
];

fn by_the_specification(api: &str, actions: &str) -> [Result<Value, String>; 2] {
    HEADS.map(|head| run_with(Rules::Specification, api, &[&format!("{head}{actions}")]))
}

#[test]
fn stale_actions_and_actions_without_a_change_are_valid() {
    let actions = "\
- {target: $.gone, update: {a: 1}}
- {target: $.gone, remove: true}
- {target: $.o, update: {a: 1}}
- {target: $.o}
- {target: $.o, remove: false}
";
    for result in by_the_specification("o: {a: 1}", actions) {
        assert_eq!(result.unwrap(), json!({"o": {"a": 1}}));
    }
}

#[test]
fn a_removal_ignores_the_update() {
    for result in by_the_specification(
        "o: {a: 1}",
        "- {target: $.o.a, update: {b: 1}, remove: true}\n",
    ) {
        assert_eq!(result.unwrap(), json!({"o": {}}));
    }
    let [_, both] = by_the_specification("o: {a: 1}", "- {target: $.o, update: {b: 1}, copy: $}\n");
    assert_eq!(both.unwrap(), json!({"o": {"a": 1}}));
}

#[test]
fn arrays_are_always_concatenated() {
    for result in by_the_specification("o: {l: [1]}", "- {target: $.o, update: {l: [1]}}\n") {
        assert_eq!(result.unwrap(), json!({"o": {"l": [1, 1]}}));
    }
}

#[test]
fn names_after_a_dot_may_have_hyphens() {
    for result in by_the_specification("o: {x-t: {a: 1}}", "- {target: $.o.x-t.a, remove: true}\n")
    {
        assert_eq!(result.unwrap(), json!({"o": {"x-t": {}}}));
    }
}

#[test]
fn what_the_specification_forbids_is_refused() {
    for (actions, code) in [
        ("  []", "overlay-property-missing"),
        (
            "- {target: $.a, update: 1}\n- {update: 1, target: $.a}\n",
            "overlay-action-duplicate",
        ),
        ("- {target: a, remove: true}\n", "overlay-target"),
        ("- {target: '$[', remove: true}\n", "overlay-target"),
        ("- {target: $.a, description: 1}\n", "overlay-property-type"),
        ("- {target: $.a, updates: 1}\n", "overlay-property-unknown"),
        ("- {update: 1}\n", "overlay-property-missing"),
        ("- {target: $, remove: true}\n", "overlay-remove-root"),
    ] {
        let text = format!("{}{actions}", HEADS[1]);
        let result = run_with(Rules::Specification, "a: 1", &[&text]);
        assert!(codes(result).contains(&code.to_owned()), "{actions}");
    }
}

#[test]
fn an_overlay_chooses_its_rules() {
    let text = format!(
        "x-sdk-overlay-rules: specification\n{}- {{target: $.gone}}\n",
        HEADS[1]
    );
    assert_eq!(run("a: 1", &[&text]).unwrap(), json!({"a": 1}));
    let strict = text.replace("specification", "strict");
    let result = run_with(Rules::Specification, "a: 1", &[&strict]);
    assert_eq!(
        codes(result),
        ["overlay-modifier", "overlay-property-missing"]
    );
    for other in ["loose", "1"] {
        let result = run("a: 1", &[&text.replace("specification", other)]);
        assert!(codes(result).contains(&"overlay-property-type".to_owned()));
    }
}

#[test]
fn effects_say_what_each_action_did() {
    let api = "a: {t: x, l: [1]}\nb: {t: x}\n";
    let text = format!(
        "{}\
- {{target: '$.*', description: d, update: {{t: y}}}}
- {{target: $.a, description: d, update: {{t: y, l: [1]}}}}
- {{target: '$.a.l[?@ == 2]', description: d, remove: true}}
- {{target: $.a.gone.more, description: d, remove: true}}
- {{target: $.a.gone, description: d, update: {{t: 1}}}}
- {{target: $.a, description: d, update: [1]}}
- {{target: $.b.t, description: d, remove: true}}
",
        HEADS[1]
    );
    let mut diagnostics = Diagnostics::new();
    let overlays = [document("o.yaml", &text)];
    let applied = apply(
        document("api.yaml", api),
        &overlays,
        Rules::Strict,
        &mut diagnostics,
    );
    let at = |text| Pointer::parse(text).unwrap();
    let effects: Vec<_> = applied
        .actions
        .iter()
        .map(|one| one.effect.clone())
        .collect();
    assert_eq!(
        effects,
        [
            Effect::Changed(vec![at("/a"), at("/b")]),
            Effect::AlreadyMade(vec![at("/a")]),
            Effect::AlreadyMade(vec![at("/a/l")]),
            Effect::NoMatch,
            Effect::NoMatch,
            Effect::Refused(Refusal::UpdateType(at("/a"), "an object", "an array")),
            Effect::Changed(vec![at("/b/t")]),
        ]
    );
    assert_eq!(applied.actions[6].kind, "remove");
    assert_eq!(applied.actions[6].pointer, at("/actions/6"));
}
