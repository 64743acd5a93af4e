//! Writes how the decoded response of a call is encoded again.

use std::fmt::Write;

use sdk_generator::ir::{Format, Operation, Scalar, TypeRef};
use sdk_generator::sdk::{self, SuccessVariants};

/// The fields of the struct of the response's headers.
pub(crate) fn headers(resource: &sdk::Resource, operation: &sdk::Operation) -> String {
    let docs = operation.docs.concat();
    let file = &resource.file;
    let is_of = |headers: &&sdk::ResponseHeaders| {
        docs.contains(&format!("crate::resources::{file}::{})", headers.name))
    };
    let Some(headers) = resource.headers.iter().find(is_of) else {
        return String::new();
    };
    let (module, name) = (&resource.module, &headers.name);
    let mut code = String::new();
    for field in &headers.fields {
        // `header_value(headers, "x-total")`
        let implementation = headers.implementation.to_string();
        let start = format!("{} : ", field.name);
        let wire = implementation
            .split_once(&start)
            .and_then(|(_, rest)| rest.split('"').nth(1));
        let wire = wire.unwrap_or_default();
        let field = &field.name;
        write!(
            code,
            "({wire:?}, support::header(&crate::sdk::resources::{module}::{name}::from(_headers).{field})), "
        )
        .unwrap();
    }
    code
}

pub(crate) fn is_stream(operation: &Operation) -> bool {
    let content = operation.success_content();
    content
        .and_then(|(_, format)| format)
        .is_some_and(Format::is_stream)
}

/// Statements that read the stream of a response into `values`.
pub(crate) fn stream(operation: &Operation) -> String {
    let format = operation.success_content().and_then(|(_, format)| format);
    let value = match format {
        Some(Format::Events | Format::WholeEvents) => {
            "(value.event, value.id, serde_json::to_string(&value.data)?)"
        }
        _ => "serde_json::to_string(&value)?",
    };
    format!(
        "    let mut opened = None;
    let response = response.map(|response| response.map(|stream| opened = Some(stream)));
    let mut values = Vec::new();
    if let Some(mut stream) = opened {{
        while let Some(value) = stream.next().await {{
            let value = value?;
            values.push({value});
        }}
    }}
"
    )
}

/// The expression of the encoded `body`.
pub(crate) fn encoded(
    resource: &sdk::Resource,
    operation: &Operation,
    planned: &sdk::Operation,
) -> String {
    if let Some(variants) = &planned.variants {
        return encoded_variants(resource, operation, variants);
    }
    match operation.success_content() {
        None => "let () = body; Ok(Body::Empty)".to_owned(),
        Some((_, Some(Format::Events | Format::WholeEvents))) => {
            "let () = body; Ok(Body::Events(values))".to_owned()
        }
        Some((_, Some(format))) if format.is_stream() => {
            "let () = body; Ok(Body::Values(values))".to_owned()
        }
        Some((ty, format)) => content(ty, format, "body"),
    }
}

fn content(ty: &TypeRef, format: Option<Format>, value: &str) -> String {
    match (ty, format) {
        (TypeRef::Scalar(Scalar::Binary), _) => format!("Ok(Body::Bytes({value}.to_vec()))"),
        (_, Some(Format::Text)) => format!("Ok(Body::Bytes({value}.into_bytes()))"),
        _ => format!("support::json(&{value})"),
    }
}

fn encoded_variants(
    resource: &sdk::Resource,
    operation: &Operation,
    variants: &SuccessVariants,
) -> String {
    let (module, name) = (&resource.module, &variants.name);
    let mut arms = String::new();
    for (variant, success) in variants.variants.iter().zip(&operation.success) {
        let definition = variant.definition.to_string();
        let variant = definition.split(['(', ' ']).next().unwrap_or_default();
        let path = format!("crate::sdk::resources::{module}::{name}::{variant}");
        match &success.ty {
            Some(ty) => {
                let value = content(ty, success.format, "value");
                write!(arms, "{path}(value) => {value}, ").unwrap();
            }
            None => write!(arms, "{path} => Ok(Body::Empty), ").unwrap(),
        }
    }
    format!("match body {{ {arms} #[allow(unreachable_patterns)] _ => unreachable!() }}")
}
