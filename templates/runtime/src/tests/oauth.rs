//! Access tokens of OAuth 2.0: the requests to the authorization server, and when they are made.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::tests::support::{GET, LIST};
use crate::{
    Api, AuthScheme, Call, CallOptions, Client, ClientBuilder, KeyEncoding, MockResponse,
    MockTransport, OAuthEndpoints, OAuthGrant, Requirements, SentRequest, client_builder,
    with_oauth,
};

static BEARER: AuthScheme = AuthScheme {
    header: "authorization",
    prefix: "Bearer ",
    encoding: KeyEncoding::Plain,
};

static ENDPOINTS: OAuthEndpoints = OAuthEndpoints {
    client_credentials: Some("https://auth.invalid/token"),
    refresh_token: Some("/oauth/refresh"),
    device_token: Some("https://auth.invalid/token"),
    device_authorization: Some("https://auth.invalid/device"),
    scopes: "read write",
};

static SECURITY: Requirements = Requirements {
    default: &[&["oauth"]],
    operations: &[("get-rule", &[])],
    headers: &["authorization"],
};

static OAUTH_API: Api = Api {
    auth: Some(&SECURITY),
    name: "OAuth API",
    base_url: "https://api.invalid/v1",
    user_agent: "test-sdk/1.2.3",
    decode_error: None,
    retry: None,
    rate_limit: crate::RateLimitHeaders {
        limit: "l",
        remaining: "m",
        reset: "n",
    },
    request_id: "x-request-id",
};

pub(super) fn builder(mock: &MockTransport, grant: OAuthGrant) -> ClientBuilder {
    let builder = client_builder(&OAUTH_API).mock_transport(mock);
    with_oauth(builder, "oauth", &BEARER, &ENDPOINTS, grant)
}

pub(super) fn credentials() -> OAuthGrant {
    OAuthGrant::client_credentials("my id", "s3cret&")
}

pub(super) fn token(value: &str, seconds: u64) -> MockResponse {
    MockResponse::json(
        200,
        &json!({"access_token": value, "token_type": "bearer", "expires_in": seconds}),
    )
}

pub(super) fn done() -> MockResponse {
    MockResponse::status(204)
}

async fn call(client: &Client) {
    Call::new(client, &LIST).empty_response().await.unwrap();
}

/// The URL, the authorization and the body of a request.
pub(super) fn shown(request: &SentRequest) -> String {
    let authorization = request.header("authorization").unwrap_or("-");
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    format!("{} {authorization} {body}", request.uri)
        .trim_end()
        .to_owned()
}

#[tokio::test]
async fn a_token_is_requested_once_and_replaced_before_it_expires() {
    let mock = MockTransport::new([
        token("one", 3600),
        done(),
        done(),
        token("two", 3600),
        done(),
    ]);
    let client = builder(&mock, credentials()).build().unwrap();
    call(&client).await;
    mock.clock().advance(Duration::from_secs(3539));
    call(&client).await;
    mock.clock().advance(Duration::from_secs(2));
    call(&client).await;
    // RFC 6749, section 2.3.1: the id and the secret are encoded before they are joined.
    let request = "https://auth.invalid/token Basic bXklMjBpZDpzM2NyZXQlMjY= \
                   grant_type=client_credentials&scope=read%20write";
    let requests = mock.requests();
    let form = requests[0].header("content-type");
    assert_eq!(form, Some("application/x-www-form-urlencoded"));
    let requests: Vec<String> = requests.iter().map(shown).collect();
    assert_eq!(
        requests,
        [
            request,
            "https://api.invalid/v1/rules Bearer one",
            "https://api.invalid/v1/rules Bearer one",
            request,
            "https://api.invalid/v1/rules Bearer two",
        ]
    );
}

#[tokio::test]
async fn a_grant_sets_scopes_parameters_and_where_the_secret_is() {
    let mock = MockTransport::new([token("one", 60), done()]);
    let grant = credentials()
        .scopes(["admin"])
        .parameter("audience", "https://api.invalid")
        .token_url("https://other.invalid/t?x=1")
        .credentials_in_body();
    call(&builder(&mock, grant).build().unwrap()).await;
    assert_eq!(
        shown(&mock.requests()[0]),
        "https://other.invalid/t?x=1 - grant_type=client_credentials&scope=admin&client_id=my%20id\
         &client_secret=s3cret%26&audience=https%3A%2F%2Fapi.invalid"
    );
}

#[tokio::test]
async fn an_operation_without_security_needs_no_token() {
    let mock = MockTransport::new([done()]);
    let client = builder(&mock, credentials()).build().unwrap();
    let open = Call::new(&client, &GET).path("ruleId", 1).path("partId", 2);
    open.empty_response().await.unwrap();
    assert_eq!(
        shown(&mock.requests()[0]),
        "https://api.invalid/v1/rules/1/parts/2 -"
    );
}

