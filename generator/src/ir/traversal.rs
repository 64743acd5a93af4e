//! Queries over a whole API.

use std::collections::BTreeSet;

use super::{Api, Operation, Scalar, TypeRef};
use crate::pointer::Pointer;

impl Api {
    /// All operations, in the order of the resources.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    }

    /// All operations, mutable.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.resources
            .iter_mut()
            .flat_map(|resource| &mut resource.operations)
    }

    /// The type of every parameter, body, response, event, property, item and variant.
    pub fn type_refs(&self) -> Vec<&TypeRef> {
        let mut refs: Vec<&TypeRef> = Vec::new();
        for operation in self.operations() {
            refs.extend(operation.sent_types());
            refs.extend(operation.received_types());
        }
        refs.extend(self.events.iter().map(|event| &event.payload));
        refs.extend(self.callbacks.iter().map(|callback| &callback.payload));
        for def in self.types.values() {
            def.kind.each_part(&mut |ty| refs.push(ty));
        }
        refs
    }

    /// Names types that have no given name yet.
    pub(crate) fn pin_names<'n>(&mut self, name_of: impl Fn(&Pointer) -> Option<&'n str>) {
        for (id, def) in &mut self.types {
            if def.given_name.is_none() {
                def.given_name = name_of(&id.0).map(str::to_owned);
            }
        }
    }

    /// The scalar types of values in requests, responses and events.
    #[must_use]
    pub fn scalars(&self) -> BTreeSet<Scalar> {
        let refs = self.type_refs().into_iter();
        refs.filter_map(TypeRef::scalar).collect()
    }

    /// Whether any value in requests, responses or events is of this scalar type.
    #[must_use]
    pub fn holds(&self, scalar: Scalar) -> bool {
        self.type_refs().into_iter().any(|ty| ty.holds(scalar))
    }
}

impl Operation {
    /// The types of its parameters and of its request body.
    pub fn sent_types(&self) -> impl Iterator<Item = &TypeRef> {
        let params = self.params.iter().map(|param| &param.ty);
        let body = self.body.iter();
        params.chain(body.flat_map(|body| body.part_types.iter().chain([&body.ty])))
    }

    /// The types of its responses, successful or not.
    pub fn received_types(&self) -> impl Iterator<Item = &TypeRef> {
        let headers = self.success.iter().flat_map(|one| &one.headers);
        let headers = headers.map(|header| &header.ty);
        let success = self.success.iter().filter_map(|one| one.ty.as_ref());
        let streams = self.success.iter().filter_map(|one| one.stream.as_ref());
        let success = success
            .chain(headers)
            .chain(streams.map(|stream| &stream.ty));
        success.chain(self.failures.iter().filter_map(|one| one.ty.as_ref()))
    }

    /// The types of its parameters, request body and responses, mutable.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let params = self.params.iter_mut().map(|param| &mut param.ty);
        let body = self.body.iter_mut();
        let body = body.flat_map(|body| body.part_types.iter_mut().chain([&mut body.ty]));
        let success = self.success.iter_mut().flat_map(|one| {
            let headers = one.headers.iter_mut().map(|header| &mut header.ty);
            let stream = one.stream.iter_mut().map(|stream| &mut stream.ty);
            one.ty.iter_mut().chain(headers).chain(stream)
        });
        let failures = self.failures.iter_mut().filter_map(|one| one.ty.as_mut());
        params.chain(body).chain(success).chain(failures)
    }
}
