//! Example responses of operations, for tests that use the emitted crate.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::ir::{Format, Operation, StatusRange, Success, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::round_trips::pretty;
use crate::plan::literals;
use crate::plan::names::{Taken, ident, plain};
use crate::plan::scalars;
use crate::sdk::ExampleResponse;

impl Planner<'_> {
    /// A success response of each operation, from the document's examples if it has one, and
    /// otherwise a sample of the schema.
    pub(crate) fn example_responses(&self) -> Vec<ExampleResponse> {
        let mut taken = Taken::default();
        let responses = self
            .api
            .operations()
            .filter_map(|operation| self.example_response(operation, &mut taken));
        responses.collect()
    }

    fn example_response(
        &self,
        operation: &Operation,
        taken: &mut Taken,
    ) -> Option<ExampleResponse> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let accessor = plain(&resource.accessor);
        // Two underscores in a row are not snake case.
        let start = accessor.trim_end_matches('_');
        let end = plain(method).trim_start_matches('_');
        let name = taken.claim(&format!("{start}_{end}"));
        let success = &operation.success;
        let with_content = success.iter().find(|one| one.ty.is_some());
        let success = with_content.or(success.first());
        let response = success.map_or_else(
            || quote!(MockResponse::status(204)),
            |success| self.mock_response(success),
        );
        Some(ExampleResponse {
            id: literals::string(&operation.id).into(),
            name: ident(&name).into(),
            docs: format!(
                "The response of [`{accessor}().{}()`](crate::resources::{}::{}::{}).",
                plain(method),
                resource.module.file(),
                resource.handle,
                plain(method)
            ),
            response: response.into(),
        })
    }

    fn mock_response(&self, success: &Success) -> TokenStream {
        let status = Literal::u16_unsuffixed(match success.status {
            StatusRange::Code(status) => status,
            StatusRange::Hundred(first) => first * 100,
        });
        let Some(ty) = &success.ty else {
            return quote!(MockResponse::status(#status));
        };
        let content = self.example_content(success, ty);
        match (scalars::raw_format(ty, success.format), content.as_str()) {
            (Some(Format::Bytes), content) => {
                let bytes = Literal::byte_string(content.unwrap_or_default().as_bytes());
                quote!(MockResponse::bytes(#status, &#bytes[..]))
            }
            (Some(_), content) => {
                let text = literals::string(content.unwrap_or_default());
                quote!(MockResponse::text(#status, #text))
            }
            (None, _) => {
                let json = literals::raw_string(&pretty(&content));
                quote!(MockResponse::json(#status, #json))
            }
        }
    }

    fn example_content(&self, success: &Success, ty: &TypeRef) -> Value {
        let of_type = || match ty {
            TypeRef::Named(id) => self.api.types.get(id)?.examples.first(),
            _ => None,
        };
        match success.examples.first().or_else(of_type) {
            Some(example) => example.value.clone(),
            None => self.sample(ty, "example"),
        }
    }
}
