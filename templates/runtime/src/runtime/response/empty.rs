//! Responses without a body.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call. The body of a success response is ignored, even if it is incomplete. A 404
    /// response to a `DELETE` is a success if an earlier attempt may have deleted the resource.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn empty_response(self) -> Result<Response<()>, Error> {
        // Error responses have a JSON body.
        self.exchange("application/json", ExpectedBody::Ignored)
            .await?
            .decode(|_| Ok(()))
    }
}
