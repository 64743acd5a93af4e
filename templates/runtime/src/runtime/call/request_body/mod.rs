//! The request body of a call: JSON, or bytes of any media type.

pub(crate) mod content_type;
pub(crate) mod json;
pub(crate) mod raw;
