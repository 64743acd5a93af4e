//! Objects to structs: fields, their types and their attributes.

use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Field, Scalar, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::literals;
use crate::plan::models::holding::{Holding, is_asked, is_collection, is_constant};
use crate::plan::models::properties::{NamedProperty, named_properties};
use crate::plan::models::serde_names::{Case, needs_rename};
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::models::variant_names;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Taken, ident, plain};
use crate::plan::package::capability::Capability;
use crate::plan::scalars;
use crate::sdk;
use crate::sdk::Tokens;
use crate::source_file::Source;

/// The field for properties that the document does not list.
pub(crate) const ADDITIONAL_PROPERTIES: &str = "additional_properties";

/// A field of a struct while it is planned.
pub(crate) struct PlannedField<'f> {
    pub(crate) field: &'f Field,
    pub(crate) name: Ident,
    /// The name of the setter that sets null, if there is one.
    pub(crate) null: Option<Ident>,
    pub(crate) holding: Holding,
    /// The type of a value.
    pub(crate) value: TokenStream,
    /// The type of the field.
    pub(crate) ty: TokenStream,
    /// Whether the value is a `Secret`.
    pub(crate) is_secret: bool,
    /// Whether the constructor asks for it.
    pub(crate) is_asked: bool,
    /// What the constructor sets it to without asking.
    pub(crate) constant: Option<TokenStream>,
}

/// The field for properties that the document does not list.
pub(crate) struct Additional {
    pub(crate) name: Ident,
    /// The type of the map without its parameters.
    pub(crate) map: TokenStream,
    field: sdk::Field,
    setter: sdk::FieldSetter,
}

