//! Tests of the runtime against real servers on loopback, and unit tests of its types.
//!
//! Tests that need the default transport are excluded without the feature `hyper`.

mod support;

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod builder;
mod custom_transport;
mod date_time;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time_parsing;
mod environment;
#[cfg(feature = "test-util")]
mod event_bodies;
mod exact_number;
mod forms;
mod instants;
mod invalid_requests;
mod models;
#[cfg(feature = "test-util")]
mod multipart;
#[cfg(feature = "test-util")]
mod oauth;
#[cfg(feature = "test-util")]
mod oauth_rejected;
mod open_enum;
mod open_value_enum;
mod redaction;
mod references;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
#[cfg(feature = "test-util")]
mod response_types;
mod security;
#[cfg(feature = "test-util")]
mod servers;
#[cfg(feature = "test-util")]
mod streams;
mod strict;
mod styles;
mod tolerance;
mod traits;
mod variants;

#[cfg(feature = "events")]
mod deduplication;
#[cfg(all(feature = "events", feature = "test-util"))]
mod envelope;
#[cfg(all(feature = "events", feature = "test-util"))]
mod event_support;
#[cfg(feature = "events")]
mod event_type_pattern;
#[cfg(all(feature = "events", feature = "test-util"))]
mod payload_error;
#[cfg(all(feature = "events", feature = "test-util"))]
mod verifier;

#[cfg(all(feature = "blocking", feature = "hyper"))]
mod blocking_server;
#[cfg(feature = "hyper")]
mod callbacks;
mod certificates;
#[cfg(feature = "hyper")]
mod client_certificates;
#[cfg(feature = "hyper")]
mod connections;
#[cfg(feature = "hyper")]
mod downloads;
#[cfg(feature = "hyper")]
mod encoding;
#[cfg(feature = "hyper")]
mod errors;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod growing_timeouts;
#[cfg(feature = "hyper")]
mod gzip;
#[cfg(feature = "http2")]
mod http2;
#[cfg(feature = "hyper")]
mod json_bodies;
#[cfg(feature = "hyper")]
mod loopback_servers;
#[cfg(feature = "hyper")]
mod paging;
#[cfg(feature = "hyper")]
mod paging_ends;
#[cfg(feature = "hyper")]
mod paging_faults;
#[cfg(feature = "hyper")]
mod paging_methods;
#[cfg(feature = "hyper")]
mod paging_resume;
#[cfg(feature = "hyper")]
#[expect(dead_code, unreachable_pub, reason = "public in an SDK")]
mod paging_server;
#[cfg(feature = "hyper")]
mod proxies;
#[cfg(feature = "hyper")]
mod requests;
#[cfg(feature = "hyper")]
mod responses;
#[cfg(feature = "hyper")]
mod runtimes;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod server;
#[cfg(feature = "hyper")]
mod timeouts;
#[cfg(feature = "hyper")]
mod tls;
