//! `budget`: compare what can be measured exactly with the budgets in `xtask/budgets.toml`.
//!
//! `emitted`, `tree` and `instructions` return [`Measure`]s, `file` reads the limits, and `verdict`
//! compares both. Times are not measured here: they depend on the machine and on its load.

mod emitted;
mod file;
mod instructions;
mod process;
mod tree;
mod verdict;

use std::fs;
use std::path::Path;

use crate::cli::BudgetOptions;
use crate::input::{project, shown};
use crate::{Failure, Outcome, sdks};

use file::Budgets;

/// Something that has a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Measure {
    /// The key of its budget.
    name: String,
    value: Value,
    /// How to find out what the value consists of.
    explanation: String,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Measured(u64),
    /// Not measured, for this reason.
    Skipped(String),
}

pub(crate) fn run(options: &BudgetOptions) -> Result<Outcome, Failure> {
    let root = project();
    let path = root.join("xtask/budgets.toml");
    let path = options.budgets.as_deref().unwrap_or(&path);
    let budgets = read(path)?;
    let mut measures = Vec::new();
    for sdk in sdks::all()? {
        measures.extend(emitted::measure(&sdk)?);
        measures.extend(tree::of_sdk(&root, &sdk)?);
    }
    measures.push(tree::of_generator(&root)?);
    measures.extend(instructions::measure(
        &root,
        options.instructions,
        &budgets.toolchain,
    )?);
    let report = verdict::compare(&measures, &budgets, &shown(path));
    print!("{}", report.table);
    for note in &report.notes {
        println!("{note}");
    }
    for error in &report.errors {
        eprintln!("{error}");
    }
    match report.errors.is_empty() {
        true => Ok(Outcome::Success),
        false => Ok(Outcome::Differences),
    }
}

fn read(path: &Path) -> Result<Budgets, Failure> {
    let name = shown(path);
    let text =
        fs::read_to_string(path).map_err(|error| format!("error: cannot read {name}: {error}"))?;
    Budgets::parse(&text).map_err(|problem| format!("error: {name}: {problem}"))
}
