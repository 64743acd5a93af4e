//! Bodies that are sent as they are.

use http::HeaderValue;

use super::body::Body;
use super::call::Call;

impl Call {
    /// A body of this media type.
    pub fn raw_body(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        self.content = Some((HeaderValue::from_static(media_type), body.into()));
        self
    }
}
