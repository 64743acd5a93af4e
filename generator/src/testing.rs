//! Helpers for unit tests: small documents, and the results of the steps for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Failed};
use crate::ir::{Api, Field, TypeDef, TypeKind};
use crate::sdk::Crate;
use crate::source_file::Source;
use crate::{GenerateError, Input};

/// The folder with real documents, if it exists. `SDK_SHARED` names its parent, which is beside the
/// repository by default.
pub(crate) fn upstream() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("SDK_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("upstream");
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: the real documents are missing; set SDK_SHARED to the folder that contains `upstream`"
    );
    None
}

/// A document as the only input.
pub(crate) fn input(text: &str) -> Input {
    Input {
        spec: Arc::new(Source {
            path: "api.yaml".to_owned(),
            text: text.to_owned(),
        }),
        overlays: Vec::new(),
        files: Arc::new(crate::NoFiles),
        settings: None,
        names: None,
        tags: Vec::new(),
        crate_name: None,
        hand_written_files: true,
        skip_unsupported: false,
    }
}

/// The lines of a text with this indentation in place of the one that they have in common, so YAML
/// in a string literal can be indented like the code around it.
pub(crate) fn indented(text: &str, indentation: usize) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let common = lines().map(indent).min().unwrap_or_default();
    lines()
        .filter_map(|line| line.get(common..))
        .map(|line| format!("{:indentation$}{line}\n", ""))
        .collect()
}

/// A document with these top-level properties, such as `paths`.
pub(crate) fn document(rest: &str) -> String {
    let rest = indented(rest, 0);
    format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}")
}

/// The content of a request or response body with the schema `A`.
const CONTENT: &str = "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}";

/// A document whose only operation has this method and these properties, and the component schemas.
fn one_operation(method: &str, operation: &str, schemas: &str) -> String {
    let operation = indented(operation, 6);
    let schemas = indented(schemas, 4);
    document(&format!(
        "paths:\n  /a:\n    {method}:\n      operationId: a\n{operation}components:\n  schemas:\n{schemas}"
    ))
}

/// A document whose only operation returns the schema `A`.
pub(crate) fn returning(schemas: &str) -> String {
    let operation = format!("responses: {{'200': {{{CONTENT}}}}}");
    one_operation("get", &operation, schemas)
}

/// A document whose only operation has a request body with the schema `A`.
pub(crate) fn sending(schemas: &str) -> String {
    let operation = format!(
        "
        requestBody: {{required: true, {CONTENT}}}
        responses: {{'204': {{}}}}
        "
    );
    one_operation("post", &operation, schemas)
}

/// A document whose only operation sends and returns the schema `A`.
pub(crate) fn both_ways(schemas: &str) -> String {
    let operation = format!(
        "
        requestBody: {{required: true, {CONTENT}}}
        responses: {{'200': {{{CONTENT}}}}}
        "
    );
    one_operation("post", &operation, schemas)
}

/// The API before and after the passes, with the codes of the diagnostics.
pub(crate) fn stages(text: &str) -> (Option<Api>, Result<Api, Failed>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let mut lowered = None;
    let api = crate::api(
        &input(text),
        &mut diagnostics,
        &mut |_| (),
        &mut |pass, api| {
            if pass.is_none() {
                lowered = Some(api.clone());
            }
        },
    );
    (
        lowered,
        api,
        diagnostics
            .iter()
            .map(|finding| finding.code.name())
            .collect(),
    )
}

/// The API before the passes.
pub(crate) fn lowered(text: &str) -> Api {
    let (lowered, _, codes) = stages(text);
    lowered.unwrap_or_else(|| panic!("{codes:?}"))
}

/// The API after the passes.
pub(crate) fn passed(text: &str) -> Api {
    let (_, api, codes) = stages(text);
    api.unwrap_or_else(|_| panic!("{codes:?}"))
}

/// The codes of all diagnostics of a generation.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    let mut diagnostics = Diagnostics::new();
    let _ = crate::generate(&input(text), &mut diagnostics, &mut |_| ());
    diagnostics
        .iter()
        .map(|finding| finding.code.name())
        .collect()
}

/// The planned crate.
pub(crate) fn planned(text: &str) -> Crate {
    planned_with("[types]\nexact = [\"uuid\"]", text)
}

/// The crate of a document with settings.
pub(crate) fn planned_with(settings: &str, text: &str) -> Crate {
    let mut diagnostics = Diagnostics::new();
    let mut input = input(text);
    input.settings = Some(Arc::new(Source {
        path: "sdk.toml".to_owned(),
        text: settings.to_owned(),
    }));
    match crate::generate(&input, &mut diagnostics, &mut |_| ()) {
        Ok(generated) => generated.krate,
        Err(GenerateError::Internal(error)) => panic!("{error}"),
        Err(GenerateError::Input(_)) => {
            panic!("{}", diagnostics.render(crate::diagnostics::Style::Plain))
        }
    }
}

/// The type at a pointer.
pub(crate) fn type_at<'a>(api: &'a Api, pointer: &str) -> &'a TypeDef {
    let found = api.types.values().find(|def| def.id.to_string() == pointer);
    found.unwrap_or_else(|| panic!("{pointer} is not among {:?}", api.types.keys()))
}

/// A property of a component.
pub(crate) fn field<'a>(api: &'a Api, component: &str, wire: &str) -> &'a Field {
    let def = type_at(api, &format!("/components/schemas/{component}"));
    let TypeKind::Struct { fields, .. } = &def.kind else {
        panic!("{:?}", def.kind)
    };
    fields.iter().find(|field| field.wire == wire).unwrap()
}

/// The wire names of the properties of a component.
pub(crate) fn wires<'a>(api: &'a Api, component: &str) -> Vec<&'a str> {
    let def = type_at(api, &format!("/components/schemas/{component}"));
    let TypeKind::Struct { fields, .. } = &def.kind else {
        panic!("{:?}", def.kind)
    };
    fields.iter().map(|field| field.wire.as_str()).collect()
}
