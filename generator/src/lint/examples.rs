//! Examples and defaults that are not valid by their schemas.

use super::context::Context;
use super::instances;
use super::json_schema::{Validators, registries};
use super::{Findings, Rule};
use crate::pointer::Pointer;

/// The number of characters of a reason that a message shows, since a reason may list all values of
/// an enum.
const SHOWN: usize = 160;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let registries = registries(context);
    let mut validators = Validators::new(&registries);
    for instance in instances::all(context) {
        let validator = match validators.get(instance.direction, &instance.schema) {
            Ok(validator) => validator,
            Err(reason) => {
                let message = format!("the schema cannot be used: {}", shortened(reason));
                findings.add(Rule::NotChecked, &instance.at, message);
                continue;
            }
        };
        for error in validator.iter_errors(instance.value) {
            let inner = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
            let at = instance.at.join(inner.tokens());
            let reason = shortened(&error.masked_with("the value").to_string());
            findings.add(instance.rule, &at, reason);
        }
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
