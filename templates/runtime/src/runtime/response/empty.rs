//! Answers that have no body.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;

impl Call {
    /// Sends the call. A body of a successful answer is ignored, even one that is cut off. A `DELETE` is done when it is
    /// answered 404, too, if an attempt before may have done it.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn empty_response(self) -> Result<Response<()>, Error> {
        // Errors have bodies all the same, in JSON.
        self.exchange("application/json", ExpectedBody::Ignored)
            .await?
            .decode(|_| Ok(()))
    }
}
