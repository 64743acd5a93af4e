//! One operation for each HTTP method, and clients to call them.

use std::time::Duration;

use codat_platform::models::{CompanyRequestBody, CompanyUpdateRequest};
use codat_platform::test_util::{MockResponse, MockTransport};
use codat_platform::uuid::Uuid;
use codat_platform::{ApiKey, CallOptions, Client, ClientBuilder, Error, Retry};
use serde_json::{Value, json};

use crate::support::KEY;

/// The HTTP methods that the API uses.
pub(crate) const METHODS: [&str; 5] = ["GET", "PUT", "DELETE", "POST", "PATCH"];

/// The idempotent methods.
pub(crate) const IDEMPOTENT: [&str; 3] = ["GET", "PUT", "DELETE"];

/// The company that all calls use.
pub(crate) const COMPANY: Uuid = Uuid::from_u128(0x6f2d_8c1e_0b54_4a3e_9d67_51c8_f0a2_3b49);

/// The result of a successful call.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) deleted_by_earlier_attempt: bool,
}

/// Calls an operation with this method.
pub(crate) async fn call(
    client: &Client,
    method: &str,
    options: CallOptions,
) -> Result<Outcome, Error> {
    let companies = client.companies();
    let body = || CompanyRequestBody::new("Acme");
    macro_rules! outcome {
        ($call:expr) => {{
            let reply = $call.with(options).with_response().await?;
            Ok(Outcome {
                status: reply.status().as_u16(),
                attempts: reply.attempts(),
                deleted_by_earlier_attempt: reply.deleted_by_earlier_attempt(),
            })
        }};
    }
    match method {
        "GET" => outcome!(companies.get(COMPANY)),
        "PUT" => outcome!(companies.replace(COMPANY, body())),
        "DELETE" => outcome!(companies.delete(COMPANY)),
        "POST" => outcome!(companies.create(body())),
        "PATCH" => {
            outcome!(companies.update(COMPANY, CompanyUpdateRequest::new().name("Acme")))
        }
        other => panic!("{other}"),
    }
}

/// A company as the API returns it.
pub(crate) fn company() -> Value {
    json!({"id": COMPANY, "name": "Acme", "redirect": "https://link.example.com/acme"})
}

/// A success response for any method.
pub(crate) fn success() -> MockResponse {
    MockResponse::json(200, &company())
}

/// An error response as the API returns it.
pub(crate) fn failure(status: u16) -> MockResponse {
    MockResponse::json(
        status,
        &json!({"statusCode": status, "error": "It broke", "correlationId": "c0ffee"}),
    )
}

/// A client with a mock transport and the test key.
pub(crate) fn mock_client(mock: &MockTransport) -> Client {
    builder().mock_transport(mock).build().unwrap()
}

/// A builder with the test key and the default settings.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().api_key(ApiKey::new(KEY))
}

/// A client of a real server with short delays between attempts.
pub(crate) fn client(base_url: impl Into<String>) -> Client {
    builder().base_url(base_url).retry(quick()).build().unwrap()
}

/// The default number of attempts with minimal delays.
pub(crate) fn quick() -> Retry {
    Retry::new().initial_backoff(Duration::from_millis(1))
}
