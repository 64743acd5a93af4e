//! What became of the actions.

use std::sync::Arc;

use crate::pointer::Pointer;
use crate::source::{Document, Source};

/// The result of [`apply`](super::apply).
#[derive(Debug, Clone)]
pub struct Applied {
    /// The changed document.
    pub document: Document,
    /// What became of each valid action, in order.
    pub actions: Vec<AppliedAction>,
}

/// An action and its effect.
#[derive(Debug, Clone)]
pub struct AppliedAction {
    /// The overlay that contains it.
    pub overlay: Arc<Source>,
    /// Its location in the overlay.
    pub pointer: Pointer,
    /// The target as written.
    pub target: String,
    /// `update`, `copy` or `remove`; empty if it has none of them.
    pub kind: &'static str,
    /// What it did.
    pub effect: Effect,
}

/// What an action did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It changed these locations of the document.
    Changed(Vec<Pointer>),
    /// It is stale: it changes nothing, because the document already is as it would be afterwards.
    /// The locations are those that it selects or, if the removed location does not exist, the
    /// objects and arrays that would contain it.
    AlreadyMade(Vec<Pointer>),
    /// It is stale: its target selects nothing, and the change is not in the document either.
    NoMatch,
    /// It cannot be applied.
    Refused(Refusal),
    /// It has no change to apply.
    Nothing,
}

/// Why an action cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The update does not fit the selected location: the location, its type, the type of the
    /// update.
    UpdateType(Pointer, &'static str, &'static str),
    /// The target of an update is a scalar, which 1.0 does not allow: the location and its type.
    ScalarTarget(Pointer, &'static str),
    /// The target selects different kinds of values, which 1.1 does not allow: one location of each
    /// kind.
    MixedTargets(Pointer, Pointer),
    /// A merge meets values of different types, which 1.1 does not allow: the location, its type,
    /// the type of the new value.
    MergeType(Pointer, &'static str, &'static str),
    /// The source of a copy selects this many locations instead of one.
    CopySource(usize),
    /// The target of a removal is the whole document.
    RemoveRoot,
}
