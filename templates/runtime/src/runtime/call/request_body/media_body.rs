//! Request bodies whose media type the caller chooses, such as images.

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;
use crate::runtime::transport::body::Body;

/// The body of an operation that accepts several media types.
///
/// If one of them is the default, bytes, text and a [`Body`] convert to it.
#[derive(Debug, Default)]
#[must_use]
pub struct MediaBody {
    /// `None` for the default of the operation.
    media_type: Option<String>,
    body: Body,
}

impl MediaBody {
    /// A body with a media type, such as `image/png`. An invalid one is reported when the call is
    /// sent.
    pub fn new(media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            media_type: Some(media_type.into()),
            body: body.into(),
        }
    }
}

impl<T: Into<Body>> From<T> for MediaBody {
    fn from(body: T) -> Self {
        Self {
            media_type: None,
            body: body.into(),
        }
    }
}

impl Call {
    /// Sets a body with its media type, or else with the default. An invalid one, or none, is
    /// reported when the call is sent.
    pub fn media_body(mut self, default: &'static str, body: impl Into<MediaBody>) -> Self {
        let MediaBody { media_type, body } = body.into();
        let media_type = media_type.as_deref().unwrap_or(default);
        match printable(media_type).filter(|_| media_type.contains('/')) {
            Some(value) => self.content = Some((value, body)),
            None => self.problems.push(format!(
                "{media_type:?} is not a valid media type of the body: use `MediaBody::new`"
            )),
        }
        self
    }
}
