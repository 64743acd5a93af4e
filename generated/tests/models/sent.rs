//! Values that were received go back as they came, in bodies and in paths.

use codat_platform::models::{
    Connection, DataType, Profile, SetCompanySyncSettingsRequest, SyncSetting, SyncSettingRequired,
    UpdateConnectionStatus,
};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::read;
use crate::support::builder;

/// A server that refuses everything.
async fn refusing() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(500))
        .mount(&server)
        .await;
    server
}

async fn last(server: &MockServer) -> Request {
    server.received_requests().await.unwrap().pop().unwrap()
}

#[tokio::test]
async fn a_status_that_nobody_knows_is_sent_back() {
    let server = refusing().await;
    let client = builder(server.uri()).build().unwrap();
    let connection: Connection = read(json!({
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
    let sent: Value = serde_json::from_slice(&last(&server).await.body).unwrap();
    assert_eq!(sent, json!({"status": "Größe \u{0}"}));
}

#[tokio::test]
async fn a_data_type_that_nobody_knows_fits_into_a_path() {
    let server = refusing().await;
    let client = builder(server.uri()).build().unwrap();
    let known: DataType = read(json!("commerce-taxComponents"));
    let tomorrow: DataType = read(json!("of tomorrow/now"));
    for (data_type, part) in [
        (known, "commerce-taxComponents"),
        (tomorrow, "of%20tomorrow%2Fnow"),
    ] {
        let call = client.refresh_data().by_data_type(Uuid::nil(), data_type);
        call.await.unwrap_err();
        let path = last(&server).await.url.path().to_owned();
        assert!(path.ends_with(&format!("/data/queue/{part}")), "{path}");
    }
}

/// What is read, changed and written back loses nothing but what nobody knows.
#[tokio::test]
async fn a_profile_is_read_changed_and_written() {
    let server = refusing().await;
    let client = builder(server.uri()).build().unwrap();
    let profile: Profile = read(json!({
        "name": "Quay Lending", "redirectUrl": "r", "logoUrl": null,
        "whiteListUrls": [], "apiKey": "hush", "confirmCompanyName": false,
    }));
    let profile = profile.icon_url("https://quay.example.com/icon.png");
    client.settings().update_profile(profile).await.unwrap_err();
    let sent: Value = serde_json::from_slice(&last(&server).await.body).unwrap();
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
