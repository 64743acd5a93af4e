//! The paged lists of the API: an item of each, and functions that call it.

use codat_platform::{BoxFuture, Client, Error, Items, Page, Pages};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// The parameters of a call.
#[derive(Clone, Copy, Default)]
pub(crate) struct Start {
    pub(crate) page: Option<i32>,
    pub(crate) page_size: Option<i32>,
}

pub(crate) struct List {
    /// Its resource in the docs, and its heading there.
    pub(crate) name: (&'static str, &'static str),
    pub(crate) operation: &'static str,
    /// An item with all required properties. It differs for each number.
    pub(crate) item: fn(u128) -> Value,
    pub(crate) send: fn(&Client, Start) -> BoxFuture<'static, Result<Value, Error>>,
    pub(crate) pages: fn(&Client, Start) -> Box<dyn Walk>,
    pub(crate) items: fn(&Client, Start) -> Box<dyn Walk>,
}

/// A walk through a list, independent of the type of its items.
pub(crate) trait Walk: Send {
    /// The items of the next page, or the next item.
    fn step(&mut self) -> BoxFuture<'_, Option<Result<Vec<Value>, Error>>>;

    fn total(&self) -> Option<i64>;
}

impl<T: Page<Item: Serialize>> Walk for Pages<T> {
    fn step(&mut self) -> BoxFuture<'_, Option<Result<Vec<Value>, Error>>> {
        Box::pin(async {
            let page = self.next().await?;
            Some(page.map(|page| page.items().iter().map(json).collect()))
        })
    }

    fn total(&self) -> Option<i64> {
        Pages::total(self)
    }
}

impl<T: Page<Item: Serialize>> Walk for Items<T> {
    fn step(&mut self) -> BoxFuture<'_, Option<Result<Vec<Value>, Error>>> {
        Box::pin(async {
            let item = self.next().await?;
            Some(item.map(|item| vec![json(&item)]))
        })
    }

    fn total(&self) -> Option<i64> {
        Items::total(self)
    }
}

fn json(item: &impl Serialize) -> Value {
    serde_json::to_value(item).unwrap()
}

/// Walks to the end, or to an error about an incomplete list. Returns the result of each step, and
/// whether there was such an error.
pub(crate) async fn until_the_end(mut walk: Box<dyn Walk>) -> (Vec<Vec<Value>>, bool) {
    let mut steps = Vec::new();
    let mut is_incomplete = false;
    while let Some(step) = walk.step().await {
        match step {
            Ok(step) => steps.push(step),
            Err(error) => {
                assert!(error.is_incomplete_list(), "{error:?}");
                is_incomplete = true;
            }
        }
    }
    (steps, is_incomplete)
}

/// Walks to the end and returns the result of each step.
pub(crate) async fn to_the_end(mut walk: Box<dyn Walk>) -> Vec<Vec<Value>> {
    let mut steps = Vec::new();
    while let Some(step) = walk.step().await {
        steps.push(step.unwrap());
    }
    assert!(
        walk.step().await.is_none(),
        "a walk continues after its end"
    );
    steps
}

/// A list and its calls: `list!(resource.method(arguments), operation id, item)`.
macro_rules! list {
    ($resource:ident.$method:ident($($argument:expr),*), $operation:literal, $item:expr) => {
        List {
            name: (stringify!($resource), stringify!($method)),
            operation: $operation,
            item: $item,
            send: |client, start| {
                let call = list!(@call client, start, $resource.$method($($argument),*));
                Box::pin(async { call.await.map(|page| json(&page)) })
            },
            pages: |client, start| {
                Box::new(list!(@call client, start, $resource.$method($($argument),*)).pages())
            },
            items: |client, start| {
                Box::new(list!(@call client, start, $resource.$method($($argument),*)).items())
            },
        }
    };
    (@call $client:ident, $start:ident, $resource:ident.$method:ident($($argument:expr),*)) => {{
        let mut call = $client.$resource().$method($($argument),*);
        if let Some(page) = $start.page {
            call = call.page(page);
        }
        if let Some(size) = $start.page_size {
            call = call.page_size(size);
        }
        call
    }};
}

const ID: Uuid = Uuid::nil();

/// All paged lists of the API.
pub(crate) const LISTS: [List; 7] = [
    list!(companies.list(), "list-companies", |number| json!({
        "id": Uuid::from_u128(number), "name": "n", "redirect": "r",
    })),
    list!(connections.list(ID), "list-connections", |number| json!({
        "id": Uuid::from_u128(number), "integrationId": ID, "sourceId": ID,
        "sourceType": "Banking", "platformName": "p", "linkUrl": "l", "status": "Linked",
        "created": "2026-03-04",
    })),
    list!(integrations.list(), "list-integrations", |number| json!({
        "key": number.to_string(), "logoUrl": "l", "name": "n", "enabled": true,
    })),
    list!(
        refresh_data.list_pull_operations(ID),
        "list-pull-operations",
        |number| json!({
            "id": Uuid::from_u128(number), "companyId": ID, "connectionId": ID,
            "dataType": "bills", "status": "Complete", "requested": "2026-03-04",
            "progress": 100, "isCompleted": true, "isErrored": false,
        })
    ),
    list!(
        push_data.list_operations(ID),
        "get-company-push-history",
        |number| json!({
            "pushOperationKey": Uuid::from_u128(number), "companyId": ID, "dataConnectionKey": ID,
            "requestedOnUtc": "2026-03-04", "status": "Success", "statusCode": 200,
        })
    ),
    list!(
        custom_data_type.list(ID, ID, "orders"),
        "list-custom-data-type-records",
        |number| json!({"id": number.to_string(), "content": {"a": 1}})
    ),
    list!(webhooks.list(), "list-rules", |number| json!({
        "id": Uuid::from_u128(number), "type": "t", "notifiers": {},
    })),
];
