//! A `tracing` span and a DEBUG event for each attempt, and a WARN event for each retry, if the
//! feature `tracing` is enabled.
//!
//! Names follow the OpenTelemetry semantic conventions for HTTP client spans. Path and query values
//! may be private, so a span contains the operation's path template and the server's address, but
//! no bodies, no headers and no `url.full`. Redirects that are followed belong to the span of the
//! first request.

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use http::{Request, Version};
    use tracing::field::Empty;
    use tracing::instrument::Instrumented;
    use tracing::{Instrument, Level};

    use crate::runtime::api::Operation;
    use crate::runtime::response::read::ReadFault;
    use crate::runtime::send::attempt::Fault;
    use crate::runtime::send::attempts::Attempts;
    use crate::runtime::transport::body::Body;

    /// The span of one attempt.
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn of(
            operation: &'static Operation,
            request: &Request<Body>,
            number: u32,
        ) -> Self {
            if !tracing::span_enabled!(Level::INFO) {
                return Self(tracing::Span::none());
            }
            let uri = request.uri();
            let default_port = if uri.scheme_str() == Some("https") {
                443
            } else {
                80
            };
            let span = tracing::info_span!(
                "http.client.request",
                otel.name = format!("{} {}", operation.method, operation.path),
                otel.kind = "client",
                otel.status_code = Empty,
                http.request.method = operation.method.as_str(),
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                network.protocol.version = Empty,
                url.scheme = uri.scheme_str(),
                url.template = operation.path,
                server.address = uri.host(),
                server.port = uri.port_u16().unwrap_or(default_port),
                error.r#type = Empty,
                operation.id = operation.id,
            );
            if number > 1 {
                span.record("http.request.resend_count", number - 1);
            }
            Self(span)
        }

        pub(crate) fn around<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        /// Records how the attempt ended, and emits an event.
        pub(crate) fn record(&self, attempts: &Attempts, fault: Option<&Fault>) {
            let status = attempts.received.status();
            if let Some(version) = attempts.received.version.and_then(protocol_version) {
                self.0.record("network.protocol.version", version);
            }
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            let failed = status.filter(|s| s.is_client_error() || s.is_server_error());
            if let Some(fault) = fault {
                self.error(class(fault));
            } else if let Some(status) = failed {
                self.error(status.as_str());
            }
            let operation = attempts.call.operation;
            self.0.in_scope(|| {
                tracing::debug!(
                    operation.id = operation.id,
                    attempt = attempts.number,
                    http.response.status_code = status.map(|status| status.as_u16()),
                    error.r#type = fault.map(class),
                    "request attempt completed"
                );
            });
        }

        fn error(&self, error_type: &str) {
            self.0.record("error.type", error_type);
            self.0.record("otel.status_code", "ERROR");
        }
    }

    /// Emits an event for an attempt that is retried after `wait`.
    pub(crate) fn report_retry(attempts: &Attempts, fault: Option<&Fault>, wait: Duration) {
        let status = attempts.received.status();
        let reason = match (fault, &status) {
            (Some(fault), _) => class(fault),
            (None, Some(status)) => status.as_str(),
            (None, None) => "unknown",
        };
        tracing::warn!(
            operation.id = attempts.call.operation.id,
            attempt = attempts.number,
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            reason,
            "retrying the request"
        );
    }

    /// The version as in the OpenTelemetry conventions.
    fn protocol_version(version: Version) -> Option<&'static str> {
        match version {
            Version::HTTP_10 => Some("1.0"),
            Version::HTTP_11 => Some("1.1"),
            Version::HTTP_2 => Some("2"),
            Version::HTTP_3 => Some("3"),
            _ => None,
        }
    }

    /// A low-cardinality name of the fault.
    fn class(fault: &Fault) -> &'static str {
        match fault {
            Fault::Key(_) => "key",
            Fault::Transport(error) if error.is_connect() => "connect",
            Fault::Transport(error) if error.is_unsendable() => "unsendable",
            Fault::Transport(_) | Fault::Read(ReadFault::Interrupted(_), _) => "interrupted",
            Fault::Read(ReadFault::TooLarge, _) => "body_too_large",
            Fault::Timeout(_) => "timeout",
            Fault::KeyTimeout(_) => "key_timeout",
            Fault::Limited(_) => "client_limit",
            Fault::NoTimer => "no_timer",
            Fault::Encoding(_) => "content_encoding",
            Fault::Redirect(_) => "redirect",
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use http::Request;

    use crate::runtime::api::Operation;
    use crate::runtime::send::attempt::Fault;
    use crate::runtime::send::attempts::Attempts;
    use crate::runtime::transport::body::Body;

    /// A span that records nothing.
    pub(crate) struct Span;

    impl Span {
        pub(crate) fn of(_: &'static Operation, _: &Request<Body>, _: u32) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, future: F) -> F {
            future
        }

        pub(crate) fn record(&self, _: &Attempts, _: Option<&Fault>) {}
    }

    pub(crate) fn report_retry(_: &Attempts, _: Option<&Fault>, _: Duration) {}
}

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{Span, report_retry};
#[cfg(feature = "tracing")]
pub(crate) use on::{Span, report_retry};