#[tokio::test]
async fn simultaneous_calls_share_one_request() {
    let mock = MockTransport::new([token("one", 60).delay(Duration::from_secs(1))]);
    mock.fallback(done());
    let client = builder(&mock, credentials()).build().unwrap();
    let calls = (0..5).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { call(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    let requests: Vec<String> = mock.requests().iter().map(shown).collect();
    let tokens = requests.iter().filter(|request| request.contains("/token"));
    assert_eq!((tokens.count(), requests.len()), (1, 6));
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_one_that_the_server_returns() {
    let both = json!({"access_token": "one", "expires_in": "10", "refresh_token": "next"});
    let mock = MockTransport::new([
        MockResponse::json(200, &both),
        done(),
        token("two", 10),
        done(),
    ]);
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let grant = OAuthGrant::refresh_token("id", "first")
        .on_refresh_token(move |token| store.lock().unwrap().push(token.to_owned()));
    let client = builder(&mock, grant).build().unwrap();
    call(&client).await;
    mock.clock().advance(Duration::from_secs(10));
    call(&client).await;
    let requests: Vec<String> = mock.requests().iter().map(shown).collect();
    let fields = "client_id=id";
    // The path of the document is on the server of the API.
    let url = "https://api.invalid/oauth/refresh - grant_type=refresh_token";
    assert_eq!(requests[0], format!("{url}&refresh_token=first&{fields}"));
    assert_eq!(requests[2], format!("{url}&refresh_token=next&{fields}"));
    assert_eq!(*stored.lock().unwrap(), ["next"]);
}

#[tokio::test]
async fn a_user_authorizes_a_device() {
    let pending = |code: &str| MockResponse::json(400, &json!({ "error": code }));
    let mock = MockTransport::new([
        MockResponse::json(
            200,
            &json!({
                "device_code": "dev", "user_code": "ABCD", "interval": 2, "expires_in": 600,
                "verification_uri": "https://auth.invalid/activate"
            }),
        ),
        pending("authorization_pending"),
        pending("slow_down"),
        token("one", 60),
        done(),
    ]);
    let prompts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&prompts);
    let grant = OAuthGrant::device("id", move |prompt| {
        let shown = format!("{} at {}", prompt.user_code, prompt.verification_uri);
        seen.lock().unwrap().push(shown);
    });
    let client = builder(&mock, grant).build().unwrap();
    let minutes = Duration::from_secs(600);
    let options = CallOptions::new().timeout(minutes).attempt_timeout(minutes);
    let list = Call::new(&client, &LIST).with(options);
    list.empty_response().await.unwrap();
    assert_eq!(
        *prompts.lock().unwrap(),
        ["ABCD at https://auth.invalid/activate"]
    );
    let requests = mock.requests();
    let times: Vec<u64> = requests
        .iter()
        .map(|request| request.at.as_secs())
        .collect();
    assert_eq!(times, [0, 2, 4, 11, 11]);
    let requests: Vec<String> = requests.iter().map(shown).collect();
    assert_eq!(
        requests[0],
        "https://auth.invalid/device - scope=read%20write&client_id=id"
    );
    let poll = "https://auth.invalid/token - grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type\
                %3Adevice_code&device_code=dev&client_id=id";
    assert_eq!(requests[1], poll);
    assert_eq!(requests[4], "https://api.invalid/v1/rules Bearer one");
}

#[tokio::test]
async fn an_error_of_the_authorization_server_ends_the_call_without_secrets() {
    let error = json!({"error": "invalid_client", "error_description": "bad s3cret& of my id"});
    let mock = MockTransport::new([MockResponse::json(401, &error)]);
    let client = builder(&mock, credentials()).build().unwrap();
    let error = Call::new(&client, &LIST)
        .empty_response()
        .await
        .unwrap_err();
    assert!(error.is_key_provider() && error.is_unsent());
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        source,
        "the authorization server responded with 401 Unauthorized: invalid_client: bad [redacted] of my id"
    );
    assert!(!format!("{error:?} {client:?} {:?}", credentials()).contains("s3cret"));
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_cannot_be_replaced_is_used_until_it_expires() {
    let failure = || MockResponse::status(503);
    let mock = MockTransport::new([token("one", 100), done(), failure(), done(), failure()]);
    let client = builder(&mock, credentials()).build().unwrap();
    call(&client).await;
    mock.clock().advance(Duration::from_secs(95));
    call(&client).await;
    mock.clock().advance(Duration::from_secs(10));
    let late = Call::new(&client, &LIST).empty_response().await;
    assert!(late.unwrap_err().is_key_provider());
    assert_eq!(
        shown(&mock.requests()[3]),
        "https://api.invalid/v1/rules Bearer one"
    );
}

#[tokio::test]
async fn useless_responses_are_errors() {
    for response in [
        MockResponse::text(200, "ok"),
        MockResponse::json(200, &json!({"token_type": "bearer"})),
        MockResponse::json(200, &json!({"access_token": "a", "token_type": "mac"})),
        MockResponse::json(200, &json!({"access_token": "a\nb"})),
    ] {
        let mock = MockTransport::new([response]);
        let client = builder(&mock, credentials()).build().unwrap();
        let error = Call::new(&client, &LIST)
            .empty_response()
            .await
            .unwrap_err();
        assert!(error.is_key_provider(), "{error}");
    }
}

#[cfg(feature = "openid-connect")]
#[tokio::test]
async fn the_urls_of_an_openid_provider_are_discovered_once() {
    let document = json!({"token_endpoint": "https://auth.invalid/discovered"});
    let mock = MockTransport::new([
        MockResponse::json(200, &document),
        token("one", 10),
        done(),
        token("two", 10),
        done(),
    ]);
    let url = "https://auth.invalid/.well-known/openid-configuration";
    let client = client_builder(&OAUTH_API).mock_transport(&mock);
    let client = crate::with_openid_connect(client, "oauth", &BEARER, url, "openid", credentials())
        .build()
        .unwrap();
    call(&client).await;
    mock.clock().advance(Duration::from_secs(10));
    call(&client).await;
    let requests: Vec<String> = mock.requests().iter().map(shown).collect();
    assert_eq!(requests[0], format!("{url} -"));
    for index in [1, 3] {
        assert!(requests[index].starts_with("https://auth.invalid/discovered Basic "));
        assert!(requests[index].ends_with("scope=openid"));
    }
    assert_eq!(requests.len(), 5);
}
