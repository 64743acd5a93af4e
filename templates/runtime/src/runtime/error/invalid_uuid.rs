//! Errors about strings that are not UUIDs.

use crate::runtime::error::{Error, Kind};

/// A string that was to be an id is not a UUID: a request that is
/// [invalid](Error::is_invalid_request). So `?` works on `text.parse::<Uuid>()` in functions that
/// return [`Error`].
impl From<uuid::Error> for Error {
    fn from(error: uuid::Error) -> Self {
        Self::new(Kind::InvalidRequest(vec![format!("not a UUID: {error}")]))
    }
}
