//! The section of an operation in its resource's page.

use serde_json::Value;

use super::Planner;
use super::docs::{PAGED, status};
use super::examples::Form;
use super::links::{Folder, model_link};
use super::naming::plain;
use super::params::Inputs;
use super::scope::Scope;
use super::types::TypeWriter;
use crate::ir::{Example, Location, Operation, Param, TypeRef};
use crate::sdk::{Page, PageError, PageExample, PageParameter};

impl Planner<'_> {
    pub(super) fn page(
        &mut self,
        operation: &Operation,
        inputs: &Inputs,
        method: &str,
        output: &str,
    ) -> Page {
        let title = operation.docs.title.as_deref().map(crate::markdown::plain);
        Page {
            title: title.unwrap_or_else(|| plain(method).to_owned()),
            route: format!("`{} {}`", operation.method, self.docs.code(&operation.path)),
            description: self.page_description(operation),
            deprecation: operation
                .deprecation
                .as_ref()
                .map(|deprecation| {
                    self.docs.deprecation_box(deprecation, &self.resources)
                })
                .unwrap_or_default(),
            examples: self.page_examples(operation, inputs),
            parameters: self.page_parameters(operation, inputs),
            response: self.page_response(operation, output),
            errors: self.page_errors(operation),
        }
    }

    fn page_description(&self, operation: &Operation) -> Vec<String> {
        let description = operation.docs.description.as_deref();
        let paged = operation.paging.as_ref().map(|_| PAGED);
        let parts: Vec<&str> = description.into_iter().chain(paged).collect();
        self.docs.page_lines(&parts.join("\n\n"), Folder::Root)
    }

    /// A call for each example of the request (one call where there is none), then the answers.
    fn page_examples(&self, operation: &Operation, inputs: &Inputs) -> Vec<PageExample> {
        let requests = operation.body.iter().flat_map(|body| &body.examples);
        let mut examples: Vec<PageExample> = requests
            .filter_map(|example| {
                let code = self.example_call(
                    operation,
                    Some(&example.value),
                    inputs,
                    Form::Send,
                )?;
                Some(rust(&self.example_name(example, "Request"), code))
            })
            .collect();
        if examples.is_empty() {
            let empty = Value::Object(serde_json::Map::new());
            let code = self.example_call(operation, Some(&empty), inputs, Form::Send);
            examples.extend(code.map(|code| rust("Request", code)));
        }
        if operation.paging.is_some() {
            let code = self.example_call(operation, None, inputs, Form::Walk);
            examples.extend(code.map(|code| rust("Every item, on all pages", code)));
        }
        for answer in &operation.success {
            for example in &answer.examples {
                let name = self.example_name(example, "Answer");
                let json =
                    serde_json::to_string_pretty(&example.value).unwrap_or_default();
                examples.push(PageExample {
                    name: format!("{name} (answer {})", answer.status),
                    code: json.lines().map(str::to_owned).collect(),
                    language: "json".to_owned(),
                });
            }
        }
        examples
    }

    fn example_name(&self, example: &Example, unnamed: &str) -> String {
        let name = if example.name.is_empty() { unnamed } else { &example.name };
        self.docs.cell(name, Folder::Root)
    }

    fn page_parameters(
        &self,
        operation: &Operation,
        inputs: &Inputs,
    ) -> Vec<PageParameter> {
        let row = |(param, name): (&Param, &String)| PageParameter {
            name: plain(name).to_owned(),
            ty: self.type_link(&param.ty, Folder::Root),
            location: match param.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
            }
            .to_owned(),
            required: yes_or_no(param.required),
            description: self.described(param.docs.description.as_deref()),
        };
        let mut rows: Vec<_> =
            operation.params.iter().zip(&inputs.names).map(row).collect();
        rows.extend(operation.body.iter().map(|body| PageParameter {
            name: inputs.body_name.clone(),
            ty: self.type_link(&body.ty, Folder::Root),
            location: "body".to_owned(),
            required: yes_or_no(body.required),
            description: body.docs.description.as_deref().map_or_else(
                || "What the call sends.".to_owned(),
                |text| self.docs.cell(text, Folder::Root),
            ),
        }));
        rows
    }

    fn described(&self, text: Option<&str>) -> String {
        text.map(|text| self.docs.cell(text, Folder::Root)).unwrap_or_default()
    }

    fn page_response(&self, operation: &Operation, output: &str) -> String {
        match operation.success.iter().find_map(|one| one.ty.as_ref()) {
            Some(ty) => self.type_link(ty, Folder::Root),
            None => format!("`{output}`"),
        }
    }

    fn page_errors(&self, operation: &Operation) -> Vec<PageError> {
        operation
            .failures
            .iter()
            .map(|failure| PageError {
                status: status(failure),
                description: self.described(failure.docs.description.as_deref()),
                content: failure
                    .ty
                    .as_ref()
                    .map(|ty| self.type_link(ty, Folder::Root))
                    .unwrap_or_default(),
            })
            .collect()
    }

    /// The type as Markdown, with a link to its section where it is one of ours.
    pub(super) fn type_link(&self, ty: &TypeRef, from: Folder) -> String {
        match ty {
            TypeRef::Named(id) => {
                let name = self.names.get(id);
                format!("[`{name}`]({})", model_link(self.homes.file(id), name, from))
            }
            TypeRef::List(inner) => format!("list of {}", self.type_link(inner, from)),
            TypeRef::Map(inner) => format!("map of {}", self.type_link(inner, from)),
            TypeRef::Boxed(inner) => self.type_link(inner, from),
            TypeRef::Null(inner) => format!("{} or null", self.type_link(inner, from)),
            TypeRef::Any => "any JSON".to_owned(),
            TypeRef::Scalar(_) => {
                let mut scope = Scope::new("models", []);
                let text = TypeWriter {
                    names: &self.names,
                    scope: &mut scope,
                }
                .ty(ty);
                format!("`{text}`")
            }
        }
    }
}

fn rust(name: &str, code: Vec<String>) -> PageExample {
    PageExample {
        name: name.to_owned(),
        code,
        language: "rust,no_run".to_owned(),
    }
}

fn yes_or_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}
