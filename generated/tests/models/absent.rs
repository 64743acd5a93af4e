//! `null` for arrays, objects and optional properties; unknown properties; property order.

use codat_platform::Nullable;
use codat_platform::models::{
    ApiKeys, Companies, Company, CreateApiKey, CustomDataTypeConfiguration, CustomDataTypeRecord,
    ErrorMessage, Integration, PullOperation, PushOperation, PushOption, UpdateConnectionStatus,
    ValidationResult, WebhookConsumerPrototype,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::decode;

/// Checks that the model is the same if these properties are null or absent, and that none of them
/// is serialized.
fn check_null_is_absent<T>(required: Value, properties: &[&str])
where
    T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug,
{
    let absent: T = decode(required.clone());
    let mut with_nulls = required.clone();
    for property in properties {
        let mut one = required.clone();
        one[*property] = Value::Null;
        with_nulls[*property] = Value::Null;
        assert_eq!(decode::<T>(one), absent, "{property}");
    }
    assert_eq!(decode::<T>(with_nulls), absent);
    assert_eq!(serde_json::to_value(&absent).unwrap(), required);
}

const COMPANY: &str = "2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46";

fn company() -> Value {
    json!({"id": COMPANY, "name": "Harbour Lane Bakery", "redirect": "https://link.example.com"})
}

#[test]
fn null_is_decoded_as_absent_in_received_models() {
    check_null_is_absent::<Company>(
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
    check_null_is_absent::<Integration>(
        json!({"key": "gbol", "logoUrl": "", "name": "Xero", "enabled": false}),
        &[
            "sourceId",
            "sourceType",
            "integrationId",
            "isBeta",
            "datatypeFeatures",
        ],
    );
    check_null_is_absent::<CustomDataTypeRecord>(json!({}), &["id", "content", "modifiedDate"]);
    check_null_is_absent::<ApiKeys>(json!({}), &["results"]);
    check_null_is_absent::<ValidationResult>(json!({}), &["errors", "warnings"]);
    check_null_is_absent::<ErrorMessage>(
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
    check_null_is_absent::<PushOption>(
        json!({"type": "Object", "displayName": "Bill", "required": true}),
        &["description", "properties", "options", "validation"],
    );
    check_null_is_absent::<PushOperation>(
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
fn required_properties_cannot_be_null_or_missing() {
    for property in ["id", "name", "redirect"] {
        let mut null = company();
        null[property] = Value::Null;
        let error = serde_json::from_value::<Company>(null).unwrap_err();
        assert!(error.to_string().contains("null"), "{error}");
        let mut missing = company();
        missing.as_object_mut().unwrap().remove(property);
        let error = serde_json::from_value::<Company>(missing).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{property}`"));
    }
}

#[test]
fn unknown_properties_are_ignored_at_every_depth() {
    let page: Companies = decode(json!({
        "results": [{
            "id": COMPANY, "name": "n", "redirect": "r",
            "futureProperty": {"a": [1, {"b": null}]},
            "referenceParentCompany": {"futureProperty": 1, "links": {"futureProperty": []}},
        }],
        "pageNumber": 1, "pageSize": 1, "totalResults": 1, "futureProperty": 1e300,
        "_links": {"self": {"href": "/", "futureProperty": true}, "current": {}, "first": {}},
    }));
    assert_eq!(page.results.len(), 1);
    assert_eq!(page.links.self_.href.as_deref(), Some("/"));
    let encoded = serde_json::to_string(&page).unwrap();
    assert!(
        !encoded.contains("futureProperty") && !encoded.contains("first"),
        "{encoded}"
    );
}

#[test]
fn the_order_of_properties_does_not_matter() {
    let text = r#"{"isErrored":false,"progress":12,"status":"Mapping","id":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46",
        "requested":"2026-03-04","dataType":"custom","isCompleted":false,
        "connectionId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","companyId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46"}"#;
    let operation: PullOperation = serde_json::from_str(text).unwrap();
    assert_eq!((operation.progress, &*operation.data_type), (12, "custom"));
}

#[test]
fn nullable_properties_are_sent_as_absent_null_or_a_value() {
    fn check<T>(cases: [(T, &str); 3])
    where
        T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        for (model, json) in cases {
            assert_eq!(serde_json::to_string(&model).unwrap(), json);
            assert_eq!(serde_json::from_str::<T>(json).unwrap(), model);
        }
    }
    check([
        (CreateApiKey::new(), "{}"),
        (CreateApiKey::new().name_null(), r#"{"name":null}"#),
        (CreateApiKey::new().name(""), r#"{"name":""}"#),
    ]);
    check([
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
    let empty: [&str; 0] = [];
    check([
        (configuration(), "{}"),
        (
            configuration().source_modified_date_null(),
            r#"{"sourceModifiedDate":null}"#,
        ),
        (
            configuration().source_modified_date(empty),
            r#"{"sourceModifiedDate":[]}"#,
        ),
    ]);
    let consumer = WebhookConsumerPrototype::new()
        .disabled(true)
        .disabled_null();
    assert_eq!(consumer.disabled, Nullable::Null);
    assert!(consumer.company_tags.is_absent());
}
