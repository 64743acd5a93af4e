//! `ir`: print the intermediate representation, or what a pass changes.

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::ir::{Api, Hint, TypeDef};
use sdk_generator::passes::PASSES;
use serde_json::{Value, json};
use similar::TextDiff;

use crate::cli::IrOptions;
use crate::{Failure, Outcome, input, report};

pub(crate) fn run(options: &IrOptions) -> Result<Outcome, Failure> {
    if let Some(pass) = &options.pass
        && !PASSES.iter().any(|known| known.name == pass)
    {
        let known: Vec<_> = PASSES
            .iter()
            .map(|pass| format!("  {:<10} {}", pass.name, pass.reason))
            .collect();
        return Err(format!(
            "error: there is no pass `{pass}`; there are\n{}",
            known.join("\n")
        ));
    }
    let input = input::input(&options.input, None, &input::place(None))?;
    let mut diagnostics = Diagnostics::new();
    // The IR as lowered, and after each pass.
    let mut stages: Vec<(&str, Api)> = Vec::new();
    let api = sdk_generator::api(&input, &mut diagnostics, &mut |_| (), &mut |pass, api| {
        stages.push((pass.map_or("lower", |pass| pass.name), api.clone()));
    });
    let api = api.map_err(|failed| report::failure(failed.into(), &diagnostics))?;
    let text = match &options.pass {
        None => printed(&api, options)?,
        Some(wanted) => {
            let after = stages
                .iter()
                .position(|(name, _)| name == wanted)
                .unwrap_or_default();
            let stage = |index: usize| stages.get(index).map(|(_, api)| printed(api, options));
            let (before, after) = (stage(after.saturating_sub(1)), stage(after));
            let (before, after) = (
                before.transpose()?.unwrap_or_default(),
                after.transpose()?.unwrap_or_default(),
            );
            let diff = TextDiff::from_lines(&before, &after);
            diff.unified_diff()
                .context_radius(3)
                .header("before", wanted)
                .to_string()
        }
    };
    // A reader that stops early is no failure.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
    Ok(Outcome::Fine)
}

/// The API or the one type as JSON.
fn printed(api: &Api, options: &IrOptions) -> Result<String, Failure> {
    let value = match &options.ty {
        None => serde_json::to_value(api),
        Some(wanted) => {
            let found: Vec<&TypeDef> = api
                .types
                .values()
                .filter(|def| is_called(def, wanted))
                .collect();
            if found.is_empty() && options.pass.is_none() {
                return Err(format!("error: there is no type `{wanted}`"));
            }
            serde_json::to_value(found)
        }
    };
    let value: Value = value.unwrap_or_else(|error| json!(error.to_string()));
    Ok(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n")
}

fn is_called(def: &TypeDef, wanted: &str) -> bool {
    let name = match &def.hint {
        Hint::Component { name }
        | Hint::Definition { name, .. }
        | Hint::Alias { name }
        | Hint::Member { name, .. }
        | Hint::Part { name, .. } => name,
        Hint::Operation { role, .. } => role,
    };
    name.eq_ignore_ascii_case(wanted)
        || def.id.to_string() == wanted
        || format!("#{}", def.id) == wanted
}
