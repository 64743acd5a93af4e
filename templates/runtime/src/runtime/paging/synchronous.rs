//! Explains to the compiler's users why pages and items cannot be iterated with `for`.

/// Implemented by no type. `Iterator` is implemented for pages and items on condition of it, so
/// that a `for` loop fails to compile with these hints. The condition is on the type of a page,
/// because rustc shows the hints of `Iterator` instead if it is on the type that is iterated.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this is an asynchronous stream, which a `for` loop cannot iterate",
    label = "each step has to be awaited",
    note = "use `while let Some(item) = items.next().await`, or `items.all().await` for all of them",
    note = "without an async runtime, use `items_blocking()` or `pages_blocking()`, with the feature `blocking`"
)]
pub trait Synchronous {}
