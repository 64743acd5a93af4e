//! Null where a list, a map or an optional member stands, and members that nobody knows.

use codat_platform::Nullable;
use codat_platform::models::{
    ApiKeys, Companies, Company, CreateApiKey, CustomDataTypeConfiguration, CustomDataTypeRecord,
    ErrorMessage, Integration, PullOperation, PushOperation, PushOption, UpdateConnectionStatus,
    ValidationResult, WebhookConsumerPrototype,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::read;

/// The model is the same whether these members are null or not there, and none of them is sent again.
fn null_is_absent<T>(required: Value, members: &[&str])
where
    T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug,
{
    let absent: T = read(required.clone());
    let mut with_nulls = required.clone();
    for member in members {
        let mut one = required.clone();
        one[*member] = Value::Null;
        with_nulls[*member] = Value::Null;
        assert_eq!(read::<T>(one), absent, "{member}");
    }
    assert_eq!(read::<T>(with_nulls), absent);
    assert_eq!(serde_json::to_value(&absent).unwrap(), required);
}

const COMPANY: &str = "2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46";

fn company() -> Value {
    json!({"id": COMPANY, "name": "Harbour Lane Bakery", "redirect": "https://link.example.com"})
}

#[test]
fn null_reads_as_absent_in_what_is_received() {
    null_is_absent::<Company>(
        company(),
        &[
            "description",
            "lastSync",
            "created",
            "createdByUserName",
            "products",
            "tags",
            "referenceParentCompany",
            "referenceSubsidiaryCompanies",
            "dataConnections",
        ],
    );
    null_is_absent::<Integration>(
        json!({"key": "gbol", "logoUrl": "", "name": "Xero", "enabled": false}),
        &[
            "sourceId",
            "sourceType",
            "integrationId",
            "isBeta",
            "datatypeFeatures",
        ],
    );
    null_is_absent::<CustomDataTypeRecord>(json!({}), &["id", "content", "modifiedDate"]);
    null_is_absent::<ApiKeys>(json!({}), &["results"]);
    null_is_absent::<ValidationResult>(json!({}), &["errors", "warnings"]);
    null_is_absent::<ErrorMessage>(
        json!({}),
        &[
            "statusCode",
            "service",
            "error",
            "correlationId",
            "validation",
            "canBeRetried",
        ],
    );
    null_is_absent::<PushOption>(
        json!({"type": "Object", "displayName": "Bill", "required": true}),
        &["description", "properties", "options", "validation"],
    );
    null_is_absent::<PushOperation>(
        json!({
            "companyId": COMPANY,
            "pushOperationKey": COMPANY,
            "dataConnectionKey": COMPANY,
            "requestedOnUtc": "2026-03-04",
            "status": "Pending",
            "statusCode": 202,
        }),
        &[
            "changes",
            "dataType",
            "completedOnUtc",
            "timeoutInSeconds",
            "validation",
        ],
    );
}

#[test]
fn what_is_required_can_not_be_null_or_missing() {
    for member in ["id", "name", "redirect"] {
        let mut null = company();
        null[member] = Value::Null;
        let error = serde_json::from_value::<Company>(null).unwrap_err();
        assert!(error.to_string().contains("null"), "{error}");
        let mut missing = company();
        missing.as_object_mut().unwrap().remove(member);
        let error = serde_json::from_value::<Company>(missing).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{member}`"));
    }
}

#[test]
fn members_that_nobody_knows_are_passed_over_at_every_depth() {
    let page: Companies = read(json!({
        "results": [{
            "id": COMPANY, "name": "n", "redirect": "r",
            "tomorrow": {"a": [1, {"b": null}]},
            "referenceParentCompany": {"tomorrow": 1, "links": {"tomorrow": []}},
        }],
        "pageNumber": 1, "pageSize": 1, "totalResults": 1, "tomorrow": 1e300,
        "_links": {"self": {"href": "/", "tomorrow": true}, "current": {}, "first": {}},
    }));
    assert_eq!(page.results.len(), 1);
    assert_eq!(page.links.self_.href.as_deref(), Some("/"));
    let again = serde_json::to_string(&page).unwrap();
    assert!(
        !again.contains("tomorrow") && !again.contains("first"),
        "{again}"
    );
}

#[test]
fn the_order_of_members_says_nothing() {
    let text = r#"{"isErrored":false,"progress":12,"status":"Mapping","id":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        "requested":"2026-03-04","dataType":"a type of my own","isCompleted":false,
        "connectionId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","companyId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46"}"#;
    let operation: PullOperation = serde_json::from_str(text).unwrap();
    assert_eq!(
        (operation.progress, &*operation.data_type),
        (12, "a type of my own")
    );
}

#[test]
fn a_member_that_is_sent_is_absent_null_or_a_value() {
    fn three<T>(cases: [(T, &str); 3])
    where
        T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        for (model, json) in cases {
            assert_eq!(serde_json::to_string(&model).unwrap(), json);
            assert_eq!(serde_json::from_str::<T>(json).unwrap(), model);
        }
    }
    three([
        (CreateApiKey::new(), "{}"),
        (CreateApiKey::new().name_null(), r#"{"name":null}"#),
        (CreateApiKey::new().name(""), r#"{"name":""}"#),
    ]);
    three([
        (UpdateConnectionStatus::new(), "{}"),
        (
            UpdateConnectionStatus::new().status_null(),
            r#"{"status":null}"#,
        ),
        (
            UpdateConnectionStatus::new().status("Unlinked"),
            r#"{"status":"Unlinked"}"#,
        ),
    ]);
    let configuration = CustomDataTypeConfiguration::new;
    let none: [&str; 0] = [];
    three([
        (configuration(), "{}"),
        (
            configuration().source_modified_date_null(),
            r#"{"sourceModifiedDate":null}"#,
        ),
        (
            configuration().source_modified_date(none),
            r#"{"sourceModifiedDate":[]}"#,
        ),
    ]);
    let consumer = WebhookConsumerPrototype::new()
        .disabled(true)
        .disabled_null();
    assert_eq!(consumer.disabled, Nullable::Null);
    assert!(consumer.company_tags.is_absent());
}
