//! Builds the errors of a call from a failed attempt, with secrets redacted.

use crate::runtime::auth::redact::Secrets;
use crate::runtime::error::description::Description;
use crate::runtime::error::{CallSummary, Error, Kind};
use crate::runtime::response::read::ReadFault;
use crate::runtime::send::attempt::{Fault, ReceivedResponse};
use crate::runtime::send::attempts::Attempts;
use crate::runtime::types::boxed::BoxError;

impl Attempts {
    /// The error for a complete response with a status that is not a success.
    pub(crate) fn status_error(&mut self) -> Error {
        let ReceivedResponse { head, body, .. } = std::mem::take(&mut self.received);
        let (status, headers) = head.unwrap_or_default();
        let is_error = status.is_client_error() || status.is_server_error();
        let decode = self.call.client.inner.api.decode_error.filter(|_| is_error);
        let body = body.freeze();
        let mut api = decode.and_then(|decode| decode(&body));
        if let Some(api) = &mut api {
            let secrets = self.secrets();
            let texts = [&mut api.message, &mut api.correlation_id];
            for text in texts.into_iter().flatten().chain(&mut api.details) {
                *text = secrets.redact(text);
            }
        }
        let description = Description::new(api.as_ref(), &headers, &body, &self.secrets());
        self.error(Kind::Status, None)
            .with_response(status, headers, body)
            .with_api_error(api, description)
    }

    /// The error for an attempt without a complete response.
    pub(crate) fn fault_error(&mut self, fault: Fault) -> Error {
        let (kind, source) = match fault {
            Fault::Key(source) => (Kind::Key, Some(source)),
            Fault::Transport(error) if error.is_connect() => {
                (Kind::Connect, Some(error.into_source()))
            }
            Fault::Transport(error) if error.is_unsendable() => {
                (Kind::Unsendable, Some(error.into_source()))
            }
            Fault::Transport(error) => (Kind::Interrupted, Some(error.into_source())),
            Fault::Read(ReadFault::Interrupted(source), _) => (Kind::Interrupted, Some(source)),
            Fault::Read(ReadFault::TooLarge, bound) => (Kind::TooLarge { bound }, None),
            Fault::Timeout(limit) => (Kind::Timeout { limit }, None),
            Fault::KeyTimeout(limit) => (Kind::KeyTimeout { limit }, None),
            Fault::Limited(limit) => (Kind::Limited { limit }, None),
            Fault::NoTimer => (Kind::NoTimer, None),
            Fault::Encoding(encoding) => (Kind::Encoding(encoding), None),
            Fault::Redirect(why) => (Kind::Redirect(why), None),
        };
        let error = self.error(kind, source);
        let ReceivedResponse { head, body, .. } = std::mem::take(&mut self.received);
        match head {
            Some((status, headers)) => error.with_response(status, headers, body.freeze()),
            None => error,
        }
    }

    /// An error of this call.
    pub(crate) fn error(&self, kind: Kind, source: Option<BoxError>) -> Error {
        Error::new(kind)
            .with_operation(self.call.operation.id)
            .with_summary(CallSummary {
                api: self.call.client.inner.api,
                attempts: self.number,
                elapsed: self.elapsed(),
                retry_after: self.retry_after,
                may_have_been_sent: self.may_have_been_sent,
                is_retryable: self.plan.is_retryable,
            })
            .with_source(source)
            .redacted(&self.secrets())
    }

    fn secrets(&self) -> Secrets<'_> {
        Secrets::of(&self.call, &self.provided, &self.hook_secrets)
    }
}
