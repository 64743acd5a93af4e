//! Writes the calls of a scenario as Rust.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sdk_generator::ir::{Api, Format, KeyLocation, Operation, Scalar, SchemeKind, TypeRef};
use sdk_generator::sdk::{self, SuccessVariants};
use sdk_generator::{CallCode, CallValues, Generated, Input};
use serde_json::Value;

use super::suite::{Exchange, Scenario};
use super::target::{self, Server, Target};
use super::{body, wire};

/// A scenario that can be run.
pub(crate) struct Program {
    /// The module with its calls.
    pub(crate) code: String,
    /// The number of calls.
    pub(crate) calls: usize,
    /// The path of the server.
    pub(crate) base: String,
    /// The recorded exchanges.
    pub(crate) exchanges: Vec<Value>,
}

/// A call, and the exchanges that it makes.
struct Step<'a> {
    target: Target<'a>,
    exchange: &'a Exchange,
    exchanges: usize,
}

/// Whether a scenario is of the description: it has the first operation, and the URL does not have
/// the version of another description.
pub(crate) fn is_described(
    api: &Api,
    servers: &[Server],
    others: &[String],
    scenario: &Scenario,
) -> bool {
    let first = scenario.exchanges.first();
    let target = first.and_then(|first| target::find(api, servers, first));
    let is_other = |value: &String| *value != api.info.version && others.contains(value);
    target.is_some_and(|target| !target.variables.iter().any(is_other))
}

/// The program of a scenario, or why there is none.
pub(crate) fn program(
    input: &Input,
    generated: &Generated,
    servers: &[Server],
    scenario: &Scenario,
) -> Result<Program, String> {
    let api = &generated.api;
    let steps = steps(api, servers, scenario)?;
    let values: Vec<CallValues> = steps.iter().map(|step| values(api, step)).collect();
    let code = sdk_generator::call_code(input, api, &values).map_err(|_| "invalid settings")?;
    let mut text = format!(
        "//! {}\n\nuse crate::support::{{self, Failure}};\n",
        scenario.name
    );
    text += "use harness::outcome::{Body, Outcome};\n";
    for (index, (step, code)) in steps.iter().zip(code).enumerate() {
        text += &function(generated, step, &code?, index)?;
    }
    // Requests for further pages are like the first.
    let operations = steps
        .iter()
        .flat_map(|step| std::iter::repeat_n(step.target.operation, step.exchanges));
    let exchanges = scenario.exchanges.iter().zip(operations);
    let exchanges = exchanges.map(|(exchange, operation)| exchange.described(operation));
    Ok(Program {
        exchanges: exchanges.collect(),
        code: text,
        calls: steps.len(),
        base: steps
            .first()
            .map(|step| step.target.base.clone())
            .unwrap_or_default(),
    })
}

/// The calls. One iterates over the pages of a list if the next requests are of the same list.
fn steps<'a>(
    api: &'a Api,
    servers: &[Server],
    scenario: &'a Scenario,
) -> Result<Vec<Step<'a>>, String> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for exchange in &scenario.exchanges {
        let found = target::find(api, servers, exchange);
        let last = steps.last_mut();
        let list = last.filter(|step| step.target.operation.paging.is_some());
        match (found, list) {
            (None, Some(list)) => list.exchanges += 1,
            (Some(target), Some(list)) if target.operation.id == list.target.operation.id => {
                list.exchanges += 1;
            }
            (Some(target), _) => steps.push(Step {
                target,
                exchange,
                exchanges: 1,
            }),
            (None, None) => {
                return Err(format!(
                    "no operation is {} {}",
                    exchange.method, exchange.uri
                ));
            }
        }
    }
    Ok(steps)
}

fn values(api: &Api, step: &Step<'_>) -> CallValues {
    let operation = step.target.operation;
    let params = operation.params.iter().filter_map(|param| {
        let value = wire::value(api, param, step.exchange, &step.target.path)?;
        Some((param.location, param.wire.clone(), value))
    });
    let recorded = step.exchange.request.body.as_ref();
    let body = operation.body.as_ref().zip(recorded);
    CallValues {
        operation: operation.id.clone(),
        params: params.collect(),
        body: body.map(|(body, recorded)| body::value(api, body, recorded)),
    }
}

/// The function that makes a call.
fn function(
    generated: &Generated,
    step: &Step<'_>,
    code: &CallCode,
    index: usize,
) -> Result<String, String> {
    let planned = planned(generated, step.target.operation);
    let (module, planned) = planned.ok_or("the operation is not in the crate")?;
    let mut text = format!(
        "\npub(crate) async fn call_{index}(base: &str) -> Result<Vec<Outcome>, Failure> {{\n"
    );
    for line in &code.imports {
        writeln!(text, "    {line}").unwrap();
    }
    let credentials = credentials(generated, step.exchange);
    writeln!(
        text,
        "    let client = support::builder(base){credentials}.build()?;"
    )
    .unwrap();
    writeln!(text, "    let call = {};", code.expression).unwrap();
    for (name, value) in options(&generated.api, step) {
        let option = format!("crate::sdk::CallOptions::new().header({name:?}, {value:?})");
        writeln!(text, "    let call = call.with({option});").unwrap();
    }
    let (send, headers, body) = if step.exchanges > 1 {
        text += "    support::pages(call.pages().collect_all().await?)\n}\n";
        return Ok(text);
    } else if is_other_content(step) {
        (
            "send_raw",
            String::new(),
            "Ok(Body::Bytes(body.to_vec()))".to_owned(),
        )
    } else {
        let headers = headers(module, planned);
        (
            "with_response",
            headers,
            encoded(module, step.target.operation, planned),
        )
    };
    writeln!(text, "    let response = call.{send}().await;").unwrap();
    if is_stream(step.target.operation) && send == "with_response" {
        text += &stream(step.target.operation);
    }
    writeln!(
        text,
        "    support::outcome(response, |_headers| vec![{headers}], |body| {{ {body} }})\n}}"
    )
    .unwrap();
    Ok(text)
}

