//! Request bodies in `application/x-www-form-urlencoded`.

use http::HeaderValue;
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::request_body::form_values::form_values;
use crate::runtime::call::request_body::property_encoding::PropertyEncoding;
use crate::runtime::call::request_body::urlencoded::urlencoded;
use crate::runtime::transport::body::Body;

impl Call {
    /// Sets a form as the body: the properties of `body`, written as `encodings` says. A body that
    /// is not an object is reported when the call is sent.
    pub fn form<T: Serialize + ?Sized>(mut self, body: &T, encodings: &[PropertyEncoding]) -> Self {
        match form_values(body, encodings) {
            Ok(values) => {
                let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
                self.content = Some((kind, Body::from(urlencoded(&values))));
            }
            Err(error) => {
                self.problems
                    .push("the body cannot be serialized as a form".to_owned());
                self.cause = Some(error.into());
            }
        }
        self
    }
}
