//! The HTTP core of an SDK, which knows no API of its own.
//!
//! A [`Call`] gathers what one operation needs: path and query values, headers and a body. Sending
//! it builds the request and rejects it if it is invalid, passes it to the client's [`Transport`],
//! reads the response within the timeouts and a size limit, retries as [`Retry`] says, and decodes
//! the body. A failure on the way is an [`Error`].

mod api;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod callbacks;
mod client;
mod error;
#[cfg(feature = "events")]
mod events;
mod json;
mod paging;
mod response;
mod retry;
mod send;
mod streams;
#[cfg(feature = "test-util")]
mod test_util;
mod transport;
mod types;
mod waiters;

pub use api::ApiError;
pub use api::{Api, Operation};
pub use auth::api_key::ApiKey;
pub use auth::basic::with_basic;
pub use auth::cookie_key::CookieScheme;
#[allow(unused_imports, reason = "used by the static of an SDK")]
pub use auth::credential::Security;
pub use auth::env::key_from_env;
pub use auth::header_key::{AuthScheme, KeyEncoding};
pub use auth::oauth::device::DevicePrompt;
#[cfg(feature = "openid-connect")]
pub use auth::oauth::discovery::with_openid_connect;
#[allow(
    unused_imports,
    reason = "an SDK with OpenID Connect only may have none"
)]
pub use auth::oauth::endpoints::OAuthEndpoints;
pub use auth::oauth::grant::OAuthGrant;
pub use auth::oauth::setter::with_oauth;
pub use auth::provider::KeyProvider;
pub use auth::query_key::QueryScheme;
#[allow(unused_imports, reason = "used by the static of an SDK")]
pub use auth::requirements::Alternatives;
pub use auth::requirements::Requirements;
#[allow(unused_imports, reason = "used by the signatures of setters")]
pub use auth::setters::KeyFormat;
#[allow(unused_imports, reason = "an SDK with passwords may have no key")]
pub use auth::setters::with_key;
pub use auth::setters::with_key_provider;
pub use auth::single_scheme::SingleScheme;
pub use call::Call;
#[allow(unused_imports, reason = "an SDK uses it if its API has operations")]
pub(crate) use call::call_macro::call;
pub use call::options::CallOptions;
pub use call::params::style::Style;
pub use call::request_body::body_values::BodyValues;
#[allow(
    unused_imports,
    reason = "an SDK uses it if a type describes whole events"
)]
pub use call::request_body::event_body::BodyEvent;
pub use call::request_body::event_body::OutgoingEvent;
pub use call::request_body::media_body::MediaBody;
pub use call::request_body::multipart::Multipart;
pub use call::request_body::multipart::part::Part;
#[allow(
    unused_imports,
    reason = "an SDK uses it if a form has rules for its properties"
)]
pub use call::request_body::property_encoding::{PropertyEncoding, PropertyStyle};
#[allow(unused_imports, reason = "an SDK uses it if its API has operations")]
pub use call::sent::Sent;
pub use callbacks::{CallbackError, decode_callback};
pub use client::Client;
pub use client::base_url_from_env::base_url_from_env;
pub use client::builder::{ClientBuilder, client_builder};
pub use client::clock::Clock;
pub use client::server::ServerUrl;
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
pub use client::tokio_clock::TokioClock;
pub use error::Error;
pub use error::model::{api_model, decode_error_model};
#[cfg(feature = "events")]
pub use events::deduplication::{DeduplicationStore, Deduplicator};
#[cfg(feature = "events")]
pub use events::delivery::Delivery;
#[cfg(feature = "events")]
pub use events::envelope::Envelope;
#[cfg(feature = "events")]
pub use events::error::VerifyError;
#[cfg(feature = "events")]
pub use events::payload_error::PayloadError;
#[cfg(feature = "events")]
pub use events::scheme::{EventProperties, EventScheme, SignatureHeaders};
#[cfg(feature = "events")]
pub use events::serialization::serialize_event;
#[cfg(feature = "events")]
pub use events::type_pattern::pattern_parts;
#[cfg(feature = "events")]
pub use events::verifier::{Verifier, verifier, verify_delivery};
pub use json::additional::additional;
pub use json::matching_variant::MatchingVariant;
pub use json::tagged_variant::tagged_variant;
pub use json::unlisted::unlisted;
pub use paging::NextPage;
pub use paging::Page;
pub use paging::PageProperties;
#[cfg(feature = "blocking")]
pub use paging::blocking::{BlockingItems, BlockingPages};
pub use paging::items::Items;
#[allow(unused_imports, reason = "used by the signatures of calls")]
pub use paging::methods::PagingMethod;
pub use paging::methods::cursor::Cursor;
pub use paging::methods::header_cursor::HeaderCursor;
pub use paging::methods::link_header::LinkHeader;
pub use paging::methods::next_url::NextUrl;
pub use paging::methods::offset::Offset;
pub use paging::methods::page_number::PageNumber;
#[allow(unused_imports, reason = "an SDK uses it")]
pub(crate) use paging::paged_macro::paged;
pub use paging::pages::Pages;
pub use paging::position::Position;
#[allow(unused_imports, reason = "used by the signatures of calls")]
pub use paging::walk::PageFacts;
pub use response::Response;
#[cfg(feature = "blocking")]
pub use response::body_reader::BodyReader;
pub use response::rate_limit::{RateLimit, RateLimitHeaders};
#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use response::response_body;
#[allow(unused_imports, reason = "an SDK uses it if it has such headers")]
pub(crate) use response::typed_headers::{header_value, header_values};
#[allow(unused_imports, reason = "an SDK uses it if it has such variants")]
pub(crate) use response::variants::{
    DecodeFailure, SuccessVariants, json_variant, text_variant, undocumented_status,
};
pub use retry::Retry;
pub use retry::documented_rule::RetryRule;
pub use send::hook::{Attempt, Hook};
#[cfg(feature = "blocking")]
pub use streams::blocking::BlockingStream;
#[allow(unused_imports, reason = "an SDK uses those of its streams")]
pub use streams::events::{EventStream, ServerEvent, WholeEvent};
#[allow(unused_imports, reason = "an SDK uses those of its streams")]
pub use streams::json_values::JsonStream;
#[cfg(all(feature = "events", feature = "test-util"))]
pub use test_util::event_example::event_example;
#[cfg(feature = "test-util")]
pub use test_util::fixture::Fixture;
#[cfg(feature = "test-util")]
pub use test_util::mock_response::MockResponse;
#[cfg(feature = "test-util")]
pub use test_util::mock_transport::{MockTransport, SentRequest};
#[cfg(all(feature = "events", feature = "test-util"))]
pub use test_util::signed_event::{SignedEvent, signed_event};
#[cfg(feature = "test-util")]
pub use test_util::virtual_clock::VirtualClock;
pub use transport::body::Body;
#[cfg(feature = "hyper")]
pub use transport::hyper::HyperTransport;
#[cfg(feature = "hyper")]
pub use transport::hyper::builder::HyperTransportBuilder;
#[cfg(feature = "reqwest")]
pub use transport::reqwest::ReqwestTransport;
pub use transport::{Transport, TransportError};
pub use types::boxed::{BoxError, BoxFuture};
pub use types::date_time::DateTime;
pub use types::date_time::rfc3339::DateTimeError;
pub use types::exact_number::{ExactNumber, ExactNumberError};
pub use types::null::null_as_default;
pub use types::nullable::Nullable;
pub use types::open_enum::UnknownValue;
#[allow(unused_imports, reason = "an SDK uses it")]
pub(crate) use types::open_enum::open_enum;
pub use types::open_value_enum::UnknownJson;
#[allow(unused_imports, reason = "an SDK uses it")]
pub(crate) use types::open_value_enum::{known_json, open_value_enum};
pub use types::secret::Secret;
pub use waiters::{Wait, Waiter};
