//! Values that were received go back as they came, in bodies and in paths.

use codat_platform::models::{
    Connection, DataType, Profile, SetCompanySyncSettingsRequest, SyncSetting,
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

#[tokio::test]
async fn what_is_missing_inside_of_lists_is_named_and_nothing_is_sent() {
    let server = refusing().await;
    let client = builder(server.uri()).build().unwrap();
    let whole = SyncSetting::new()
        .data_type(DataType::Bills)
        .fetch_on_first_link(false)
        .sync_schedule(0)
        .sync_order(0);
    let body = SetCompanySyncSettingsRequest::new()
        .company_id(Uuid::nil())
        .settings([
            whole,
            SyncSetting::new().data_type("of tomorrow").sync_order(1),
        ]);
    let call = client
        .companies()
        .set_company_sync_settings(Uuid::nil(), body);
    let error = call.await.unwrap_err();
    assert!(error.is_invalid_request() && error.is_unsent(), "{error:?}");
    assert_eq!(
        error.problems(),
        [
            "required and missing: settings[1].fetchOnFirstLink, settings[1].syncSchedule, overridesDefaults"
        ]
    );
    assert!(server.received_requests().await.unwrap().is_empty());
}
