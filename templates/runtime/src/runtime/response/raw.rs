//! Lower-level access: the raw body of a response, its body as a stream, and a request that is not
//! sent.

use bytes::Bytes;
use http::Request;

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Kind};
use crate::runtime::response::Response;
#[cfg(feature = "blocking")]
use crate::runtime::response::body_reader::BodyReader;
use crate::runtime::response::bounded_body::BoundedBody;
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
            response,
            stream,
            attempts,
        } = exchange;
        let Response { meta, body: read } = response;
        let mut body = stream.unwrap_or_else(|| read.into());
        if let Some(bound) = attempts.call.options.max_body_size {
            let head = (meta.status, meta.headers.clone());
            body = Body::stream(BoundedBody::new(body, bound, attempts, head)?);
        }
        Ok(Response { meta, body })
    }

    /// Like [`stream_response`](Self::stream_response), on the client's background thread. The body
    /// is read there, too.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[cfg(feature = "blocking")]
    pub fn stream_response_blocking(
        self,
        accept: &'static str,
    ) -> Result<Response<BodyReader>, Error> {
        let (client, operation) = (self.client.clone(), self.operation.id);
        let response = self.blocking(|call| call.stream_response(accept))?;
        Ok(response.map(|body| BodyReader::new(client, operation, body)))
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
