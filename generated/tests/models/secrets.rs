//! Keys and tokens that the API hands out: there for those who ask, and in no text that goes to a log.

use std::fmt::Debug;

use codat_platform::Secret;
use codat_platform::models::{
    AccessToken, ApiKeyDetails, ApiKeys, ConnectionManagementAccessToken, Profile, WebhookZapierKey,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::read;

const HUSH: &str = "hush-hush-7f3a9c";

/// Reads the model, which has the secret, shows it nowhere, and writes it out again.
fn hidden<T: DeserializeOwned + Serialize + Debug>(json: Value) -> T {
    let model: T = read(json.clone());
    for shown in [format!("{model:?}"), format!("{model:#?}")] {
        assert!(shown.contains("[redacted]"), "{shown}");
        assert!(!shown.contains(HUSH), "{shown}");
    }
    assert_eq!(serde_json::to_value(&model).unwrap(), json);
    model
}

#[test]
fn secrets_are_redacted_and_can_be_had() {
    let key: ApiKeyDetails = hidden(json!({"id": "key-1", "apiKey": HUSH}));
    assert_eq!(key.api_key.as_ref().map(Secret::expose), Some(HUSH));
    let keys: ApiKeys = hidden(json!({"results": [{"id": "key-1", "apiKey": HUSH}]}));
    assert_eq!(keys.results.len(), 1);
    let token: AccessToken =
        hidden(json!({"expiresIn": 86400, "accessToken": HUSH, "tokenType": "Bearer"}));
    assert_eq!(token.access_token.expose(), HUSH);
    let token: ConnectionManagementAccessToken = hidden(json!({"accessToken": HUSH}));
    assert_eq!(token.access_token.unwrap().into_inner(), HUSH);
    let key: WebhookZapierKey = hidden(json!({"key": HUSH}));
    assert_eq!(key.key.unwrap().expose(), HUSH);
    let profile: Profile = hidden(json!({"name": "n", "redirectUrl": "r", "apiKey": HUSH}));
    assert_eq!(profile.api_key.unwrap().expose(), HUSH);
}

#[test]
fn what_else_the_model_has_is_shown() {
    let key: ApiKeyDetails = read(json!({"id": "key-1", "name": "ledger", "apiKey": HUSH}));
    let shown = format!("{key:?}");
    assert!(
        shown.contains("key-1") && shown.contains("ledger"),
        "{shown}"
    );
}

#[test]
fn a_secret_that_is_set_is_hidden_too() {
    let profile = Profile::new("Quay", "https://quay.example.com").api_key(HUSH);
    assert!(!format!("{profile:?}").contains(HUSH));
    assert_eq!(
        serde_json::to_value(&profile).unwrap(),
        json!({"name": "Quay", "redirectUrl": "https://quay.example.com", "apiKey": HUSH})
    );
}

#[test]
fn a_secret_of_another_type_is_not_shown_in_the_error() {
    for value in [json!([HUSH]), json!({HUSH: 1}), json!({"a": HUSH})] {
        let text = json!({"id": "key-1", "apiKey": value}).to_string();
        let error = serde_json::from_str::<ApiKeyDetails>(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(HUSH), "{error}");
    }
    let number = "8675309";
    let text = format!(r#"{{"id":"key-1","apiKey":{number}}}"#);
    let error = serde_json::from_str::<ApiKeyDetails>(&text).unwrap_err();
    assert!(!error.to_string().contains(number), "{error}");
}
