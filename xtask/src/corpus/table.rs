//! Prints the result of a corpus: details of failures, a table and totals.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::report::counted;

use super::Generation;
use super::checks::{Check, Step};

/// The number of lines of a message that are printed.
const SHOWN_LINES: usize = 20;

/// The result of one document.
pub(crate) struct Row {
    pub(crate) document: String,
    pub(crate) generation: Generation,
    /// Empty if the crate was not built.
    pub(crate) checks: BTreeMap<Step, Check>,
}

impl Row {
    /// Whether the generator or the generated crate has a defect. A refused document has none.
    pub(crate) fn has_failed(&self) -> bool {
        let failed = |check| matches!(check, &Check::Failed(_));
        matches!(self.generation, Generation::Failed) || self.checks.values().any(failed)
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.document.clone()];
        match &self.generation {
            Generation::Refused(codes) => {
                let codes: Vec<String> = codes
                    .iter()
                    .map(|(code, count)| format!("{code} ({count})"))
                    .collect();
                cells.push(format!("refused: {}", codes.join(", ")));
            }
            Generation::Failed => cells.push("FAILED".to_owned()),
            Generation::Generated {
                operations,
                types,
                warnings,
            } => {
                cells.push("generated".to_owned());
                cells.extend([operations, types, warnings].map(usize::to_string));
                for step in Step::ALL {
                    cells.push(
                        match self.checks.get(&step) {
                            None => "-",
                            Some(Check::Passed) => "ok",
                            Some(Check::Failed(_)) => "FAILED",
                        }
                        .to_owned(),
                    );
                }
            }
        }
        cells
    }
}

/// The columns, and whether they are numbers, which are aligned to the right.
const COLUMNS: [(&str, bool); 8] = [
    ("document", false),
    ("result", false),
    ("operations", true),
    ("types", true),
    ("warnings", true),
    ("clippy", false),
    ("doc", false),
    ("tests", false),
];

/// The table, a line for each document. The codes of a refused document are not aligned.
pub(crate) fn table(rows: &[Row]) -> String {
    let header = COLUMNS.map(|(name, _)| name.to_owned()).to_vec();
    let lines: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows.iter().map(Row::cells))
        .collect();
    let full = |line: &&Vec<String>| line.len() == COLUMNS.len();
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|column| {
            let lines = lines.iter().filter(|line| column == 0 || full(line));
            let cells = lines.filter_map(|line| line.get(column));
            cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).zip(COLUMNS);
        let cells: Vec<String> = cells
            .map(|((cell, &width), (_, is_number))| {
                if is_number {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:<width$}")
                }
            })
            .collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

/// The start of the first message of each failure. The log files have the rest.
pub(crate) fn details(rows: &[Row], out: &str) -> String {
    let mut text = String::new();
    for row in rows {
        for (step, check) in &row.checks {
            let Check::Failed(messages) = check else {
                continue;
            };
            let count = counted(messages.len(), "message");
            let _ = writeln!(text, "{}: {step} failed, {count}", row.document);
            let lines = messages.iter().flat_map(|message| message.lines());
            for line in lines.take(SHOWN_LINES) {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    if rows.iter().any(Row::has_failed) {
        let _ = writeln!(
            text,
            "all messages: {out}/logs/failures.txt and {out}/logs/diagnostics.txt\n"
        );
    }
    text
}

/// The totals, in a few lines.
pub(crate) fn totals(rows: &[Row], skipped: &[String]) -> String {
    let count = |is: fn(&Generation) -> bool| rows.iter().filter(|row| is(&row.generation)).count();
    let generated = count(|one| matches!(one, Generation::Generated { .. }));
    let refused = count(|one| matches!(one, Generation::Refused(_)));
    let failed = count(|one| matches!(one, Generation::Failed));
    let mut text = format!(
        "\n{}: {generated} generated, {refused} refused, {failed} failed\n",
        counted(rows.len(), "document")
    );
    let (mut all_operations, mut all_types) = (0, 0);
    for row in rows {
        if let Generation::Generated {
            operations, types, ..
        } = row.generation
        {
            all_operations += operations;
            all_types += types;
        }
    }
    let _ = writeln!(
        text,
        "{}, {}",
        counted(all_operations, "operation"),
        counted(all_types, "type")
    );
    for step in Step::ALL {
        let run = rows.iter().filter_map(|row| row.checks.get(&step));
        let passed = run.clone().filter(|check| **check == Check::Passed).count();
        let run = run.count();
        if run > 0 {
            let _ = writeln!(text, "{step}: {passed} of {run} crates");
        }
    }
    if !skipped.is_empty() {
        let _ = writeln!(
            text,
            "skipped, not OpenAPI documents: {}",
            skipped.join(", ")
        );
    }
    text
}
