//! The alternatives of unions: every way to choose a branch of each union.

use serde_json::Value;

use crate::ir::TypeId;
use crate::lower::Lower;
use crate::lower::all_of::{Constraints, Part, Target, Union};
use crate::lower::view::{SchemaRef, View};

/// The maximum number of combinations of branches that become variants, beyond those of which the
/// schema lists each one.
const MOST_COMBINATIONS: usize = 512;

/// One alternative.
#[derive(Debug, Clone)]
pub(super) struct Arm<'a> {
    /// What a value must match.
    pub(super) constraints: Constraints<'a>,
    /// The branches that were chosen, the outermost one first.
    pub(super) chosen: Vec<Part<'a>>,
    /// Those of them that are not unions themselves.
    pub(super) leaves: Vec<Part<'a>>,
    /// The only branch, if it is a union with a type of its own.
    pub(super) nested: Option<Part<'a>>,
}

impl<'a> Arm<'a> {
    /// Adds the values of another enum of strings.
    pub(super) fn add_values(&mut self, other: &Self) {
        let known = self.constraints.values.get_or_insert_default();
        let values = other.constraints.values.iter().flatten();
        let new: Vec<Value> = values
            .filter(|value| !known.contains(value))
            .cloned()
            .collect();
        known.extend(new);
        let docs = other.constraints.value_docs.iter().cloned();
        self.constraints.value_docs.extend(docs);
    }
}

/// The state of choosing.
struct Choice<'a, 't> {
    /// The declared discriminator.
    property: Option<&'a str>,
    /// The type that the alternatives are combined for.
    owner: &'t TypeId,
    done: Vec<Arm<'a>>,
    /// The maximum number of alternatives.
    most: usize,
    /// An alternative that no value can match.
    impossible: Option<Arm<'a>>,
}

impl<'a> Lower<'a> {
    /// The alternatives, without those that no value can match. `None` if there are too many.
    pub(super) fn arms(
        &mut self,
        all: &Constraints<'a>,
        target: &Target<'_>,
    ) -> Option<Vec<Arm<'a>>> {
        let (constraints, unions) = all.without_unions();
        let mut choice = Choice {
            property: self.declared_property(all),
            owner: target.id,
            done: Vec::new(),
            most: MOST_COMBINATIONS + unions.iter().map(|union| union.arms.len()).sum::<usize>(),
            impossible: None,
        };
        let start = Arm {
            constraints,
            chosen: Vec::new(),
            leaves: Vec::new(),
            nested: None,
        };
        self.choose(start, &unions, &mut choice)?;
        if choice.done.is_empty() {
            choice.done.extend(choice.impossible);
        }
        Some(choice.done)
    }

    /// The discriminator of the unions, else that of the first branch that is a union.
    fn declared_property(&mut self, all: &Constraints<'a>) -> Option<&'a str> {
        let property = |constraints: &Constraints<'a>| {
            let found = constraints.discriminators.first();
            found.map(|found| found.property_name.as_str())
        };
        if let Some(own) = property(all) {
            return Some(own);
        }
        for part in all.unions.iter().flat_map(|union| &union.arms) {
            let constraints = self.part(part);
            if let Some(inner) = property(&constraints).filter(|_| !constraints.unions.is_empty()) {
                return Some(inner);
            }
        }
        None
    }

    /// Chooses each branch of the first union in turn, then those of the others.
    fn choose(
        &mut self,
        arm: Arm<'a>,
        unions: &[Union<'a>],
        choice: &mut Choice<'a, '_>,
    ) -> Option<()> {
        let Some((union, rest)) = unions.split_first() else {
            if choice.done.len() == choice.most {
                return None;
            }
            choice.done.push(arm);
            return Some(());
        };
        for part in &union.arms {
            let is_known = arm.chosen.iter().any(|chosen| chosen.id == part.id);
            if is_known || self.is_null(part.schema) {
                continue;
            }
            let constraints = self.part(part);
            let mut next = arm.clone();
            next.chosen.push(part.clone());
            if self.has_own_type(part, &constraints, &arm, rest, choice.property) {
                next.nested = Some(part.clone());
                next.constraints = (*constraints).clone();
                self.choose(next, rest, choice)?;
                continue;
            }
            let (own, mut more) = constraints.without_unions();
            if more.is_empty() {
                next.leaves.push(part.clone());
            }
            next.constraints.narrow(&own, choice.owner, &part.at);
            if next.constraints.contradiction.is_some() {
                choice.impossible.get_or_insert(next);
                continue;
            }
            more.extend(rest.iter().cloned());
            self.choose(next, &more, choice)?;
        }
        if union.is_open {
            self.choose(arm, rest, choice)?;
        }
        Some(())
    }

    /// Whether a branch is a union that remains one: it has another discriminator, or it is a base
    /// with its subtypes. Nothing else must narrow its variants.
    fn has_own_type(
        &self,
        part: &Part<'a>,
        constraints: &Constraints<'a>,
        outer: &Arm<'a>,
        rest: &[Union<'a>],
        property: Option<&str>,
    ) -> bool {
        if !outer.constraints.has_only_types() || !rest.is_empty() {
            return false;
        }
        let own = constraints.discriminators.first();
        let own = own.map(|found| found.property_name.as_str());
        let has_other = !constraints.unions.is_empty() && own.is_some() && own != property;
        has_other || self.is_hierarchy_part(part)
    }

    /// Whether only null matches a schema.
    fn is_null(&self, schema: SchemaRef<'a>) -> bool {
        let found = self.annotated(schema, &mut crate::ir::Docs::default());
        found.is_some_and(|(_, schema)| View::of(schema).is_null)
    }
}
