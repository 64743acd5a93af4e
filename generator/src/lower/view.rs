//! A uniform view of a schema. The typed model has one variant for each type and one for mixtures;
//! a view has the relevant keywords side by side.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use crate::extensions::{
    AT, EXPANDED, NULL, OPEN, SPEAKEASY_DEPRECATION_MESSAGE, SPEAKEASY_DEPRECATION_REPLACEMENT,
    TYPES, VALUES,
};
use crate::ir::{Deprecation, Docs};
use crate::pointer::Pointer;

use super::scalars::is_wide;

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
    /// Whether null is allowed. `dialect` has normalized it.
    pub(super) fn is_nullable(self) -> bool {
        matches!(self, Self::Item(schema) if schema.schema_data.nullable)
    }
}

/// The keywords of a schema.
#[derive(Debug, Default)]
pub(super) struct View<'s> {
    pub(super) ty: Option<&'s str>,
    pub(super) format: Option<String>,
    pub(super) values: Vec<Value>,
    /// The docs of values that have a schema of their own.
    pub(super) value_docs: Vec<(Value, Docs)>,
    pub(super) properties: Vec<(&'s str, SchemaRef<'s>)>,
    pub(super) required: &'s [String],
    pub(super) additional: Option<&'s AdditionalProperties>,
    pub(super) items: Option<SchemaRef<'s>>,
    pub(super) all_of: Vec<SchemaRef<'s>>,
    /// `oneOf` and `anyOf` with more than one branch.
    pub(super) unions: Vec<Branches<'s>>,
    /// A schema for each type, if there are several.
    pub(super) by_type: Vec<SchemaRef<'s>>,
    pub(super) has_several_types: bool,
    /// Whether a limit, default or example of an integer is beyond 64 bits.
    pub(super) is_wide: bool,
    /// Only null is allowed.
    pub(super) is_null: bool,
}

/// The branches of a union.
#[derive(Debug, Clone)]
pub(super) struct Branches<'s> {
    /// `oneOf` or `anyOf`.
    pub(super) keyword: &'static str,
    pub(super) schemas: Vec<SchemaRef<'s>>,
    /// Whether values that match none of them are valid as well.
    pub(super) is_open: bool,
}

impl<'s> View<'s> {
    pub(super) fn of(schema: &'s Schema) -> Self {
        let mut view = match &schema.schema_kind {
            SchemaKind::Type(ty) => Self::of_type(ty),
            SchemaKind::OneOf { one_of } => Self {
                unions: unions(one_of, &[]),
                ..Self::default()
            },
            SchemaKind::AnyOf { any_of } => Self {
                unions: unions(&[], any_of),
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
                values: Vec::new(),
                value_docs: Vec::new(),
                properties: properties(&any.properties),
                required: &any.required,
                additional: any.additional_properties.as_ref(),
                items: any.items.as_ref().map(SchemaRef::from),
                all_of: references(&any.all_of),
                unions: unions(&any.one_of, &any.any_of),
                by_type: Vec::new(),
                has_several_types: false,
                is_wide: false,
                is_null: false,
            },
        };
        let extensions = &schema.schema_data.extensions;
        view.is_wide = is_wide(schema);
        view.is_null = extensions.contains_key(NULL);
        if flag(extensions, EXPANDED) {
            let union = view.unions.pop();
            view.by_type = union.map(|union| union.schemas).unwrap_or_default();
        } else if flag(extensions, OPEN) {
            for union in &mut view.unions {
                union.is_open = true;
            }
        }
        view.unions
            .retain(|union| union.is_open || is_union(&union.schemas));
        view.has_several_types = extensions.contains_key(TYPES);
        if let Some(Value::Array(values)) = extensions.get(VALUES) {
            view.values.clone_from(values);
        }
        view
    }

    fn of_type(ty: &'s Type) -> Self {
        match ty {
            Type::String(string) => Self {
                ty: Some("string"),
                format: format_text(&string.format),
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

    /// Whether it only annotates: nothing in it constrains values.
    pub(super) fn is_annotation(&self) -> bool {
        let is_empty = self.ty.is_none() && self.has_only_type();
        is_empty
            && self.required.is_empty()
            && !self.has_several_types
            && !self.is_null
            && self.by_type.is_empty()
    }

    /// Whether there is nothing apart from `allOf`.
    pub(super) fn has_only_all_of(&self) -> bool {
        self.ty.is_none()
            && self.format.is_none()
            && self.values.is_empty()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.unions.is_empty()
            && !self.has_several_types
            && !self.is_null
            && self.by_type.is_empty()
    }

    /// Whether nothing apart from `type` constrains values.
    pub(super) fn has_only_type(&self) -> bool {
        self.format.is_none()
            && self.values.is_empty()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.all_of.is_empty()
            && self.unions.is_empty()
    }
}

/// The format as written, even if the typed model has no variant for it.
fn format_text<T: serde::Serialize>(
    format: &openapiv3::VariantOrUnknownOrEmpty<T>,
) -> Option<String> {
    match serde_json::to_value(format) {
        Ok(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// `oneOf` and `anyOf`.
fn unions<'s>(
    one_of: &'s [ReferenceOr<Schema>],
    any_of: &'s [ReferenceOr<Schema>],
) -> Vec<Branches<'s>> {
    [("oneOf", one_of), ("anyOf", any_of)]
        .into_iter()
        .filter(|(_, schemas)| !schemas.is_empty())
        .map(|(keyword, schemas)| Branches {
            keyword,
            schemas: references(schemas),
            is_open: false,
        })
        .collect()
}

/// Whether branches are a union. Those that only constrain which properties are present
/// (`required`), as those of `anyOf` often do, are none. Neither is a single branch, which
/// `dialect` has moved to `allOf`.
fn is_union(branches: &[SchemaRef<'_>]) -> bool {
    branches.len() > 1 && !constrains_only(branches)
}

/// Whether branches only constrain which properties are present.
fn constrains_only(branches: &[SchemaRef<'_>]) -> bool {
    branches.iter().all(|branch| match branch {
        SchemaRef::Reference(_) => false,
        SchemaRef::Item(schema) => {
            let view = View::of(schema);
            view.has_only_type() && !view.is_null && matches!(view.ty, None | Some("object"))
        }
    })
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

/// The location of a schema in the source document.
pub(super) fn location(schema: &Schema) -> Pointer {
    location_in(&schema.schema_data.extensions)
}

/// The location of the object with these extensions.
pub(super) fn location_in(extensions: &IndexMap<String, Value>) -> Pointer {
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

/// The value of a boolean extension, false by default.
pub(super) fn flag(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions
        .get(name)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// The value of a string extension.
pub(super) fn text(extensions: &IndexMap<String, Value>, name: &str) -> Option<String> {
    extensions
        .get(name)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// The value of an extension that is an array of strings.
pub(super) fn strings(extensions: &IndexMap<String, Value>, name: &str) -> Vec<String> {
    let list = extensions.get(name).and_then(Value::as_array);
    let strings = list.into_iter().flatten().filter_map(Value::as_str);
    strings.map(str::to_owned).collect()
}

/// The deprecation of something, with the details in its extensions.
pub(super) fn deprecation(
    deprecated: bool,
    extensions: &IndexMap<String, Value>,
) -> Option<Deprecation> {
    deprecated.then(|| Deprecation {
        message: text(extensions, SPEAKEASY_DEPRECATION_MESSAGE),
        replacement: text(extensions, SPEAKEASY_DEPRECATION_REPLACEMENT),
    })
}
