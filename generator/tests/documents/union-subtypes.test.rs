//! Subtypes by `allOf` under a base with a discriminator.

use golden_union_subtypes::models::{
    Bike, Cat, CatBase, Color, Dog, Fish, Gray, Hamster, Lion, Pet, PetBase, Salmon, SawShark,
    Shark, Tree, Vehicle, Zoo, ZooGuest,
};
use serde_json::{Value, json};

/// The object, which is encoded to what it was decoded from.
fn decoded(property: &str, value: &Value) -> Zoo {
    let whole = json!({ property: value });
    let zoo: Zoo = serde_json::from_value(whole.clone()).unwrap();
    assert_eq!(serde_json::to_value(&zoo).unwrap(), whole);
    zoo
}

fn pet(value: Value) -> Pet {
    decoded("pets", &json!([value])).pets.unwrap().remove(0)
}

#[test]
fn a_base_is_one_of_its_subtypes() {
    let dog = pet(json!({"petType": "dog", "name": "d", "packSize": 3, "more": 1}));
    assert!(matches!(dog, Pet::Dog(dog) if dog.pack_size == 3));
    let cat = json!({"petType": "Cat", "name": "c", "friend": {"petType": "Hamster", "name": "h"}});
    let Pet::Cat(cat) = pet(cat) else { panic!() };
    assert!(matches!(
        cat.friend.map(|friend| *friend),
        Some(Pet::Hamster(_))
    ));
    let lion = json!({"petType": "Lion", "name": "l", "roars": true, "hunts": true});
    assert!(matches!(pet(lion.clone()), Pet::Lion(_)));
    let cat = decoded("cat", &lion).cat.unwrap();
    assert!(matches!(cat, Cat::Lion(_)));
}

#[test]
fn other_values_are_the_base_or_unknown_and_kept() {
    let bird = pet(json!({"petType": "Bird", "name": "b", "wings": 2}));
    assert!(matches!(bird, Pet::Pet(PetBase { name, .. }) if name == "b"));
    for value in [
        json!({"name": "b"}),
        json!({"petType": "dog", "name": "d"}),
        json!(1),
    ] {
        assert_eq!(pet(value.clone()), Pet::Unknown(value));
    }
    let cat = json!({"petType": "Cat", "name": "c"});
    let cat = decoded("cat", &cat).cat.unwrap();
    assert!(matches!(cat, Cat::Cat(_)));
}

#[test]
fn discriminators_of_several_levels_nest() {
    let fish = |value: Value| decoded("fish", &value).fish.unwrap();
    let saw = fish(json!({"kind": "shark", "sharktype": "saw", "age": 1}));
    assert!(matches!(saw, Fish::Shark(Shark::SawShark(_))));
    let other = fish(json!({"kind": "shark", "sharktype": "new", "age": 1}));
    assert!(matches!(other, Fish::Shark(Shark::Shark(_))));
    let salmon = json!({"kind": "salmon", "age": 1, "partner": {"kind": "shark", "sharktype": "saw", "age": 2}});
    let Fish::Salmon(salmon) = fish(salmon) else {
        panic!()
    };
    assert!(matches!(
        salmon.partner.map(|one| *one),
        Some(Fish::Shark(_))
    ));
    assert!(matches!(
        fish(json!({"kind": "eel", "age": 1})),
        Fish::Fish(_)
    ));
    let vehicle = |value: Value| decoded("vehicle", &value).vehicle.unwrap();
    let bike = vehicle(json!({"id": "1", "power": "muscle", "gears": 3}));
    assert!(matches!(bike, Vehicle::Bike(_)));
    assert!(matches!(
        vehicle(json!({"id": "1", "power": "sun"})),
        Vehicle::Vehicle(_)
    ));
    assert!(matches!(vehicle(json!({"id": "1"})), Vehicle::Vehicle(_)));
    let color = |value: Value| decoded("color", &value).color.unwrap();
    assert!(matches!(
        color(json!({"model": "gray", "g": 3})),
        Color::Gray(_)
    ));
    assert!(matches!(color(json!({"model": "hsl"})), Color::Unknown(_)));
}

#[test]
fn a_base_in_a_union_is_chosen_if_it_knows_the_value() {
    let guest = |value: Value| decoded("guest", &value).guest.unwrap();
    let dog = guest(json!({"petType": "dog", "name": "d", "packSize": 3}));
    assert!(matches!(dog, ZooGuest::Pet(Pet::Dog(_))));
    assert!(matches!(
        guest(json!({"ticket": "t"})),
        ZooGuest::Visitor(_)
    ));
    assert!(matches!(guest(json!({"x": "t"})), ZooGuest::Unknown(_)));
}

#[test]
fn subtypes_send_their_discriminator() {
    let sent = |value: Value, expected: Value| assert_eq!(value, expected);
    let json = |pet: Pet| serde_json::to_value(pet).unwrap();
    sent(
        json(Pet::Dog(Dog::new("d", 3))),
        json!({"petType": "dog", "name": "d", "packSize": 3}),
    );
    sent(
        json(Pet::Cat(Box::new(CatBase::new("c")))),
        json!({"petType": "Cat", "name": "c"}),
    );
    sent(
        json(Pet::Lion(Box::new(Lion::new("l").roars(true)))),
        json!({"petType": "Lion", "name": "l", "roars": true}),
    );
    sent(
        json(Pet::Hamster(Hamster::new("h"))),
        json!({"petType": "Hamster", "name": "h"}),
    );
    sent(
        json(Pet::Pet(PetBase::new("b", "Bird"))),
        json!({"petType": "Bird", "name": "b"}),
    );
    let shark = Fish::Shark(Shark::SawShark(SawShark::new(1)));
    sent(
        serde_json::to_value(shark).unwrap(),
        json!({"kind": "shark", "sharktype": "saw", "age": 1}),
    );
    sent(
        serde_json::to_value(Salmon::new(1)).unwrap(),
        json!({"kind": "salmon", "age": 1}),
    );
    sent(
        serde_json::to_value(Tree::new().height(5)).unwrap(),
        json!({"plantType": "Tree", "height": 5}),
    );
    sent(
        serde_json::to_value(Bike::new("1")).unwrap(),
        json!({"id": "1", "power": "muscle"}),
    );
    sent(
        serde_json::to_value(Gray::new()).unwrap(),
        json!({"model": "gray"}),
    );
}
