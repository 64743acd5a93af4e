//! Where a call's key comes from: one that is fixed, or one that is asked for anew for each attempt.

use std::fmt;

use crate::runtime::api::AuthScheme;
use crate::runtime::auth::api_key::{ApiKey, EncodedKey};
use crate::runtime::transport::{BoxError, BoxFuture};

/// Something that knows the key of the moment, for keys that change while a client lives.
///
/// It is asked before each attempt, within the attempt's time, so it should keep what it knows and look the key up only
/// when that is over. An error ends the call: nothing is sent, and the call is not tried again.
pub trait KeyProvider: Send + Sync + 'static {
    /// The key to send now.
    fn key(&self) -> BoxFuture<'_, Result<ApiKey, BoxError>>;
}

/// The keys of a client.
pub(crate) enum Keys {
    /// The API takes none.
    None,
    Fixed(EncodedKey),
    Provided {
        scheme: &'static AuthScheme,
        provider: Box<dyn KeyProvider>,
    },
}

impl Keys {
    /// The key that never changes, if there is one.
    pub(crate) fn fixed(&self) -> Option<&EncodedKey> {
        match self {
            Self::Fixed(key) => Some(key),
            Self::None | Self::Provided { .. } => None,
        }
    }

    /// A new key, where it is asked for anew.
    pub(crate) async fn provided(&self) -> Result<Option<EncodedKey>, BoxError> {
        match self {
            Self::None | Self::Fixed(_) => Ok(None),
            Self::Provided { scheme, provider } => Ok(Some(provider.key().await?.encode(scheme)?)),
        }
    }
}

/// How the caller sets keys.
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
