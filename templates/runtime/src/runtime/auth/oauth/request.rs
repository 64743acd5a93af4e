//! Requests to an authorization server: forms, whose responses are JSON (RFC 6749, section 5).

use std::fmt;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::runtime::auth::oauth::grant::OAuthGrant;
use crate::runtime::auth::redact::replace;
use crate::runtime::call::url::encoded;
use crate::runtime::client::Client;
use crate::runtime::response::read::{BodyBuffer, ReadFault, read_body};
use crate::runtime::transport::body::Body;
use crate::runtime::types::boxed::BoxError;

/// The maximum size of a response in bytes.
const MAX_RESPONSE: usize = 1 << 20;

/// An error that an authorization server returned.
#[derive(Debug)]
pub(crate) struct OAuthError {
    /// The code of RFC 6749 or RFC 8628, such as `invalid_client`.
    pub(crate) code: String,
    message: String,
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for OAuthError {}

/// Sends a form and returns the JSON object of the response.
pub(crate) async fn post(
    client: &Client,
    url: &str,
    grant: &OAuthGrant,
    fields: &[(&str, &str)],
) -> Result<Map<String, Value>, BoxError> {
    let mut form = Zeroizing::new(String::new());
    let own = grant.parameters.iter();
    let own = own.map(|(name, value)| (name.as_str(), value.as_str()));
    let secret = grant.client_secret.as_ref();
    let in_header = secret.filter(|_| !grant.is_secret_in_body);
    let mut identity = Vec::new();
    if in_header.is_none() {
        identity.push(("client_id", grant.client_id.as_str()));
        identity.extend(secret.map(|secret| ("client_secret", secret.as_str())));
    }
    for (name, value) in fields.iter().copied().chain(identity).chain(own) {
        if !form.is_empty() {
            form.push('&');
        }
        form.extend(encoded(name));
        form.push('=');
        form.extend(encoded(value));
    }
    let mut request = Request::new(Body::from(bytes::Bytes::copy_from_slice(form.as_bytes())));
    *request.method_mut() = Method::POST;
    let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(CONTENT_TYPE, form_type);
    if let Some(secret) = in_header {
        let header = basic(&grant.client_id, secret)?;
        request.headers_mut().insert(AUTHORIZATION, header);
    }
    let mut secrets: Vec<&str> = fields.iter().map(|(_, value)| *value).collect();
    secrets.extend(secret.map(|secret| secret.as_str()));
    send(client, url, request, &secrets).await
}

/// Sends a request and returns the JSON object of the response. `secrets` appear in no error.
pub(crate) async fn send(
    client: &Client,
    url: &str,
    mut request: Request<Body>,
    secrets: &[&str],
) -> Result<Map<String, Value>, BoxError> {
    *request.uri_mut() = absolute(client, url)?;
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    let response = client.inner.transport.send(request).await;
    let response = response.map_err(|error| error.into_source())?;
    let (head, mut body) = response.into_parts();
    let mut buffer = BodyBuffer::default();
    let read = read_body(&mut body, MAX_RESPONSE, &mut buffer).await;
    read.map_err(|fault| match fault {
        ReadFault::Interrupted(source) => source,
        ReadFault::TooLarge => "the response of the authorization server is too large".into(),
    })?;
    let body = buffer.freeze();
    let object = serde_json::from_slice::<Value>(&body).ok();
    let object = match object {
        Some(Value::Object(object)) => Some(object),
        _ => None,
    };
    match object {
        Some(object) if head.status.is_success() => Ok(object),
        object => {
            let text = |key| {
                let value = object.as_ref()?.get(key)?.as_str()?;
                Some(value.to_owned())
            };
            let code = text("error").unwrap_or_default();
            let details = [Some(code.clone()), text("error_description")];
            let mut message = format!("the authorization server responded with {}", head.status);
            for detail in details
                .into_iter()
                .flatten()
                .filter(|text| !text.is_empty())
            {
                message.push_str(": ");
                message.push_str(&detail);
            }
            for secret in secrets {
                replace(&mut message, secret);
            }
            Err(OAuthError { code, message }.into())
        }
    }
}

/// A URL, or a path on the server of the API.
fn absolute(client: &Client, url: &str) -> Result<Uri, BoxError> {
    let invalid = || BoxError::from("the URL of the authorization server is invalid");
    let uri: Uri = url.parse().map_err(|_| invalid())?;
    if uri.authority().is_some() {
        return Ok(uri);
    }
    let base: Uri = client.inner.base_url.start().parse()?;
    let mut parts = base.into_parts();
    parts.path_and_query = uri.into_parts().path_and_query;
    Uri::from_parts(parts).map_err(|_| invalid())
}

/// The id and the secret in a header. Both are encoded first, as RFC 6749 requires (section 2.3.1).
fn basic(id: &str, secret: &str) -> Result<HeaderValue, BoxError> {
    use base64::Engine;
    let plain = Zeroizing::new(format!("{}:{}", encoded(id), encoded(secret)));
    let mut value = Zeroizing::new(String::from("Basic "));
    base64::engine::general_purpose::STANDARD.encode_string(plain.as_bytes(), &mut value);
    let mut value = HeaderValue::from_str(&value)?;
    value.set_sensitive(true);
    Ok(value)
}
