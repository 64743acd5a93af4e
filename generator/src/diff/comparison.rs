//! The state of a comparison, and its order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::names::Surface;
use super::{Side, docs};
use crate::ir::{Access, Api, TypeDef, TypeId, TypeRef, Usage};

/// One of the compared documents.
pub(super) struct View<'a> {
    pub(super) api: &'a Api,
    pub(super) document: &'a Value,
    pub(super) surface: Surface<'a>,
}

impl<'a> View<'a> {
    fn of(side: &'a Side) -> Self {
        Self {
            api: &side.api,
            document: &side.document,
            surface: Surface::of(&side.krate),
        }
    }

    pub(super) fn def(&self, id: &TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(id)
    }
}

/// A comparison of two documents.
pub(super) struct Comparison<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) found: Vec<Finding>,
    /// The new type of each old one.
    pub(super) pairs: BTreeMap<TypeId, TypeId>,
    /// The new types that are paired.
    pub(super) paired: BTreeSet<TypeId>,
    /// The pairs that are not compared yet.
    pub(super) queue: VecDeque<(TypeId, TypeId)>,
    /// The pairs of different types whose effect on the wire is being determined.
    pub(super) probed: Vec<(TypeId, TypeId)>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Side, new: &'a Side) -> Self {
        Self {
            old: View::of(old),
            new: View::of(new),
            found: Vec::new(),
            pairs: BTreeMap::new(),
            paired: BTreeSet::new(),
            queue: VecDeque::new(),
            probed: Vec::new(),
        }
    }

    /// All differences between two documents that are not the same.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        self.pair_types();
        self.operations();
        self.events();
        self.callbacks();
        self.security();
        self.servers();
        self.server_types();
        self.types();
        self.client();
        self.unused_schemas();
        docs::api(&mut self);
        self.extensions();
        if self.found.iter().all(|finding| finding.hint) {
            let message = "only the order or parts without effect on the SDK have changed";
            self.push(Finding::new(
                Kind::DocumentChanged,
                None,
                "document",
                message,
            ));
        }
        self.found
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// A type in words of the document, with the names that types have in Rust.
    pub(super) fn old_type(&self, ty: &TypeRef) -> String {
        self.old.surface.words(ty)
    }

    /// Like [`Self::old_type`], for the new document.
    pub(super) fn new_type(&self, ty: &TypeRef) -> String {
        self.new.surface.words(ty)
    }
}

/// The direction of the values of a type that is used in this way.
pub(super) fn direction(usage: Usage) -> Direction {
    match usage {
        Usage::Sent => Direction::Sent,
        Usage::Both => Direction::Both,
        Usage::Received | Usage::Unused => Direction::Received,
    }
}

/// The direction of a property with this access, in a type with this direction.
pub(super) fn accessed(direction: Direction, access: Access) -> Direction {
    match (direction, access) {
        (Direction::Both, Access::ReadOnly) => Direction::Received,
        (Direction::Both, Access::WriteOnly) => Direction::Sent,
        (direction, _) => direction,
    }
}

/// Whether no value of a property is sent or received, as it has this access in a type with this
/// direction.
pub(super) fn is_inert(direction: Direction, access: Access) -> bool {
    matches!(
        (direction, access),
        (Direction::Sent, Access::ReadOnly) | (Direction::Received, Access::WriteOnly)
    )
}
