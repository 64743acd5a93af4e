//! Propagates a trace context in the headers of each attempt, if the caller asks for it.

use http::HeaderMap;

use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::send::hook::{Attempt, Hook};

impl ClientBuilder {
    /// Propagates the trace context: `inject` adds headers such as `traceparent` and `tracestate`
    /// (W3C Trace Context) to the request of each attempt. With the feature `tracing`, it runs
    /// inside the span of the attempt, so that each attempt is the parent of the server's span.
    ///
    /// With the crates `opentelemetry`, `opentelemetry-http` and `tracing-opentelemetry`, the body of
    /// `inject` passes the context of the current span (`tracing::Span::current().context()`) and
    /// `HeaderInjector(headers)` to `inject_context` of the propagator that
    /// `opentelemetry::global::get_text_map_propagator` provides.
    ///
    /// It is a [`Hook`], so it does not see the API key.
    pub fn trace_context(self, inject: impl Fn(&mut HeaderMap) + Send + Sync + 'static) -> Self {
        self.hook(Injector(inject))
    }
}

struct Injector<F>(F);

impl<F: Fn(&mut HeaderMap) + Send + Sync + 'static> Hook for Injector<F> {
    fn before_request(&self, _: &Attempt, headers: &mut HeaderMap) {
        (self.0)(headers);
    }
}
