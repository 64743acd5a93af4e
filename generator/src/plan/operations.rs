//! Operations: the method, the call, and the section of the page.

use super::Planner;
use super::naming::{constant, plain};
use super::params::Inputs;
use super::scope::Scope;
use super::types::TypeWriter;
use crate::ir::{Operation, Scalar, TypeId, TypeKind, TypeRef};
use crate::sdk;

impl Planner<'_> {
    pub(super) fn operation(
        &mut self,
        operation: &Operation,
        call: &str,
        scope: &mut Scope,
    ) -> sdk::Operation {
        let method = self
            .resources
            .method(&operation.id)
            .map_or("", |(_, method)| method)
            .to_owned();
        let inputs = self.inputs(operation, scope);
        let (output, send) = self.output(operation, scope);
        let paging = self.paging(operation, scope);
        let page = self.page(operation, &inputs, &method, &output);
        let Inputs {
            arguments,
            steps,
            setters,
            required,
            ..
        } = inputs;
        sdk::Operation {
            constant: constant_beside(call, &method),
            method_link: plain(&method).to_owned(),
            call: call.to_owned(),
            id: super::literal(&operation.id),
            http_method: operation.method.clone(),
            path: super::literal(&operation.path),
            required,
            docs: [self.docs.of_operation(operation), rustdoc_example(&page)].concat(),
            deprecated: operation.deprecation.as_ref().map(|deprecation| {
                super::literal(&self.docs.deprecation_note(deprecation, &self.resources))
            }),
            arguments,
            steps,
            setters,
            retry: super::retry::expression(operation.retry.as_ref(), scope),
            output_alias: output.contains('<').then(|| format!("{call}Output")),
            output,
            send: send.to_owned(),
            paging,
            page,
            method,
        }
    }

    /// What comes back, and the method of the runtime that gets it.
    fn output(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> (String, &'static str) {
        let success = &operation.success;
        let content =
            success.iter().find_map(|one| Some((one.ty.as_ref()?, &one.media_type)));
        let Some((ty, media_type)) = content else {
            self.capabilities.insert("empty_response");
            return ("()".to_owned(), "empty_response");
        };
        let is_json = media_type.contains("json");
        let send = match ty {
            TypeRef::Scalar(Scalar::Binary) => "bytes_response",
            TypeRef::Scalar(Scalar::String) if !is_json => "text_response",
            _ if success.iter().any(|one| one.ty.is_none()) => "optional_json_response",
            TypeRef::Named(id) if self.is_object(id) => "object_response",
            _ => "json_response",
        };
        self.capabilities.insert(send);
        if send == "bytes_response" {
            return (scope.import("bytes::Bytes"), send);
        }
        let mut writer = TypeWriter {
            names: &self.names,
            scope,
        };
        let output = match send {
            "optional_json_response" => writer.option(ty),
            _ => writer.ty(ty),
        };
        (output, send)
    }
}

impl Planner<'_> {
    fn is_object(&self, id: &TypeId) -> bool {
        let kind = self.api.types.get(id).map(|def| &def.kind);
        matches!(kind, Some(TypeKind::Struct { .. }))
    }
}

/// The page's first call as a section of rustdoc: what frames it is compiled and not shown.
fn rustdoc_example(page: &sdk::Page) -> Vec<String> {
    let mut examples = page.examples.iter();
    let Some(example) = examples.find(|example| example.language.starts_with("rust"))
    else {
        return Vec::new();
    };
    let mut lines = ["", "# Examples", "", "```no_run"].map(str::to_owned).to_vec();
    let mut is_inside = false;
    for line in example.code.iter().filter(|line| !line.is_empty()) {
        let shown = line.strip_prefix("    ").filter(|_| is_inside);
        lines.push(match shown {
            Some("Ok(())") => "# Ok(())".to_owned(),
            Some(line) if line.starts_with("println!") => format!("# {line}"),
            Some(line) => line.to_owned(),
            None => format!("# {line}"),
        });
        // The signature may take several lines.
        is_inside |= line.ends_with('{') && !line.starts_with("use ");
    }
    lines.push("```".to_owned());
    lines
}

/// The name of the operation's static, which may not be that of the call: `V2`.
fn constant_beside(call: &str, method: &str) -> String {
    let name = constant(plain(method));
    if name == call { format!("{name}_") } else { name }
}
