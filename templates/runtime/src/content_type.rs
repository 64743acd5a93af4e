//! JSON bodies of a media type of their own: `application/merge-patch+json`.

use http::HeaderValue;

use super::call::Call;

impl Call {
    /// The media type of the body that was set before.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        if let Some((content_type, _)) = &mut self.content {
            *content_type = HeaderValue::from_static(media_type);
        }
        self
    }
}
