//! The section of an operation in the docs of its resource.

use crate::ir::{Example, Format, Operation, Param, Success, TypeId, TypeRef};
use crate::markdown::plain_text;
use crate::media::MediaKind;
use crate::plan::Planner;
use crate::plan::docs::PAGED;
use crate::plan::docs::links::{Folder, model_link};
use crate::plan::examples::call::CallExample;
use crate::plan::examples::{Form, OperationExamples};
use crate::plan::names::plain;
use crate::plan::operations::params::{Inputs, location};
use crate::plan::operations::waiters::WAITS;
use crate::plan::scalars;
use crate::sdk::{ExampleBlock, OperationDocs, ParameterRow};

/// The response of an operation that returns parts.
const MULTIPART: &str =
    "`Bytes`, whose boundary is in the header `Content-Type` of `with_response()`";

impl Planner<'_> {
    pub(crate) fn operation_docs(
        &self,
        operation: &Operation,
        inputs: &Inputs,
        method: &str,
        examples: &OperationExamples,
    ) -> OperationDocs {
        let (common_errors, errors) = self.error_rows(operation);
        let title = operation.docs.title.as_deref().map(heading);
        let notice = |one| self.docs.deprecation_notice(one, &self.resources);
        let deprecation = operation.deprecation.as_ref().map(notice);
        OperationDocs {
            title: title.unwrap_or_else(|| plain(method).to_owned()),
            route: format!("`{} {}`", operation.method, self.docs.code(&operation.path)),
            description: self.description_lines(operation),
            deprecation: deprecation.unwrap_or_default(),
            examples: self.example_blocks(examples),
            parameters: self.parameter_rows(operation, inputs),
            response: self.response_link(operation),
            successes: self.success_rows(operation),
            common_errors,
            errors,
        }
    }

    fn description_lines(&self, operation: &Operation) -> Vec<String> {
        let description = operation.docs.description.as_deref();
        let paged = operation.paging.as_ref().map(|_| PAGED);
        let waits = operation.waiter.as_ref().map(|_| WAITS);
        let callbacks = self.docs.callbacks_of(&operation.id, "");
        let parts = description.into_iter().chain(paged).chain(waits);
        let links = self.docs.response_links(operation);
        let server = self.own_server_text(operation, "");
        let optional = [callbacks.as_deref(), links.as_deref(), server.as_deref()];
        let parts: Vec<&str> = parts.chain(optional.into_iter().flatten()).collect();
        self.docs.markdown_lines(&parts.join("\n\n"), Folder::Root)
    }

    fn example_blocks(&self, examples: &OperationExamples) -> Vec<ExampleBlock> {
        let call = |(name, call): &(String, CallExample)| ExampleBlock {
            name: self.docs.cell(name, Folder::Root),
            code: call.program(),
            language: "rust,no_run".to_owned(),
        };
        let calls = examples.calls.iter().map(call);
        calls.chain(examples.responses.iter().cloned()).collect()
    }

    pub(crate) fn operation_examples(
        &self,
        operation: &Operation,
        inputs: &Inputs,
    ) -> OperationExamples {
        OperationExamples {
            calls: self.call_examples(operation, inputs),
            responses: self.response_examples(operation),
        }
    }

    fn call_examples(&self, operation: &Operation, inputs: &Inputs) -> Vec<(String, CallExample)> {
        let requests = operation.body.iter().flat_map(|body| &body.examples);
        let mut calls: Vec<_> = requests
            .filter_map(|example| {
                let value = Some(&example.value);
                let code = self.call_example(operation, value, inputs, Form::Send)?;
                Some((named(example, "Request"), code))
            })
            .collect();
        if calls.is_empty() {
            let code = self.first_call_example(operation, inputs, Form::Send);
            calls.extend(code.map(|code| ("Request".to_owned(), code)));
        }
        if operation.paging.is_some() {
            let code = self.call_example(operation, None, inputs, Form::Items);
            let name = "All items on all pages".to_owned();
            calls.extend(code.map(|code| (name, code)));
        }
        calls
    }

    /// The example of a call with the first example of the request that fits, or with a sample.
    pub(crate) fn first_call_example(
        &self,
        operation: &Operation,
        inputs: &Inputs,
        form: Form,
    ) -> Option<CallExample> {
        let body = operation.body.as_ref();
        let examples = body.iter().flat_map(|body| &body.examples);
        let examples = examples.map(|example| Some(example.value.clone()));
        let sample = body.map(|body| self.sample(&body.ty, "body"));
        let mut values = examples.chain([sample]);
        values.find_map(|value| self.call_example(operation, value.as_ref(), inputs, form))
    }

    fn response_examples(&self, operation: &Operation) -> Vec<ExampleBlock> {
        let mut blocks = Vec::new();
        for success in &operation.success {
            for example in &success.examples {
                let name = self.docs.cell(&named(example, "Response"), Folder::Root);
                let json = serde_json::to_string_pretty(&example.value).unwrap_or_default();
                blocks.push(ExampleBlock {
                    name: format!("{name} (response {})", success.status),
                    code: json.lines().map(str::to_owned).collect(),
                    language: "json".to_owned(),
                });
            }
        }
        blocks
    }

    fn parameter_rows(&self, operation: &Operation, inputs: &Inputs) -> Vec<ParameterRow> {
        let row = |(param, name): (&Param, &String)| ParameterRow {
            name: plain(name).to_owned(),
            ty: self.type_link(&param.ty, Folder::Root),
            location: location(param).to_owned(),
            required: yes_or_no(param.required),
            description: self.cell_or(param.docs.description.as_deref(), ""),
        };
        let params = operation.params.iter().zip(&inputs.names);
        let mut rows: Vec<_> = params.map(row).collect();
        rows.extend(operation.body.iter().map(|body| ParameterRow {
            name: inputs.body_name.clone(),
            ty: match (body.format, &body.ty) {
                (Format::Multipart, TypeRef::Any) => "`Multipart`".to_owned(),
                (format, ty) if format.is_stream() => {
                    format!("sequence of {}", self.type_link(ty, Folder::Root))
                }
                (_, ty) => self.type_link(ty, Folder::Root),
            },
            location: "body".to_owned(),
            required: yes_or_no(body.required),
            description: self.cell_or(body.docs.description.as_deref(), "The request body."),
        }));
        rows
    }

    fn cell_or(&self, text: Option<&str>, fallback: &str) -> String {
        let cell = text.map(|text| self.docs.cell(text, Folder::Root));
        cell.unwrap_or_else(|| fallback.to_owned())
    }

    fn response_link(&self, operation: &Operation) -> String {
        if operation.has_success_variants() {
            return "an enum of these responses".to_owned();
        }
        match operation.success_content() {
            Some((ty, format)) if scalars::raw_format(ty, format) == Some(Format::Bytes) => {
                let is_multipart = |one: &Success| MediaKind::of(&one.media_type).is_multipart();
                match operation.success.iter().any(is_multipart) {
                    true => MULTIPART.to_owned(),
                    false => "`Bytes`".to_owned(),
                }
            }
            Some((ty, Some(format))) if format.is_stream() => {
                format!("stream of {}", self.type_link(ty, Folder::Root))
            }
            Some((ty, _)) => self.type_link(ty, Folder::Root),
            None => "`()`".to_owned(),
        }
    }

    /// The type as Markdown, with links to the sections of models.
    pub(crate) fn type_link(&self, ty: &TypeRef, from: Folder) -> String {
        self.linked(ty, &|id| {
            let name = self.names.get(id);
            format!(
                "[`{name}`]({})",
                model_link(self.model_files.file(id), name, from)
            )
        })
    }

    /// The type as Markdown, with links to the items of models.
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
