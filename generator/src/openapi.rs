//! The grammar of OpenAPI 3.0 and 3.1: one table of kinds and keywords, and one walk over a
//! document.
//!
//! Only the walk distinguishes an `example` below `properties`, which is the name of a property,
//! from the keyword `example` beside `type`. Resolving references, the audit of keywords and the
//! dialect rewriting all use it.

mod faults;
mod grammar;
#[cfg(test)]
mod tests;
mod used;
mod walk;

pub(crate) use faults::{drop_null_items, take_out};
pub(crate) use grammar::{Kind, METHODS, Shape, keyword};
pub(crate) use used::Used;
pub(crate) use walk::{Node, children, reference, walk, with_children};
