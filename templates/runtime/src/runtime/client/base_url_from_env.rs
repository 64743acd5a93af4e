//! The base URL from an environment variable.

use crate::runtime::auth::env::{problem, read};
use crate::runtime::client::base_url::BaseUrl;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::error::Error;

/// Sets the base URL of a client to the value of an environment variable, if that is set and not
/// empty.
///
/// # Errors
///
/// If the value is not Unicode or is not a valid base URL. The error names the variable.
pub fn base_url_from_env(builder: ClientBuilder, variable: &str) -> Result<ClientBuilder, Error> {
    Ok(match read(Some(variable))? {
        Some(url) => {
            BaseUrl::parse(&url).map_err(|text| problem(format!("{text} ({variable})")))?;
            builder.base_url(url)
        }
        None => builder,
    })
}
