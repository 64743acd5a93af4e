//! JSON request bodies.

use http::HeaderValue;
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::transport::body::Body;

impl Call {
    /// Sets a JSON body. A serialization error is reported when the call is sent.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.content = Some((
                    HeaderValue::from_static("application/json"),
                    Body::from(bytes),
                ))
            }
            Err(error) => {
                self.problems
                    .push("the body cannot be serialized as JSON".to_owned());
                self.cause = Some(error.into());
            }
        }
        self
    }
}
