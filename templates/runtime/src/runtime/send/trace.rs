//! A `tracing` span for each attempt, if the feature `tracing` is enabled.
//!
//! Names follow the OpenTelemetry semantic conventions for HTTP client spans. Path and query values
//! may be private, so a span contains the operation's path template and the server's address, but
//! no bodies, no headers and no `url.full`. Redirects that are followed belong to the span of the
//! first request.

#[cfg(feature = "tracing")]
mod on {
    use http::Request;
    use tracing::field::Empty;
    use tracing::instrument::Instrumented;
    use tracing::{Instrument, Level};

    use crate::runtime::api::Operation;
    use crate::runtime::response::read::ReadFault;
    use crate::runtime::send::attempt::{Fault, ReceivedResponse};
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

        /// Records how the attempt ended.
        pub(crate) fn record(&self, received: &ReceivedResponse, fault: Option<&Fault>) {
            let status = received.status();
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            let failed = status.filter(|s| s.is_client_error() || s.is_server_error());
            if let Some(fault) = fault {
                self.error(class(fault));
            } else if let Some(status) = failed {
                self.error(status.as_str());
            }
        }

        fn error(&self, error_type: &str) {
            self.0.record("error.type", error_type);
            self.0.record("otel.status_code", "ERROR");
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
            Fault::NoTimer => "no_timer",
            Fault::Encoding(_) => "content_encoding",
            Fault::Redirect(_) => "redirect",
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use http::Request;

    use crate::runtime::api::Operation;
    use crate::runtime::send::attempt::{Fault, ReceivedResponse};
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

        pub(crate) fn record(&self, _: &ReceivedResponse, _: Option<&Fault>) {}
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Span;
#[cfg(feature = "tracing")]
pub(crate) use on::Span;
