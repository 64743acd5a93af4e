//! The retry extension: when and how to retry.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::Lower;
use crate::diagnostics::Code;
use crate::extensions::SPEAKEASY_RETRIES;
use crate::ir::{RetryRule, StatusRange};
use crate::pointer::Pointer;

/// The value of the extension. Unknown properties are ignored, since other generators define them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Retries {
    strategy: Strategy,
    backoff: Backoff,
    status_codes: Vec<Value>,
    retry_connection_errors: bool,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Strategy {
    Backoff,
    None,
}

/// Durations in milliseconds, and the factor between them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Backoff {
    initial_interval: u64,
    max_interval: u64,
    max_elapsed_time: u64,
    exponent: f64,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            strategy: Strategy::Backoff,
            backoff: Backoff::default(),
            status_codes: Vec::new(),
            retry_connection_errors: true,
        }
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            initial_interval: 500,
            max_interval: 60_000,
            max_elapsed_time: 3_600_000,
            exponent: 1.5,
        }
    }
}

impl Lower<'_> {
    /// The retry rule of the document or an operation, which is at `at`.
    pub(super) fn retry_rule(
        &mut self,
        extensions: &IndexMap<String, Value>,
        at: &Pointer,
    ) -> Option<RetryRule> {
        let value = extensions.get(SPEAKEASY_RETRIES)?;
        match rule(value) {
            Ok(rule) => Some(rule),
            Err(why) => {
                let message = format!("invalid `{SPEAKEASY_RETRIES}`: {why}");
                let help = "provide `strategy`, `backoff` with durations in milliseconds, `statusCodes` and `retryConnectionErrors`";
                self.reporter.report_with_help(
                    Code::RetryRule,
                    &at.child(SPEAKEASY_RETRIES),
                    message,
                    help,
                );
                None
            }
        }
    }
}

fn rule(value: &Value) -> Result<RetryRule, String> {
    let retries = Retries::deserialize(value).map_err(|error| error.to_string())?;
    let factor = retries.backoff.exponent;
    if !(factor.is_finite() && factor >= 1.0) {
        return Err(format!("the exponent {factor} must be at least 1"));
    }
    let is_off = retries.strategy == Strategy::None;
    let statuses: Result<Vec<_>, _> = retries.status_codes.iter().map(status).collect();
    Ok(RetryRule {
        statuses: if is_off { Vec::new() } else { statuses? },
        connection_errors: retries.retry_connection_errors && !is_off,
        initial_backoff: retries.backoff.initial_interval,
        backoff_factor: factor,
        max_backoff: retries.backoff.max_interval,
        budget: retries.backoff.max_elapsed_time,
    })
}

/// `429`, `"429"` or `"5XX"`.
fn status(value: &Value) -> Result<StatusRange, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let range = match text.as_bytes() {
        [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusRange::Hundred(u16::from(first - b'0')))
        }
        [b'1'..=b'5', _, _] => text.parse().ok().map(StatusRange::Code),
        _ => None,
    };
    range.ok_or_else(|| format!("{value} is not an HTTP status"))
}
