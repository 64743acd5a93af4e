//! API keys from environment variables.

use std::env;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::error::{Error, Kind};

/// Reads the key from the first of two environment variables that is set: one with the raw key, one
/// with the complete header value.
///
/// An empty variable counts as not set.
///
/// # Errors
///
/// If neither variable is set, or the first one that is set is not Unicode. An invalid key is an
/// error when the client is built, which names the variable, too.
pub fn key_from_env(raw: Option<&str>, header: Option<&str>) -> Result<ApiKey, Error> {
    if let Some(key) = read(raw)? {
        return Ok(ApiKey::new(key).with_variable(raw));
    }
    if let Some(value) = read(header)? {
        return Ok(ApiKey::from_header(value).with_variable(header));
    }
    let names: Vec<&str> = raw.into_iter().chain(header).collect();
    Err(problem(format!(
        "there is no API key: set the environment variable {}",
        names.join(" or ")
    )))
}

/// The value of an environment variable. `None` if it is not set or empty.
pub(crate) fn read(name: Option<&str>) -> Result<Option<String>, Error> {
    let Some(name) = name else { return Ok(None) };
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        // Its `Display` would show the value.
        Err(env::VarError::NotUnicode(_)) => Err(problem(format!(
            "the environment variable {name} is not Unicode"
        ))),
    }
}

/// An error about the value of a variable.
pub(crate) fn problem(text: String) -> Error {
    Error::new(Kind::Configuration(vec![text]))
}