/// The operation as planned, and its resource.
fn planned<'g>(
    generated: &'g Generated,
    operation: &Operation,
) -> Option<(&'g sdk::Resource, &'g sdk::Operation)> {
    let id = format!("{:?}", operation.id);
    generated.krate.resources.iter().find_map(|resource| {
        let mut operations = resource.operations.iter();
        let found = operations.find(|one| {
            let definition = one.definition.to_string();
            let mut arguments = definition.split(['(', ',']).map(str::trim);
            arguments.nth(1) == Some(id.as_str())
        });
        found.map(|found| (resource, found))
    })
}

/// Calls of the builder with the credentials of the request, or any if it has none.
fn credentials(generated: &Generated, exchange: &Exchange) -> String {
    let Some(security) = &generated.krate.client.security else {
        return String::new();
    };
    let schemes = generated.api.security.schemes.iter();
    let schemes = schemes.filter(|scheme| scheme.kind != SchemeKind::MutualTls);
    // Each scheme has one setter of a fixed credential.
    let setters = security.setters.iter().filter(|setter| {
        let arguments = setter.arguments.to_string();
        arguments.starts_with("key") || arguments.starts_with("username")
    });
    let mut code = String::new();
    for (scheme, setter) in schemes.zip(setters) {
        let credential = match &scheme.kind {
            SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name,
            } => exchange.header(name),
            SchemeKind::ApiKey {
                location: KeyLocation::Query,
                name,
            } => {
                let mut pairs = exchange.query().into_iter();
                pairs
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value)
            }
            SchemeKind::ApiKey {
                location: KeyLocation::Cookie,
                name,
            } => {
                let cookies = exchange.header("cookie").unwrap_or_default();
                let mut cookies = cookies.split("; ").filter_map(|pair| pair.split_once('='));
                cookies
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value.to_owned())
            }
            SchemeKind::Http(scheme) => authorization(exchange, scheme),
            SchemeKind::Basic => authorization(exchange, "Basic"),
            _ => authorization(exchange, "Bearer"),
        };
        let Some(credential) = credential else {
            continue;
        };
        let name = &setter.name;
        if setter.arguments.to_string().starts_with("key") {
            write!(code, ".{name}(crate::sdk::ApiKey::new({credential:?}))").unwrap();
        } else {
            let pair = String::from_utf8(STANDARD.decode(credential).unwrap()).unwrap();
            let (user, password) = pair.split_once(':').unwrap();
            write!(code, ".{name}({user:?}, {password:?})").unwrap();
        }
    }
    if code.is_empty() {
        let krate = &generated.krate.manifest.krate;
        return security
            .sample
            .replace(&format!("{krate}::"), "crate::sdk::");
    }
    code
}

fn authorization(exchange: &Exchange, scheme: &str) -> Option<String> {
    let header = exchange.header("authorization")?;
    let (found, credential) = header.split_once(' ')?;
    found
        .eq_ignore_ascii_case(scheme)
        .then(|| credential.to_owned())
}

/// Headers that the caller sets, because neither a parameter nor a credential is one.
fn options(api: &Api, step: &Step<'_>) -> Vec<(String, String)> {
    let is_param = |name: &str| {
        let mut params = step.target.operation.params.iter();
        params.any(|param| param.wire.eq_ignore_ascii_case(name))
    };
    let is_credential = |name: &str| {
        let mut schemes = api.security.schemes.iter();
        name.eq_ignore_ascii_case("authorization")
            || schemes.any(|scheme| match &scheme.kind {
                SchemeKind::ApiKey { name: header, .. } => header.eq_ignore_ascii_case(name),
                _ => false,
            })
    };
    let headers = step.exchange.request.headers.keys();
    let others = headers.filter(|name| {
        !is_param(name)
            && !is_credential(name)
            && !name.eq_ignore_ascii_case("content-type")
            && !name.eq_ignore_ascii_case("cookie")
    });
    others
        .filter_map(|name| Some((name.to_ascii_lowercase(), step.exchange.header(name)?)))
        .collect()
}

/// Whether the response has another media type than the one that the operation decodes, as a caller
/// can ask for by `Accept`.
fn is_other_content(step: &Step<'_>) -> bool {
    let Some(found) = step.exchange.response.media_type() else {
        return false;
    };
    let types: Vec<&str> = step
        .target
        .operation
        .success
        .iter()
        .filter(|success| success.ty.is_some())
        .flat_map(|success| success.accept.iter().chain([&success.media_type]))
        .map(|media_type| media_type.split(';').next().unwrap_or_default().trim())
        .collect();
    let is_range = |ty: &str| ty.contains('*');
    !types.is_empty() && !types.iter().any(|ty| *ty == found || is_range(ty))
}

/// The fields of the struct of the response's headers.
fn headers(resource: &sdk::Resource, operation: &sdk::Operation) -> String {
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

fn is_stream(operation: &Operation) -> bool {
    let content = operation.success_content();
    content
        .and_then(|(_, format)| format)
        .is_some_and(Format::is_stream)
}

/// Statements that read the stream of a response into `values`.
fn stream(operation: &Operation) -> String {
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
fn encoded(resource: &sdk::Resource, operation: &Operation, planned: &sdk::Operation) -> String {
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
