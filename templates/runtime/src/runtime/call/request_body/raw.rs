//! Request bodies that are sent unchanged.

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;
use crate::runtime::transport::body::Body;

impl Call {
    /// Sets a body with this media type. An invalid media type is reported when the call is sent.
    pub fn raw_body(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        match printable(media_type) {
            Some(value) => self.content = Some((value, body.into())),
            None => self
                .problems
                .push(format!("{media_type:?} is not a valid media type")),
        }
        self
    }
}