impl Planner<'_> {
    pub(crate) fn structure(
        &mut self,
        def: &TypeDef,
        properties: &[Field],
        additional: Option<&TypeRef>,
        scope: &mut Scope,
    ) -> sdk::Struct {
        let is_built = def.usage.is_sent();
        let (named, mut taken) = named_properties(properties, def.usage);
        let case = Case::of(
            named
                .iter()
                .map(|one| (plain(&one.name), one.field.wire.as_str())),
        );
        let planned: Vec<PlannedField<'_>> = named
            .into_iter()
            .map(|property| self.planned_field(def, property, scope))
            .collect();
        let mut fields: Vec<sdk::Field> = planned
            .iter()
            .map(|field| self.field(def, field, case, scope))
            .collect();
        let additional = additional.map(|value| self.additional(value, &mut taken, scope));
        let mut setters = Vec::new();
        if is_built {
            let settable = planned.iter().filter(|field| field.constant.is_none());
            setters.extend(settable.flat_map(|field| self.setters(field, scope)));
        }
        setters.extend(
            additional
                .iter()
                .filter(|_| is_built)
                .map(|one| one.setter.clone()),
        );
        let constructor =
            is_built.then(|| self.constructor(def, &planned, additional.as_ref(), scope));
        let has_no_value = |field: &PlannedField<'_>| field.is_asked || field.constant.is_some();
        let has_default = is_built && !planned.iter().any(has_no_value);
        fields.extend(additional.map(|additional| additional.field));
        let default = has_default.then(|| quote!(Default,));
        let serialize = scope.import("serde::Serialize");
        let deserialize = scope.import("serde::Deserialize");
        sdk::Struct {
            name: ident(self.names.get(&def.id)).into(),
            docs: self.docs.of_type(def, DocTarget::Item),
            deprecated: self.deprecation_of_type(def),
            derives: quote!(Debug, Clone, #default PartialEq, #serialize, #deserialize).into(),
            serde: case.map(|case| {
                let case = case.as_str();
                quote!(rename_all = #case).into()
            }),
            fields,
            constructor,
            setters,
            page: self.page_impl(def, scope),
        }
    }

    fn planned_field<'f>(
        &mut self,
        def: &TypeDef,
        property: NamedProperty<'f>,
        scope: &mut Scope,
    ) -> PlannedField<'f> {
        let NamedProperty { field, name, null } = property;
        let holding = Holding::of(field, def.usage);
        let is_secret = field.secret && may_be_secret(field);
        let value = if is_secret {
            self.capabilities.insert(Capability::Secret);
            scope.import("crate::runtime::Secret")
        } else {
            let names = &self.names;
            TypeWriter { names, scope }.ty(&field.ty)
        };
        let ty = match holding {
            Holding::Plain | Holding::EmptyIfAbsent => value.clone(),
            Holding::Optional | Holding::OrNull => quote!(Option<#value>),
            Holding::Nullable => {
                self.capabilities.insert(Capability::Nullable);
                let nullable = scope.import("crate::runtime::Nullable");
                quote!(#nullable<#value>)
            }
        };
        PlannedField {
            field,
            name: ident(&name),
            null: null.as_deref().map(ident),
            holding,
            value,
            ty,
            is_secret,
            is_asked: def.usage.is_sent() && is_asked(field),
            constant: (def.usage.is_sent() && is_constant(field))
                .then(|| self.constant_value(field, scope))
                .flatten(),
        }
    }

    fn field(
        &mut self,
        def: &TypeDef,
        planned: &PlannedField<'_>,
        case: Option<Case>,
        scope: &mut Scope,
    ) -> sdk::Field {
        let field = planned.field;
        // A multipart body sends files beside its other properties.
        if field.ty.holds(Scalar::File) {
            return sdk::Field {
                name: Tokens::from(&planned.name),
                wire: Some(field.wire.clone()),
                ty: Tokens::from(&planned.ty),
                docs: self.docs.of_field(field, def.usage.is_sent()),
                deprecated: self.deprecation_of_field(field),
                serde: Some(quote!(skip).into()),
            };
        }
        let mut serde = Vec::new();
        if needs_rename(case, plain(&planned.name.to_string()), &field.wire) {
            let wire = literals::string(&field.wire);
            serde.push(quote!(rename = #wire));
        }
        if matches!(planned.holding, Holding::EmptyIfAbsent | Holding::Nullable) {
            serde.push(quote!(default));
        }
        let is_plain = matches!(planned.holding, Holding::Plain | Holding::EmptyIfAbsent);
        if is_plain && is_collection(&field.ty) && def.usage.is_received() {
            self.capabilities.insert(Capability::NullAsDefault);
            let null = scope.attribute_path("crate::runtime::null_as_default");
            serde.push(quote!(deserialize_with = #null));
        }
        let is_absent = match planned.holding {
            Holding::Plain | Holding::OrNull => None,
            Holding::EmptyIfAbsent => {
                let collection = scope.attribute_path(collection(&field.ty));
                Some(format!("{collection}::is_empty"))
            }
            Holding::Optional => Some("Option::is_none".to_owned()),
            Holding::Nullable => {
                let nullable = scope.attribute_path("crate::runtime::Nullable");
                Some(format!("{nullable}::is_absent"))
            }
        };
        serde.extend(is_absent.map(|path| quote!(skip_serializing_if = #path)));
        sdk::Field {
            name: Tokens::from(&planned.name),
            wire: Some(field.wire.clone()),
            ty: Tokens::from(&planned.ty),
            docs: self.docs.of_field(field, def.usage.is_sent()),
            deprecated: self.deprecation_of_field(field),
            serde: (!serde.is_empty()).then(|| quote!(#(#serde),*).into()),
        }
    }

    /// The constant value of a property.
    fn constant_value(&self, field: &Field, scope: &mut Scope) -> Option<TokenStream> {
        let value = field.constant.as_ref()?;
        let literal = literals::scalar(value)?;
        Some(match (&field.ty, value) {
            (TypeRef::Scalar(Scalar::String), _) => quote!(#literal.to_owned()),
            (TypeRef::Scalar(Scalar::Double), value) => literals::float(value.as_f64()?)?,
            (TypeRef::Scalar(_), _) => literal,
            (TypeRef::Named(id), value) => {
                let def = self.api.types.get(id)?;
                let TypeKind::Enum { values } = &def.kind else {
                    return None;
                };
                let names = variant_names(values).into_iter().zip(values);
                let mut names = names.filter(|(_, known)| known.wire == *value);
                let name = self.names.get(id);
                let enumeration = scope.model(name);
                match names.next() {
                    Some((variant, _)) => {
                        let variant = ident(&variant);
                        quote!(#enumeration::#variant)
                    }
                    None => quote!(#enumeration::from(#literal)),
                }
            }
            _ => {
                let value = scope.import("serde_json::Value");
                quote!(#value::from(#literal))
            }
        })
    }

    /// The field for properties that the document does not list.
    fn additional(&mut self, value: &TypeRef, taken: &mut Taken, scope: &mut Scope) -> Additional {
        let names = &self.names;
        let ty = TypeRef::Map(Box::new(value.clone()));
        let name = ident(&taken.claim(ADDITIONAL_PROPERTIES));
        let argument = TypeWriter { names, scope }.argument(&ty, &name, &|ty| self.is_enum(ty));
        let (argument, set) = (argument.ty, argument.value);
        let setter = sdk::FieldSetter {
            name: Tokens::from(&name),
            docs: vec!["Sets the properties that the API's document does not list.".to_owned()],
            deprecated: None,
            argument: Some(quote!(#name: #argument).into()),
            statement: quote!(self.#name = #set;).into(),
        };
        let (capability, path) = match value {
            TypeRef::Any => (Capability::Unlisted, "crate::runtime::unlisted"),
            _ => (
                Capability::AdditionalProperties,
                "crate::runtime::additional",
            ),
        };
        self.capabilities.insert(capability);
        let decode = scope.attribute_path(path);
        let serde = quote!(flatten, deserialize_with = #decode);
        Additional {
            field: sdk::Field {
                name: Tokens::from(&name),
                wire: None,
                ty: TypeWriter { names, scope }.ty(&ty).into(),
                docs: vec!["Properties that the API's document does not list.".to_owned()],
                deprecated: None,
                serde: Some(serde.into()),
            },
            setter,
            name,
            map: scope.import(collection(&ty)),
        }
    }

    /// A note for `#[deprecated]`. The document's own explanation is in the docs.
    pub(crate) fn deprecation_of_field(&self, field: &Field) -> Option<Tokens> {
        let deprecation = field.deprecation.as_ref()?;
        let note = match &deprecation.replacement {
            Some(name) => {
                let name = self.docs.code(name);
                format!("the API's document says to use `{name}` instead")
            }
            None => "deprecated in the API's document".to_owned(),
        };
        Some(literals::string(&note).into())
    }
}

/// Reports the properties that cannot be kept secret.
pub(crate) fn check_secrets(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    for def in api.types.values() {
        let TypeKind::Struct { fields, .. } = &def.kind else {
            continue;
        };
        for field in fields.iter().filter(|field| field.secret) {
            if !may_be_secret(field) {
                let message = format!("`{}` must be a string to be a secret", field.wire);
                let diagnostic = Diagnostic::new(Code::SecretType, source, &field.at, message);
                diagnostics.push(diagnostic);
            }
        }
    }
}

/// Whether a property can be kept secret, which only strings can.
fn may_be_secret(field: &Field) -> bool {
    matches!(field.ty, TypeRef::Scalar(scalar) if scalars::rules(scalar).may_be_secret)
}

/// The path of the type of an array or map.
fn collection(ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Map(value) if **value == TypeRef::Any => "serde_json::Map",
        TypeRef::Map(_) => "std::collections::BTreeMap",
        _ => "Vec",
    }
}
