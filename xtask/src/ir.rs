//! `ir`: print the intermediate representation, or the changes that a pass makes to it.

use std::io::{self, Write};

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::ir::{Api, Hint, TypeDef};
use sdk_generator::passes::PASSES;
use serde_json::{Value, json};
use similar::TextDiff;

use crate::cli::IrOptions;
use crate::{Failure, Outcome, input, report};

pub(crate) fn run(options: &IrOptions, verbose: bool) -> Result<Outcome, Failure> {
    if let Some(pass) = &options.pass {
        check_pass_name(pass)?;
    }
    let input = input::single(&options.input)?;
    let mut diagnostics = Diagnostics::new();
    // The IR after lowering, then after each pass.
    let mut stages: Vec<(&str, Api)> = Vec::new();
    let api = sdk_generator::api(&input, &mut diagnostics, &mut |_| (), &mut |pass, api| {
        stages.push((pass.map_or("lower", |pass| pass.name), api.clone()));
    });
    let api = api.map_err(|error| report::failure(error.into(), &diagnostics, verbose))?;
    let text = match &options.pass {
        None => to_json(&api, options)?,
        Some(pass) => changes_of_pass(pass, &stages, options)?,
    };
    // A closed pipe is not an error: `cargo xtask ir | head` ends early.
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(Outcome::Success)
}

fn check_pass_name(name: &str) -> Result<(), Failure> {
    if PASSES.iter().any(|pass| pass.name == name) {
        return Ok(());
    }
    let known: Vec<_> = PASSES
        .iter()
        .map(|pass| format!("  {:<10} {}", pass.name, pass.reason))
        .collect();
    Err(format!(
        "error: unknown pass `{name}`; the passes are\n{}",
        known.join("\n")
    ))
}

/// A unified diff of the IR before and after the pass.
fn changes_of_pass(
    pass: &str,
    stages: &[(&str, Api)],
    options: &IrOptions,
) -> Result<String, Failure> {
    let index = stages
        .iter()
        .position(|(name, _)| *name == pass)
        .unwrap_or_default();
    let stage = |index: usize| match stages.get(index) {
        Some((_, api)) => to_json(api, options),
        None => Ok(String::new()),
    };
    let (before, after) = (stage(index.saturating_sub(1))?, stage(index)?);
    let diff = TextDiff::from_lines(&before, &after);
    Ok(diff
        .unified_diff()
        .context_radius(3)
        .header("before", pass)
        .to_string())
}

/// The whole API, or the types that `--type` selects, as JSON.
fn to_json(api: &Api, options: &IrOptions) -> Result<String, Failure> {
    let value = match &options.type_name {
        None => serde_json::to_value(api),
        Some(name) => {
            let found: Vec<&TypeDef> = api
                .types
                .values()
                .filter(|def| has_name(def, name))
                .collect();
            if found.is_empty() && options.pass.is_none() {
                return Err(format!("error: unknown type `{name}`"));
            }
            serde_json::to_value(found)
        }
    };
    let value: Value = value.unwrap_or_else(|error| json!(error.to_string()));
    Ok(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n")
}

/// Whether the type has this name, case aside, or this JSON pointer.
fn has_name(def: &TypeDef, wanted: &str) -> bool {
    let name = match &def.hint {
        Hint::Component { name }
        | Hint::Definition { name, .. }
        | Hint::Alias { name }
        | Hint::Property { name, .. }
        | Hint::Variant { name, .. } => name,
        Hint::Operation { role, .. } => role,
    };
    name.eq_ignore_ascii_case(wanted)
        || def.id.to_string() == wanted
        || format!("#{}", def.id) == wanted
}
