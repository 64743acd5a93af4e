//! The boxed types in the signatures of traits that callers implement.

use std::error::Error as StdError;
use std::pin::Pin;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;
