//! Sends a call and reads the answer, under the call's timeouts.
//!
//! A [`Call`] goes in. Out comes an [`Exchange`], which is a 2xx with its body read and not yet decoded, or an error
//! that keeps all that arrived.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, StatusCode};

use super::api::Api;
use super::body::Body;
use super::call::Call;
use super::client::Client;
use super::clock::within;
use super::error::{Error, Kind};
use super::read::{ReadFault, read};
use super::redact::Secrets;
use super::response::Response;
use super::transport::{BoxError, TransportError};

/// How much of a body that nobody wants is read, so that the connection can be used again.
const DRAINED: usize = 64 * 1024;

/// A successful answer, before its body is decoded.
pub(super) struct Exchange {
    response: Response<Bytes>,
    report: Report,
}

/// Why a body could not be decoded.
#[allow(dead_code, reason = "an API that answers without bodies decodes none")]
pub(super) struct NotDecoded {
    /// Where in the body, if that is known.
    pub(super) path: Option<String>,
    pub(super) source: BoxError,
}

impl Call {
    /// Sends the call. With `ignore_body` a success is one as soon as its headers are there.
    pub(super) async fn exchange(
        mut self,
        accept: &'static str,
        ignore_body: bool,
    ) -> Result<Exchange, Error> {
        let request = self.request(accept)?;
        let Self {
            client,
            operation,
            options,
            ..
        } = self;
        let secrets = Secrets::of(&client, request.headers());
        let report = Report {
            api: client.inner.api,
            operation: operation.id,
            secrets,
        };

        let whole = options.timeout.unwrap_or(client.inner.timeout);
        let attempt = options.attempt_timeout.unwrap_or(client.inner.attempt_timeout);
        let limit = whole.min(attempt);
        let mut arrived = Arrived::default();
        let sending = attempt_once(&client, request, ignore_body, &mut arrived);
        let fault = match within(&*client.inner.clock, limit, sending).await {
            Some(Ok(())) => None,
            Some(Err(fault)) => Some(fault),
            None => Some(Fault::Timeout(limit)),
        };
        report.conclude(arrived, fault, ignore_body)
    }
}

impl Exchange {
    /// The response with its body decoded.
    pub(super) fn decode<T>(
        self,
        decode: impl FnOnce(&Response<Bytes>) -> Result<T, NotDecoded>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.response) {
            Ok(body) => Ok(Response {
                status: self.response.status,
                headers: self.response.headers,
                body,
            }),
            Err(NotDecoded { path, source }) => {
                let Response {
                    status,
                    headers,
                    body,
                } = self.response;
                Err(self
                    .report
                    .error(Kind::Decode { path }, Some(source))
                    .with_response(status, headers, body))
            }
        }
    }
}

/// What the server has sent so far. It outlives a request that is given up.
#[derive(Default)]
struct Arrived {
    head: Option<(StatusCode, HeaderMap)>,
    body: BytesMut,
}

enum Fault {
    Transport(TransportError),
    Read(ReadFault, usize),
    Timeout(Duration),
}

async fn attempt_once(
    client: &Client,
    request: Request<Body>,
    ignore_body: bool,
    arrived: &mut Arrived,
) -> Result<(), Fault> {
    let response =
        client.inner.transport.send(request).await.map_err(Fault::Transport)?;
    let (head, mut body) = response.into_parts();
    let wanted = !(ignore_body && head.status.is_success());
    arrived.head = Some((head.status, head.headers));
    let bound = if wanted { client.inner.max_body_size } else { DRAINED };
    read(&mut body, bound, &mut arrived.body)
        .await
        .map_err(|fault| Fault::Read(fault, bound))
}

/// What errors of one call have in common.
struct Report {
    api: &'static Api,
    operation: &'static str,
    secrets: Secrets,
}

impl Report {
    fn conclude(
        self,
        arrived: Arrived,
        fault: Option<Fault>,
        ignore_body: bool,
    ) -> Result<Exchange, Error> {
        let body = arrived.body.freeze();
        match (arrived.head, fault) {
            (Some((status, headers)), fault)
                if status.is_success() && (fault.is_none() || ignore_body) =>
            {
                Ok(Exchange {
                    response: Response {
                        status,
                        headers,
                        body,
                    },
                    report: self,
                })
            }
            (Some((status, headers)), None) => Err(self.refusal(status, headers, body)),
            (Some((status, headers)), Some(fault)) => {
                Err(self.fault(fault).with_response(status, headers, body))
            }
            (None, Some(fault)) => Err(self.fault(fault)),
            // Without a fault there is a head: this arm only keeps the match whole.
            (None, None) => Err(self.error(Kind::Interrupted, None)),
        }
    }

    /// The error for a complete answer that is no success.
    fn refusal(&self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Error {
        let told = status.is_client_error() || status.is_server_error();
        let mut api =
            self.api.decode_error.filter(|_| told).and_then(|decode| decode(&body));
        if let Some(api) = &mut api {
            for text in [&mut api.message, &mut api.correlation_id].into_iter().flatten()
            {
                *text = self.secrets.redact(text);
            }
        }
        self.error(Kind::Status, None)
            .with_response(status, headers, body)
            .told_by_api(api)
    }

    fn fault(&self, fault: Fault) -> Error {
        match fault {
            Fault::Transport(error) if error.is_connect() => {
                self.error(Kind::Connect, Some(error.into_source()))
            }
            Fault::Transport(error) => {
                self.error(Kind::Interrupted, Some(error.into_source()))
            }
            Fault::Read(ReadFault::Cut(source), _) => {
                self.error(Kind::Interrupted, Some(source))
            }
            Fault::Read(ReadFault::TooLarge, bound) => {
                self.error(Kind::TooLarge { bound }, None)
            }
            Fault::Timeout(limit) => self.error(Kind::Timeout { limit }, None),
        }
    }

    fn error(&self, kind: Kind, source: Option<BoxError>) -> Error {
        Error::new(kind)
            .in_operation(self.operation)
            .caused_by(source)
            .redacted(&self.secrets)
    }
}
