//! Questions about all that an API is made of.

use super::{Api, Scalar, TypeRef};

impl Api {
    /// Every type that an operation, an event or another type is directly made of.
    pub fn parts(&self) -> Vec<&TypeRef> {
        let mut parts: Vec<&TypeRef> = Vec::new();
        for operation in self
            .resources
            .iter()
            .flat_map(|resource| &resource.operations)
        {
            parts.extend(operation.params.iter().map(|param| &param.ty));
            parts.extend(operation.body.iter().map(|body| &body.ty));
            parts.extend(operation.success.iter().filter_map(|one| one.ty.as_ref()));
            parts.extend(operation.failures.iter().filter_map(|one| one.ty.as_ref()));
        }
        parts.extend(self.events.iter().map(|event| &event.payload));
        for def in self.types.values() {
            def.kind.each_part(&mut |ty| parts.push(ty));
        }
        parts
    }

    /// Whether anything in it is such a scalar.
    #[must_use]
    pub fn holds(&self, scalar: Scalar) -> bool {
        self.parts().into_iter().any(|ty| ty.holds(scalar))
    }
}
