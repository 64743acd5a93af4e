//! JSON values to Rust expressions, as a user would write them: the code in docs and pages.

pub(crate) mod files;
pub(crate) mod round_trips;
mod values;

use serde_json::Value;

use crate::ir::{Body, Format, Operation, Scalar, TypeRef};
use crate::plan::Planner;
use crate::plan::literals::literal_text;
use crate::plan::names::plain;
use crate::plan::scalars::Position;

/// The function that an example stands in.
pub(crate) fn function_name(method: &str) -> &str {
    if plain(method) == method {
        method
    } else {
        "example"
    }
}

/// What an example does with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Awaits it.
    Send,
    /// Walks through all pages, item by item.
    Walk,
}

/// Code under construction: the expression's text, and what it needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needs {
    /// Models that the code names.
    pub(crate) models: Vec<String>,
    /// Whether `?` is used on an error that is not the SDK's.
    pub(crate) parses: bool,
}

impl Planner<'_> {
    /// A whole function that makes a call: `None` where an example value does not fit its type.
    pub(crate) fn example_call(
        &self,
        operation: &Operation,
        body: Option<&Value>,
        inputs: &crate::plan::operations::params::Inputs,
        form: Form,
    ) -> Option<Vec<String>> {
        let (resource, method) = self.resources.method(&operation.id)?;
        let mut needs = Needs::default();
        let chain = self.chain(operation, body, inputs, &mut needs)?;
        let krate = crate::plan::package::manifest::crate_ident(self.api, self.settings);
        let mut imports = vec!["Client".to_owned()];
        needs.models.sort();
        needs.models.dedup();
        match needs.models.as_slice() {
            [] => {}
            [one] => imports.push(format!("models::{one}")),
            several => imports.push(format!("models::{{{}}}", several.join(", "))),
        }
        let imports = match imports.as_slice() {
            [one] => one.clone(),
            several => format!("{{{}}}", several.join(", ")),
        };
        let error = if needs.parses {
            "Box<dyn std::error::Error>".to_owned()
        } else {
            format!("{krate}::Error")
        };
        let name = function_name(method);
        let has_answer = operation.success.iter().any(|one| one.ty.is_some());
        let call = format!("client.{}().{method}{chain}", resource.accessor);
        let act = if form == Form::Walk {
            format!(
                "let mut items = {call}.items();\nwhile let Some(item) = items.next().await {{\nlet item = item?;\nprintln!(\"{{item:?}}\");\n}}"
            )
        } else if has_answer {
            format!("let response = {call}.await?;\nprintln!(\"{{response:?}}\");")
        } else {
            format!("{call}.await?;")
        };
        let allow = if operation.deprecation.is_some() {
            "#[allow(deprecated)]\n"
        } else {
            ""
        };
        let text = format!(
            "use {krate}::{imports};\n\n{allow}async fn {name}(client: Client) -> Result<(), {error}> {{\n{act}\nOk(())\n}}\n"
        );
        pretty(&text)
    }

    /// `(arguments).setter(value)`.
    fn chain(
        &self,
        operation: &Operation,
        body: Option<&Value>,
        inputs: &crate::plan::operations::params::Inputs,
        needs: &mut Needs,
    ) -> Option<String> {
        let mut arguments = Vec::new();
        let mut setters = String::new();
        for (param, name) in operation.params.iter().zip(&inputs.names) {
            let known = param.example.as_ref().or(param.default.as_ref());
            let sample = || self.sample(&param.ty, &param.wire);
            let value = known.cloned().unwrap_or_else(sample);
            if param.location == crate::ir::Location::Path {
                let value = self.value(&value, &param.ty, Position::Argument, needs)?;
                arguments.push(value.to_string());
            } else if param.required {
                let value = self.value(&value, &param.ty, Position::Argument, needs)?;
                setters.push_str(&format!(".{name}({value})"));
            }
        }
        if let Some(described) = &operation.body {
            let value = match body {
                Some(value) => self.body_expression(value, described, needs)?,
                None => return None,
            };
            if described.required {
                arguments.push(value);
            } else {
                setters.push_str(&format!(".{}({value})", inputs.body_name));
            }
        }
        Some(format!("({}){setters}", arguments.join(", ")))
    }

    /// A body. One that is raw content takes whatever is there.
    fn body_expression(&self, value: &Value, body: &Body, needs: &mut Needs) -> Option<String> {
        match (&body.ty, value) {
            (TypeRef::Scalar(Scalar::Binary), _) => Some("Vec::new()".to_owned()),
            (TypeRef::Scalar(Scalar::String), Value::String(text))
                if body.format == Format::Text =>
            {
                Some(literal_text(text))
            }
            (ty, value) => {
                let value = self.value(value, ty, Position::Exact, needs)?;
                Some(value.to_string())
            }
        }
    }
}

/// The code as rustfmt would have it.
fn pretty(text: &str) -> Option<Vec<String>> {
    let file = syn::parse_file(text).ok()?;
    let laid_out = prettyplease::unparse(&file);
    // The one blank line that a reader wants: after the imports.
    let spaced = laid_out
        .replacen(";\nasync", ";\n\nasync", 1)
        .replacen(";\n#[", ";\n\n#[", 1);
    Some(spaced.lines().map(str::to_owned).collect())
}
