//! Parameters and bodies: arguments of the method, setters of the call, and what each does to the request.

use crate::ir::{Body, Format, Location, Operation, Param, Scalar, Style, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::Place;
use crate::plan::models::types::{Taking, TypeWriter};
use crate::plan::names::scope::Scope;
use crate::plan::names::{CALL_METHODS, FieldName, Taken, plain};
use crate::plan::package::capability::Capability;
use crate::sdk::Setter;

/// What an operation takes.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) arguments: Vec<String>,
    pub(crate) steps: Vec<String>,
    pub(crate) setters: Vec<Setter>,
    /// Wire names of what must be set before the call is sent.
    pub(crate) required: Vec<String>,
    /// Name in Rust of each parameter and of the body, for pages and examples.
    pub(crate) names: Vec<String>,
    pub(crate) body_name: String,
}

impl Planner<'_> {
    pub(crate) fn inputs(&mut self, operation: &Operation, scope: &mut Scope) -> Inputs {
        let mut inputs = Inputs::default();
        let mut taken = Taken::reserved(CALL_METHODS);
        if let Some(header) = &operation.idempotency {
            let header = crate::plan::literal_text(&header.to_ascii_lowercase());
            inputs.steps.push(format!(".idempotent({header})"));
            self.capabilities.insert(Capability::IdempotencyKeys);
        }
        for param in &operation.params {
            let words = param.given_name.as_deref().unwrap_or(&param.wire);
            let name = taken.claim(FieldName::new(words).as_str());
            inputs.names.push(name.clone());
            if param.location == Location::Path {
                let argument = plain_argument(&name);
                let taking = self.single(&param.ty, &argument, scope);
                inputs
                    .arguments
                    .push(format!("{}: {}", argument, taking.ty));
                let wire = crate::plan::literal_text(&param.wire);
                inputs
                    .steps
                    .push(format!(".path({wire}, {})", taking.value));
                self.capabilities.insert(Capability::PathParams);
            } else {
                if param.required {
                    inputs.required.push(crate::plan::literal_text(&param.wire));
                }
                inputs.setters.push(self.param_setter(param, &name, scope));
            }
        }
        if let Some(body) = &operation.body {
            let name = taken.claim("body");
            inputs.body_name.clone_from(&name);
            self.body(body, &name, scope, &mut inputs);
        }
        inputs
    }

    /// How a single value is taken, and how it becomes something that can be displayed.
    fn single(&mut self, ty: &TypeRef, name: &str, scope: &mut Scope) -> Taking {
        let ty = match ty {
            TypeRef::Null(inner) => inner,
            other => other,
        };
        let is_enum = self.is_enum(ty);
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let text = writer.ty_text(ty);
        let into = writer.scope.prelude_text("std::convert::Into");
        if is_enum || matches!(ty, TypeRef::Scalar(Scalar::String | Scalar::DateTime)) {
            Taking {
                ty: format!("impl {into}<{text}>"),
                value: format!("{into}::<{text}>::into({name})"),
            }
        } else {
            Taking {
                ty: text,
                value: name.to_owned(),
            }
        }
    }

    fn param_setter(&mut self, param: &Param, name: &str, scope: &mut Scope) -> Setter {
        let wire = crate::plan::literal_text(&param.wire);
        let argument = plain_argument(name);
        let argument = argument.as_str();
        let (ty, value) = match &param.ty {
            TypeRef::List(item) => self.list(param, item, argument, scope),
            single => {
                let taking = self.single(single, argument, scope);
                let method = self.method_of(param.location);
                (taking.ty, format!("{method}({wire}, {})", taking.value))
            }
        };
        Setter {
            name: name.to_owned(),
            docs: self.docs.of_param(param, Place::Member),
            deprecated: param
                .deprecated
                .then(|| crate::plan::literal_text("deprecated in the API's document")),
            argument: format!(", {argument}: {ty}"),
            bindings: Vec::new(),
            value,
            field: String::new(),
        }
    }

    fn list(
        &mut self,
        param: &Param,
        item: &TypeRef,
        argument: &str,
        scope: &mut Scope,
    ) -> (String, String) {
        let wire = crate::plan::literal_text(&param.wire);
        let one = self.single(item, argument, scope);
        let items = scope.prelude_text("std::iter::IntoIterator");
        let ty = format!("impl {items}<Item = {}>", one.ty);
        let values = match one.value.strip_suffix(&format!("({argument})")) {
            Some(convert) => format!("{argument}.into_iter().map({convert})"),
            None => argument.to_owned(),
        };
        let value = match param.style {
            Style::Exploded => {
                self.capabilities.insert(Capability::QueryLists);
                format!("query_list({wire}, {values})")
            }
            Style::Delimited(delimiter) => {
                self.capabilities.insert(Capability::JoinedParams);
                let joined = scope.import_text("crate::runtime::joined");
                let method = self.method_of(param.location);
                format!("{method}({wire}, {joined}({values}, '{delimiter}'))")
            }
        };
        (ty, value)
    }

    fn method_of(&mut self, location: Location) -> &'static str {
        let (capability, method) = match location {
            Location::Header => (Capability::HeaderParams, "header_param"),
            Location::Query | Location::Path => (Capability::QueryParams, "query"),
        };
        self.capabilities.insert(capability);
        method
    }

    fn body(&mut self, body: &Body, name: &str, scope: &mut Scope, inputs: &mut Inputs) {
        let (ty, step) = self.body_step(body, name, scope);
        if body.required {
            inputs.arguments.push(format!("{name}: {ty}"));
            inputs.steps.push(format!(".{step}"));
        } else {
            inputs.setters.push(Setter {
                name: name.to_owned(),
                docs: self.docs.of_body(body, Place::Member),
                deprecated: None,
                argument: format!(", {name}: {ty}"),
                bindings: Vec::new(),
                value: step,
                field: String::new(),
            });
        }
    }

    /// The type of the body and what puts it into the request.
    fn body_step(&mut self, body: &Body, name: &str, scope: &mut Scope) -> (String, String) {
        let media_type = crate::plan::literal_text(&body.media_type);
        let raw = match &body.ty {
            TypeRef::Scalar(Scalar::Binary) => Some("impl Into<Body>"),
            TypeRef::Scalar(Scalar::String) if body.format == Format::Text => {
                Some("impl Into<Body>")
            }
            _ => None,
        };
        if raw.is_some() {
            self.capabilities.insert(Capability::RawBody);
            let into = scope.prelude_text("std::convert::Into");
            let ty = format!("impl {into}<{}>", scope.import_text("crate::runtime::Body"));
            return (ty, format!("raw_body({media_type}, {name})"));
        }
        let ty = TypeWriter {
            names: &self.names,
            scope,
        }
        .ty_text(&body.ty);
        self.capabilities.insert(Capability::JsonBody);
        let step = format!("json(&{name})");
        if body.media_type == "application/json" {
            return (ty, step);
        }
        self.capabilities.insert(Capability::ContentType);
        (ty, format!("{step}.content_type({media_type})"))
    }
}

/// An argument's name: a raw identifier reads badly there, a function's would hide it, and nothing outside sees it.
pub(crate) fn plain_argument(name: &str) -> String {
    let word = plain(name);
    if word == name && name != "joined" {
        name.to_owned()
    } else {
        format!("{word}_")
    }
}
