//! One way to look at a schema. The typed model has a variant for each clean kind and one for every mixture; a view
//! has the words that matter side by side.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use crate::dialect::keys;
use crate::ir::{Deprecation, Docs};
use crate::pointer::Pointer;
use crate::resolve::AT;

/// A schema, or a reference to a component.
#[derive(Debug, Clone, Copy)]
pub(super) enum SchemaRef<'s> {
    Reference(&'s str),
    Item(&'s Schema),
}

impl<'s> From<&'s ReferenceOr<Schema>> for SchemaRef<'s> {
    fn from(schema: &'s ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl<'s> From<&'s ReferenceOr<Box<Schema>>> for SchemaRef<'s> {
    fn from(schema: &'s ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(item) => Self::Item(item),
        }
    }
}

impl SchemaRef<'_> {
    /// Whether null is allowed here; the dialect has written it wherever it holds.
    pub(super) fn is_nullable(self) -> bool {
        matches!(self, Self::Item(schema) if schema.schema_data.nullable)
    }
}

/// The words of a schema.
#[derive(Debug, Default)]
pub(super) struct View<'s> {
    pub(super) ty: Option<&'s str>,
    pub(super) format: Option<String>,
    pub(super) values: Vec<Value>,
    pub(super) properties: Vec<(&'s str, SchemaRef<'s>)>,
    pub(super) required: &'s [String],
    pub(super) additional: Option<&'s AdditionalProperties>,
    pub(super) items: Option<SchemaRef<'s>>,
    pub(super) all_of: Vec<SchemaRef<'s>>,
    pub(super) one_of: Vec<SchemaRef<'s>>,
    pub(super) has_several_types: bool,
    /// Both `oneOf` and `anyOf`.
    pub(super) has_two_unions: bool,
}

impl<'s> View<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        let mut view = match &schema.schema_kind {
            SchemaKind::Type(ty) => Self::of_type(ty),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => Self {
                one_of: references(parts),
                ..Self::default()
            },
            SchemaKind::AllOf { all_of } => Self {
                all_of: references(all_of),
                ..Self::default()
            },
            SchemaKind::Not { .. } => Self::default(),
            SchemaKind::Any(any) => Self {
                ty: any.typ.as_deref(),
                format: any.format.clone(),
                values: any.enumeration.clone(),
                properties: properties(&any.properties),
                required: &any.required,
                additional: any.additional_properties.as_ref(),
                items: any.items.as_ref().map(SchemaRef::from),
                all_of: references(&any.all_of),
                one_of: [references(&any.one_of), references(&any.any_of)].concat(),
                has_several_types: false,
                has_two_unions: !any.one_of.is_empty() && !any.any_of.is_empty(),
            },
        };
        view.has_several_types = schema.schema_data.extensions.contains_key(keys::TYPES);
        view
    }

    fn of_type(ty: &'s Type) -> Self {
        match ty {
            Type::String(string) => Self {
                ty: Some("string"),
                format: format_text(&string.format),
                values: string
                    .enumeration
                    .iter()
                    .flatten()
                    .map(|v| v.clone().into())
                    .collect(),
                ..Self::default()
            },
            Type::Number(number) => Self {
                ty: Some("number"),
                format: format_text(&number.format),
                ..Self::default()
            },
            Type::Integer(integer) => Self {
                ty: Some("integer"),
                format: format_text(&integer.format),
                ..Self::default()
            },
            Type::Boolean(_) => Self {
                ty: Some("boolean"),
                ..Self::default()
            },
            Type::Array(array) => Self {
                ty: Some("array"),
                items: array.items.as_ref().map(SchemaRef::from),
                ..Self::default()
            },
            Type::Object(object) => Self {
                ty: Some("object"),
                properties: properties(&object.properties),
                required: &object.required,
                additional: object.additional_properties.as_ref(),
                ..Self::default()
            },
        }
    }

    /// Whether it only annotates: nothing in it says what a value looks like.
    pub(super) fn is_annotation(&self) -> bool {
        let says_nothing = self.ty.is_none() && self.says_nothing_but_type();
        says_nothing && self.required.is_empty() && !self.has_several_types
    }

    /// Whether nothing beside `type` says what a value looks like.
    pub(super) fn says_nothing_but_type(&self) -> bool {
        self.format.is_none()
            && self.values.is_empty()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
    }
}

/// The format as written, whether or not the typed model has a variant for it.
fn format_text<T: serde::Serialize>(
    format: &openapiv3::VariantOrUnknownOrEmpty<T>,
) -> Option<String> {
    match serde_json::to_value(format) {
        Ok(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn references<'s>(schemas: &'s [ReferenceOr<Schema>]) -> Vec<SchemaRef<'s>> {
    schemas.iter().map(SchemaRef::from).collect()
}

fn properties<'s>(
    properties: &'s IndexMap<String, ReferenceOr<Box<Schema>>>,
) -> Vec<(&'s str, SchemaRef<'s>)> {
    properties
        .iter()
        .map(|(name, schema)| (name.as_str(), schema.into()))
        .collect()
}

/// The place of a schema in the source document.
pub(super) fn place(schema: &Schema) -> Pointer {
    place_in(&schema.schema_data.extensions)
}

/// The place of the object that has these extensions.
pub(super) fn place_in(extensions: &IndexMap<String, Value>) -> Pointer {
    let text = extensions.get(AT).and_then(Value::as_str);
    text.and_then(|text| Pointer::parse(text).ok())
        .unwrap_or_default()
}

/// Title and description of a schema.
pub(super) fn docs(schema: &Schema) -> Docs {
    Docs::new(
        schema.schema_data.title.clone(),
        schema.schema_data.description.clone(),
    )
}

/// A flag among extensions.
pub(super) fn flag(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions
        .get(name)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// A text among extensions.
pub(super) fn text(extensions: &IndexMap<String, Value>, name: &str) -> Option<String> {
    extensions
        .get(name)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// That something should not be used any more, with what the extensions say of it.
pub(super) fn deprecation(
    deprecated: bool,
    extensions: &IndexMap<String, Value>,
) -> Option<Deprecation> {
    deprecated.then(|| Deprecation {
        message: text(extensions, "x-speakeasy-deprecation-message"),
        replacement: text(extensions, "x-speakeasy-deprecation-replacement"),
    })
}
