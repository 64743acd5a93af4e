//! The source of a call's key: a fixed key, or a provider that is called before each attempt.

use std::fmt;

use crate::runtime::api::AuthScheme;
use crate::runtime::auth::api_key::{ApiKey, EncodedKey};
use crate::runtime::types::boxed::{BoxError, BoxFuture};

/// Provides the current key, for keys that change during the lifetime of a client.
///
/// It is called before each attempt and its time counts towards the timeout of the attempt, so it
/// should cache the key and fetch a new one only when that has expired. An error ends the call:
/// nothing is sent, and the call is not retried.
pub trait KeyProvider: Send + Sync + 'static {
    /// Returns the key to send now.
    fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>>;
}

/// The keys of a client.
pub(crate) enum Keys {
    /// The API has no keys.
    None,
    Fixed(EncodedKey),
    Provided {
        scheme: &'static AuthScheme,
        provider: Box<dyn KeyProvider>,
    },
}

impl Keys {
    /// The fixed key, if there is one.
    pub(crate) fn fixed(&self) -> Option<&EncodedKey> {
        match self {
            Self::Fixed(key) => Some(key),
            Self::None | Self::Provided { .. } => None,
        }
    }

    /// A new key from the provider, if there is one.
    pub(crate) async fn provided(&self) -> Result<Option<EncodedKey>, BoxError> {
        match self {
            Self::None | Self::Fixed(_) => Ok(None),
            Self::Provided { scheme, provider } => Ok(Some(provider.key().await?.encode(scheme)?)),
        }
    }
}

/// The key setting of a client builder.
pub(crate) enum KeySource {
    Key(ApiKey),
    Provider(Box<dyn KeyProvider>),
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => key.fmt(f),
            Self::Provider(_) => f.write_str("KeyProvider"),
        }
    }
}
