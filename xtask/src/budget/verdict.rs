//! Compares measures with their budgets.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::file::{Budgets, Limit};
use super::{Measure, Value};

/// A value below this percentage of its limit is reported, so that the limit is lowered.
const MUCH_LESS: u64 = 85;

/// The result of a comparison.
#[derive(Debug)]
pub(crate) struct Report {
    /// All measures with their values and limits.
    pub(crate) table: String,
    /// What was not measured, and limits that are much greater than what they limit.
    pub(crate) notes: Vec<String>,
    /// Exceeded budgets, measures without a budget, and budgets without a measure.
    pub(crate) errors: Vec<String>,
}

/// Compares measures with their budgets. `path` is the file with the budgets.
pub(crate) fn compare(measures: &[Measure], budgets: &Budgets, path: &str) -> Report {
    let names = measures.iter().map(|measure| measure.name.len());
    let width = names.max().unwrap_or_default();
    let mut report = Report {
        table: format!("{:<width$} {:>13} {:>13}\n", "", "measured", "limit"),
        notes: Vec::new(),
        errors: Vec::new(),
    };
    for measure in measures {
        let limit = budgets.limit(&measure.name);
        let shown = limit.map_or_else(|| "none".to_owned(), |limit| grouped(limit.limit));
        let value = match &measure.value {
            Value::Measured(value) => grouped(*value),
            Value::Skipped(_) => "skipped".to_owned(),
        };
        let name = &measure.name;
        // Writing to a `String` cannot fail.
        let _ = writeln!(report.table, "{name:<width$} {value:>13} {shown:>13}");
        report.add(measure, limit, path);
    }
    report.notes.extend(skipped(measures));
    let known: BTreeSet<_> = measures.iter().map(|measure| &measure.name).collect();
    for name in budgets.budgets.keys().filter(|name| !known.contains(name)) {
        let problem = format!("`{name}` is not the name of a measure");
        report.errors.push(format!("error: {path}: {problem}"));
    }
    report
}

impl Report {
    fn add(&mut self, measure: &Measure, limit: Option<&Limit>, path: &str) {
        let name = &measure.name;
        match (&measure.value, limit) {
            (value, None) => self.errors.push(missing(name, value, path)),
            (Value::Measured(value), Some(limit)) if *value > limit.limit => {
                self.errors.push(exceeded(measure, *value, limit, path));
            }
            (Value::Measured(value), Some(limit)) if is_much_less(*value, limit.limit) => {
                self.notes.push(format!(
                    "note: {name}: {} is much less than the budget of {}; lower it in {path}",
                    grouped(*value),
                    grouped(limit.limit)
                ));
            }
            (_, Some(_)) => {}
        }
    }
}

/// A note for each reason for which measures were skipped.
fn skipped(measures: &[Measure]) -> impl Iterator<Item = String> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for measure in measures {
        if let Value::Skipped(reason) = &measure.value {
            names.entry(reason).or_default().push(&measure.name);
        }
    }
    names
        .into_iter()
        .map(|(reason, names)| format!("note: skipped, because {reason}: {}", names.join("; ")))
}

fn missing(name: &str, value: &Value, path: &str) -> String {
    let measured = match value {
        Value::Measured(value) => value.to_string(),
        Value::Skipped(_) => "...".to_owned(),
    };
    format!(
        "error: {name} has no budget\n  help: add it to {path}: \"{name}\" = [{{ version = \
         \"...\", measured = {measured}, limit = ..., reason = \"...\" }}]"
    )
}

fn is_much_less(value: u64, limit: u64) -> bool {
    value.saturating_mul(100) < limit.saturating_mul(MUCH_LESS)
}

fn exceeded(measure: &Measure, value: u64, limit: &Limit, path: &str) -> String {
    let Measure {
        name, explanation, ..
    } = measure;
    format!(
        "error: {name}: {} exceeds the budget of {}, which version {} has set\n  \
         was: {} ({})\n  \
         help: {explanation}\n  \
         help: if it is worth its price, append to `{name}` in {path}: {{ version = \"...\", \
         measured = {value}, limit = ..., reason = \"...\" }}",
        grouped(value),
        grouped(limit.limit),
        limit.version,
        grouped(limit.measured),
        limit.reason,
    )
}

/// The number with its digits in groups of three: `3,452,284`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(value: Value, budgets: &str) -> Report {
        let toolchain = "[toolchain]\nrustc = \"1.95.0\"\nhost = \"h\"\n";
        let budgets = Budgets::parse(&format!("{toolchain}[budgets]\n{budgets}")).unwrap();
        let measure = Measure {
            name: "lines".to_owned(),
            value,
            explanation: "count them".to_owned(),
        };
        compare(&[measure], &budgets, "budgets.toml")
    }

    const LIMIT: &str =
        r#"lines = [{ version = "0.1.1", measured = 1900, limit = 2000, reason = "first" }]"#;

    #[test]
    fn a_value_up_to_its_limit_passes() {
        for value in [1700, 2000] {
            let report = report(Value::Measured(value), LIMIT);
            assert!(
                report.errors.is_empty() && report.notes.is_empty(),
                "{report:?}"
            );
        }
        let table = report(Value::Measured(1700), LIMIT).table;
        assert!(
            table.ends_with("lines         1,700         2,000\n"),
            "{table}"
        );
    }

    #[test]
    fn an_exceeded_budget_is_an_error_that_says_what_where_and_how_to_raise_it() {
        let report = report(Value::Measured(2001), LIMIT);
        assert_eq!(
            report.errors,
            [
                "error: lines: 2,001 exceeds the budget of 2,000, which version 0.1.1 has set\n  \
                 was: 1,900 (first)\n  \
                 help: count them\n  \
                 help: if it is worth its price, append to `lines` in budgets.toml: { version = \
                 \"...\", measured = 2001, limit = ..., reason = \"...\" }"
            ]
        );
    }

    #[test]
    fn a_value_far_below_its_limit_is_a_note() {
        let report = report(Value::Measured(1699), LIMIT);
        assert!(report.errors.is_empty());
        assert_eq!(
            report.notes,
            ["note: lines: 1,699 is much less than the budget of 2,000; lower it in budgets.toml"]
        );
    }

    #[test]
    fn a_skipped_measure_is_a_note_with_the_reason() {
        let report = report(Value::Skipped("it is late".to_owned()), LIMIT);
        assert!(report.errors.is_empty());
        assert_eq!(report.notes, ["note: skipped, because it is late: lines"]);
    }

    #[test]
    fn measures_and_budgets_must_match() {
        let other = r#"line = [{ version = "0.1.1", measured = 1, limit = 2, reason = "r" }]"#;
        let errors = report(Value::Measured(5), other).errors;
        let [missing, unknown] = errors.as_slice() else {
            panic!("{errors:?}");
        };
        assert!(
            missing.starts_with("error: lines has no budget"),
            "{missing}"
        );
        assert!(
            unknown.ends_with("`line` is not the name of a measure"),
            "{unknown}"
        );
    }

    #[test]
    fn digits_are_grouped_by_three() {
        assert_eq!(
            [0, 12, 999, 1000, 123_456, 3_452_284_201].map(grouped),
            ["0", "12", "999", "1,000", "123,456", "3,452,284,201"]
        );
    }
}
