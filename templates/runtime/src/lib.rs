//! The HTTP core of an emitted SDK, which knows no API of its own.
//!
//! A [`Call`] gathers what one operation needs: path and query values, headers and a body. Sending it builds the
//! whole request first and refuses it if anything is wrong, then hands it to the client's [`Transport`], reads the
//! answer with a bound and under the [`Clock`]'s timeouts, and decodes it. What fails on the way is an [`Error`].
//!
//! The files are copied into an SDK as they are, each by the capability that it is for. The core is every module of
//! the first list below. Of the second list an SDK gets what its API needs, and nothing in the core depends on it:
//!
//! | capability | files |
//! |---|---|
//! | values in paths, queries, headers | `path_params`, `query`, `query_list`, `header_params`, `joined` |
//! | bodies sent | `json`, `raw_body`; `content_type` (needs `json`); `required` (needs `json`); `nullable_required` (needs `nullable`, `required`) |
//! | answers | `empty_response`, `bytes_response`, `text_response`; `object_response`, `json_response` and `optional_json_response` (need `decode`) |
//! | lists in pages | `paging` with `pages`, `items`, `paged_macro` (needs `query`, `decode`) |
//! | dates and times | `date_time` with `date_time_text`, `date_time_jiff`, `date_time_chrono`, `date_time_time` |
//! | models | `nullable`, `null`, `open_enum`, `secret` |
//! | the API's error body | `error_model` |
//! | keys from the environment | `env` |
//! | events received | `verifier` with `event_scheme`, `signature`, `delivery`, `envelope`, `verify_error`, `seen`, `signed_event`, `event_example` (needs `decode`); `event_template` |

mod api;
mod auth;
mod base_url;
mod body;
mod call;
mod call_macro;
mod client;
mod client_builder;
mod clock;
mod error;
mod error_display;
mod exchange;
mod headers;
#[cfg(feature = "hyper")]
mod hyper_connector;
#[cfg(feature = "hyper")]
mod hyper_transport;
mod options;
mod read;
mod redact;
mod request;
mod response;
#[cfg(feature = "hyper")]
mod tokio_clock;
mod transport;
mod url;

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
mod header_params;
mod items;
mod joined;
mod json;
mod json_response;
mod null;
mod nullable;
mod nullable_required;
mod object_response;
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
mod text_response;
#[cfg(feature = "events")]
mod verifier;
#[cfg(feature = "events")]
mod verify_error;

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
#[cfg(feature = "hyper")]
pub use hyper_transport::{HyperTransport, HyperTransportBuilder};
pub use options::CallOptions;
pub use response::Response;
#[cfg(feature = "hyper")]
pub use tokio_clock::TokioClock;
pub use transport::{BoxError, BoxFuture, Transport, TransportError};

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
#[cfg(feature = "events")]
pub use verifier::{Verifier, verified, verifier};
#[cfg(feature = "events")]
pub use verify_error::VerifyError;
