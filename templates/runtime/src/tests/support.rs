//! A small API, declared the way an SDK declares its API.

use serde::{Deserialize, Serialize};

use crate::{
    Api, ApiError, ApiKey, AuthScheme, ClientBuilder, KeyEncoding, Operation, RateLimitHeaders,
    Retry, SingleScheme, client_builder, decode_error_model, with_key,
};

/// A key that tests search for in output that must not contain it.
pub(crate) const KEY: &str = "k3y-that-must-not-show";
/// [`KEY`] in Base64.
pub(crate) const KEY_BASE64: &str = "azN5LXRoYXQtbXVzdC1ub3Qtc2hvdw==";

const RATE_LIMIT: RateLimitHeaders = RateLimitHeaders {
    limit: "x-rate-limit-limit",
    remaining: "x-rate-limit-remaining",
    reset: "x-rate-limit-reset",
};

pub(crate) static API: Api = Api {
    name: "Test API",
    base_url: "https://api.invalid",
    user_agent: "test-sdk/1.2.3",
    auth: Some(&SingleScheme {
        schemes: &["key"],
        header: "authorization",
    }),
    decode_error: Some(decode_error),
    retry: None,
    rate_limit: RATE_LIMIT,
    request_id: "x-request-id",
};

pub(crate) static PLAIN_API: Api = Api {
    name: "Plain API",
    base_url: "https://plain.invalid",
    user_agent: "test-sdk/1.2.3",
    auth: Some(&SingleScheme {
        schemes: &["plain"],
        header: "x-api-key",
    }),
    decode_error: None,
    retry: None,
    rate_limit: RATE_LIMIT,
    request_id: "x-request-id",
};

pub(crate) static OPEN_API: Api = Api {
    name: "Open API",
    base_url: "https://open.invalid",
    user_agent: "test-sdk/1.2.3",
    auth: None,
    decode_error: None,
    retry: None,
    rate_limit: RATE_LIMIT,
    request_id: "x-request-id",
};

static BASIC: AuthScheme = AuthScheme {
    header: "authorization",
    prefix: "Basic ",
    encoding: KeyEncoding::Base64,
};

static PLAIN: AuthScheme = AuthScheme {
    header: "x-api-key",
    prefix: "",
    encoding: KeyEncoding::Plain,
};

/// The setters that an SDK has for its key.
impl ClientBuilder {
    pub(crate) fn api_key(self, key: ApiKey) -> Self {
        with_key(self, "key", &BASIC, key)
    }

    pub(crate) fn plain_key(self, key: ApiKey) -> Self {
        with_key(self, "plain", &PLAIN, key)
    }
}

pub(crate) static LIST: Operation = Operation::get("list-rules", "/rules");
pub(crate) static GET: Operation = Operation::get("get-rule", "/rules/{ruleId}/parts/{partId}");
pub(crate) static CREATE: Operation = Operation::post("create-rule", "/rules");
pub(crate) static DELETE: Operation = Operation::delete("delete-rule", "/rules/{ruleId}");

/// The API's error body.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) correlation_id: Option<String>,
}

fn decode_error(body: &[u8]) -> Option<ApiError> {
    decode_error_model::<Failure>(
        body,
        Some("error"),
        Some("correlationId"),
        &["validation", "errors", "message"],
    )
}

/// A model that is sent and received.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: u32,
    pub(crate) name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) results: Vec<Rule>,
}

/// A builder with the key and without retries.
pub(crate) fn builder() -> ClientBuilder {
    let builder = client_builder(&API)
        .api_key(ApiKey::new(KEY))
        .retry(Retry::none());
    // The servers are on this machine, so a proxy from the environment must not be used.
    #[cfg(feature = "hyper")]
    let builder = builder.no_proxy();
    builder
}
