//! Keys in a cookie.

use http::header::COOKIE;
use http::{HeaderValue, Request};
use zeroize::Zeroizing;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::credential::Credential;
use crate::runtime::auth::redact::replace;
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::call::Call;
use crate::runtime::transport::body::Body;

/// How an API key is sent in a cookie.
#[derive(Debug)]
pub struct CookieScheme {
    /// The name of the cookie.
    pub name: &'static str,
}

#[allow(private_interfaces, reason = "only the runtime creates credentials")]
impl KeyFormat for CookieScheme {
    fn credential(&self, key: ApiKey) -> Result<Box<dyn Credential>, String> {
        key.check()?;
        if key.is_header_value {
            return Err("the API key is sent in a cookie, so it is not a header value".to_owned());
        }
        let is_allowed = |byte: u8| byte.is_ascii_graphic() && byte != b';';
        if !key.text.bytes().all(is_allowed) {
            return Err(
                "the API key contains characters that are not allowed in a cookie".to_owned(),
            );
        }
        Ok(Box::new(CookieKey {
            name: self.name,
            key: key.text,
        }))
    }
}

/// The key and the name of its cookie.
struct CookieKey {
    name: &'static str,
    key: Zeroizing<String>,
}

impl Credential for CookieKey {
    fn apply(&self, _: &Call, request: &mut Request<Body>) -> Result<(), &'static str> {
        let headers = request.headers_mut();
        let others = headers.get(COOKIE).map(HeaderValue::as_bytes);
        let others = others.unwrap_or_default();
        let mut names = others
            .split(|byte| *byte == b';')
            .filter_map(|pair| pair.split(|byte| *byte == b'=').next());
        if names.any(|name| name.trim_ascii() == self.name.as_bytes()) {
            return Ok(());
        }
        let mut value = Zeroizing::new(others.to_vec());
        if !value.is_empty() {
            value.extend_from_slice(b"; ");
        }
        value.extend_from_slice(self.name.as_bytes());
        value.push(b'=');
        value.extend_from_slice(self.key.as_bytes());
        let mut value = HeaderValue::from_bytes(&value)
            .map_err(|_| "the API key is not allowed in a cookie")?;
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
        Ok(())
    }

    fn redact(&self, text: &mut String) {
        replace(text, &self.key);
    }
}
