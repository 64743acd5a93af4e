//! Types that describe all fields of an event: which of their events have text in `data`, and which
//! have JSON of any type.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Format, Operation, Scalar, TypeId, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::literals;
use crate::plan::names::scope::Scope;
use crate::sdk::Tokens;

/// The events of a type whose data has a certain type.
#[derive(Debug, PartialEq, Eq)]
enum EventsWith<'a> {
    All,
    /// Those of these types. Empty if there are none.
    Named(Vec<&'a str>),
}

impl Planner<'_> {
    /// The implementations of `WholeEvent` and `BodyEvent` for the types of an operation, at the
    /// first operation that has them.
    pub(crate) fn whole_events(&mut self, operation: &Operation, scope: &mut Scope) -> Vec<Tokens> {
        let mut code = Vec::new();
        if let Some(body) = &operation.body
            && let (TypeRef::Named(id), Format::WholeEvents) = (&body.ty, body.format)
        {
            code.extend(self.body_event(id, scope));
        }
        for success in &operation.success {
            let stream = success.stream.as_ref();
            let stream = stream.map(|stream| (Some(&stream.ty), Some(stream.format)));
            for (ty, format) in [(success.ty.as_ref(), success.format)]
                .into_iter()
                .chain(stream)
            {
                if let (Some(TypeRef::Named(id)), Some(Format::WholeEvents)) = (ty, format) {
                    code.extend(self.whole_event(id, scope));
                }
            }
        }
        code
    }

    fn whole_event(&mut self, id: &TypeId, scope: &mut Scope) -> Option<Tokens> {
        let api = self.api;
        if let TypeKind::Alias(TypeRef::Named(id)) = &api.types.get(id)?.kind {
            return self.whole_event(id, scope);
        }
        if !self.whole_event_types.insert(id.clone()) {
            return None;
        }
        let has_text = |data: &TypeRef| *data == TypeRef::Scalar(Scalar::String);
        let (argument, value) = self.events_with(id, has_text).test();
        let whole_event = scope.import("crate::runtime::WholeEvent");
        let model = scope.model(self.names.get(id));
        let code = quote! {
            impl #whole_event for #model {
                fn has_text(#argument: &str) -> bool {
                    #value
                }
            }
        };
        Some(code.into())
    }

    fn body_event(&mut self, id: &TypeId, scope: &mut Scope) -> Option<Tokens> {
        let api = self.api;
        if let TypeKind::Alias(TypeRef::Named(id)) = &api.types.get(id)?.kind {
            return self.body_event(id, scope);
        }
        if !self.body_event_types.insert(id.clone()) {
            return None;
        }
        let has_json = |data: &TypeRef| *data == TypeRef::Any;
        let (argument, value) = self.events_with(id, has_json).test();
        let body_event = scope.import("crate::runtime::BodyEvent");
        let model = scope.model(self.names.get(id));
        let code = quote! {
            impl #body_event for #model {
                fn has_json(#argument: &str) -> bool {
                    #value
                }
            }
        };
        Some(code.into())
    }

    /// The events of a type whose data is of some type.
    fn events_with(&self, id: &TypeId, is_of_type: impl Fn(&TypeRef) -> bool) -> EventsWith<'_> {
        let has_data = |fields: &[Field]| {
            let data = fields.iter().find(|field| field.wire == "data");
            data.is_some_and(|data| is_of_type(&data.ty))
        };
        match self.api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { fields, .. }) if has_data(fields) => EventsWith::All,
            Some(TypeKind::Union { variants, .. }) => {
                let variants = variants.iter().filter_map(|variant| match &variant.ty {
                    TypeRef::Named(id) => self.api.types.get(id),
                    _ => None,
                });
                let fields = variants.filter_map(|def| match &def.kind {
                    TypeKind::Struct { fields, .. } => Some(fields),
                    _ => None,
                });
                let fields = fields.filter(|fields| has_data(fields));
                EventsWith::Named(fields.flat_map(|fields| self.event_names(fields)).collect())
            }
            _ => EventsWith::Named(Vec::new()),
        }
    }

    /// The types of events that the field `event` allows.
    fn event_names(&self, fields: &[Field]) -> Vec<&str> {
        let event = fields.iter().find(|field| field.wire == "event");
        let Some(TypeRef::Named(id)) = event.map(|event| &event.ty) else {
            return Vec::new();
        };
        let def = self.api.types.get(id);
        def.and_then(|def| def.kind.strings()).unwrap_or_default()
    }
}

impl EventsWith<'_> {
    /// The pattern of a parameter with the type of an event, and the test of it.
    fn test(self) -> (TokenStream, TokenStream) {
        match self {
            Self::All => (quote!(_), quote!(true)),
            Self::Named(names) if names.is_empty() => (quote!(_), quote!(false)),
            Self::Named(names) => {
                let names = names.into_iter().map(literals::string);
                (quote!(event), quote!(matches!(event, #(#names)|*)))
            }
        }
    }
}
