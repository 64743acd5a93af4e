//! JSON values to Rust expressions, as a user would write them: the code in docs and pages.

pub(crate) mod files;
pub(crate) mod round_trips;

use serde_json::Value;

use crate::ir::{Access, Body, Format, Operation, Param, Scalar, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::literals::{literal, raw_literal};
use crate::plan::models::properties::{Member, members};
use crate::plan::names::plain;

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
#[derive(Debug, Default)]
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
            let value = sample(param);
            if param.location == crate::ir::Location::Path {
                arguments.push(self.expression(&value, &param.ty, needs)?);
            } else if param.required {
                setters.push_str(&format!(
                    ".{name}({})",
                    self.expression(&value, &param.ty, needs)?
                ));
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
                Some(literal(text))
            }
            (ty, value) => self.owned(value, ty, needs),
        }
    }

    /// A value of a type. `None` where the JSON is none.
    fn expression(&self, value: &Value, ty: &TypeRef, needs: &mut Needs) -> Option<String> {
        match (ty, value) {
            (TypeRef::Named(id), value) => {
                let def = self.api.types.get(id)?;
                match (&def.kind, value) {
                    (TypeKind::Enum { .. }, Value::String(text)) => Some(literal(text)),
                    (TypeKind::Struct { fields, .. }, Value::Object(_)) if def.usage.is_sent() => {
                        let members = members(fields, def.usage).0;
                        self.built(self.names.get(id), members, value, needs)
                    }
                    _ => None,
                }
            }
            (TypeRef::Recursive(id), value) => {
                self.expression(value, &TypeRef::Named(id.clone()), needs)
            }
            (TypeRef::Null(_), _) => self.owned(value, ty, needs),
            (TypeRef::Scalar(scalar), value) => scalar_expression(*scalar, value, needs),
            (TypeRef::List(item), Value::Array(items)) if items.is_empty() => {
                Some(format!("Vec::<{}>::new()", self.example_type(item, needs)))
            }
            (TypeRef::List(item), Value::Array(items)) => {
                let items: Option<Vec<String>> = items
                    .iter()
                    .map(|value| self.item(value, item, needs))
                    .collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            (TypeRef::Map(inner), Value::Object(members))
                if **inner != TypeRef::Any && members.is_empty() =>
            {
                self.owned(value, ty, needs)
            }
            (TypeRef::Map(inner), Value::Object(members)) if **inner != TypeRef::Any => {
                let mut pairs = Vec::new();
                for (key, value) in members {
                    let value = self.item(value, inner, needs)?;
                    pairs.push(format!("({}, {value})", literal(key)));
                }
                Some(format!("[{}]", pairs.join(", ")))
            }
            (TypeRef::Any | TypeRef::Map(_), value) => {
                needs.parses = true;
                let json = raw_literal(&serde_json::to_string(value).ok()?);
                Some(format!(
                    "serde_json::from_str::<{}>({json})?",
                    free_type(ty)
                ))
            }
            (TypeRef::List(_), _) => None,
        }
    }

    /// An item of a list or map that a setter converts, one by one. Items that hold others are not converted deeply.
    fn item(&self, value: &Value, ty: &TypeRef, needs: &mut Needs) -> Option<String> {
        let is_whole = |value: &Value| value.as_i64().is_some_and(|n| i32::try_from(n).is_ok());
        match ty {
            TypeRef::Scalar(Scalar::Uuid) => self.owned(value, ty, needs),
            TypeRef::Scalar(Scalar::Int64) if !is_whole(value) => self.owned(value, ty, needs),
            TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Any => {
                self.expression(value, ty, needs)
            }
            _ => self.owned(value, ty, needs),
        }
    }

    /// A value of just that type, where nothing converts it: a body, an item of an item.
    fn owned(&self, value: &Value, ty: &TypeRef, needs: &mut Needs) -> Option<String> {
        Some(match (ty, value) {
            (TypeRef::List(_), Value::Array(items)) if items.is_empty() => {
                self.expression(value, ty, needs)?
            }
            (TypeRef::List(item), Value::Array(items)) => {
                let items: Option<Vec<String>> = items
                    .iter()
                    .map(|value| self.owned(value, item, needs))
                    .collect();
                format!("Vec::from([{}])", items?.join(", "))
            }
            (TypeRef::Map(inner), Value::Object(members)) if **inner != TypeRef::Any => {
                let mut pairs = Vec::new();
                for (key, value) in members {
                    let value = self.owned(value, inner, needs)?;
                    pairs.push(format!("({}.to_owned(), {value})", literal(key)));
                }
                match pairs.as_slice() {
                    [] => format!("{}::new()", self.turbofish(ty, needs)),
                    pairs => {
                        format!("std::collections::BTreeMap::from([{}])", pairs.join(", "))
                    }
                }
            }
            (TypeRef::Null(inner), Value::Null) => {
                format!("None::<{}>", self.example_type(inner, needs))
            }
            (TypeRef::Null(inner), value) => {
                format!("Some({})", self.owned(value, inner, needs)?)
            }
            (TypeRef::Recursive(id), value) => {
                let held = self.owned(value, &TypeRef::Named(id.clone()), needs)?;
                format!("Box::new({held})")
            }
            (TypeRef::Scalar(Scalar::String), Value::String(text)) => {
                format!("{}.to_owned()", literal(text))
            }
            (TypeRef::Scalar(Scalar::DateTime), Value::String(text)) => {
                format!("{}::from({})", self.example_type(ty, needs), literal(text))
            }
            (TypeRef::Scalar(Scalar::Uuid), Value::String(text)) => {
                needs.parses = true;
                let ty = self.example_type(ty, needs);
                format!("{}.parse::<{ty}>()?", literal(text))
            }
            (TypeRef::Scalar(Scalar::Int64), Value::Number(number)) if !number.is_f64() => {
                format!("{number}_i64")
            }
            (TypeRef::Named(_), Value::String(text)) if self.is_enum(ty) => {
                format!("{}::from({})", self.example_type(ty, needs), literal(text))
            }
            _ => self.expression(value, ty, needs)?,
        })
    }

    /// The type as a user's crate names it.
    fn example_type(&self, ty: &TypeRef, needs: &mut Needs) -> String {
        let ours = crate::plan::package::manifest::crate_ident(self.api, self.settings);
        match ty {
            TypeRef::Named(id) => {
                needs.models.push(self.names.get(id).to_owned());
                self.names.get(id).to_owned()
            }
            TypeRef::Scalar(Scalar::Boolean) => "bool".to_owned(),
            TypeRef::Scalar(Scalar::Int32) => "i32".to_owned(),
            TypeRef::Scalar(Scalar::Int64) => "i64".to_owned(),
            TypeRef::Scalar(Scalar::Double) => "f64".to_owned(),
            TypeRef::Scalar(Scalar::Uuid) => format!("{ours}::Uuid"),
            TypeRef::Scalar(Scalar::DateTime) => format!("{ours}::DateTime"),
            TypeRef::Scalar(Scalar::String | Scalar::Binary) => "String".to_owned(),
            TypeRef::List(item) => format!("Vec<{}>", self.example_type(item, needs)),
            TypeRef::Recursive(id) => {
                let held = self.example_type(&TypeRef::Named(id.clone()), needs);
                format!("Box<{held}>")
            }
            TypeRef::Null(inner) => {
                format!("Option<{}>", self.example_type(inner, needs))
            }
            TypeRef::Map(inner) if **inner != TypeRef::Any => {
                let inner = self.example_type(inner, needs);
                format!("std::collections::BTreeMap<String, {inner}>")
            }
            TypeRef::Map(_) | TypeRef::Any => free_type(ty).to_owned(),
        }
    }

    /// The type as it stands before `::`.
    fn turbofish(&self, ty: &TypeRef, needs: &mut Needs) -> String {
        self.example_type(ty, needs).replacen('<', "::<", 1)
    }

    /// `Model::new().member(value)`, for the members that the example has.
    fn built(
        &self,
        name: &str,
        members: Vec<Member<'_>>,
        value: &Value,
        needs: &mut Needs,
    ) -> Option<String> {
        needs.models.push(name.to_owned());
        let mut text = format!("{name}::new()");
        for Member { field, name, null } in members {
            match (value.get(&field.wire), null) {
                _ if field.access == Access::ReadOnly => {}
                (None, _) => {}
                (Some(Value::Null), Some(null)) => text.push_str(&format!(".{null}()")),
                (Some(value), _) => {
                    let value = self.expression(value, &field.ty, needs)?;
                    text.push_str(&format!(".{name}({value})"));
                }
            }
        }
        Some(text)
    }
}

