//! The number of properties that no model lists, while the variants of a union are tried. The fewer
//! there are, the better does a variant know the value.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Adds to the number of unlisted properties.
pub(crate) fn add_unlisted(count: usize) {
    COUNT.set(COUNT.get().saturating_add(count));
}

/// Runs `decode` and returns the number of unlisted properties that it found, too. They are not
/// added to those of the value around.
#[allow(
    dead_code,
    reason = "used by an SDK with unions without a discriminator"
)]
pub(crate) fn counted<T>(decode: impl FnOnce() -> T) -> (T, usize) {
    let outer = COUNT.replace(0);
    let decoded = decode();
    (decoded, COUNT.replace(outer))
}
