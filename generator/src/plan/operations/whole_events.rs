//! Types that describe all fields of a server-sent event: which of their events have text in
//! `data`, rather than JSON.

use quote::quote;

use crate::ir::{Field, Format, Operation, Scalar, TypeId, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::literals;
use crate::plan::names::scope::Scope;
use crate::sdk::Tokens;

/// The events of a type that have text.
#[derive(Debug, PartialEq, Eq)]
enum TextEvents<'a> {
    All,
    /// Those of these types. Empty if there are none.
    Named(Vec<&'a str>),
}

impl Planner<'_> {
    /// The implementations of `WholeEvent` for the types of an operation, at the first operation
    /// that has them.
    pub(crate) fn whole_events(&mut self, operation: &Operation, scope: &mut Scope) -> Vec<Tokens> {
        let mut code = Vec::new();
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
        let (argument, value) = match self.text_events(id) {
            TextEvents::All => (quote!(_), quote!(true)),
            TextEvents::Named(names) if names.is_empty() => (quote!(_), quote!(false)),
            TextEvents::Named(names) => {
                let names = names.into_iter().map(literals::string);
                (quote!(event), quote!(matches!(event, #(#names)|*)))
            }
        };
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

    fn text_events(&self, id: &TypeId) -> TextEvents<'_> {
        match self.api.types.get(id).map(|def| &def.kind) {
            Some(TypeKind::Struct { fields, .. }) if has_text(fields) => TextEvents::All,
            Some(TypeKind::Union { variants, .. }) => {
                let variants = variants.iter().filter_map(|variant| match &variant.ty {
                    TypeRef::Named(id) => self.api.types.get(id),
                    _ => None,
                });
                let fields = variants.filter_map(|def| match &def.kind {
                    TypeKind::Struct { fields, .. } => Some(fields),
                    _ => None,
                });
                let fields = fields.filter(|fields| has_text(fields));
                TextEvents::Named(fields.flat_map(|fields| self.event_names(fields)).collect())
            }
            _ => TextEvents::Named(Vec::new()),
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

fn has_text(fields: &[Field]) -> bool {
    let data = fields.iter().find(|field| field.wire == "data");
    data.is_some_and(|data| data.ty == TypeRef::Scalar(Scalar::String))
}
