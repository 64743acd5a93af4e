//! Turns off tolerance while the variants of a union are tried.
//!
//! The strict deserializer tolerates some drift, such as a number instead of a string. A union
//! without a discriminator must not: with tolerance, a number would match a string variant.

use std::cell::Cell;

thread_local! {
    static IS_EXACT: Cell<bool> = const { Cell::new(false) };
}

/// Restores the previous state, even after a panic.
#[allow(dead_code, reason = "used by `exact`")]
struct Reset(bool);

impl Drop for Reset {
    fn drop(&mut self) {
        IS_EXACT.set(self.0);
    }
}

/// Runs `decode` without tolerance.
#[allow(
    dead_code,
    reason = "used by an SDK with unions without a discriminator"
)]
pub(crate) fn exact<T>(decode: impl FnOnce() -> T) -> T {
    let _reset = Reset(IS_EXACT.replace(true));
    decode()
}

/// Returns whether values of an unexpected type are converted or skipped.
#[cold]
pub(crate) fn is_tolerant() -> bool {
    !IS_EXACT.get()
}
