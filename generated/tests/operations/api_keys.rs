//! The ways to set an API key.

use std::process::Command;

use codat_platform::{ApiKey, CallOptions, Client};
use wiremock::MockServer;

use crate::support::BASIC;
use crate::table::SEVEN;

/// Set in a child process, which runs the case instead of the test.
const CHILD: &str = "CODAT_PLATFORM_TEST_CHILD";
const RAW: &str = "CODAT_API_KEY";
const READY: &str = "CODAT_AUTH_HEADER";
const BASE_URL: &str = "CODAT_BASE_URL";

/// The `authorization` headers that a client with this key sends, one for each operation.
async fn sent(key: ApiKey, options: CallOptions) -> Vec<String> {
    let server = MockServer::start().await;
    let client = Client::builder()
        .api_key(key)
        .base_url(server.uri())
        .build()
        .unwrap();
    for operation in &SEVEN {
        (operation.call)(&client, options.clone())
            .await
            .unwrap_err();
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), SEVEN.len());
    let header = |request: &wiremock::Request| {
        request.headers["authorization"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    requests.iter().map(header).collect()
}

#[tokio::test]
async fn encodes_a_raw_key_without_a_user_and_a_colon() {
    let cases = [
        (crate::support::KEY, BASIC),
        // Padding of every length, and characters that are not allowed in a header.
        ("a", "Basic YQ=="),
        ("ab", "Basic YWI="),
        ("abc", "Basic YWJj"),
        ("user:pass", "Basic dXNlcjpwYXNz"),
        ("schlüssel>?", "Basic c2NobMO8c3NlbD4/"),
    ];
    for (key, expected) in cases {
        for header in sent(ApiKey::new(key), CallOptions::new()).await {
            assert_eq!(header, expected);
        }
    }
}

#[tokio::test]
async fn sends_a_complete_header_value_unchanged() {
    for ready in [BASIC, "Basic anything", "Bearer of.another.kind"] {
        for header in sent(ApiKey::from_header(ready), CallOptions::new()).await {
            assert_eq!(header, ready);
        }
    }
}

#[tokio::test]
async fn a_call_can_have_its_own_key() {
    let options = CallOptions::new().header("authorization", "Basic other");
    for header in sent(ApiKey::new("a"), options).await {
        assert_eq!(header, "Basic other");
    }
}

/// A process cannot change its own environment safely, so each case runs this test again in a
/// child.
#[test]
fn from_env_reads_the_key_and_the_base_url() {
    if std::env::var_os(CHILD).is_some() {
        match Client::from_env() {
            Ok(client) => println!("{client:?}"),
            Err(error) => println!("{error}"),
        }
        return;
    }
    let client = r#"Client { api: "Platform API", base_url: https://api.codat.io, "#;
    let none =
        "there is no API key: set the environment variable CODAT_API_KEY or CODAT_AUTH_HEADER";
    let no_header = "characters that are not allowed in a header (CODAT_AUTH_HEADER)";
    let cases = [
        (vec![(RAW, "key")], client),
        (vec![(READY, "Basic a2V5")], client),
        (vec![(RAW, ""), (READY, "Basic a2V5")], client),
        (vec![], none),
        (vec![(RAW, ""), (READY, "")], none),
        // A raw key is encoded, a complete header value is not.
        (vec![(RAW, "schlüssel")], client),
        (vec![(READY, "schlüssel")], no_header),
        // The raw key takes precedence.
        (vec![(RAW, "key"), (READY, "schlüssel")], client),
        (
            vec![(RAW, "a\nb"), (READY, "Basic a2V5")],
            "another control character (CODAT_API_KEY)",
        ),
        (
            vec![(RAW, "key"), (BASE_URL, "http://127.0.0.1:4010/v1/")],
            r#"Client { api: "Platform API", base_url: http://127.0.0.1:4010/v1, "#,
        ),
        (vec![(RAW, "key"), (BASE_URL, "")], client),
        (
            vec![(RAW, "key"), (BASE_URL, "127.0.0.1:4010")],
            "https:// or http:// (CODAT_BASE_URL)",
        ),
        (vec![(BASE_URL, "http://127.0.0.1:4010")], none),
    ];
    for (variables, expected) in cases {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "api_keys::from_env_reads_the_key_and_the_base_url",
                "--nocapture",
            ])
            .env_remove(RAW)
            .env_remove(READY)
            .env_remove(BASE_URL)
            .env(CHILD, "1")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success() && printed.contains(expected),
            "{variables:?}: {printed}"
        );
    }
}
