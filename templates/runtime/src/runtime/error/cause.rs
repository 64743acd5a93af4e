//! The cause of an error, in a form that fits on one line.

use std::error::Error as StdError;
use std::io;

/// The error and its sources, the innermost last. An [`io::Error`] skips the error that it contains
/// in [`source`](StdError::source), so that one is added.
pub(crate) fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        if let Some(inner) = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            let inner: &(dyn StdError + 'static) = inner;
            return Some(inner);
        }
        error.source()
    })
}

/// The message of the innermost cause.
pub(crate) fn innermost(error: &(dyn StdError + 'static)) -> Option<String> {
    let messages = causes(error).map(ToString::to_string);
    messages.filter(|message| !message.trim().is_empty()).last()
}
