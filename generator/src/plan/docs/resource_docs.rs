//! The section of an operation in its resource's page.

use crate::ir::{Example, Location, Operation, Param, TypeId, TypeRef};
use crate::markdown::plain_text;
use crate::plan::Planner;
use crate::plan::docs::PAGED;
use crate::plan::docs::links::{Folder, model_link};
use crate::plan::examples::Form;
use crate::plan::names::plain;
use crate::plan::operations::params::Inputs;
use crate::plan::operations::waiters::WAITS;
use crate::plan::scalars;
use crate::sdk::{Page, PageExample, PageParameter};

impl Planner<'_> {
    pub(crate) fn page(
        &mut self,
        operation: &Operation,
        inputs: &Inputs,
        method: &str,
        output: &str,
    ) -> Page {
        let (common_errors, errors) = self.page_errors(operation);
        let title = operation.docs.title.as_deref().map(heading);
        Page {
            title: title.unwrap_or_else(|| plain(method).to_owned()),
            route: format!("`{} {}`", operation.method, self.docs.code(&operation.path)),
            description: self.page_description(operation),
            deprecation: operation
                .deprecation
                .as_ref()
                .map(|deprecation| self.docs.deprecation_box(deprecation, &self.resources))
                .unwrap_or_default(),
            examples: self.page_examples(operation, inputs),
            parameters: self.page_parameters(operation, inputs),
            response: self.page_response(operation, output),
            answers: self.page_answers(operation),
            common_errors,
            errors,
        }
    }

    fn page_description(&self, operation: &Operation) -> Vec<String> {
        let description = operation.docs.description.as_deref();
        let paged = operation.paging.as_ref().map(|_| PAGED);
        let waits = operation.waiter.as_ref().map(|_| WAITS);
        let parts: Vec<&str> = description.into_iter().chain(paged).chain(waits).collect();
        self.docs.page_lines(&parts.join("\n\n"), Folder::Root)
    }

    fn page_examples(&self, operation: &Operation, inputs: &Inputs) -> Vec<PageExample> {
        let call = |(name, code): (String, Vec<String>)| PageExample {
            name: self.docs.cell(&name, Folder::Root),
            code,
            language: "rust,no_run".to_owned(),
        };
        let calls = self.calls(operation, inputs).into_iter().map(call);
        calls.chain(self.answers(operation)).collect()
    }

    /// The code of a call for each example of the request, and of one call where there is none, with their names.
    pub(crate) fn calls(
        &self,
        operation: &Operation,
        inputs: &Inputs,
    ) -> Vec<(String, Vec<String>)> {
        let requests = operation.body.iter().flat_map(|body| &body.examples);
        let mut calls: Vec<_> = requests
            .filter_map(|example| {
                let value = Some(&example.value);
                let code = self.example_call(operation, value, inputs, Form::Send)?;
                Some((named(example, "Request"), code))
            })
            .collect();
        if calls.is_empty() {
            let body = operation.body.as_ref();
            let sample = body.map(|body| self.sample(&body.ty, "body"));
            let code = self.example_call(operation, sample.as_ref(), inputs, Form::Send);
            calls.extend(code.map(|code| ("Request".to_owned(), code)));
        }
        if operation.paging.is_some() {
            let code = self.example_call(operation, None, inputs, Form::Walk);
            let name = "All items on all pages".to_owned();
            calls.extend(code.map(|code| (name, code)));
        }
        calls
    }

    /// The answers of the document.
    pub(crate) fn answers(&self, operation: &Operation) -> Vec<PageExample> {
        let mut answers = Vec::new();
        for answer in &operation.success {
            for example in &answer.examples {
                let name = self.docs.cell(&named(example, "Response"), Folder::Root);
                let json = serde_json::to_string_pretty(&example.value).unwrap_or_default();
                answers.push(PageExample {
                    name: format!("{name} (response {})", answer.status),
                    code: json.lines().map(str::to_owned).collect(),
                    language: "json".to_owned(),
                });
            }
        }
        answers
    }

    fn page_parameters(&self, operation: &Operation, inputs: &Inputs) -> Vec<PageParameter> {
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
        let mut rows: Vec<_> = operation
            .params
            .iter()
            .zip(&inputs.names)
            .map(row)
            .collect();
        rows.extend(operation.body.iter().map(|body| PageParameter {
            name: inputs.body_name.clone(),
            ty: self.type_link(&body.ty, Folder::Root),
            location: "body".to_owned(),
            required: yes_or_no(body.required),
            description: body.docs.description.as_deref().map_or_else(
                || "The request body.".to_owned(),
                |text| self.docs.cell(text, Folder::Root),
            ),
        }));
        rows
    }

    fn described(&self, text: Option<&str>) -> String {
        text.map(|text| self.docs.cell(text, Folder::Root))
            .unwrap_or_default()
    }

    fn page_response(&self, operation: &Operation, output: &str) -> String {
        match operation.success.iter().find_map(|one| one.ty.as_ref()) {
            Some(ty) => self.type_link(ty, Folder::Root),
            None => format!("`{output}`"),
        }
    }

    /// The type as Markdown, with a link to its section where it is one of ours.
    pub(crate) fn type_link(&self, ty: &TypeRef, from: Folder) -> String {
        self.linked(ty, &|id| {
            let name = self.names.get(id);
            format!(
                "[`{name}`]({})",
                model_link(self.model_files.file(id), name, from)
            )
        })
    }

    /// The type as Markdown, with a link to the item where it is one of ours.
    pub(crate) fn item_link(&self, ty: &TypeRef) -> String {
        self.linked(ty, &|id| {
            let name = self.names.get(id);
            format!("[`{name}`](crate::models::{name})")
        })
    }

    fn linked(&self, ty: &TypeRef, link: &dyn Fn(&TypeId) -> String) -> String {
        match ty {
            TypeRef::Named(id) | TypeRef::Recursive(id) => link(id),
            TypeRef::List(inner) => format!("array of {}", self.linked(inner, link)),
            TypeRef::Map(inner) => format!("map of {}", self.linked(inner, link)),
            TypeRef::Null(inner) => format!("{} or null", self.linked(inner, link)),
            TypeRef::Any => "any JSON".to_owned(),
            TypeRef::Scalar(scalar) => format!("`{}`", scalars::rules(*scalar).name()),
        }
    }
}

fn named(example: &Example, unnamed: &str) -> String {
    if example.name.is_empty() {
        unnamed.to_owned()
    } else {
        example.name.clone()
    }
}

fn yes_or_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// A title as a heading: plain text without a full stop.
fn heading(title: &str) -> String {
    let mut text = plain_text(title);
    if text.ends_with('.') && !text.ends_with("..") {
        text.pop();
    }
    text
}
