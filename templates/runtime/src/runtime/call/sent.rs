//! Explains to the compiler's users why a call is not a future.

/// Implemented by no type. `Future` is implemented for each call on condition of it, so that code
/// that needs a future, such as `tokio::spawn(call)`, fails to compile with these hints.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a call that is not sent yet, not a future",
    label = "this call is not sent",
    note = "`call.send()` is the future of a call: `tokio::spawn(call.send())`",
    note = "`call.await` needs no `send()`"
)]
pub trait Sent {}
