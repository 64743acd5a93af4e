//! Unions of scalars that are one enum.

use golden_union_enums::models::{Job, JobBlank, JobBoth, Level, Phase, State};
use serde_json::{Value, json};

/// The object, which is encoded to what it was decoded from.
fn decoded(property: &str, value: &Value) -> Job {
    let whole = json!({ property: value });
    let job: Job = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&job).unwrap(), whole);
    job
}

#[test]
fn constants_with_titles_are_an_enum() {
    let state = |value: &str| decoded("state", &json!(value)).state.unwrap();
    assert_eq!(state("done"), State::Done);
    assert_eq!(state("new"), State::from("new"));
    let level = |value: Value| decoded("level", &value).level.unwrap();
    assert_eq!(level(json!(2)), Level::V2);
    assert_eq!(level(json!(3)), Level::from(3));
}

#[test]
fn blank_and_null_are_told_apart() {
    let blank = |value: Value| decoded("blank", &value).blank;
    assert_eq!(blank(json!("open")).into_option(), Some(JobBlank::Open));
    assert_eq!(blank(json!("")).into_option().unwrap().as_str(), "");
    assert!(blank(json!(null)).is_null());
    let phase = decoded("phase", &json!("shut")).phase.into_option();
    assert_eq!(phase, Some(Phase::Shut));
    assert!(decoded("phase", &json!(null)).phase.is_null());
}

#[test]
fn enums_beside_each_other_are_one() {
    let both = |value: &str| decoded("both", &json!(value)).both.unwrap();
    assert_eq!(both("open"), JobBoth::Open);
    assert_eq!(both("fast"), JobBoth::Fast);
    for value in [json!("a"), json!(2), json!(3.5), json!(true), json!("new")] {
        assert!(decoded("mixed", &value).mixed.is_some());
    }
}
