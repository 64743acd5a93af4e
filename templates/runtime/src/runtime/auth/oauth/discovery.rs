//! The URLs of an OpenID Connect provider, from its configuration document.

use std::fmt;
use std::sync::OnceLock;

use http::Request;
use serde_json::{Map, Value};

use crate::runtime::auth::oauth::endpoints::{Endpoints, Lookup};
use crate::runtime::auth::oauth::grant::{GrantKind, OAuthGrant};
use crate::runtime::auth::oauth::request::send;
use crate::runtime::auth::oauth::source::TokenSource;
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::client::Client;
use crate::runtime::client::builder::ClientBuilder;
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// Sets a grant for a security scheme whose provider is described at this URL, in place of an
/// earlier credential.
pub fn with_openid_connect(
    mut builder: ClientBuilder,
    scheme: &'static str,
    format: &'static dyn KeyFormat,
    url: &'static str,
    scopes: &'static str,
    grant: OAuthGrant,
) -> ClientBuilder {
    let discovered = Discovered {
        url,
        scopes,
        document: OnceLock::new(),
    };
    let source = TokenSource::new(format, Box::new(discovered), grant);
    builder.set_credential(scheme, Box::new(source));
    builder
}

/// A provider, and its configuration once that has been read.
struct Discovered {
    url: &'static str,
    scopes: &'static str,
    document: OnceLock<Map<String, Value>>,
}

impl Discovered {
    async fn url(&self, client: &Client, key: &str) -> Result<Option<String>, BoxError> {
        let document = match self.document.get() {
            Some(document) => document,
            None => {
                let read = send(client, self.url, Request::new(Body::empty()), &[]).await?;
                self.document.get_or_init(|| read)
            }
        };
        let url = document.get(key).and_then(Value::as_str);
        Ok(url.map(str::to_owned))
    }
}

impl Endpoints for Discovered {
    fn token<'a>(&'a self, _: &'a GrantKind, client: &'a Client) -> Lookup<'a> {
        Box::pin(self.url(client, "token_endpoint"))
    }

    fn device<'a>(&'a self, client: &'a Client) -> Lookup<'a> {
        Box::pin(self.url(client, "device_authorization_endpoint"))
    }

    fn scopes(&self) -> &str {
        self.scopes
    }
}

impl fmt::Debug for Discovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Discovered")
    }
}
