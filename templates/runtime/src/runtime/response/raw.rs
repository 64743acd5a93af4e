//! Lower-level access: the raw body of a response, its body as a stream, and a request that is not
//! sent.

use bytes::Bytes;
use http::Request;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::response::Response;
use crate::runtime::send::exchange::{Exchange, ExpectedBody};
use crate::runtime::transport::body::Body;

impl Call {
    /// Sends the call and returns the raw body of the success response.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn raw_response(self, accept: &'static str) -> Result<Response<Bytes>, Error> {
        Ok(self.exchange(accept, ExpectedBody::Bytes).await?.response)
    }

    /// Sends the call and returns the body of the success response as a stream.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn stream_response(self, accept: &'static str) -> Result<Response<Body>, Error> {
        let exchange = self.exchange(accept, ExpectedBody::Stream).await?;
        let Exchange {
            response, stream, ..
        } = exchange;
        Ok(response.map(|read| stream.unwrap_or_else(|| read.into())))
    }

    /// Returns the request without sending it. It contains the client's credentials if they
    /// are fixed.
    ///
    /// # Errors
    ///
    /// If the request is invalid.
    pub fn into_request(mut self, accept: &'static str) -> Result<Request<Body>, Error> {
        let mut request = self.request(accept)?;
        match self.apply_fixed(&mut request) {
            Ok(()) => Ok(request),
            Err(problem) => Err(Error::new(Kind::InvalidRequest(vec![problem.to_owned()]))
                .with_operation(self.operation.id)),
        }
    }
}
