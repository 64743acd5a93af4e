//! What is printed of a generation: findings on standard error, a summary on standard output.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use sdk_generator::diagnostics::{Diagnostics, Severity, Style};
use sdk_generator::emit::{Change, Difference};
use sdk_generator::{GenerateError, Generated};

use crate::Failure;

/// Measures the steps of a generation.
pub(crate) struct Stopwatch {
    started: Instant,
    last: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self {
            started: now,
            last: now,
            steps: Vec::new(),
        }
    }

    /// Ends a step.
    pub(crate) fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.steps.push((step, now - self.last));
        self.last = now;
    }

    pub(crate) fn total(&self) -> Duration {
        self.started.elapsed()
    }

    pub(crate) fn steps(&self) -> &[(&'static str, Duration)] {
        &self.steps
    }
}

/// Prints the findings: all of them when asked or when there is an error, else only how many there are.
pub(crate) fn diagnostics(diagnostics: &Diagnostics, all: bool) {
    if diagnostics.is_empty() {
        return;
    }
    if all || diagnostics.has_errors() {
        let style = if std::io::stderr().is_terminal() {
            Style::Colored
        } else {
            Style::Plain
        };
        eprint!("{}", diagnostics.render(style));
        return;
    }
    let (warnings, notes) = (
        diagnostics.count(Severity::Warning),
        diagnostics.count(Severity::Note),
    );
    eprintln!(
        "{}, {} on the document; --verbose shows them",
        counted(warnings, "warning"),
        counted(notes, "note")
    );
}

/// Why a generation failed, after its findings are printed.
pub(crate) fn failure(error: GenerateError, found: &Diagnostics) -> Failure {
    diagnostics(found, true);
    match error {
        GenerateError::Input(_) => "nothing was written".to_owned(),
        GenerateError::Internal(error) => {
            format!(
                "error: a mistake in the generator, not in the input\n{error}\nnothing was written"
            )
        }
    }
}

/// Counts of what was generated: `1 resource, 7 operations, 14 models`.
pub(crate) fn counts(generated: &Generated) -> String {
    let resources = &generated.krate.resources;
    let operations = resources
        .iter()
        .map(|resource| resource.operations.len())
        .sum();
    format!(
        "{}, {}, {}, {}",
        counted(resources.len(), "resource"),
        counted(operations, "operation"),
        counted(generated.api.types.len(), "model"),
        counted(generated.files.len(), "file"),
    )
}

pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// One line for what a generation did to a file.
pub(crate) fn change(difference: &Difference) -> String {
    let what = match difference.change {
        Change::Missing => "added",
        Change::Changed(_) => "changed",
        Change::Surplus => "removed",
    };
    format!("{what:>8} {}", difference.path)
}
