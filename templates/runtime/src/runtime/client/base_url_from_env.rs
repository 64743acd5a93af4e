//! The base URL from an environment variable.

use crate::runtime::auth::env::read;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::error::Error;

/// Sets the base URL of a client to the value of an environment variable, if that is set and not
/// empty. The value is checked when the client is built.
///
/// # Errors
///
/// If the value is not Unicode.
pub fn base_url_from_env(builder: ClientBuilder, variable: &str) -> Result<ClientBuilder, Error> {
    Ok(match read(Some(variable))? {
        Some(url) => builder.base_url(url),
        None => builder,
    })
}
