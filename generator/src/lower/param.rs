//! Parameters.

use indexmap::IndexMap;
use openapiv3::{MediaType, Parameter, ParameterData, ParameterSchemaOrContent};

use super::Lower;
use super::view::{SchemaRef, flag, location_in, text};
use crate::diagnostics::Code;
use crate::extensions::{ALLOW_RESERVED, NAME, QUERY_STRING, STYLE};
use crate::ir::{Docs, Example, Hint, Location, Param, PropertyEncoding, Scalar, Style, TypeRef};
use crate::media::MediaKind;
use crate::pointer::Pointer;
use crate::text::is_token;

/// Headers that OpenAPI describes elsewhere. It ignores parameters with these names.
const NOT_PARAMETERS: &[&str] = &["accept", "authorization", "content-type"];

/// Headers that the transport writes, which a caller cannot set.
const OF_TRANSPORT: &[&str] = &["content-length", "transfer-encoding"];

impl<'a> Lower<'a> {
    pub(super) fn param(&mut self, parameter: &'a Parameter, operation: &str) -> Option<Param> {
        let data = parameter.parameter_data_ref();
        let at = location_in(&data.extensions);
        let location = match parameter {
            Parameter::Path { .. } => Location::Path,
            Parameter::Query { .. } if flag(&data.extensions, QUERY_STRING) => {
                Location::QueryString
            }
            Parameter::Query { .. } => Location::Query,
            Parameter::Header { .. } => Location::Header,
            Parameter::Cookie { .. } => Location::Cookie,
        };
        if location == Location::Header
            && NOT_PARAMETERS.contains(&data.name.to_lowercase().as_str())
        {
            let message = format!("OpenAPI ignores the header parameter `{}`", data.name);
            self.reporter.report(Code::ParamIgnored, &at, message);
            return None;
        }
        if location == Location::Header && OF_TRANSPORT.contains(&data.name.to_lowercase().as_str())
        {
            let message = format!("the transport writes the header `{}` itself", data.name);
            self.reporter.report(Code::ParamIgnored, &at, message);
            return None;
        }
        if matches!(location, Location::Header | Location::Cookie) && !is_token(&data.name) {
            let message = format!("no header or cookie can have the name `{}`", data.name);
            self.reporter.report(Code::ParamName, &at, message);
            return None;
        }
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: data.name.clone(),
        };
        let value = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let style = self.style(data, location, &at);
                self.param_schema(SchemaRef::from(schema), style, &hint)
            }
            ParameterSchemaOrContent::Content(content) => {
                self.param_content(content, location, &hint, &at)
            }
        };
        let own = Docs::new(None, data.description.clone());
        let is_exploded = matches!(value.style, Style::Form | Style::Cookie);
        let explode = data.explode.unwrap_or(is_exploded);
        Some(Param {
            wire: data.name.clone(),
            given_name: text(&data.extensions, NAME),
            location,
            ty: self.text_of_bytes(value.ty, &data.name, &at),
            required: data.required || location == Location::Path,
            style: value.style,
            explode: explode && !matches!(value.style, Style::DeepObject | Style::Json),
            allow_reserved: flag(&data.extensions, ALLOW_RESERVED),
            encodings: value.encodings,
            default: value.default,
            example: self.param_example(data).or(value.example),
            examples: [self.named_examples(&data.examples, &at), value.examples].concat(),
            deprecated: data.deprecated.unwrap_or_default(),
            docs: if own.description.is_some() {
                own
            } else {
                value.docs
            },
            at,
        })
    }

    /// The example of a parameter, or the first one of several with a value.
    fn param_example(&self, data: &'a ParameterData) -> Option<serde_json::Value> {
        let named = || data.examples.values();
        data.example
            .clone()
            .or_else(|| named().find_map(|one| self.example(one)?.value.clone()))
    }

    fn param_schema(&mut self, schema: SchemaRef<'a>, style: Style, hint: &Hint) -> Value {
        let ty = self.type_of(schema, hint);
        let (docs, default, example) = self.value_notes(schema);
        Value {
            ty,
            style,
            encodings: Vec::new(),
            docs,
            default,
            example,
            examples: Vec::new(),
        }
    }

    /// A form that is the whole query. Any object, if the schema does not describe one.
    fn form_query(&mut self, media: &'a MediaType, hint: &Hint, at: &Pointer) -> Value {
        let mut value = Value {
            ty: TypeRef::Any,
            style: Style::Urlencoded,
            encodings: self.property_encodings(media, at),
            docs: Docs::default(),
            default: None,
            example: None,
            examples: Vec::new(),
        };
        let Some(schema) = &media.schema else {
            return value;
        };
        let described = self.param_schema(SchemaRef::from(schema), Style::Urlencoded, hint);
        if matches!(described.ty, TypeRef::Scalar(_) | TypeRef::List(_)) {
            let message = "a form that is not an object is a free value";
            self.reporter.report(Code::FormShape, at, message);
            return value;
        }
        value.example = media.example.clone().or(described.example);
        Value {
            encodings: value.encodings,
            example: value.example,
            ..described
        }
    }

    /// JSON, or a string of any other media type. A whole query may also be a form.
    fn param_content(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        location: Location,
        hint: &Hint,
        at: &Pointer,
    ) -> Value {
        let kinds = || {
            content
                .iter()
                .map(|(name, media)| (MediaKind::of(name), name, media))
        };
        let of_media_type = |name: &str| at.child("content").child(name);
        let form = kinds().find(|(kind, ..)| *kind == MediaKind::Form);
        if let Some((_, name, media)) = form.filter(|_| location == Location::QueryString) {
            let examples = self.named_examples(&media.examples, &of_media_type(name));
            let form = self.form_query(media, hint, at);
            return Value { examples, ..form };
        }
        let json = kinds().find(|(kind, ..)| kind.is_json());
        let schema = json.and_then(|(.., media)| media.schema.as_ref());
        let mut value = match schema {
            Some(schema) => self.param_schema(SchemaRef::from(schema), Style::Json, hint),
            None => Value {
                ty: TypeRef::Any,
                style: Style::Json,
                encodings: Vec::new(),
                docs: Docs::default(),
                default: None,
                example: None,
                examples: Vec::new(),
            },
        };
        if let Some((_, name, media)) = json {
            value.examples = self.named_examples(&media.examples, &of_media_type(name));
            value.example = media.example.clone().or(value.example);
            return value;
        }
        value.ty = TypeRef::Scalar(Scalar::String);
        value.style = default_style(location);
        if !kinds().any(|(kind, ..)| kind == MediaKind::Text) {
            let names: Vec<&str> = content.keys().map(String::as_str).collect();
            let message = format!(
                "the value is a string of the media type `{}`",
                names.join("`, `")
            );
            self.reporter.report(Code::ParamContent, at, message);
        }
        value
    }

    /// The style of a parameter with a schema.
    fn style(&mut self, data: &ParameterData, location: Location, at: &Pointer) -> Style {
        let default = default_style(location);
        let Some(name) = text(&data.extensions, STYLE) else {
            return default;
        };
        let style = match (name.as_str(), location) {
            ("simple", Location::Path | Location::Header) => Some(Style::Simple),
            ("label", Location::Path) => Some(Style::Label),
            ("matrix", Location::Path) => Some(Style::Matrix),
            ("form", Location::Query | Location::Cookie) => Some(Style::Form),
            ("spaceDelimited", Location::Query) => Some(Style::SpaceDelimited),
            ("pipeDelimited", Location::Query) => Some(Style::PipeDelimited),
            ("deepObject", Location::Query) => Some(Style::DeepObject),
            ("cookie", Location::Cookie) => Some(Style::Cookie),
            _ => None,
        };
        style.unwrap_or_else(|| {
            let message = format!(
                "the parameter `{}` has the style `{name}`, which does not exist in its location",
                data.name
            );
            self.reporter.report(Code::ParamStyle, at, message);
            default
        })
    }

    /// A parameter is text, so binary values are strings.
    fn text_of_bytes(&mut self, ty: TypeRef, name: &str, at: &Pointer) -> TypeRef {
        match ty {
            TypeRef::Scalar(Scalar::Binary) => {
                let message = format!("the parameter `{name}` is binary, and is sent as a string");
                self.reporter.report(Code::ParamType, at, message);
                TypeRef::Scalar(Scalar::String)
            }
            TypeRef::List(item) => TypeRef::List(Box::new(self.text_of_bytes(*item, name, at))),
            TypeRef::Null(inner) => TypeRef::Null(Box::new(self.text_of_bytes(*inner, name, at))),
            other => other,
        }
    }
}

/// What the schema or the content of a parameter says.
struct Value {
    ty: TypeRef,
    style: Style,
    encodings: Vec<PropertyEncoding>,
    docs: Docs,
    default: Option<serde_json::Value>,
    example: Option<serde_json::Value>,
    examples: Vec<Example>,
}

fn default_style(location: Location) -> Style {
    match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
        Location::QueryString => Style::Form,
    }
}
