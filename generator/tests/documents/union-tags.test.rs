//! Variants that a discriminator or a constant identifies.

use golden_union_tags::models::{
    All, Bolt, Channel, Circle, Effect, Event, Form, Gone, Level, Long, Made, Part, Rear, Shape,
    Square, Step, StepWalk, Wheel,
};
use serde_json::{Value, json};

/// The value of a property, which is encoded to what it was decoded from.
fn decoded(property: &str, value: &Value) -> All {
    let whole = json!({ property: value });
    let all: All = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&all).unwrap(), whole);
    all
}

fn event(value: &Value) -> Event {
    let events = decoded("events", &json!([value])).events.unwrap();
    events.into_iter().next().unwrap().unwrap()
}

#[test]
fn a_constant_identifies_the_variant() {
    let made = json!({"type": "made", "version": 2, "id": "a"});
    assert!(matches!(event(&made), Event::Made(_)));
    assert!(matches!(event(&json!({"type": "gone"})), Event::Gone(_)));
    let gone = json!({"type": "gone", "why": "x", "id": "a", "more": {"a": [null]}});
    assert!(matches!(event(&gone), Event::Gone(gone) if gone.additional_properties.len() == 2));
}

#[test]
fn a_value_that_is_no_variant_is_kept() {
    for value in [
        json!({"type": "new", "id": "a"}),
        json!({"id": "a"}),
        json!({"type": 7}),
        json!({"type": "made", "id": {}}),
        json!("made"),
        json!([]),
    ] {
        assert_eq!(event(&value), Event::Unknown(value));
    }
    let events = decoded("events", &json!([null, {"type": "gone"}]))
        .events
        .unwrap();
    assert!(events[0].is_none() && events[1].is_some());
}

#[test]
fn constants_are_sent_without_being_asked_for() {
    let all = All::new()
        .events([
            Some(Event::Made(Made::new("a"))),
            Some(Event::Gone(Gone::new().why("b"))),
        ])
        .step(Step::Walk(StepWalk::new().far(3)))
        .shape(Shape::Circle(Circle::new().radius(1.5)))
        .part(Part::Wheel(Wheel::Rear(Rear::new())));
    let expected = json!({
        "events": [{"type": "made", "version": 2, "id": "a"}, {"type": "gone", "why": "b"}],
        "step": {"kind": "walk", "far": 3},
        "shape": {"shape": "round", "radius": 1.5},
        "part": {"part": "wheel", "side": "rear"},
    });
    assert_eq!(serde_json::to_value(all).unwrap(), expected);
    assert_eq!(Gone::default(), Gone::new());
    let bolt = serde_json::to_value(Bolt::new().size(4)).unwrap();
    assert_eq!(bolt, json!({"part": "bolt", "none": null, "size": 4}));
}

#[test]
fn inline_variants_integers_and_mappings_identify_variants() {
    let step = decoded("step", &json!({"kind": "ride", "far": 1}))
        .step
        .unwrap();
    assert!(matches!(step, Step::Ride(_)));
    let level = |value: Value| decoded("level", &value).level.unwrap();
    assert!(matches!(level(json!({"rank": 2})), Level::High(_)));
    assert!(matches!(level(json!({"rank": 3})), Level::Unknown(_)));
    assert_eq!(level(json!("x")), Level::String("x".to_owned()));
    let shape = |value: Value| decoded("shape", &value).shape.unwrap();
    assert!(matches!(
        shape(json!({"shape": "boxy", "side": 1.5})),
        Shape::Square(_)
    ));
    assert!(matches!(shape(json!({"shape": "round"})), Shape::Circle(_)));
    assert!(matches!(
        shape(json!({"shape": "flat", "side": 1.5})),
        Shape::Unknown(_)
    ));
    // Without the discriminator, the properties tell.
    let square = shape(json!({"side": 1.5}));
    assert!(matches!(
        square,
        Shape::Square(Square { side: Some(_), .. })
    ));
}

#[test]
fn unions_with_different_discriminators_nest() {
    let part = |value: Value| decoded("part", &value).part.unwrap();
    let rear = part(json!({"part": "wheel", "side": "rear"}));
    assert!(matches!(rear, Part::Wheel(Wheel::Rear(_))));
    let new = part(json!({"part": "wheel", "side": "top"}));
    assert!(matches!(new, Part::Wheel(Wheel::Unknown(_))));
    assert!(matches!(
        part(json!({"part": "bolt", "none": null})),
        Part::Bolt(_)
    ));
    assert!(matches!(part(json!({"part": "nut"})), Part::Unknown(_)));
}

#[test]
fn variants_with_the_same_tag_are_chosen_by_fit() {
    let effect = |value: Value| decoded("effect", &value).effect.unwrap();
    let even = effect(json!({"type": "blur", "radius": 1.5}));
    assert!(matches!(even, Effect::Even(_)), "{even:?}");
    let growing = effect(json!({"type": "haze", "radius": 1.5, "until": 2.5}));
    assert!(matches!(growing, Effect::Growing(_)), "{growing:?}");
    assert!(matches!(effect(json!({"type": "noise"})), Effect::Noise(_)));
    let unknown = json!({"type": "blur", "radius": {}});
    assert_eq!(effect(unknown.clone()), Effect::Unknown(unknown));
    let channel = decoded("channel", &json!({"kind": 11})).channel.unwrap();
    assert!(matches!(channel, Channel::Thread(_)), "{channel:?}");
}

#[test]
fn undeclared_tags_are_the_names_of_components() {
    let form = |value: Value| decoded("form", &value).form.unwrap();
    let long = form(json!({"form": "Long", "text": "a"}));
    assert!(matches!(long, Form::Long(_)), "{long:?}");
    let unknown = json!({"form": "Other", "text": "a"});
    assert_eq!(form(unknown.clone()), Form::Unknown(unknown));
    let sent = serde_json::to_value(Form::Long(Long::new().text("b"))).unwrap();
    assert_eq!(sent, json!({"form": "Long", "text": "b"}));
}
