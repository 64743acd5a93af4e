//! Received values are sent back unchanged, in bodies and in paths.

use codat_platform::models::{
    Connection, DataType, Profile, SetCompanySyncSettingsRequest, SyncSetting, SyncSettingRequired,
    UpdateConnectionStatus,
};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::decode;
use crate::support::builder;

/// A server that returns 500 to every request.
async fn failing_server() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(500))
        .mount(&server)
        .await;
    server
}

async fn last_request(server: &MockServer) -> Request {
    server.received_requests().await.unwrap().pop().unwrap()
}

#[tokio::test]
async fn an_unknown_status_is_sent_back() {
    let server = failing_server().await;
    let client = builder(server.uri()).build().unwrap();
    let connection: Connection = decode(json!({
        "id": Uuid::nil(), "integrationId": Uuid::nil(), "sourceId": Uuid::nil(),
        "sourceType": "Accounting", "platformName": "Xero", "linkUrl": "l",
        "status": "Größe \u{0}", "created": "2026-03-04",
    }));
    let body = UpdateConnectionStatus::new().status(connection.status);
    client
        .connections()
        .unlink(Uuid::nil(), connection.id, body)
        .await
        .unwrap_err();
    let sent: Value = serde_json::from_slice(&last_request(&server).await.body).unwrap();
    assert_eq!(sent, json!({"status": "Größe \u{0}"}));
}

#[tokio::test]
async fn an_unknown_data_type_is_encoded_in_a_path() {
    let server = failing_server().await;
    let client = builder(server.uri()).build().unwrap();
    let known: DataType = decode(json!("commerce-taxComponents"));
    let unknown: DataType = decode(json!("from the future/2"));
    for (data_type, part) in [
        (known, "commerce-taxComponents"),
        (unknown, "from%20the%20future%2F2"),
    ] {
        let call = client.refresh_data().by_data_type(Uuid::nil(), data_type);
        call.await.unwrap_err();
        let path = last_request(&server).await.url.path().to_owned();
        assert!(path.ends_with(&format!("/data/queue/{part}")), "{path}");
    }
}

/// A model that is decoded, changed and sent back keeps all known properties.
#[tokio::test]
async fn a_profile_can_be_decoded_changed_and_sent() {
    let server = failing_server().await;
    let client = builder(server.uri()).build().unwrap();
    let profile: Profile = decode(json!({
        "name": "Quay Lending", "redirectUrl": "r", "logoUrl": null,
        "whiteListUrls": [], "apiKey": "hush", "confirmCompanyName": false,
    }));
    let profile = profile.icon_url("https://quay.example.com/icon.png");
    client.settings().update_profile(profile).await.unwrap_err();
    let sent: Value = serde_json::from_slice(&last_request(&server).await.body).unwrap();
    assert_eq!(
        sent,
        json!({
            "name": "Quay Lending", "redirectUrl": "r", "whiteListUrls": [],
            "iconUrl": "https://quay.example.com/icon.png",
            "apiKey": "hush", "confirmCompanyName": false,
        })
    );
}

#[test]
fn required_properties_are_given_to_the_constructor_and_can_be_replaced() {
    let setting = SyncSetting::new(SyncSettingRequired {
        data_type: DataType::Bills,
        fetch_on_first_link: false,
        sync_schedule: 0,
        sync_order: 1,
    });
    let body = SetCompanySyncSettingsRequest::new(Uuid::nil(), [setting.sync_order(2)], true);
    // A required property needs no `unwrap`.
    assert_eq!(body.settings[0].data_type.as_str(), "bills");
    let setting =
        json!({"dataType": "bills", "fetchOnFirstLink": false, "syncSchedule": 0, "syncOrder": 2});
    let sent = json!({"companyId": Uuid::nil(), "settings": [setting], "overridesDefaults": true});
    assert_eq!(serde_json::to_value(body).unwrap(), sent);
}
