//! Media types of responses other than `application/json`.

use crate::runtime::call::Call;

impl Call {
    /// Asks for these media types: the value of `Accept`.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.headers.set("accept", media_types);
        self
    }
}
