//! The old names of renamed items do the same as the new ones.

#![allow(deprecated, reason = "the deprecated names are tested")]

use golden_renamed::models::{Animal, Beast, BeastRequired, Kind, Sort};
use golden_renamed::resources::animals::{Find, Search, SearchSuccess};
use golden_renamed::resources::{beasts, zoo};
use golden_renamed::test_util::{MockResponse, MockTransport};
use golden_renamed::{Client, Error};

fn animal() -> Beast {
    Beast::new(BeastRequired {
        name: "a".to_owned(),
        kind: Sort::Cat,
        age: 3,
        sound: "m".to_owned(),
    })
}

#[test]
fn renamed_items_keep_their_old_names() -> Result<(), Error> {
    let response = MockResponse::json(200, &animal());
    let mock = MockTransport::new([response.clone(), response.clone(), response]);
    let client = Client::builder().mock_transport(&mock).build()?;
    let old: zoo::Zoo = client.beasts();
    let call: Search = old.search(Kind::Cat);
    let new: Find = call.clone();
    let found = crate::ready(new.send())?;
    assert!(matches!(found, SearchSuccess::Ok(_)), "{found:?}");
    let sent: Animal = crate::ready(client.zoo().r#match(animal()).send())?;
    assert_eq!(sent, animal());
    let animals: beasts::Animals = client.animals();
    crate::ready(animals.another(animal()).send())?;
    let paths: Vec<String> = mock
        .requests()
        .iter()
        .map(|request| format!("{} {}", request.method, request.uri.path()))
        .collect();
    assert_eq!(paths, ["GET /animals", "POST /animals", "POST /animals"]);
    Ok(())
}
