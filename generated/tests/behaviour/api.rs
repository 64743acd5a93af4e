//! One operation for each method, and clients for them.

use std::time::Duration;

use codat_platform::models::{CompanyRequestBody, CompanyUpdateRequest};
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::uuid::Uuid;
use codat_platform::{ApiKey, CallOptions, Client, ClientBuilder, Error, Retry};
use serde_json::{Value, json};

use crate::support::KEY;

/// The methods that the API has.
pub(crate) const METHODS: [&str; 5] = ["GET", "PUT", "DELETE", "POST", "PATCH"];

/// The methods that may be repeated.
pub(crate) const IDEMPOTENT: [&str; 3] = ["GET", "PUT", "DELETE"];

/// The company that all calls are about.
pub(crate) const COMPANY: Uuid = Uuid::from_u128(0x6f2d_8c1e_0b54_4a3e_9d67_51c8_f0a2_3b49);

/// What a call that succeeded says of itself.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) deleted_by_earlier_attempt: bool,
}

/// Calls the operation of the method.
pub(crate) async fn call(
    client: &Client,
    method: &str,
    options: CallOptions,
) -> Result<Told, Error> {
    let companies = client.companies();
    let body = || CompanyRequestBody::new("Acme");
    macro_rules! told {
        ($call:expr) => {{
            let reply = $call.with(options).with_response().await?;
            Ok(Told {
                status: reply.status().as_u16(),
                attempts: reply.attempts(),
                deleted_by_earlier_attempt: reply.deleted_by_earlier_attempt(),
            })
        }};
    }
    match method {
        "GET" => told!(companies.get(COMPANY)),
        "PUT" => told!(companies.replace(COMPANY, body())),
        "DELETE" => told!(companies.delete(COMPANY)),
        "POST" => told!(companies.create(body())),
        "PATCH" => {
            told!(companies.update(COMPANY, CompanyUpdateRequest::new().name("Acme")))
        }
        other => panic!("{other}"),
    }
}

/// A company as the API answers.
pub(crate) fn company() -> Value {
    json!({"id": COMPANY, "name": "Acme", "redirect": "https://link.example.com/acme"})
}

/// A success of any method.
pub(crate) fn success() -> MockResponse {
    MockResponse::json(200, &company())
}

/// An error as the API answers.
pub(crate) fn failure(status: u16) -> MockResponse {
    MockResponse::json(
        status,
        &json!({"statusCode": status, "error": "It broke", "correlationId": "c0ffee"}),
    )
}

/// A client of a mock transport, with the key.
pub(crate) fn mock_client(mock: &MockTransport) -> Client {
    builder().mock_transport(mock).build().unwrap()
}

/// A builder with the key and all else as users have it.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().api_key(ApiKey::new(KEY))
}

/// A client of a real server, which waits for a moment only.
pub(crate) fn client(base_url: impl Into<String>) -> Client {
    builder().base_url(base_url).retry(quick()).build().unwrap()
}

/// The usual attempts, with next to no time in between.
pub(crate) fn quick() -> Retry {
    Retry::new().initial_backoff(Duration::from_millis(1))
}
