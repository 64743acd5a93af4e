//! Properties whose names are not Rust identifiers, recursive types, free objects and maps.

use codat_platform::models::{
    Branding, Connection, CreateRule, CustomDataTypeConfiguration, CustomDataTypeRecord,
    DataStatuses, DataType, DataTypeFeature, Issue, Links, PushFieldValidation, PushOption,
    PushOptionType, SupplementalDataConfiguration, SupplementalDataSourceConfiguration,
    WebhookNotifier,
};
use serde_json::{Value, json};

use crate::decode;

#[test]
fn fields_keep_the_names_of_their_properties() {
    let links = json!({"self": {"href": "/a"}, "current": {"href": "/b"}});
    let decoded_links: Links = decode(links.clone());
    assert_eq!(decoded_links.self_.href.as_deref(), Some("/a"));
    assert_eq!(serde_json::to_value(decoded_links).unwrap(), links);

    let validation = json!({"details": "d", "ref": "https://docs.example.com"});
    let field: PushFieldValidation = decode(validation.clone());
    assert_eq!(field.r#ref.as_deref(), Some("https://docs.example.com"));
    assert_eq!(serde_json::to_value(field).unwrap(), validation);

    let issue = json!({"type": "warning", "links": {"readMore": "https://docs.example.com"}});
    let decoded_issue: Issue = decode(issue.clone());
    assert_eq!(decoded_issue.r#type.as_deref(), Some("warning"));
    assert_eq!(serde_json::to_value(decoded_issue).unwrap(), issue);

    let button = json!({"button": {"default": {"image": {"src": "s", "alt": "a"}}}});
    let branding: Branding = decode(button.clone());
    let image = branding.button.as_ref().unwrap().default_.as_ref().unwrap();
    assert_eq!(image.image.as_ref().unwrap().src.as_deref(), Some("s"));
    assert_eq!(serde_json::to_value(branding).unwrap(), button);

    let rule = CreateRule::new("DataSyncCompleted", WebhookNotifier::new());
    let sent = json!({"type": "DataSyncCompleted", "notifiers": {}});
    assert_eq!(serde_json::to_value(rule.clone()).unwrap(), sent);
    let sent = json!({"type": "DataConnectionStatusChanged", "notifiers": {}});
    let rule = rule.r#type("DataConnectionStatusChanged");
    assert_eq!(serde_json::to_value(rule).unwrap(), sent);
}

#[test]
fn property_names_can_have_hyphens() {
    let statuses: DataStatuses = decode(json!({
        "banking-accounts": {"dataType": "banking-accounts"},
        "commerce-companyInfo": {"dataType": "commerce-companyInfo", "currentStatus": "Complete"},
        "invoices": {"dataType": "invoices"},
    }));
    assert_eq!(
        statuses.banking_accounts.as_ref().unwrap().data_type,
        DataType::BankingAccounts
    );
    assert!(
        statuses
            .commerce_company_info
            .as_ref()
            .unwrap()
            .current_status
            .is_some()
    );
    let encoded = serde_json::to_value(statuses).unwrap();
    let names: Vec<_> = encoded
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        ["banking-accounts", "commerce-companyInfo", "invoices"]
    );
}

/// The document has two spellings of one property, and does not say which one is sent.
#[test]
fn both_spellings_of_a_property_are_decoded() {
    for (json, new, old) in [
        (
            json!({"dataType": "bills", "supportedFeatures": []}),
            Some(DataType::Bills),
            None,
        ),
        (
            json!({"datatype": "bills", "supportedFeatures": []}),
            None,
            Some(DataType::Bills),
        ),
    ] {
        let feature: DataTypeFeature = decode(json.clone());
        assert_eq!((&feature.data_type, &feature.datatype), (&new, &old));
        assert_eq!(serde_json::to_value(feature).unwrap(), json);
    }
}

/// An option with properties nested to this depth.
fn nested(depth: usize) -> Value {
    (0..depth).fold(
        json!({"type": "String", "displayName": "n", "description": "d", "required": true}),
        |inner, _| {
            json!({
                "type": "Object", "displayName": "n", "description": "d", "required": true,
                "properties": {"properties": inner, "type": {
                    "type": "Array", "displayName": "n", "description": "d", "required": false,
                    "options": [{"value": "v", "type": "Number"}],
                }},
            })
        },
    )
}

#[test]
fn an_option_holds_options() {
    let json = nested(20);
    let option: PushOption = decode(json.clone());
    assert_eq!(option.r#type, PushOptionType::Object);
    // A property called `properties`, in a map of that name.
    let mut inner = &option.properties["properties"];
    let mut depth = 1;
    while let Some(next) = inner.properties.get("properties") {
        assert_eq!(inner.properties["type"].r#type, PushOptionType::Array);
        inner = next;
        depth += 1;
    }
    assert_eq!((depth, &inner.r#type), (20, &PushOptionType::String));
    assert_eq!(option, option.clone());
    assert_eq!(serde_json::to_value(&option).unwrap(), json);
}

#[test]
fn an_answer_without_end_is_an_error_and_no_overflow() {
    let deep = format!(
        "{}null{}",
        r#"{"properties":{"p":"#.repeat(100_000),
        "}}".repeat(100_000)
    );
    let error = serde_json::from_str::<PushOption>(&deep).unwrap_err();
    assert!(error.to_string().contains("recursion limit"), "{error}");
}

#[test]
fn free_objects_keep_whatever_they_hold() {
    let content = json!({
        "nested": {"list": [1, 2.5, "3", null, {"a": {}}]},
        "null": null, "": "", "Ü": true, "large": 9_007_199_254_740_993_u64, "id": -1,
    });
    let record: CustomDataTypeRecord = decode(json!({"id": "7", "content": content}));
    assert_eq!(Value::Object(record.content.clone()), content);
    assert_eq!(serde_json::to_value(record).unwrap()["content"], content);

    let connection: Connection = decode(json!({
        "id": "71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        "integrationId": "5ffc8496-f6c4-4eec-85df-7994b361c451",
        "sourceId": "62d710af-c6db-4814-9cad-bed4695cfca8",
        "sourceType": "Accounting", "platformName": "Xero", "linkUrl": "l",
        "status": "Linked", "created": "2026-03-04",
        "connectionInfo": {"subsidiary": ["a", 7]},
    }));
    assert_eq!(connection.connection_info["subsidiary"], json!(["a", 7]));
}

#[test]
fn maps_are_sent_as_they_are_filled() {
    let body = CustomDataTypeConfiguration::new()
        .required_data([("type", "order.type"), ("a-b", ""), ("ref", "r")])
        .key_by(["id"]);
    assert_eq!(
        serde_json::to_value(body).unwrap(),
        json!({"requiredData": {"type": "order.type", "a-b": "", "ref": "r"}, "keyBy": ["id"]})
    );
    let source = SupplementalDataSourceConfiguration::new()
        .data_source("BrandingThemes")
        .pull_data([("theme", "BrandingTheme.Name")]);
    let body =
        SupplementalDataConfiguration::new().supplemental_data_config([("branding", source)]);
    let json = json!({"supplementalDataConfig": {"branding": {
        "dataSource": "BrandingThemes", "pullData": {"theme": "BrandingTheme.Name"},
    }}});
    assert_eq!(serde_json::to_value(&body).unwrap(), json);
    assert_eq!(decode::<SupplementalDataConfiguration>(json), body);
}
