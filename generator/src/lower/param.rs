//! Parameters.

use openapiv3::{Parameter, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::Lower;
use super::view::{SchemaRef, place_in, text};
use crate::ir::{Docs, Hint, Location, Param, Style};
use crate::pointer::Pointer;

/// Headers that OpenAPI leaves to other parts of the document; a parameter of that name is to be passed over.
const NOT_PARAMETERS: &[&str] = &["accept", "authorization", "content-type"];

impl<'a> Lower<'a> {
    pub(super) fn param(&mut self, parameter: &'a Parameter, operation: &str) -> Option<Param> {
        let data = parameter.parameter_data_ref();
        let at = place_in(&data.extensions);
        let location = self.location(parameter, &at)?;
        if location == Location::Header
            && NOT_PARAMETERS.contains(&data.name.to_lowercase().as_str())
        {
            let message = format!("OpenAPI passes over a header parameter `{}`", data.name);
            self.note("param-ignored", &at, message);
            return None;
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            let message = format!("the parameter `{}` is content of a media type", data.name);
            self.error(
                "param-content",
                &at,
                message,
                "give it a `schema` in an overlay",
            );
            return None;
        };
        let schema = SchemaRef::from(schema);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: data.name.clone(),
        };
        let ty = self.type_of(schema, &hint);
        let (docs, default, example) = self.value_notes(schema);
        let own = Docs::new(None, data.description.clone());
        Some(Param {
            wire: data.name.clone(),
            given_name: text(&data.extensions, "x-rust-name"),
            location,
            ty,
            required: data.required || location == Location::Path,
            style: style(parameter, data.explode),
            default,
            example: data.example.clone().or(example),
            deprecated: data.deprecated.unwrap_or_default(),
            docs: if own.description.is_some() { own } else { docs },
            at,
        })
    }

    fn location(&mut self, parameter: &Parameter, at: &Pointer) -> Option<Location> {
        let name = &parameter.parameter_data_ref().name;
        let (what, help) = match parameter {
            Parameter::Path {
                style: PathStyle::Simple,
                ..
            } => return Some(Location::Path),
            Parameter::Header { .. } => return Some(Location::Header),
            Parameter::Query {
                style: QueryStyle::DeepObject,
                ..
            } => (
                "has the style `deepObject`",
                "give it the style `form` in an overlay",
            ),
            Parameter::Query {
                allow_reserved: true,
                ..
            } => (
                "wants reserved characters as they are",
                "take `allowReserved` out in an overlay",
            ),
            Parameter::Query { .. } => return Some(Location::Query),
            Parameter::Path { .. } => (
                "has the style `matrix` or `label`",
                "give it the style `simple` in an overlay",
            ),
            Parameter::Cookie { .. } => ("goes into a cookie", "remove it in an overlay"),
        };
        let message = format!("the parameter `{name}` {what}, which the generator can't do");
        self.error("param-style", at, message, help);
        None
    }
}

fn style(parameter: &Parameter, explode: Option<bool>) -> Style {
    let delimiter = match parameter {
        Parameter::Query {
            style: QueryStyle::SpaceDelimited,
            ..
        } => ' ',
        Parameter::Query {
            style: QueryStyle::PipeDelimited,
            ..
        } => '|',
        Parameter::Query {
            style: QueryStyle::Form,
            ..
        } if explode.is_none() => {
            return Style::Exploded;
        }
        _ => ',',
    };
    let in_query = matches!(parameter, Parameter::Query { .. });
    if explode == Some(true) && in_query {
        Style::Exploded
    } else {
        Style::Delimited(delimiter)
    }
}
