//! Keys in the query.

use http::uri::PathAndQuery;
use http::{Request, Uri};
use zeroize::Zeroizing;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::credential::Credential;
use crate::runtime::auth::redact::replace;
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::call::Call;
use crate::runtime::call::url::{encoded, encoded_name};
use crate::runtime::transport::body::Body;

/// How an API key is sent in the query.
#[derive(Debug)]
pub struct QueryScheme {
    /// The name of the parameter.
    pub name: &'static str,
}

#[allow(private_interfaces, reason = "only the runtime creates credentials")]
impl KeyFormat for QueryScheme {
    fn credential(&self, key: ApiKey) -> Result<Box<dyn Credential>, String> {
        key.check()?;
        if key.is_header_value {
            return Err("the API key is sent in the query, so it is not a header value".to_owned());
        }
        let name = encoded_name(self.name).to_string();
        let value = Zeroizing::new(encoded(&key.text).to_string());
        Ok(Box::new(QueryKey {
            name,
            value,
            key: key.text,
        }))
    }
}

/// A key as it is sent: an encoded pair, and the raw key for redaction.
struct QueryKey {
    name: String,
    value: Zeroizing<String>,
    key: Zeroizing<String>,
}

impl Credential for QueryKey {
    fn apply(&self, _: &Call, request: &mut Request<Body>) -> Result<(), &'static str> {
        let uri = request.uri();
        let query = uri.query().unwrap_or_default();
        let names = query.split('&').filter_map(|pair| pair.split('=').next());
        if names.into_iter().any(|name| name == self.name) {
            return Ok(());
        }
        let separator = match uri.query() {
            None => "?",
            Some("") => "",
            Some(_) => "&",
        };
        let start = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let text = format!("{start}{separator}{}={}", self.name, *self.value);
        let invalid = "the URL is too long for the API key in its query";
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(text.parse().map_err(|_| invalid)?);
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| invalid)?;
        Ok(())
    }

    fn redact(&self, text: &mut String) {
        replace(text, &self.value);
        replace(text, &self.key);
    }
}
