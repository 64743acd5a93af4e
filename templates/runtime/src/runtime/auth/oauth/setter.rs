//! Sets a grant on the builder of a client.

use crate::runtime::auth::oauth::endpoints::OAuthEndpoints;
use crate::runtime::auth::oauth::grant::OAuthGrant;
use crate::runtime::auth::oauth::source::TokenSource;
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::client::builder::ClientBuilder;

/// Sets a grant for a security scheme, in place of an earlier credential.
pub fn with_oauth(
    mut builder: ClientBuilder,
    scheme: &'static str,
    format: &'static dyn KeyFormat,
    endpoints: &'static OAuthEndpoints,
    grant: OAuthGrant,
) -> ClientBuilder {
    let source = TokenSource::new(format, Box::new(endpoints), grant);
    builder.set_credential(scheme, Box::new(source));
    builder
}
