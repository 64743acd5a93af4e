//! API keys: where a key comes from, the header that it becomes, and keeping it secret.
//!
//! A client holds a fixed [`ApiKey`](crate::runtime::ApiKey) or a
//! [`KeyProvider`](crate::runtime::KeyProvider) that is asked before each attempt. Either way the
//! key is encoded once into its header, and [`redact`] removes it from error messages.

pub(crate) mod api_key;
pub(crate) mod env;
pub(crate) mod provider;
pub(crate) mod redact;
