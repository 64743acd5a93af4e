//! Constructors and setters of models that are sent.
//!
//! A constructor takes the required properties, so that code that omits one does not compile. Each
//! property has a setter, which takes `self` by value.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use crate::ir::{TypeDef, TypeKind};
use crate::plan::Planner;
use crate::plan::models::holding::{Holding, is_asked};
use crate::plan::models::properties::has_property;
use crate::plan::models::structs::{Additional, PlannedField};
use crate::plan::models::type_writer::{Argument, TypeWriter};
use crate::plan::names::scope::Scope;
use crate::plan::names::{ident, plain};
use crate::plan::operations::params::argument_rank;
use crate::sdk::{Constructor, FieldSetter, RequiredField, RequiredStruct, Tokens};

/// The maximum number of required properties that a constructor takes as separate arguments.
const MOST_ARGUMENTS: usize = 3;

impl Planner<'_> {
    /// The name of the struct with the required properties, if there are too many for arguments.
    pub(crate) fn required_struct_name(&self, def: &TypeDef) -> Option<String> {
        let TypeKind::Struct { fields, .. } = &def.kind else {
            return None;
        };
        let asked = fields
            .iter()
            .filter(|field| has_property(field, def.usage) && is_asked(field));
        if !def.usage.is_sent() || asked.count() <= MOST_ARGUMENTS {
            return None;
        }
        let model = self.names.get(&def.id).trim_end_matches('_');
        let mut name = format!("{model}Required");
        while self.names.contains(&name) {
            name.push('_');
        }
        Some(name)
    }

    /// The constructor of a struct of these fields.
    pub(crate) fn constructor(
        &self,
        def: &TypeDef,
        fields: &[PlannedField<'_>],
        additional: Option<&Additional>,
        scope: &mut Scope,
    ) -> Constructor {
        let asked: Vec<&PlannedField<'_>> = fields.iter().filter(|field| field.is_asked).collect();
        let has_constants = fields.iter().any(|field| field.constant.is_some());
        if asked.is_empty() && !has_constants {
            return Constructor {
                docs: vec!["Creates a value with no fields set.".to_owned()],
                arguments: Tokens::default(),
                value: quote!(Self::default()).into(),
                is_default: false,
                required: None,
            };
        }
        let required = self.required_struct_name(def).map(|name| ident(&name));
        let mut arguments = Vec::new();
        let mut values = Vec::new();
        for field in fields {
            let name = &field.name;
            let value = match (field.is_asked, &required) {
                (false, _) => match &field.constant {
                    Some(constant) => held(field, constant.clone(), scope),
                    None => unset(field, scope),
                },
                (true, Some(_)) => held(field, quote!(required.#name), scope),
                (true, None) => {
                    let argument = argument_name(name);
                    let Argument { ty, value } = self.required_argument(field, &argument, scope);
                    let rank = argument_rank(&def.arguments, &field.field.wire);
                    arguments.push((rank, quote!(#argument: #ty)));
                    value
                }
            };
            values.push(field_value(name, value));
        }
        values.extend(additional.map(|Additional { name, map, .. }| quote!(#name: #map::new())));
        arguments.sort_by_key(|(rank, _)| *rank);
        let arguments = arguments.into_iter().map(|(_, argument)| argument);
        let required_argument = required.iter().map(|name| quote!(required: #name));
        let arguments = required_argument.chain(arguments);
        let docs = match &required {
            Some(_) => "Creates a value from the required properties.",
            None if asked.is_empty() => "Creates a value in which only constant fields are set.",
            None if asked.len() == 1 => "Creates a value from its required property.",
            None => "Creates a value from its required properties.",
        };
        Constructor {
            docs: vec![docs.to_owned()],
            arguments: quote!(#(#arguments),*).into(),
            value: quote!(Self { #(#values),* }).into(),
            is_default: asked.is_empty(),
            required: required.map(|name| RequiredStruct {
                name: name.into(),
                fields: asked
                    .into_iter()
                    .map(|field| self.required_field(def, field))
                    .collect(),
            }),
        }
    }

    fn required_field(&self, def: &TypeDef, field: &PlannedField<'_>) -> RequiredField {
        let value = &field.value;
        let model = self.names.get(&def.id);
        let name = field.name.unraw();
        RequiredField {
            name: Tokens::from(&field.name),
            ty: match field.holding {
                Holding::OrNull => quote!(Option<#value>).into(),
                _ => value.into(),
            },
            docs: vec![format!("See [`{name}`](field@{model}::{name}).")],
        }
    }

    /// How the constructor takes a required property as an argument, and what the field is set to.
    fn required_argument(
        &self,
        field: &PlannedField<'_>,
        argument: &Ident,
        scope: &mut Scope,
    ) -> Argument {
        if field.holding == Holding::OrNull {
            return Argument {
                ty: field.ty.clone(),
                value: quote!(#argument),
            };
        }
        let Argument { ty, value } = self.value_argument(field, argument, scope);
        Argument {
            ty,
            value: held(field, value, scope),
        }
    }

    /// How a method takes a value of the field.
    fn value_argument(
        &self,
        field: &PlannedField<'_>,
        argument: &Ident,
        scope: &mut Scope,
    ) -> Argument {
        if field.is_secret {
            let secret = &field.value;
            return Argument {
                ty: quote!(impl Into<#secret>),
                value: quote!(#argument.into()),
            };
        }
        let ty = &field.field.ty;
        let names = &self.names;
        TypeWriter { names, scope }.argument(ty, argument, &|ty| self.is_enum(ty))
    }

    /// The setters of a field: one for a value, and one for null if the API tells it from absence.
    pub(crate) fn setters(&self, field: &PlannedField<'_>, scope: &mut Scope) -> Vec<FieldSetter> {
        let name = &field.name;
        let argument = argument_name(name);
        let Argument { ty, value } = self.value_argument(field, &argument, scope);
        let value = match field.holding {
            Holding::OrNull => quote!(Some(#value)),
            _ => held(field, value, scope),
        };
        let wire = self.docs.code(&field.field.wire);
        let deprecated = self.deprecation_of_field(field.field);
        let mut setters = vec![FieldSetter {
            name: name.into(),
            docs: vec![format!("Sets `{wire}`.")],
            deprecated: deprecated.clone(),
            argument: Some(quote!(#argument: #ty).into()),
            statement: quote!(self.#name = #value;).into(),
        }];
        if let Some(null_name) = &field.null {
            let null = match field.holding {
                Holding::Nullable => {
                    let nullable = scope.import("crate::runtime::Nullable");
                    quote!(#nullable::Null)
                }
                _ => quote!(None),
            };
            setters.push(FieldSetter {
                name: null_name.into(),
                docs: vec![format!("Sets `{wire}` to null.")],
                deprecated,
                argument: None,
                statement: quote!(self.#name = #null;).into(),
            });
        }
        setters
    }
}

/// The name of an argument. Raw identifiers are replaced, because callers do not see the name.
fn argument_name(name: &Ident) -> Ident {
    let text = name.to_string();
    if plain(&text) == text {
        name.clone()
    } else {
        format_ident!("{}_", name.unraw())
    }
}

/// `name: value`, or `name` alone if that is the value.
fn field_value(name: &Ident, value: TokenStream) -> TokenStream {
    if *name == value.to_string() {
        value
    } else {
        quote!(#name: #value)
    }
}

/// What a field is set to before it has a value.
fn unset(field: &PlannedField<'_>, scope: &mut Scope) -> TokenStream {
    match field.holding {
        Holding::Nullable => {
            let nullable = scope.import("crate::runtime::Nullable");
            quote!(#nullable::Absent)
        }
        _ => quote!(None),
    }
}

/// What a field is set to for a value in its own type, null included if that is required.
fn held(field: &PlannedField<'_>, value: TokenStream, scope: &mut Scope) -> TokenStream {
    match field.holding {
        Holding::Plain | Holding::EmptyIfAbsent | Holding::OrNull => value,
        Holding::Optional => quote!(Some(#value)),
        Holding::Nullable => {
            let nullable = scope.import("crate::runtime::Nullable");
            quote!(#nullable::Value(#value))
        }
    }
}
