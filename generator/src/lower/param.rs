//! Parameters.

use openapiv3::{Parameter, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::Lower;
use super::view::{SchemaRef, location_in, text};
use crate::diagnostics::Code;
use crate::extensions::NAME;
use crate::ir::{Docs, Hint, Location, Param, Style};
use crate::pointer::Pointer;

/// Headers that OpenAPI describes elsewhere. It ignores parameters with these names.
const NOT_PARAMETERS: &[&str] = &["accept", "authorization", "content-type"];

impl<'a> Lower<'a> {
    pub(super) fn param(&mut self, parameter: &'a Parameter, operation: &str) -> Option<Param> {
        let data = parameter.parameter_data_ref();
        let at = location_in(&data.extensions);
        let location = self.location(parameter, &at)?;
        if location == Location::Header
            && NOT_PARAMETERS.contains(&data.name.to_lowercase().as_str())
        {
            let message = format!("OpenAPI ignores the header parameter `{}`", data.name);
            self.reporter.report(Code::ParamIgnored, &at, message);
            return None;
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            let message = format!(
                "the parameter `{}` has `content`, which is not supported",
                data.name
            );
            self.reporter.report(Code::ParamContent, &at, message);
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
            given_name: text(&data.extensions, NAME),
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
                "has `allowReserved`",
                "remove `allowReserved` in an overlay",
            ),
            Parameter::Query { .. } => return Some(Location::Query),
            Parameter::Path { .. } => (
                "has the style `matrix` or `label`",
                "give it the style `simple` in an overlay",
            ),
            Parameter::Cookie { .. } => ("is a cookie", "remove it in an overlay"),
        };
        let message = format!("the parameter `{name}` {what}, which is not supported");
        self.reporter
            .report_with_help(Code::ParamStyle, at, message, help);
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
