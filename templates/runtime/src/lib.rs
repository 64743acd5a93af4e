//! The HTTP core of an emitted SDK, which knows no API of its own.
//!
//! A [`Call`] gathers what one operation needs: path and query values, headers and a body. Sending it builds the
//! whole request first and refuses it if anything is wrong, then hands it to the client's [`Transport`], reads the
//! answer with a bound and under the [`Clock`]'s timeouts, does so again where [`Retry`] says so, and decodes it. What
//! fails on the way is an [`Error`].
//!
//! The files are copied into an SDK as they are, each by the capability that it is for. The core is every module of
//! the first list below. Of the second list an SDK gets what its API needs, and nothing in the core depends on it:
//!
//! | capability | files |
//! |---|---|
//! | values in paths, queries, headers | `path_params`, `query`, `query_list`, `header_params`, `joined` |
//! | bodies sent | `json`, `raw_body`; `content_type` (needs `json`); `required` (needs `json`); `nullable_required` (needs `nullable`, `required`) |
//! | answers | `empty_response`, `bytes_response`, `text_response`; `json_response` and `optional_json_response` (need `decode`) |
//! | reading JSON | `decode` with `strict`, `strict_access`, `strict_visitors`, `trail`; `union_part`, `fitting_part` and `additional` (need `decode`) |
//! | keys that make a call safe to repeat | `idempotency` |
//! | lists in pages | `paging` with `pages`, `items`, `blocking_pages`, `paged_macro` (needs `query`, `decode`) |
//! | dates and times | `date_time` with `date_time_text`, `date_time_jiff`, `date_time_chrono`, `date_time_time` |
//! | models | `nullable`, `null`, `open_enum`, `secret` |
//! | the API's error body | `error_model` (needs `decode`) |
//! | keys from the environment | `env` |
//! | events received | `verifier` with `event_scheme`, `signature`, `delivery`, `envelope`, `verify_error`, `seen`, `signed_event`, `event_example` (needs `decode`); `event_template` |

#[cfg(feature = "test-util")]
mod answer;
mod api;
mod attempt;
mod attempts;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod call_macro;
mod client;
mod client_builder;
mod clock;
mod error;
mod error_display;
mod exchange;
mod failure;
mod headers;
mod hook;
#[cfg(feature = "hyper")]
mod hyper_builder;
#[cfg(feature = "hyper")]
mod hyper_connector;
#[cfg(feature = "hyper")]
mod hyper_gunzip;
#[cfg(feature = "hyper")]
mod hyper_pools;
#[cfg(feature = "hyper")]
mod hyper_proxy;
#[cfg(feature = "hyper")]
mod hyper_settings;
#[cfg(feature = "hyper")]
mod hyper_stream;
#[cfg(feature = "hyper")]
mod hyper_tls;
#[cfg(feature = "hyper")]
mod hyper_transport;
mod key;
mod options;
mod rate_limit;
mod raw_response;
mod read;
mod redact;
mod redirect;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry;
mod retry_after;
mod retry_plan;
mod retry_rule;
#[cfg(feature = "test-util")]
mod script;
mod timed_body;
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
mod tokio_clock;
mod trace;
mod transport;
mod url;
#[cfg(feature = "test-util")]
mod virtual_clock;

mod additional;
#[cfg(feature = "blocking")]
mod blocking_pages;
mod bytes_response;
mod content_type;
mod date_time;
#[cfg(feature = "chrono")]
mod date_time_chrono;
#[cfg(feature = "jiff")]
mod date_time_jiff;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time_text;
#[cfg(feature = "time")]
mod date_time_time;
mod decode;
#[cfg(feature = "events")]
mod delivery;
mod empty_response;
mod env;
#[cfg(feature = "events")]
mod envelope;
mod error_model;
#[cfg(all(feature = "events", feature = "test-util"))]
mod event_example;
#[cfg(feature = "events")]
mod event_scheme;
#[cfg(feature = "events")]
mod event_template;
mod fitting_part;
mod header_params;
mod idempotency;
mod items;
mod joined;
mod json;
mod json_response;
mod null;
mod nullable;
mod nullable_required;
mod open_enum;
mod optional_json_response;
mod paged_macro;
mod pages;
mod paging;
mod path_params;
mod query;
mod query_list;
mod raw_body;
mod required;
mod secret;
#[cfg(feature = "events")]
mod seen;
#[cfg(feature = "events")]
mod signature;
#[cfg(all(feature = "events", feature = "test-util"))]
mod signed_event;
mod strict;
mod strict_access;
mod strict_visitors;
mod text_response;
mod trail;
mod union_part;
#[cfg(feature = "events")]
mod verifier;
#[cfg(feature = "events")]
mod verify_error;

#[cfg(feature = "test-util")]
pub use answer::Answer;
pub use api::{Api, Operation};
#[allow(unused_imports, reason = "an SDK names what its API has")]
pub use api::{ApiError, AuthScheme, KeyEncoding};
pub use auth::ApiKey;
pub use body::Body;
pub use call::Call;
#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use call_macro::call;
pub use client::Client;
pub use client_builder::{ClientBuilder, client_builder};
pub use clock::Clock;
pub use error::Error;
pub use hook::{Attempt, Hook};
#[cfg(feature = "hyper")]
pub use hyper_builder::HyperTransportBuilder;
#[cfg(feature = "hyper")]
pub use hyper_transport::HyperTransport;
pub use key::KeyProvider;
pub use options::CallOptions;
pub use rate_limit::{RateLimit, RateLimitHeaders};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use retry::Retry;
#[allow(unused_imports, reason = "an SDK states one if its document does")]
pub use retry_rule::RetryRule;
#[cfg(feature = "test-util")]
pub use script::{Script, SentRequest};
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
pub use tokio_clock::TokioClock;
pub use transport::{BoxError, BoxFuture, Transport, TransportError};
#[cfg(feature = "test-util")]
pub use virtual_clock::VirtualClock;

pub use additional::additional;
#[cfg(feature = "blocking")]
pub use blocking_pages::{BlockingItems, BlockingPages};
pub use date_time::DateTime;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use date_time_text::DateTimeError;
#[cfg(feature = "events")]
pub use delivery::Delivery;
pub use env::key_from_env;
#[cfg(feature = "events")]
pub use envelope::Envelope;
pub use error_model::{api_model, decode_error_model};
#[cfg(all(feature = "events", feature = "test-util"))]
#[allow(unused_imports, reason = "an SDK may have no examples of events")]
pub use event_example::event_example;
#[cfg(feature = "events")]
pub use event_scheme::{EventMembers, EventScheme, SignatureHeaders};
#[cfg(feature = "events")]
pub use event_template::template_parts;
pub use fitting_part::fitting_part;
pub use items::Items;
pub use joined::joined;
pub use null::null_as_default;
pub use nullable::Nullable;
pub use open_enum::UnknownValue;
#[allow(unused_imports, reason = "used by the enums of an SDK")]
pub(crate) use open_enum::open_enum;
#[allow(unused_imports, reason = "used by the calls of an SDK")]
pub(crate) use paged_macro::paged;
pub use pages::Pages;
pub use paging::Page;
pub use required::{Missing, Required};
pub use secret::Secret;
#[cfg(feature = "events")]
pub use seen::{Seen, SeenStore};
#[cfg(all(feature = "events", feature = "test-util"))]
pub use signed_event::{SignedEvent, signed_event};
pub use union_part::union_part;
#[cfg(feature = "events")]
pub use verifier::{Verifier, verified, verifier};
#[cfg(feature = "events")]
pub use verify_error::VerifyError;
