//! Sends a call and returns its success response before decoding.
//!
//! A [`Call`] is sent by [`Attempts`] with as many requests as needed. The result is an
//! [`Exchange`], which is a success response that is not decoded yet, or an error that keeps
//! everything that was received.

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::response::Response;
use crate::runtime::send::attempts::Attempts;
use crate::runtime::transport::body::Body;
use crate::runtime::types::decode_failure::DecodeFailure;

/// What is read of the body of a success response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExpectedBody {
    /// All of it, into memory.
    Bytes,
    /// Nothing: the call is complete once the headers have arrived.
    Ignored,
    /// Nothing yet: the caller reads it as a stream.
    Stream,
}

/// A success response before its body is decoded.
pub(crate) struct Exchange {
    pub(crate) response: Response<Bytes>,
    /// The body, if it is not read yet.
    pub(crate) stream: Option<Body>,
    pub(crate) attempts: Box<Attempts>,
}

impl Call {
    /// Sends the call.
    pub(crate) async fn exchange(
        self,
        accept: &'static str,
        expected_body: ExpectedBody,
    ) -> Result<Exchange, Error> {
        Attempts::new(self, accept, expected_body).run().await
    }
}

impl Exchange {
    /// The response with its body decoded.
    pub(crate) fn decode<T>(
        self,
        decode: impl FnOnce(&Response<Bytes>) -> Result<T, DecodeFailure>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.response) {
            Ok(body) => Ok(Response {
                meta: self.response.meta,
                body,
            }),
            Err(DecodeFailure { path, source }) => {
                let error = self.attempts.error(Kind::Decode { path }, Some(source));
                let (status, headers, body) = self.response.into_parts();
                Err(error.with_response(status, headers, body))
            }
        }
    }
}
