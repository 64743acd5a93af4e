//! Keys and tokens from the API: available through `expose`, and redacted in `Debug` and errors.

use std::fmt::Debug;

use codat_platform::Secret;
use codat_platform::models::{
    AccessToken, ApiKeyDetails, ApiKeys, ConnectionManagementAccessToken, Profile, WebhookZapierKey,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::decode;

const SECRET: &str = "hush-hush-7f3a9c";

/// Decodes a model with the secret, and checks that `Debug` does not show it and JSON does.
fn decode_redacted<T: DeserializeOwned + Serialize + Debug>(json: Value) -> T {
    let model: T = decode(json.clone());
    for shown in [format!("{model:?}"), format!("{model:#?}")] {
        assert!(shown.contains("[redacted]"), "{shown}");
        assert!(!shown.contains(SECRET), "{shown}");
    }
    assert_eq!(serde_json::to_value(&model).unwrap(), json);
    model
}

#[test]
fn secrets_are_redacted_and_can_be_exposed() {
    let key: ApiKeyDetails = decode_redacted(json!({"id": "key-1", "apiKey": SECRET}));
    assert_eq!(key.api_key.as_ref().map(Secret::expose), Some(SECRET));
    let keys: ApiKeys = decode_redacted(json!({"results": [{"id": "key-1", "apiKey": SECRET}]}));
    assert_eq!(keys.results.len(), 1);
    let token: AccessToken =
        decode_redacted(json!({"expiresIn": 86400, "accessToken": SECRET, "tokenType": "Bearer"}));
    assert_eq!(token.access_token.expose(), SECRET);
    let token: ConnectionManagementAccessToken = decode_redacted(json!({"accessToken": SECRET}));
    assert_eq!(token.access_token.unwrap().into_inner(), SECRET);
    let key: WebhookZapierKey = decode_redacted(json!({"key": SECRET}));
    assert_eq!(key.key.unwrap().expose(), SECRET);
    let profile: Profile =
        decode_redacted(json!({"name": "n", "redirectUrl": "r", "apiKey": SECRET}));
    assert_eq!(profile.api_key.unwrap().expose(), SECRET);
}

#[test]
fn other_fields_are_shown() {
    let key: ApiKeyDetails = decode(json!({"id": "key-1", "name": "ledger", "apiKey": SECRET}));
    let shown = format!("{key:?}");
    assert!(
        shown.contains("key-1") && shown.contains("ledger"),
        "{shown}"
    );
}

#[test]
fn a_secret_from_a_setter_is_redacted_too() {
    let profile = Profile::new("Quay", "https://quay.example.com").api_key(SECRET);
    assert!(!format!("{profile:?}").contains(SECRET));
    assert_eq!(
        serde_json::to_value(&profile).unwrap(),
        json!({"name": "Quay", "redirectUrl": "https://quay.example.com", "apiKey": SECRET})
    );
}

#[test]
fn the_error_for_a_secret_of_the_wrong_type_does_not_show_it() {
    for value in [json!([SECRET]), json!({SECRET: 1}), json!({"a": SECRET})] {
        let text = json!({"id": "key-1", "apiKey": value}).to_string();
        let error = serde_json::from_str::<ApiKeyDetails>(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
    let error = serde_json::from_str::<ApiKeyDetails>(r#"{"apiKey":8675309.5}"#).unwrap_err();
    assert!(!error.to_string().contains("8675309"), "{error}");
}
