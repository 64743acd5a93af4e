//! Builds errors inside the runtime.

use std::error::Error as StdError;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::api::ApiError;
use crate::runtime::auth::redact::Secrets;
use crate::runtime::error::cause::innermost;
use crate::runtime::error::description::Description;
use crate::runtime::error::{CallSummary, Error, Inner, Kind};
use crate::runtime::types::boxed::BoxError;
use crate::runtime::types::decode_failure::decode_cause;

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        let inner = Inner {
            kind,
            operation: None,
            summary: None,
            response: None,
            api: None,
            source: None,
            cause: None,
            innermost: None,
            description: None,
        };
        Self {
            inner: Box::new(inner),
        }
    }

    pub(crate) fn with_operation(mut self, id: &'static str) -> Self {
        self.inner.operation = Some(id);
        self
    }

    pub(crate) fn with_summary(mut self, summary: CallSummary) -> Self {
        self.inner.summary = Some(summary);
        self
    }

    pub(crate) fn with_response(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.inner.response = Some((status, headers, body));
        self
    }

    pub(crate) fn with_api_error(
        mut self,
        api: Option<ApiError>,
        description: Option<Description>,
    ) -> Self {
        self.inner.api = api;
        self.inner.description = description;
        self
    }

    pub(crate) fn with_source(mut self, source: Option<BoxError>) -> Self {
        self.inner.source = source;
        let Some(source) = &self.inner.source else {
            return self;
        };
        let source: &(dyn StdError + 'static) = source.as_ref();
        let messages = std::iter::successors(Some(source), |&error| error.source());
        let messages: Vec<String> = messages.map(ToString::to_string).collect();
        self.inner.innermost = match self.inner.kind {
            Kind::Decode { .. } => decode_cause(source),
            _ => innermost(source),
        };
        self.inner.cause = Some(messages.join(": "));
        self
    }

    /// Redacts everything that may be printed. A source that contains a secret is replaced by its
    /// redacted text.
    pub(crate) fn redacted(mut self, secrets: &Secrets<'_>) -> Self {
        if let Some(cause) = self.inner.cause.take() {
            let redacted = secrets.redact(&cause);
            if redacted != cause {
                self.inner.source = Some(redacted.clone().into());
            }
            self.inner.cause = Some(redacted);
        }
        if let Some(innermost) = &mut self.inner.innermost {
            *innermost = secrets.redact(innermost);
        }
        if let Kind::Decode { path: Some(text) } | Kind::Encoding(text) = &mut self.inner.kind {
            *text = secrets.redact(text);
        }
        self
    }
}
