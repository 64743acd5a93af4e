//! Writes the calls of a scenario as Rust.

use std::fmt::Write;

use sdk_generator::ir::{Api, Operation};
use sdk_generator::sdk;
use sdk_generator::{CallCode, CallValues, Generated};
use serde_json::Value;

use super::suite::{Exchange, Scenario};
use super::target::{self, Server, Target};
use super::workspace::Member;
use super::{body, credentials, decoded, wire};

/// A scenario that can be run.
pub(crate) struct Program {
    /// The module with its calls.
    pub(crate) code: String,
    /// The number of calls.
    pub(crate) calls: usize,
    /// The recorded exchanges.
    pub(crate) exchanges: Vec<Value>,
}

/// A call, and the exchanges that it makes.
struct Step<'a> {
    target: Target<'a>,
    exchange: &'a Exchange,
    exchanges: usize,
}

/// The program of a scenario, or why there is none.
pub(crate) fn program(member: &Member, scenario: &Scenario) -> Result<Program, String> {
    let Member {
        generated,
        input,
        servers,
        ..
    } = member;
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
    let credentials = credentials::credentials(generated, step.exchange);
    writeln!(
        text,
        "    let base = format!(\"{{base}}{{}}\", {:?});",
        step.target.base
    )
    .unwrap();
    writeln!(
        text,
        "    let client = support::builder(&base){credentials}.build()?;"
    )
    .unwrap();
    writeln!(text, "    let call = {};", code.expression).unwrap();
    for (name, value) in credentials::headers(&generated.api, step.target.operation, step.exchange)
    {
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
        let headers = decoded::headers(module, planned);
        (
            "with_response",
            headers,
            decoded::encoded(module, step.target.operation, planned),
        )
    };
    writeln!(text, "    let response = call.{send}().await;").unwrap();
    if decoded::is_stream(step.target.operation) && send == "with_response" {
        text += &decoded::stream(step.target.operation);
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
    // `Operation :: get ("id" , "/path")`
    let id = format!("({:?} ,", operation.id);
    generated.krate.resources.iter().find_map(|resource| {
        let mut operations = resource.operations.iter();
        let found = operations.find(|one| one.definition.to_string().contains(&id));
        found.map(|found| (resource, found))
    })
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
