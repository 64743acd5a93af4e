//! User names with passwords: HTTP authentication of the scheme `Basic` (RFC 7617).

use zeroize::Zeroizing;

use crate::runtime::auth::api_key::ApiKey;
use crate::runtime::auth::setters::{FixedKey, KeyFormat, with_key};
use crate::runtime::client::builder::ClientBuilder;

/// Sets a user name and a password for a security scheme, in place of an earlier credential.
pub fn with_basic(
    mut builder: ClientBuilder,
    scheme: &'static str,
    format: &'static dyn KeyFormat,
    username: impl Into<String>,
    password: impl Into<String>,
) -> ClientBuilder {
    let (username, password) = (username.into(), Zeroizing::new(password.into()));
    if username.contains(':') {
        let problem = "the user name contains a colon".to_owned();
        builder.set_credential(scheme, Box::new(FixedKey(Err(problem))));
        return builder;
    }
    // Reserves the full length, because growing would leave a copy in the smaller buffer.
    let mut key = Zeroizing::new(String::with_capacity(username.len() + password.len() + 1));
    key.push_str(&username);
    key.push(':');
    key.push_str(&password);
    let key = ApiKey {
        text: key,
        is_header_value: false,
        variable: None,
    };
    with_key(builder, scheme, format, key)
}
