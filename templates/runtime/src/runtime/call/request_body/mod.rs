//! The request body of a call: JSON, or bytes of any media type.

pub(crate) mod body_values;
pub(crate) mod content_type;
pub(crate) mod event_body;
pub(crate) mod form;
pub(crate) mod form_values;
pub(crate) mod json;
pub(crate) mod json_values;
pub(crate) mod media_body;
pub(crate) mod multipart;
pub(crate) mod property_encoding;
pub(crate) mod raw;
pub(crate) mod urlencoded;
