//! What OpenAPI 3.0 and 3.1 allow where: one table of kinds and keywords, and one walk over a document by it.
//!
//! Only the walk knows that the `example` below `properties` is a member's name and the `example` beside `type` is
//! a keyword. Resolving references, the keyword audit and the dialect's rewriting all go through it.

mod grammar;
mod walk;

pub use grammar::{Keyword, Kind, Shape, keyword, keywords};
pub use walk::{Node, children, reference, walk};
