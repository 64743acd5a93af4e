//! The recordings of the operations that refresh data.

use codat_platform::models::DataType;
use uuid::{Uuid, uuid};

use crate::recording::Recording;
use crate::replay::{Case, SentByDefault, call};

const COMPANY: Uuid = uuid!("8a210b68-6988-11ed-a1eb-0242ac120002");
const CONNECTION: Uuid = uuid!("2e9d2c44-f675-40ba-8049-353bfcb5e171");
const DATASET: Uuid = uuid!("fa5f3e86-bd80-49b8-853c-5fbba4b201f5");
const FIRST_PAGE: [SentByDefault; 2] = [
    SentByDefault::Query("page", "1"),
    SentByDefault::Query("pageSize", "100"),
];

pub(crate) fn case(recording: &Recording) -> Option<Case> {
    let case = recording.case.as_str();
    match recording.operation.as_str() {
        "refresh_data.all" if case == "example" => Some(call(|client| {
            client.refresh_data().all(COMPANY).with_response()
        })),
        "refresh_data.by_data_type" => by_data_type(case),
        "refresh_data.get" if case == "example" => Some(call(|client| {
            client
                .refresh_data()
                .get_data_status(COMPANY)
                .with_response()
        })),
        "refresh_data.list_pull_operations" => list_pull_operations(case),
        "refresh_data.get_pull_operation" if case == "example" => Some(call(|client| {
            client
                .refresh_data()
                .get_pull_operation(COMPANY, DATASET)
                .with_response()
        })),
        _ => None,
    }
}

fn by_data_type(case: &str) -> Option<Case> {
    Some(match case {
        "example" => call(|client| {
            let refresh = client.refresh_data();
            refresh
                .by_data_type(COMPANY, DataType::Invoices)
                .with_response()
        }),
        "with connection_id" => call(|client| {
            let refresh = client.refresh_data();
            let refresh = refresh.by_data_type(COMPANY, DataType::Invoices);
            refresh.connection_id(CONNECTION).with_response()
        }),
        // An enum value can also be a string.
        "without connection_id" => call(|client| {
            let refresh = client.refresh_data();
            refresh
                .by_data_type(COMPANY, "banking-accounts")
                .with_response()
        }),
        _ => return None,
    })
}

fn list_pull_operations(case: &str) -> Option<Case> {
    Some(match case {
        "example" => call(|client| {
            let list = client.refresh_data().list_pull_operations(COMPANY);
            list.order_by("-modifiedDate")
                .query("id=e3334455-1aed-4e71-ab43-6bccf12092ee")
                .with_response()
        })
        .without(FIRST_PAGE),
        "all params" => call(|client| {
            let list = client.refresh_data().list_pull_operations(COMPANY);
            let list = list.page(1).page_size(100);
            list.query("dataType=invoices")
                .order_by("-requested")
                .with_response()
        }),
        _ => return None,
    })
}
