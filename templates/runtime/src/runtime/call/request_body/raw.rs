//! Bodies that are sent as they are.

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;
use crate::runtime::transport::body::Body;

impl Call {
    /// A body of this media type. One that no header can carry is reported when the call is sent.
    pub fn raw_body(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        match printable(media_type) {
            Some(value) => self.content = Some((value, body.into())),
            None => self
                .problems
                .push(format!("{media_type:?} is no media type")),
        }
        self
    }
}
