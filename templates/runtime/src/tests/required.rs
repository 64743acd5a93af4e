//! Required members that are missing, by their wire paths.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::tests::custom_transport::offline;
use crate::tests::support::{CREATE, builder};
use crate::{Call, Missing, Nullable, Required};

#[derive(Default, Serialize)]
struct Rule {
    r#type: Option<String>,
    notifiers: Option<Box<Notifiers>>,
    items: Vec<Item>,
    labels: BTreeMap<String, Item>,
    fallback: Nullable<Item>,
}

#[derive(Default, Serialize)]
struct Notifiers {
    webhook: Option<String>,
}

#[derive(Default, Serialize)]
struct Item {
    name: Option<String>,
}

impl Required for Rule {
    fn missing(&self, missing: &mut Missing) {
        missing.require("type", self.r#type.is_some());
        missing.require("notifiers", self.notifiers.is_some());
        missing.within("notifiers", &self.notifiers);
        missing.within("items", &self.items);
        missing.within("labels", &self.labels);
        missing.within("fallback", &self.fallback);
    }
}

impl Required for Notifiers {
    fn missing(&self, missing: &mut Missing) {
        missing.require("webhook", self.webhook.is_some());
    }
}

impl Required for Item {
    fn missing(&self, missing: &mut Missing) {
        missing.require("name", self.name.is_some());
    }
}

async fn problems(rule: &Rule) -> Vec<String> {
    // The base URL leads nowhere: what is not refused fails otherwise.
    let client = offline(builder().base_url("http://127.0.0.1:9"))
        .build()
        .unwrap_or_else(|error| panic!("{error}"));
    match Call::new(&client, &CREATE)
        .checked_json(rule)
        .empty_response()
        .await
    {
        Err(error) if error.is_invalid_request() => error.problems().to_vec(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn missing_members_are_listed_by_wire_path() {
    assert_eq!(
        problems(&Rule::default()).await,
        ["required and missing: type, notifiers"]
    );
    let rule = Rule {
        notifiers: Some(Box::default()),
        items: vec![
            Item::default(),
            Item {
                name: Some("named".to_owned()),
            },
            Item::default(),
        ],
        labels: BTreeMap::from([("one".to_owned(), Item::default())]),
        fallback: Nullable::Value(Item::default()),
        ..Rule::default()
    };
    assert_eq!(
        problems(&rule).await,
        [
            "required and missing: type, notifiers.webhook, items[0].name, items[2].name, labels.one.name, fallback.name"
        ]
    );
}

#[tokio::test]
async fn what_is_not_there_has_no_missing_members() {
    let rule = Rule {
        r#type: Some("a".to_owned()),
        notifiers: Some(Box::new(Notifiers {
            webhook: Some("b".to_owned()),
        })),
        ..Rule::default()
    };
    assert_eq!(problems(&rule).await, Vec::<String>::new());
    let rule = Rule {
        fallback: Nullable::Null,
        ..rule
    };
    assert_eq!(problems(&rule).await, Vec::<String>::new());
}