/// A value for a parameter: its example, its default, or something of its type.
fn sample(param: &Param) -> Value {
    if let Some(value) = param.example.as_ref().or(param.default.as_ref()) {
        return value.clone();
    }
    match &param.ty {
        TypeRef::Scalar(Scalar::Uuid) => "00000000-0000-0000-0000-000000000000".into(),
        TypeRef::Scalar(Scalar::Boolean) => true.into(),
        TypeRef::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Double) => 1.into(),
        TypeRef::List(_) => Value::Array(Vec::new()),
        _ => param.wire.clone().into(),
    }
}

fn scalar_expression(scalar: Scalar, value: &Value, needs: &mut Needs) -> Option<String> {
    Some(match (scalar, value) {
        (Scalar::String | Scalar::Binary | Scalar::DateTime, Value::String(text)) => literal(text),
        (Scalar::Uuid, Value::String(text)) => {
            needs.parses = true;
            format!("{}.parse()?", literal(text))
        }
        (Scalar::Boolean, Value::Bool(flag)) => flag.to_string(),
        (Scalar::Int32 | Scalar::Int64, Value::Number(number)) if !number.is_f64() => {
            number.to_string()
        }
        (Scalar::Double, Value::Number(number)) => {
            let text = number.to_string();
            if text.contains(['.', 'e']) {
                text
            } else {
                format!("{text}.0")
            }
        }
        _ => return None,
    })
}

fn free_type(ty: &TypeRef) -> &'static str {
    match ty {
        TypeRef::Map(_) => "serde_json::Map<String, serde_json::Value>",
        _ => "serde_json::Value",
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
