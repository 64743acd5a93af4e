//! Round trips of the document's examples, which the crate tests on itself.

use serde_json::Value;

use super::Planner;
use super::literals::raw_literal;
use super::naming::{MethodName, Taken, plain};
use super::scope::Scope;
use super::types::TypeWriter;
use crate::ir::{Example, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::sdk::RoundTrip;

impl Planner<'_> {
    /// A test for each example of a request, an answer or a type.
    pub(super) fn round_trips(&mut self) -> Vec<RoundTrip> {
        let mut found: Vec<(Pointer, TypeRef, Vec<Example>)> = Vec::new();
        for operation in
            self.api.resources.iter().flat_map(|resource| &resource.operations)
        {
            if let Some(body) = &operation.body {
                found.push((body.at.clone(), body.ty.clone(), body.examples.clone()));
            }
            for one in &operation.success {
                found.extend(
                    one.ty.clone().map(|ty| (one.at.clone(), ty, one.examples.clone())),
                );
            }
            for one in &operation.failures {
                found.extend(
                    one.ty.clone().map(|ty| (one.at.clone(), ty, one.examples.clone())),
                );
            }
        }
        for def in self.api.types.values() {
            let is_object = matches!(def.kind, TypeKind::Struct { .. });
            if is_object {
                found.push((
                    def.at.clone(),
                    TypeRef::Named(def.id.clone()),
                    def.examples.clone(),
                ));
            }
        }
        let mut taken = Taken::default();
        let mut seen: Vec<(Pointer, usize)> = Vec::new();
        let mut tests = Vec::new();
        for (at, ty, examples) in &found {
            for (index, example) in examples.iter().enumerate() {
                // Shared answers are reached from many operations.
                if seen.contains(&(at.clone(), index)) || !is_json(ty) {
                    continue;
                }
                seen.push((at.clone(), index));
                tests.push(self.round_trip(at, ty, example, &mut taken));
            }
        }
        tests
    }

    fn round_trip(
        &self,
        at: &Pointer,
        ty: &TypeRef,
        example: &Example,
        taken: &mut Taken,
    ) -> RoundTrip {
        let mut scope = Scope::qualified();
        let text = TypeWriter {
            names: &self.names,
            scope: &mut scope,
        }
        .ty(ty);
        let subject = match ty {
            TypeRef::Named(id) => self.names.get(id).to_owned(),
            _ => at.last().unwrap_or_default(),
        };
        let name = MethodName::new(&format!("{subject} {}", example.name)).to_string();
        RoundTrip {
            name: taken.claim(plain(&name)),
            ty: text,
            json: raw_literal(&pretty(&example.value)),
            origin: at.to_string(),
        }
    }
}

fn is_json(ty: &TypeRef) -> bool {
    !matches!(ty, TypeRef::Scalar(_) | TypeRef::Any)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
