//! The errors of a call that was sent: what is known of an attempt that failed, without the secrets in it.

use crate::runtime::auth::api_key::WrittenKey;
use crate::runtime::auth::redact::Secrets;
use crate::runtime::error::{Error, Kind, Made};
use crate::runtime::response::read::ReadFault;
use crate::runtime::send::attempt::{Arrived, Fault};
use crate::runtime::send::attempts::Attempts;
use crate::runtime::transport::BoxError;

impl Attempts {
    /// The error for a whole answer that is no success.
    pub(crate) fn refusal(&mut self) -> Error {
        let Arrived { head, body, .. } = std::mem::take(&mut self.arrived);
        let (status, headers) = head.unwrap_or_default();
        let told = status.is_client_error() || status.is_server_error();
        let decode = self.call.client.inner.api.decode_error.filter(|_| told);
        let body = body.freeze();
        let mut api = decode.and_then(|decode| decode(&body));
        if let Some(api) = &mut api {
            let secrets = self.secrets();
            for text in [&mut api.message, &mut api.correlation_id].into_iter().flatten()
            {
                *text = secrets.redact(text);
            }
        }
        self.error(Kind::Status, None)
            .with_response(status, headers, body)
            .told_by_api(api)
    }

    /// The error for an attempt without a whole answer.
    pub(crate) fn fault(&mut self, fault: Fault) -> Error {
        let (kind, source) = match fault {
            Fault::Key(source) => (Kind::Key, Some(source)),
            Fault::Transport(error) if error.is_connect() => {
                (Kind::Connect, Some(error.into_source()))
            }
            Fault::Transport(error) if error.is_unsendable() => {
                (Kind::Unsendable, Some(error.into_source()))
            }
            Fault::Transport(error) => (Kind::Interrupted, Some(error.into_source())),
            Fault::Read(ReadFault::Cut(source), _) => (Kind::Interrupted, Some(source)),
            Fault::Read(ReadFault::TooLarge, bound) => (Kind::TooLarge { bound }, None),
            Fault::Timeout(limit) => (Kind::Timeout { limit }, None),
            Fault::Redirect(why) => (Kind::Redirect(why), None),
        };
        let error = self.error(kind, source);
        let Arrived { head, body, .. } = std::mem::take(&mut self.arrived);
        match head {
            Some((status, headers)) => {
                error.with_response(status, headers, body.freeze())
            }
            None => error,
        }
    }

    /// An error of this call.
    pub(crate) fn error(&self, kind: Kind, source: Option<BoxError>) -> Error {
        Error::new(kind)
            .in_operation(self.call.operation.id)
            .after(Made {
                api: self.call.client.inner.api,
                attempts: self.number,
                elapsed: self.elapsed(),
                retry_after: self.retry_after,
                may_be_seen: self.may_be_seen,
            })
            .caused_by(source)
            .redacted(&self.secrets())
    }

    fn secrets(&self) -> Secrets<'_> {
        Secrets::of(&self.call, self.key(), &self.of_hooks)
    }

    /// The key of this attempt.
    pub(crate) fn key(&self) -> Option<&WrittenKey> {
        self.provided.as_ref().or_else(|| self.call.client.inner.keys.fixed())
    }
}
