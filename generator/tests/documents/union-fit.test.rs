//! Variants that only what they know identifies.

use golden_union_fit::models::{
    Either, Entry, EntrySkipped, File, Holder, HolderOpen, HolderPage, HolderPay, HolderPick,
    HolderSize, Mixed, MixedString,
};
use serde_json::{Value, json};

/// The object, which is encoded to what it was decoded from.
fn decoded(property: &str, value: &Value) -> Holder {
    let whole = json!({ property: value });
    let holder: Holder = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&holder).unwrap(), whole);
    holder
}

#[test]
fn the_variant_that_knows_most_is_chosen() {
    let size = |value: Value| decoded("size", &value).size.unwrap();
    assert!(matches!(
        size(json!({"a": "x", "b": "y"})),
        HolderSize::Large(_)
    ));
    assert!(matches!(size(json!({"a": "x"})), HolderSize::Small(_)));
    assert!(matches!(
        size(json!({"b": "y", "c": 1})),
        HolderSize::Small(_)
    ));
    assert!(matches!(size(json!({"a": 1})), HolderSize::Unknown(_)));
    let pick = |value: Value| decoded("pick", &value).pick.unwrap();
    assert!(matches!(
        pick(json!({"id": 1, "note": "n"})),
        HolderPick::Full(_)
    ));
    assert!(matches!(pick(json!({"id": 1})), HolderPick::Brief(_)));
    assert!(matches!(pick(json!({"note": "n"})), HolderPick::Unknown(_)));
    let pay = |value: Value| decoded("pay", &value).pay;
    let bank = pay(json!({"iban": "x"})).into_option();
    assert!(matches!(bank, Some(HolderPay::Bank(_))));
    assert!(pay(json!(null)).is_null());
}

#[test]
fn an_exact_variant_precedes_an_open_one() {
    let open = |value: Value| decoded("open", &value).open.unwrap();
    assert!(matches!(open(json!({"number": "1"})), HolderOpen::Card(_)));
    assert!(matches!(open(json!({"a": "b"})), HolderOpen::Texts(_)));
    assert!(matches!(
        open(json!({"number": "1", "a": 2})),
        HolderOpen::Card(_)
    ));
}

#[test]
fn nested_properties_count() {
    let page = |value: Value| decoded("page", &value).page.unwrap();
    assert!(matches!(
        page(json!({"items": [{"x": "1"}]})),
        HolderPage::Briefs(_)
    ));
    assert!(matches!(
        page(json!({"items": [{"x": "1", "y": "2"}]})),
        HolderPage::Fulls(_)
    ));
}

#[test]
fn properties_beside_a_union_are_in_every_variant() {
    let entry = |value: Value| decoded("entry", &value).entry.unwrap();
    let failed = entry(json!({"at": 1, "by": "me", "error": "e", "more": 2}));
    assert!(matches!(failed, Entry::Failed(failed) if failed.at == 1 && failed.by.is_some()));
    assert!(matches!(
        entry(json!({"at": 1, "reason": "r"})),
        Entry::Skipped(_)
    ));
    assert!(matches!(entry(json!({"reason": "r"})), Entry::Unknown(_)));
    let skipped = Entry::Skipped(EntrySkipped::new(3).reason("r"));
    assert_eq!(
        serde_json::to_value(skipped).unwrap(),
        json!({"at": 3, "reason": "r"})
    );
    let file = |value: Value| decoded("file", &value).file.unwrap();
    assert!(matches!(
        file(json!({"name": "n", "data": "d"})),
        File::Data(_)
    ));
    assert!(matches!(
        file(json!({"name": "n", "error": "e"})),
        File::Failed(_)
    ));
    assert!(matches!(file(json!({"data": "d"})), File::Unknown(_)));
}

#[test]
fn scalars_keep_their_type() {
    let mixed = |value: Value| decoded("mixed", &value).mixed.unwrap();
    assert_eq!(mixed(json!(5)), Mixed::Integer(5));
    assert_eq!(mixed(json!(5.5)), Mixed::Number(5.5));
    assert_eq!(mixed(json!(5.0)), Mixed::Number(5.0));
    assert_eq!(mixed(json!("auto")), Mixed::String(MixedString::Auto));
    assert_eq!(mixed(json!("x")), Mixed::String(MixedString::from("x")));
    assert_eq!(mixed(json!(true)), Mixed::Boolean(true));
    assert!(matches!(mixed(json!({"id": 1})), Mixed::Brief(_)));
    assert!(matches!(mixed(json!({"id": "a"})), Mixed::Unknown(_)));
    let Mixed::Array(items) = mixed(json!([1, "a", [], [[false, {}]]])) else {
        panic!()
    };
    assert_eq!(items[0], Mixed::Integer(1));
}

#[test]
fn unions_in_unions_are_flat() {
    let either = |value: Value| decoded("either", &value).either.unwrap();
    assert!(matches!(either(json!({"reason": "r"})), Either::Skipped(_)));
    assert!(matches!(
        either(json!({"x": "y", "z": ""})),
        Either::Texts(_)
    ));
    assert!(matches!(either(json!(["a"])), Either::Array(_)));
    assert!(matches!(either(json!([1])), Either::Unknown(_)));
}
