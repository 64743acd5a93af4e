//! Keys that change during the lifetime of a client.

use crate::runtime::auth::api_key::ApiKey;
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
