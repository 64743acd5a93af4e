//! Keys in a header: API keys, and the schemes of HTTP authentication.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use zeroize::Zeroizing;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::credential::Credential;
use crate::runtime::auth::redact::{replace, replace_header};
use crate::runtime::auth::setters::KeyFormat;
use crate::runtime::call::Call;
use crate::runtime::transport::body::Body;

/// How an API key is sent in a header.
#[derive(Debug)]
pub struct AuthScheme {
    /// The header's name, in lower case.
    pub header: &'static str,
    /// The text before the key, including a space.
    pub prefix: &'static str,
    /// How the key is encoded.
    pub encoding: KeyEncoding,
}

/// The encoding of a key in its header.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "an API uses one of them")]
pub enum KeyEncoding {
    /// Unchanged.
    Plain,
    /// Standard Base64 with padding.
    Base64,
}

impl AuthScheme {
    /// Whether a key already has the prefix, in any letter case: it was copied from a header.
    fn is_prefix_of(&self, key: &str) -> bool {
        let start = key.get(..self.prefix.len());
        !self.prefix.is_empty()
            && start.is_some_and(|start| start.eq_ignore_ascii_case(self.prefix))
    }

    fn header_value(&self, key: &ApiKey) -> Zeroizing<String> {
        if key.is_header_value {
            return key.text.clone();
        }
        // Reserves the full length, because growing would leave a copy in the smaller buffer.
        let room = self.prefix.len() + key.text.len() * 2 + 4;
        let mut value = Zeroizing::new(String::with_capacity(room));
        value.push_str(self.prefix);
        match self.encoding {
            KeyEncoding::Plain => value.push_str(&key.text),
            KeyEncoding::Base64 => STANDARD.encode_string(key.text.as_bytes(), &mut value),
        }
        value
    }
}

#[allow(private_interfaces, reason = "only the runtime creates credentials")]
impl KeyFormat for AuthScheme {
    fn credential(&self, key: ApiKey) -> Result<Box<dyn Credential>, String> {
        key.check()?;
        if !key.is_header_value && self.is_prefix_of(&key.text) {
            return Err(format!(
                "the API key starts with `{}`, so it is a complete header value: use `ApiKey::from_header`",
                self.prefix.trim_end()
            ));
        }
        let name = HeaderName::from_bytes(self.header.as_bytes())
            .map_err(|_| "the name of the API key header is invalid".to_owned())?;
        let value = self.header_value(&key);
        let invalid =
            || "the API key contains characters that are not allowed in a header".to_owned();
        if !value.is_ascii() {
            return Err(invalid());
        }
        // `Bytes` keeps its owner and wipes it with the last clone; a `HeaderValue` from a string
        // would not.
        let bytes = Bytes::from_owner(Zeroizing::new(value.as_bytes().to_vec()));
        let mut value = HeaderValue::from_maybe_shared(bytes).map_err(|_| invalid())?;
        value.set_sensitive(true);
        Ok(Box::new(HeaderKey {
            name,
            value,
            key: key.text,
        }))
    }
}

/// A key as it is sent: its header, and the raw key for redaction.
struct HeaderKey {
    name: HeaderName,
    value: HeaderValue,
    key: Zeroizing<String>,
}

impl Credential for HeaderKey {
    fn apply(&self, call: &Call, request: &mut Request<Body>) -> Result<(), &'static str> {
        let own = [&call.headers.map, &call.options.headers.map];
        if !own.iter().any(|map| map.contains_key(&self.name)) {
            let headers = request.headers_mut();
            headers.insert(self.name.clone(), self.value.clone());
        }
        Ok(())
    }

    fn redact(&self, text: &mut String) {
        replace_header(text, &self.value);
        replace(text, &self.key);
    }
}
