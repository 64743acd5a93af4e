//! Sends a call and reads the answer.
//!
//! A [`Call`] goes in, and [`Attempts`] makes as many requests of it as it takes. Out comes an [`Exchange`], which is a
//! success that is not decoded yet, or an error that keeps all that arrived.

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::response::Response;
use crate::runtime::send::attempts::Attempts;
use crate::runtime::transport::BoxError;
use crate::runtime::transport::body::Body;

/// What a caller wants of a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All of its body.
    Body,
    /// That it is one, as soon as its headers say so.
    Nothing,
    /// Its body as it comes.
    Stream,
}

/// A successful answer, before its body is decoded.
pub(crate) struct Exchange {
    pub(crate) response: Response<Bytes>,
    /// The body, where it is not read yet.
    pub(crate) stream: Option<Body>,
    pub(crate) attempts: Box<Attempts>,
}

/// Why a body could not be decoded.
#[allow(dead_code, reason = "an API that answers without bodies decodes none")]
pub(crate) struct NotDecoded {
    /// Where in the body, if that is known.
    pub(crate) path: Option<String>,
    pub(crate) source: BoxError,
}

impl Call {
    /// Sends the call.
    pub(crate) async fn exchange(
        self,
        accept: &'static str,
        wanted: Wanted,
    ) -> Result<Exchange, Error> {
        Attempts::new(self, accept, wanted).run().await
    }
}

impl Exchange {
    /// The response with its body decoded.
    pub(crate) fn decode<T>(
        self,
        decode: impl FnOnce(&Response<Bytes>) -> Result<T, NotDecoded>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.response) {
            Ok(body) => Ok(Response {
                meta: self.response.meta,
                body,
            }),
            Err(NotDecoded { path, source }) => {
                let error = self.attempts.error(Kind::Decode { path }, Some(source));
                let (status, headers, body) = self.response.into_parts();
                Err(error.with_response(status, headers, body))
            }
        }
    }
}
