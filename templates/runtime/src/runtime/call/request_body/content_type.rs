//! JSON bodies of a media type of their own: `application/merge-patch+json`.

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;

impl Call {
    /// The media type of the body that was set before. One that no header can carry is reported when the call is sent.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        match (&mut self.content, printable(media_type)) {
            (Some((content_type, _)), Some(value)) => *content_type = value,
            (Some(_), None) => self
                .problems
                .push(format!("{media_type:?} is no media type")),
            (None, _) => {}
        }
        self
    }
}
