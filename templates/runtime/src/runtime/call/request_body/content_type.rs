//! Media types of JSON bodies other than `application/json`, such as
//! `application/merge-patch+json`.

use crate::runtime::call::Call;
use crate::runtime::call::headers::printable;

impl Call {
    /// Replaces the media type of the body, which must be set before. An invalid one is reported
    /// when the call is sent.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        match (&mut self.content, printable(media_type)) {
            (Some((content_type, _)), Some(value)) => *content_type = value,
            (Some(_), None) => self
                .problems
                .push(format!("{media_type:?} is not a valid media type")),
            (None, _) => {}
        }
        self
    }
}
