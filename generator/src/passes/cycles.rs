//! Marks the references by which types contain each other in a cycle. An array or a map in between
//! breaks the cycle.
//!
//! A reference is part of a cycle if both of its ends are in the same strongly connected component
//! of the graph of types. Tarjan's algorithm finds all components in one walk.

use indexmap::IndexMap;

use crate::diagnostics::Reporter;
use crate::ir::{Api, TypeDef, TypeId, TypeRef};
use crate::work;

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    let components = Components::of(&api.types);
    let component = |index: Option<usize>| index.and_then(|index| components.of.get(index));
    let index_of: IndexMap<TypeId, usize> = api.types.keys().cloned().zip(0..).collect();
    for (id, def) in &mut api.types {
        let own = component(index_of.get(id).copied());
        def.kind.each_part_mut(&mut |ty| {
            let reference = match ty {
                TypeRef::Null(inner) => &mut **inner,
                other => other,
            };
            if let TypeRef::Named(held) = reference
                && own.is_some()
                && component(index_of.get(held).copied()) == own
            {
                *reference = TypeRef::Recursive(held.clone());
            }
        });
    }
}

/// The types, by their index, that a value of a type contains with no array or map in between.
fn held(types: &IndexMap<TypeId, TypeDef>, def: &TypeDef) -> Vec<usize> {
    let mut all = Vec::new();
    let mut add = |id: &TypeId| all.extend(types.get_index_of(id));
    def.kind.each_part(&mut |ty| match ty {
        TypeRef::Named(id) => add(id),
        TypeRef::Null(inner) => {
            if let TypeRef::Named(id) = &**inner {
                add(id);
            }
        }
        _ => {}
    });
    all
}

/// The strongly connected component of each type, by index.
#[derive(Default)]
struct Components {
    of: Vec<Option<usize>>,
}

/// A type on the path of the walk, and the types in it that are still to be visited.
struct Step {
    index: usize,
    next: std::vec::IntoIter<usize>,
}

impl Components {
    fn of(types: &IndexMap<TypeId, TypeDef>) -> Self {
        let edges: Vec<Vec<usize>> = types.values().map(|def| held(types, def)).collect();
        let mut walk = Walk {
            edges,
            order: vec![None; types.len()],
            lowest: vec![0; types.len()],
            open: Vec::new(),
            visited: 0,
            components: Self {
                of: vec![None; types.len()],
            },
            found: 0,
        };
        for index in 0..types.len() {
            walk.from(index);
        }
        walk.components
    }
}

/// The state of the walk. It has no recursion, since a chain of types can be long.
struct Walk {
    edges: Vec<Vec<usize>>,
    /// When each type was visited first.
    order: Vec<Option<usize>>,
    /// The earliest open type that each type reaches.
    lowest: Vec<usize>,
    /// Visited types whose component is not known yet.
    open: Vec<usize>,
    visited: usize,
    components: Components,
    found: usize,
}

impl Walk {
    fn from(&mut self, start: usize) {
        let mut path: Vec<Step> = self.enter(start).into_iter().collect();
        while let Some(step) = path.last_mut() {
            let index = step.index;
            match step.next.next() {
                Some(next) => {
                    work::count();
                    match self.enter(next) {
                        Some(step) => path.push(step),
                        None => self.reach(index, next),
                    }
                }
                None => {
                    path.pop();
                    self.leave(index);
                    if let Some(outer) = path.last() {
                        self.reach(outer.index, index);
                    }
                }
            }
        }
    }

    /// Visits a type, unless it was visited before.
    fn enter(&mut self, index: usize) -> Option<Step> {
        let order = self.order.get_mut(index)?;
        if order.is_some() {
            return None;
        }
        *order = Some(self.visited);
        *self.lowest.get_mut(index)? = self.visited;
        self.visited += 1;
        self.open.push(index);
        let next = std::mem::take(self.edges.get_mut(index)?).into_iter();
        Some(Step { index, next })
    }

    /// A type contains another one, which reaches what that one reaches if it is still open.
    fn reach(&mut self, from: usize, to: usize) {
        let is_open = matches!(self.components.of.get(to), Some(None));
        let reached = self.lowest.get(to).copied().filter(|_| is_open);
        if let (Some(reached), Some(lowest)) = (reached, self.lowest.get_mut(from)) {
            *lowest = reached.min(*lowest);
        }
    }

    /// Closes the component whose first type is this one.
    fn leave(&mut self, index: usize) {
        if self.order.get(index).copied().flatten() != self.lowest.get(index).copied() {
            return;
        }
        while let Some(member) = self.open.pop() {
            if let Some(component) = self.components.of.get_mut(member) {
                *component = Some(self.found);
            }
            if member == index {
                break;
            }
        }
        self.found += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, returning};
    use crate::work;

    #[test]
    fn visits_each_reference_of_a_ring_once() {
        let ring = |length: usize| {
            let types = (0..length).map(|index| {
                let next = (index + 1) % length;
                format!(
                    "T{index}: {{properties: {{next: {{$ref: '#/components/schemas/T{next}'}}}}}}\n"
                )
            });
            let root = "A: {properties: {first: {$ref: '#/components/schemas/T0'}}}\n";
            returning(&types.chain([root.to_owned()]).collect::<String>())
        };
        let count = |length| {
            let text = ring(length);
            work::measured(|| assert_eq!(codes(&text), [""; 0]))
        };
        let (short, long) = (count(500), count(2_000));
        assert!(short >= 500 && long <= 4 * short, "{short}, then {long}");
    }
}
