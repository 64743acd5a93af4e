//! JSON values as Rust expressions, as a user would write them.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::ir::{Access, EnumValue, Field, Scalar, TypeDef, TypeId, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::examples::Needs;
use crate::plan::literals;
use crate::plan::models::holding::{Holding, is_asked, is_constant};
use crate::plan::models::properties::{NamedProperty, named_properties};
use crate::plan::models::structs::ADDITIONAL_PROPERTIES;
use crate::plan::models::type_writer::is_converted;
use crate::plan::models::variant_names;
use crate::plan::names::ident;
use crate::plan::names::scope::tokens;
use crate::plan::operations::params::argument_rank;
use crate::plan::scalars::{self, ArgumentForm, Literal, Position};

const BTREE_MAP: &str = "std::collections::BTreeMap";

impl Planner<'_> {
    /// A value as an expression; `None` if the type has no such value.
    pub(crate) fn value(
        &self,
        value: &Value,
        ty: &TypeRef,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        Some(match (ty, value) {
            (TypeRef::Scalar(Scalar::File), Value::Number(index)) => {
                let file = needs.files.get(index.as_u64()? as usize)?.clone();
                file.code(&needs.import_of_sdk("Part"))
            }
            (TypeRef::Scalar(scalar), value) => {
                let rules = scalars::rules(*scalar);
                match rules.literal(value, position)? {
                    Literal::Code(code) => code,
                    Literal::Parsed(text) => {
                        needs.parses = true;
                        if (position, rules.argument) == (Position::Argument, ArgumentForm::Into) {
                            let ty = self.example_type(ty, needs);
                            quote!(#text.parse::<#ty>()?)
                        } else {
                            quote!(#text.parse()?)
                        }
                    }
                }
            }
            (TypeRef::Named(id), value) => self.named_value(id, value, position, needs)?,
            (TypeRef::Recursive(id), value) => {
                let held = self.named_value(id, value, Position::Exact, needs)?;
                match position {
                    Position::Argument => held,
                    Position::Exact => quote!(Box::new(#held)),
                }
            }
            (TypeRef::Null(_), Value::Null) => quote!(None),
            (TypeRef::Null(ty), value) => {
                let value = self.value(value, ty, Position::Exact, needs)?;
                quote!(Some(#value))
            }
            (TypeRef::List(item), Value::Array(items)) => {
                self.array_value(items, item, position, needs)?
            }
            (TypeRef::Map(of), Value::Object(entries)) if **of != TypeRef::Any => {
                self.map_value(entries, of, position, needs)?
            }
            (TypeRef::Any, value) | (TypeRef::Map(_), value @ Value::Object(_)) => {
                needs.parses = true;
                let json = literals::raw_string(&serde_json::to_string(value).ok()?);
                match position {
                    Position::Argument => {
                        let ty = self.example_type(ty, needs);
                        quote!(serde_json::from_str::<#ty>(#json)?)
                    }
                    Position::Exact => quote!(serde_json::from_str(#json)?),
                }
            }
            (TypeRef::List(_) | TypeRef::Map(_), _) => return None,
        })
    }

    /// An argument is anything with such items; an empty one has to say what the items are if they
    /// are converted.
    fn array_value(
        &self,
        items: &[Value],
        item: &TypeRef,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let inner = self.inner_position(item, position);
        if items.is_empty() {
            return Some(match (position, inner) {
                (Position::Argument, Position::Argument) => {
                    let item = self.example_type(item, needs);
                    quote!(Vec::<#item>::new())
                }
                (Position::Argument, Position::Exact) => quote!([]),
                (Position::Exact, _) => quote!(Vec::new()),
            });
        }
        let items: Option<Vec<TokenStream>> = items
            .iter()
            .map(|value| self.value(value, item, inner, needs))
            .collect();
        let items = items?;
        Some(match position {
            Position::Argument => quote!([#(#items),*]),
            Position::Exact => quote!(vec![#(#items),*]),
        })
    }

    fn map_value(
        &self,
        entries: &Map<String, Value>,
        of: &TypeRef,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        if entries.is_empty() {
            return Some(match position {
                Position::Argument => {
                    let map = needs.import(BTREE_MAP);
                    let of = self.example_type(of, needs);
                    quote!(#map::<String, #of>::new())
                }
                Position::Exact => {
                    let map = needs.import(BTREE_MAP);
                    quote!(#map::new())
                }
            });
        }
        let inner = self.inner_position(of, position);
        let mut pairs = Vec::new();
        for (key, value) in entries {
            let key = literals::string(key);
            let value = self.value(value, of, inner, needs)?;
            pairs.push(match position {
                Position::Argument => quote!((#key, #value)),
                Position::Exact => quote!((#key.into(), #value)),
            });
        }
        Some(match position {
            Position::Argument => quote!([#(#pairs),*]),
            Position::Exact => {
                let map = needs.import(BTREE_MAP);
                quote!(#map::from([#(#pairs),*]))
            }
        })
    }

    /// The position of an item of an array or a value of a map.
    fn inner_position(&self, ty: &TypeRef, outer: Position) -> Position {
        match outer {
            Position::Argument if is_converted(ty, &|ty| self.is_enum(ty)) => Position::Argument,
            _ => Position::Exact,
        }
    }

    fn named_value(
        &self,
        id: &TypeId,
        value: &Value,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let def = self.api.types.get(id)?;
        match (&def.kind, value) {
            (TypeKind::Enum { values }, value) if def.kind.strings().is_none() => {
                self.value_of_enum(def, values, value, needs)
            }
            (TypeKind::Enum { .. }, Value::String(text)) => {
                let text = literals::string(text);
                Some(match position {
                    Position::Argument => quote!(#text),
                    Position::Exact => quote!(#text.into()),
                })
            }
            (
                TypeKind::Struct {
                    fields, additional, ..
                },
                Value::Object(_),
            ) if def.usage.is_sent() => {
                self.struct_value(def, (fields, additional.as_ref()), value, needs)
            }
            (
                TypeKind::Union {
                    variants,
                    discriminator,
                },
                value,
            ) => self.union_value(def, variants, discriminator.as_deref(), value, needs),
            _ => None,
        }
    }

    /// `Level::V1`, for a value of an enum that is not one of strings. A value that is not listed
    /// is decoded.
    fn value_of_enum(
        &self,
        def: &TypeDef,
        values: &[EnumValue],
        value: &Value,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let text = EnumValue::text_of;
        let is_same = |known: &EnumValue| {
            known.wire.is_string() == value.is_string() && known.text() == text(value)
        };
        let model = self.model_type(def, needs);
        let Some(index) = values.iter().position(is_same) else {
            needs.parses = true;
            let json = literals::raw_string(&value.to_string());
            return Some(quote!(serde_json::from_str::<#model>(#json)?));
        };
        let name = ident(&variant_names(values).into_iter().nth(index)?);
        Some(quote!(#model::#name))
    }

    /// `Model::new(required).property(value)`, for the properties that the value has.
    fn struct_value(
        &self,
        def: &TypeDef,
        (fields, additional): (&[Field], Option<&TypeRef>),
        value: &Value,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let required_struct = self.required_struct_name(def);
        let mut required = Vec::new();
        let mut setters = TokenStream::new();
        let (properties, mut taken) = named_properties(fields, def.usage);
        for property in properties {
            let NamedProperty { field, name, null } = property;
            let name = ident(&name);
            let given = value.get(&field.wire);
            if is_asked(field) {
                let sample = || self.sample_of_field(field);
                let given = given.cloned().unwrap_or_else(sample);
                let value = if required_struct.is_some() {
                    let value = self.required_value(def, field, &given, Position::Exact, needs)?;
                    quote!(#name: #value)
                } else {
                    self.required_value(def, field, &given, Position::Argument, needs)?
                };
                required.push((argument_rank(&def.arguments, &field.wire), value));
                continue;
            }
            if is_constant(field) {
                if given.is_some_and(|given| field.constant.as_ref() != Some(given)) {
                    return None;
                }
                continue;
            }
            setters.extend(match (given, null) {
                (None, _) => continue,
                _ if field.access == Access::ReadOnly => continue,
                (Some(Value::Null), Some(null)) => {
                    let null = ident(&null);
                    quote!(.#null())
                }
                (Some(value), _) => {
                    let value = self.value(value, &field.ty, Position::Argument, needs)?;
                    quote!(.#name(#value))
                }
            });
        }
        if let Some(of) = additional {
            let others = value.as_object().into_iter().flatten();
            let others = others.filter(|(name, _)| !fields.iter().any(|one| one.wire == **name));
            let others: Map<String, Value> = others
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            if !others.is_empty() {
                let name = ident(&taken.claim(ADDITIONAL_PROPERTIES));
                let map = TypeRef::Map(Box::new(of.clone()));
                let map = self.value(&others.into(), &map, Position::Argument, needs)?;
                setters.extend(quote!(.#name(#map)));
            }
        }
        if required_struct.is_none() {
            required.sort_by_key(|(rank, _)| *rank);
        }
        let required = required.into_iter().map(|(_, value)| value);
        let model = self.model_type(def, needs);
        Some(match required_struct {
            Some(name) => {
                let name = needs.import_of_sdk(&format!("models::{name}"));
                quote!(#model::new(#name { #(#required),* }) #setters)
            }
            None => quote!(#model::new(#(#required),*) #setters),
        })
    }

    /// The value of a required property, which is an `Option` if it may be null.
    fn required_value(
        &self,
        def: &TypeDef,
        field: &Field,
        value: &Value,
        position: Position,
        needs: &mut Needs,
    ) -> Option<TokenStream> {
        let may_be_null = Holding::of(field, def.usage) == Holding::OrNull;
        match value {
            Value::Null if may_be_null => Some(quote!(None)),
            value if may_be_null => {
                let value = self.value(value, &field.ty, Position::Exact, needs)?;
                Some(quote!(Some(#value)))
            }
            value => self.value(value, &field.ty, position, needs),
        }
    }

    pub(super) fn model_type(&self, def: &TypeDef, needs: &mut Needs) -> TokenStream {
        needs.import_of_sdk(&format!("models::{}", self.names.get(&def.id)))
    }

    /// The type as a user's crate names it.
    pub(super) fn example_type(&self, ty: &TypeRef, needs: &mut Needs) -> TokenStream {
        match ty {
            TypeRef::Named(id) => match self.api.types.get(id) {
                Some(def) => self.model_type(def, needs),
                None => TokenStream::new(),
            },
            TypeRef::Recursive(id) => {
                let held = self.example_type(&TypeRef::Named(id.clone()), needs);
                quote!(Box<#held>)
            }
            TypeRef::Scalar(scalar) => {
                let rules = scalars::rules(*scalar);
                match rules.public_path {
                    Some(path) => needs.import_of_sdk(path),
                    None => tokens(rules.path),
                }
            }
            TypeRef::List(item) => {
                let item = self.example_type(item, needs);
                quote!(Vec<#item>)
            }
            TypeRef::Null(inner) => {
                let inner = self.example_type(inner, needs);
                quote!(Option<#inner>)
            }
            TypeRef::Map(of) if **of != TypeRef::Any => {
                let of = self.example_type(of, needs);
                let map = needs.import(BTREE_MAP);
                quote!(#map<String, #of>)
            }
            TypeRef::Map(_) => {
                let map = needs.import("serde_json::Map");
                let value = needs.import("serde_json::Value");
                quote!(#map<String, #value>)
            }
            TypeRef::Any => needs.import("serde_json::Value"),
        }
    }
}
